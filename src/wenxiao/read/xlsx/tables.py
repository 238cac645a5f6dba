"""The rows of a table laid out as a grid without holes: blank cells have a place, too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from wenxiao.read.assembly import Laid
from wenxiao.read.xlsx.grid import Grid, Row
from wenxiao.read.xlsx.positions import letters

_WIDE = 128  # a table that is wider loses its blank columns


class TableGrid:
    """A table of a sheet: its size is known before its cells are made. Blank rows and columns at its edges are cut."""

    def __init__(self, rows: list[Row], grid: Grid) -> None:
        self._by_number = {row.number: row for row in rows}
        self._top, self._bottom = rows[0].number, rows[-1].number
        self._columns = _columns(rows)
        self._grid = grid
        self.height = self._bottom - self._top + 1
        self.width = len(self._columns)

    def cells(self) -> Iterator[Laid]:
        """Yield the cells in reading order; what a merged range covers is no cell of its own."""
        names = [letters(self._grid.horizontal.number(ordinal)) for ordinal in self._columns]
        covered = [0] * self.width  # the last row that a range from above covers, by column
        merged = any(row.merged for row in self._by_number.values())
        for ordinal in range(self._top, self._bottom + 1):
            row = ordinal - self._top
            source = self._by_number.get(ordinal)
            if not merged and source is not None and len(source.cells) == self.width:
                for column, anchor in enumerate(source.cells):
                    yield Laid(anchor.text, row, column, 1, 1, None, anchor.reference)
                continue
            number = self._grid.vertical.number(ordinal)
            at = 0
            for laid in self._stated(source, row):
                yield from self._blanks(at, laid.column, covered, row, number, names)
                at = laid.column + laid.colspan
                if laid.rowspan > 1:
                    covered[laid.column : at] = [ordinal + laid.rowspan - 1] * laid.colspan
                yield laid
            yield from self._blanks(at, self.width, covered, row, number, names)

    def _stated(self, source: Row | None, row: int) -> Iterator[Laid]:
        """Yield the cells that begin in a row, their spans cut off at the edges of the table."""
        for anchor in source.cells if source is not None else ():
            column, end = self._index(anchor.column), self._index(anchor.column + anchor.colspan)
            if end > column:
                height = min(anchor.rowspan, self.height - row)
                yield Laid(anchor.text, row, column, height, end - column, None, anchor.reference)

    def _index(self, column: int) -> int:
        if isinstance(self._columns, range):
            return min(max(column - self._columns.start, 0), self.width)
        return bisect_left(self._columns, column)

    def _blanks(
        self, start: int, end: int, covered: Sequence[int], row: int, number: int, names: Sequence[str]
    ) -> Iterator[Laid]:
        for column in range(start, end):
            if covered[column] < row + self._top:
                yield Laid("", row, column, reference=f"{names[column]}{number}")


def _columns(rows: list[Row]) -> Sequence[int]:
    """Return the columns of a table, from the first to the last that says something."""
    anchors = [anchor for row in rows for anchor in row.cells if anchor.text]
    left, right = min(anchor.column for anchor in anchors), max(anchor.column + anchor.colspan for anchor in anchors)
    if right - left <= _WIDE:
        return range(left, right)
    return sorted({anchor.column for anchor in anchors})
