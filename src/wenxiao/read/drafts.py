"""What the dialects hand over, and how it becomes the blocks of a Document.

A draft knows its lines; only here it learns its place among the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wenxiao.document import Block, Cell, Paragraph, Place, Table
from wenxiao.errors import ReadError
from wenxiao.read.assembly import MAX_GRID, Laid, cell_of


class Prose(NamedTuple):
    """A paragraph to be: its text, where it begins, and where in it further source lines begin."""

    text: str
    line: int
    page: int | None = None
    level: int | None = None
    marks: tuple[tuple[int, int], ...] = ()
    verbatim: bool = False


class Entry(NamedTuple):
    """A cell to be: its text, the line where that begins, and if the format tells it, where it stands."""

    text: str
    line: int
    page: int | None = None
    column: int | None = None
    rowspan: int = 1
    colspan: int = 1


class Grid(NamedTuple):
    """A table to be: its rows, each as long as it is, and the lines where they begin."""

    rows: tuple[tuple[Entry, ...], ...]
    exact: bool = False


Draft = Prose | Grid


def assemble(drafts: Iterable[Draft], name: str) -> tuple[Block, ...]:
    """Number the drafts and return them as blocks; what holds nothing but blanks is dropped.

    Raise ReadError if a table is larger than any form: whoever lays out its grid would run out of memory.
    """
    blocks: list[Block] = []
    tables = 0
    for draft in drafts:
        if isinstance(draft, Prose):
            if draft.text.strip():
                blocks.append(_paragraph(draft, len(blocks)))
        elif any(entry.text for row in draft.rows for entry in row):
            tables += 1
            table = _table(draft, len(blocks), tables)
            if table.rows * table.columns > MAX_GRID:
                where = f"“{name}”第 {table.place.line} 行起的表格有 {table.rows} 行、{table.columns} 列"
                raise ReadError(f"{where}，超过 {MAX_GRID} 格的上限，请检查分隔符或拆分后再试。")
            blocks.append(table)
    return tuple(blocks)


def _paragraph(draft: Prose, block: int) -> Paragraph:
    place = Place(page=draft.page, block=block, line=draft.line, path=f"第{draft.line}行")
    return Paragraph(text=draft.text, place=place, level=draft.level, marks=draft.marks)


def _table(draft: Grid, block: int, number: int) -> Table:
    """Return the table; where the format tells no columns, a cell's column is its ordinal in the row."""
    cells = tuple(
        _cell(entry, row, ordinal if entry.column is None else entry.column, block, f"表{number}")
        for row, entries in enumerate(draft.rows)
        for ordinal, entry in enumerate(entries)
    )
    reach = max(cell.row + cell.rowspan for cell in cells)
    columns = max(cell.column + cell.colspan for cell in cells)
    first = cells[0].place
    place = Place(page=first.page, block=block, line=first.line, path=f"表{number}")
    return Table(rows=max(reach, len(draft.rows)), columns=columns, cells=cells, place=place, exact=draft.exact)


def _cell(entry: Entry, row: int, column: int, block: int, path: str) -> Cell:
    laid = Laid(entry.text, row, column, entry.rowspan, entry.colspan, entry.line)
    return cell_of(laid, block, entry.page, path)
