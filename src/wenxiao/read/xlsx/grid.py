"""The cells of a sheet as a reader sees them: hidden rows and columns gone, merged ranges as cells that reach far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from msgspec import Struct

from wenxiao.read.xlsx.cells import Cells, Veiled
from wenxiao.read.xlsx.positions import Axis, Range, letters, range_of

_MAX_COVERED = 20_000


class Anchor(Struct, frozen=True, gc=False):
    """A cell at its place among the rows and columns that are shown, and the name it has in the workbook."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    reference: str


class Row(NamedTuple):
    """A row that says something: its cells, those of blank merged ranges among them; how many blank ones are framed."""

    number: int
    cells: list[Anchor]
    blanks: int
    framed: bool
    merged: bool = False


class Grid(NamedTuple):
    """What is shown of a sheet, and what is not; the axes lead back from what is shown to the workbook."""

    rows: list[Row]
    vertical: Axis
    horizontal: Axis
    veiled: list[Veiled]


class _Cover:
    """The merged ranges that reach into the row being looked at, none of them over another."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._waiting = sorted(ranges, reverse=True)
        self._lefts: list[int] = []
        self._ranges: list[Range] = []
        self._ends: list[tuple[int, int]] = []

    def enter(self, row: int) -> list[Range]:
        """Move to a row further down; return the ranges that begin in it."""
        fresh: list[Range] = []
        while self._waiting and self._waiting[-1].top <= row:
            one = self._waiting.pop()
            self._leave(one.top)
            if one.bottom >= row and self._add(one) and one.top == row:
                fresh.append(one)
        self._leave(row)
        return fresh

    def at(self, column: int) -> Range | None:
        """Return the range that covers a column of the row."""
        at = bisect_right(self._lefts, column) - 1
        return self._ranges[at] if at >= 0 and self._ranges[at].right >= column else None

    def _add(self, one: Range) -> bool:
        """Add a range, unless it lies over another, which Excel itself would not open."""
        at = bisect_right(self._lefts, one.right) - 1
        if at >= 0 and self._ranges[at].right >= one.left:
            return False
        self._lefts.insert(at + 1, one.left)
        self._ranges.insert(at + 1, one)
        heappush(self._ends, (one.bottom, one.left))
        return True

    def _leave(self, row: int) -> None:
        while self._ends and self._ends[0][0] < row:
            _, left = heappop(self._ends)
            at = bisect_right(self._lefts, left) - 1
            del self._lefts[at], self._ranges[at]


def shown(cells: Cells) -> Grid:
    """Return the rows that are shown and say something, in order."""
    rows, columns = Axis(cells.hidden_rows), Axis(cells.hidden_columns)
    ranges = {found for reference in cells.merges if (found := range_of(reference)) is not None and _reaches(found)}
    if not ranges:
        return Grid(list(_plain(cells, rows, columns)), rows, columns, _hidden(cells, rows, columns, set()))
    drafts, covered, rescued = _merged(cells, ranges, rows, columns)
    veiled = [*covered, *_hidden(cells, rows, columns, rescued)]
    return Grid([Row(number, *drafts[number], merged=True) for number in sorted(drafts)], rows, columns, veiled)


def _reaches(found: Range) -> bool:
    return found.top < found.bottom or found.left < found.right


def _plain(cells: Cells, rows: Axis, columns: Axis) -> Iterator[Row]:
    """Yield the rows of a sheet that merges nothing."""
    shifted = bool(cells.hidden_columns)
    for number in sorted(cells.rows):
        if rows.hides(number):
            continue
        ordinal = rows.shown(number)
        found = [
            Anchor(text, ordinal, columns.shown(column) if shifted else column, 1, 1, f"{letters(column)}{number}")
            for column, text in sorted(cells.rows[number].items())
            if not (shifted and columns.hides(column))
        ]
        if found:
            yield Row(ordinal, found, cells.blanks.get(number, 0), number in cells.framed)


_Drafts = dict[int, tuple[list[Anchor], int, bool]]


_Positions = set[tuple[int, int]]


def _merged(cells: Cells, ranges: set[Range], rows: Axis, columns: Axis) -> tuple[_Drafts, list[Veiled], _Positions]:
    """Lay out a sheet with merged ranges; return its rows, and the texts that stand under merged ranges.

    The text of a range whose first rows or columns are hidden prints in those that are left: such come third.
    """
    drafts: _Drafts = {}
    covered: list[Veiled] = []
    rescued: _Positions = set()
    cover = _Cover(ranges)
    blank: list[tuple[int, Anchor]] = []
    for number in sorted(cells.rows):
        fresh = cover.enter(number)
        texts = cells.rows[number]
        blank.extend(
            (number, anchor)
            for one in fresh
            if one.left not in texts and (anchor := _anchor("", one, rows, columns)) is not None
        )
        for column, text in sorted(texts.items()):
            one = cover.at(column) or Range(number, column, number, column)
            if (one.top, one.left) != (number, column):
                rescued.add((number, column))
                if len(covered) < _MAX_COVERED:
                    covered.append(Veiled("合并区里被盖住的文字", number, column, text))
                continue
            anchor = _anchor(text, one, rows, columns)
            if anchor is not None:
                rescued.add((number, column))
                _draft(drafts, anchor.row, cells, number).append(anchor)
    for number, anchor in blank:
        if anchor.row in drafts:
            _draft(drafts, anchor.row, cells, number).append(anchor)
    for found, _, _ in drafts.values():
        found.sort(key=lambda anchor: anchor.column)
    return drafts, covered, rescued


def _draft(drafts: _Drafts, row: int, cells: Cells, number: int) -> list[Anchor]:
    if row not in drafts:
        drafts[row] = ([], cells.blanks.get(number, 0), number in cells.framed)
    return drafts[row][0]


def _anchor(text: str, one: Range, rows: Axis, columns: Axis) -> Anchor | None:
    """Return the cell that a range is, as far as it is shown; None if all of it is hidden."""
    top, left = rows.first_shown(one.top, one.bottom), columns.first_shown(one.left, one.right)
    if top is None or left is None:
        return None
    height, width = rows.span(top, one.bottom), columns.span(left, one.right)
    reference = f"{letters(one.left)}{one.top}"
    return Anchor(text, rows.shown(top), columns.shown(left), height, width, reference)


def _hidden(cells: Cells, rows: Axis, columns: Axis, told: _Positions) -> list[Veiled]:
    """Return the texts of hidden rows, one for each, and of hidden columns in rows that are shown, but those told."""
    if not cells.hidden_rows and not cells.hidden_columns:
        return []
    found: list[Veiled] = []
    by_column: dict[int, list[str]] = {}
    for number in sorted(cells.rows):
        texts = [(at, text) for at, text in sorted(cells.rows[number].items()) if (number, at) not in told]
        if rows.hides(number):
            found.append(Veiled("隐藏的行", number, 0, "   ".join(text for _, text in texts)))
        elif cells.hidden_columns:
            for column, text in texts:
                if columns.hides(column):
                    by_column.setdefault(column, []).append(text)
    found += [Veiled("隐藏的列", 0, column, "\n".join(texts)) for column, texts in sorted(by_column.items())]
    return found
