"""Blocks put together by readers whose format tells where a cell stands and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from wenxiao.document import Block, Cell, Omission, Paragraph, Place, Table
from wenxiao.errors import ReadError

MAX_CELLS = 400_000
"""The most cells of one document."""
MAX_COLUMNS = 1_024
MAX_GRID = 2_000_000
"""The largest table, in positions of its grid: rows times columns."""
MAX_BLOCKS = 200_000
MAX_OMITTED = 20_000
"""The most things left out that are told one by one."""


class Laid(Struct, frozen=True, gc=False):
    """A cell at its place in the grid of a table."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    line: int | None = None
    reference: str | None = None


class Assembly:
    """The blocks of one document in the making; each learns its place as it is added."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.omitted: list[Omission] = []
        self._paragraphs = self._tables = self._cells = 0

    def paragraph(
        self,
        text: str,
        *,
        level: int | None = None,
        page: int | None = None,
        line: int | None = None,
        path: str | None = None,
        place: Place | None = None,
    ) -> int | None:
        """Add a paragraph and return its block; what is only blanks is dropped (None)."""
        text = text.strip()
        if not text:
            return None
        block = self._next()
        self._paragraphs += 1
        if place is None:
            place = Place(page=page, block=block, line=line, path=path or f"第{self._paragraphs}段")
        self.blocks.append(Paragraph(text=text, place=place, level=level))
        return block

    def table(
        self,
        cells: Sequence[Laid],
        *,
        rows: int,
        page: int | None = None,
        line: int | None = None,
        path: str | None = None,
        sheet: str | None = None,
    ) -> int | None:
        """Add a table and return its block; one without any text is dropped (None). Raise ReadError beyond a cap."""
        if not any(cell.text for cell in cells):
            return None
        block = self._next()
        self._tables += 1
        columns = max(cell.column + cell.colspan for cell in cells)
        self._cells += len(cells)
        if rows * columns > MAX_GRID or self._cells > MAX_CELLS or columns > MAX_COLUMNS:
            raise ReadError(
                f"“{self.name}”的第 {self._tables} 张表有 {rows} 行、{columns} 列，超过上限（{MAX_COLUMNS} 列，"
                f"全文 {MAX_CELLS} 格），请拆分或删去无关内容后再试。"
            )
        path = path or f"表{self._tables}"
        laid = tuple(cell_of(cell, block, page, path, sheet) for cell in cells)
        place = Place(page=page, block=block, line=line, path=path, sheet=sheet)
        self.blocks.append(Table(rows=rows, columns=columns, cells=laid, place=place))
        return block

    def omit(self, what: str, text: str, place: Place | None = None) -> None:
        """Note what is left out on purpose. `place` defaults to the block that comes next."""
        if len(self.omitted) < MAX_OMITTED:
            self.omitted.append(Omission(what=what, text=text, place=place or Place(block=len(self.blocks))))

    def _next(self) -> int:
        if len(self.blocks) >= MAX_BLOCKS:
            raise ReadError(f"“{self.name}”有 {MAX_BLOCKS} 个以上的段落和表格，超过上限，请拆分后再试。")
        return len(self.blocks)


def cell_of(cell: Laid, block: int, page: int | None, path: str, sheet: str | None = None) -> Cell:
    """Return a cell as a table holds it, its place named under `path`."""
    row, column = cell.row, cell.column
    where = f"{path} {cell.reference}" if cell.reference else f"{path} 第{row + 1}行第{column + 1}列"
    place = Place(
        page=page,
        block=block,
        row=row,
        column=column,
        rowspan=cell.rowspan if cell.rowspan > 1 else None,
        colspan=cell.colspan if cell.colspan > 1 else None,
        line=cell.line,
        sheet=sheet,
        reference=cell.reference,
        path=where,
    )
    return Cell(text=cell.text, row=row, column=column, rowspan=cell.rowspan, colspan=cell.colspan, place=place)
