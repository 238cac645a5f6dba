"""What a page says becomes the blocks of a Document; a table in a cell follows the table that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenxiao.read.assembly import Assembly, Laid
from wenxiao.read.breaks import soft_lines
from wenxiao.read.html.flow import Flow, Gone, Grid, Slot, Text

_INNER = "内的表"
_TOLD = 3  # how many tables around a table its path names


def emit(flow: Iterable[Flow], assembly: Assembly) -> None:
    """Add the units of a page to the document in their order."""
    for unit in flow:
        if isinstance(unit, Text):
            _paragraphs(unit, assembly)
        elif isinstance(unit, Gone):
            assembly.omit(unit.what, unit.text)
        else:
            _table(unit, assembly, None)


def _paragraphs(unit: Text, assembly: Assembly) -> None:
    """Add a text: each of its lines is a paragraph, unless it breaks off in mid-sentence."""
    lines = unit.text.split("\n") if unit.hard else soft_lines(unit.text)
    for line in lines:
        assembly.paragraph(line, level=unit.level)


def _table(grid: Grid, assembly: Assembly, path: str | None) -> None:
    emit(grid.before, assembly)
    for slot in grid.slots:
        emit((unit for unit in slot.flow if isinstance(unit, Gone)), assembly)
    cells = [Laid(slot.text(), slot.row, slot.column, slot.rowspan, slot.colspan) for slot in grid.slots]
    block = assembly.table(cells, rows=grid.rows, path=path)
    where = assembly.blocks[block].place.path if block is not None else None
    for slot in grid.slots:
        _inner(slot, slot.tables(), assembly, where)


def _inner(slot: Slot, inner: Sequence[Grid], assembly: Assembly, where: str | None) -> None:
    """Add the tables of a cell, each saying where it stands."""
    for ordinal, grid in enumerate(inner, start=1):
        path = where
        if where and where.count(_INNER) < _TOLD:
            path = f"{where} 第{slot.row + 1}行第{slot.column + 1}列{_INNER}{ordinal if len(inner) > 1 else ''}"
        _table(grid, assembly, path)
