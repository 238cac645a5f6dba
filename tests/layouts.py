"""The same forms as other clerks lay them out: titles and signatures as rows, heads printed anew, tables cut.

Each function takes a document with exact tables and returns one that says the same in another layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

import msgspec

from dressing import bare
from wenxiao.document import Block, Cell, Document, Paragraph, Place, Table

_TITLE = re.compile(r"表(?:[(（].{0,12}[)）])?$")
_ABOVE = re.compile(r"^附[件表]|单位[:：]|^[(（]?20\d{2}年?度?[)）]?$")
_BELOW = re.compile(r"填表人|签字|负责人[:：]|^(?:说明|备注|注)[:：]|^20\d{2}年\d+月\d+日$")
_HEADS = ("三级指标", "指标名称")


def titled_inside(document: Document) -> Document:
    """Return the document with titles, attachment marks, notes and signatures as rows merged over the width."""
    blocks: list[Block] = []
    signed: set[int] = set()
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            above = _taken(blocks)
            below = [line for line in takewhile(_signs, document.blocks[at + 1 :]) if isinstance(line, Paragraph)]
            signed.update(id(one) for one in below)
            blocks.append(_framed(block, above, below))
        elif id(block) not in signed:
            blocks.append(block)
    return renumbered(document, blocks)


def _signs(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_BELOW.search(bare(block.text)))


def _taken(blocks: list[Block]) -> list[Paragraph]:
    """Take the lines that belong to the table below off the end of `blocks`."""
    first = len(blocks)
    while first > 0 and _belongs(blocks[first - 1]):
        first -= 1
    above = [block for block in blocks[first:] if isinstance(block, Paragraph)]
    if not any(_TITLE.search(bare(line.text)) for line in above):
        return []
    del blocks[first:]
    return above


def _belongs(block: Block) -> bool:
    text = bare(block.text) if isinstance(block, Paragraph) else ""
    named = bool(_TITLE.search(text) or _ABOVE.search(text))
    return named and len(text) <= 50 and not re.search("。|^[一二三四五六七八九十]+、", text)


def _framed(table: Table, above: Sequence[Paragraph], below: Sequence[Paragraph]) -> Table:
    """Return the table with lines as its first and last rows."""
    head = [_wide(line, row, table.columns) for row, line in enumerate(above)]
    body = [_moved(cell, len(above)) for cell in table.cells]
    last = table.rows + len(above)
    foot = [_wide(line, last + row, table.columns) for row, line in enumerate(below)]
    return msgspec.structs.replace(table, cells=(*head, *body, *foot), rows=last + len(below))


def _wide(line: Paragraph, row: int, columns: int) -> Cell:
    return Cell(text=line.text, row=row, column=0, colspan=columns, place=line.place)


def _moved(cell: Cell, rows: int, columns: int = 0) -> Cell:
    return msgspec.structs.replace(cell, row=cell.row + rows, column=cell.column + columns)


def headed_again(document: Document) -> Document:
    """Return the document with the heads of the indicators typed again half-way down, as on a second page."""
    return renumbered(document, [_headed_again(b) if isinstance(b, Table) else b for b in document.blocks])


def _headed_again(table: Table) -> Table:
    heads = next((cell.row for cell in table.cells if bare(cell.text) in _HEADS), None)
    if heads is None or table.rows - heads < 6:
        return table
    at = heads + (table.rows - heads) // 2
    again = [_moved(cell, at - heads) for cell in table.cells if cell.row == heads and cell.rowspan == 1]
    kept = [part for cell in table.cells for part in _parted(cell, at, 1)]
    return msgspec.structs.replace(table, cells=ordered([*kept, *again]), rows=table.rows + 1)


def _parted(cell: Cell, at: int, gap: int) -> Iterator[Cell]:
    """Yield a cell with `gap` rows put in before row `at`: side labels reach over them, what is cut is told twice."""
    end = cell.row + cell.rowspan
    if end <= at:
        yield cell
    elif cell.row >= at:
        yield _moved(cell, gap)
    elif cell.column == 0:
        yield msgspec.structs.replace(cell, rowspan=cell.rowspan + gap)
    else:
        yield msgspec.structs.replace(cell, rowspan=at - cell.row)
        yield msgspec.structs.replace(cell, row=at + gap, rowspan=end - at)


def cut_apart(document: Document) -> Document:
    """Return the document with every table cut into one a block: where the label at its left side changes."""
    return renumbered(document, [part for block in document.blocks for part in _cut(block)])


def _cut(block: Block) -> Iterator[Block]:
    if not isinstance(block, Table):
        yield block
        return
    sides = [cell for cell in block.cells if cell.column == 0]
    bounds = [0, *(cell.row for cell in sides if cell.rowspan > 1 and cell.row > 0), block.rows]
    for first, stop in pairwise(bounds):
        cells = [_moved(cell, -first) for cell in block.cells if first <= cell.row < stop]
        if any(cell.text for cell in cells):
            yield msgspec.structs.replace(block, cells=tuple(cells), rows=stop - first)


def one_sheet(document: Document) -> Document:
    """Return the document with the tables between which nothing stands laid in one grid, as on a sheet of Excel."""
    blocks: list[Block] = []
    for block in titled_inside(document).blocks:
        last = blocks[-1] if blocks else None
        if isinstance(block, Table) and isinstance(last, Table):
            blocks[-1] = _stacked(last, block)
        else:
            blocks.append(block)
    return renumbered(document, blocks)


def _stacked(upper: Table, lower: Table) -> Table:
    columns = max(upper.columns, lower.columns)
    cells = [_widened(cell, upper, columns) for cell in upper.cells]
    cells += [_widened(_moved(cell, upper.rows), lower, columns) for cell in lower.cells]
    return msgspec.structs.replace(upper, cells=tuple(cells), rows=upper.rows + lower.rows, columns=columns)


def _widened(cell: Cell, table: Table, columns: int) -> Cell:
    """Return a cell of a narrow table in a wide grid: what reaches its right edge reaches the grid's."""
    if cell.column + cell.colspan < table.columns:
        return cell
    return msgspec.structs.replace(cell, colspan=columns - cell.column)


def ordered(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return cells in reading order."""
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def renumbered(document: Document, blocks: Sequence[Block]) -> Document:
    """Return the document with other blocks, each told anew at which place it stands."""
    return msgspec.structs.replace(document, blocks=tuple(_at(block, at) for at, block in enumerate(blocks)))


def _at(block: Block, at: int) -> Block:
    place = msgspec.structs.replace(block.place, block=at, row=None, column=None)
    if not isinstance(block, Table):
        return msgspec.structs.replace(block, place=place)
    cells = tuple(msgspec.structs.replace(cell, place=_cell_place(cell, at)) for cell in block.cells)
    return msgspec.structs.replace(block, place=place, cells=cells)


def _cell_place(cell: Cell, block: int) -> Place:
    return msgspec.structs.replace(cell.place, block=block, row=cell.row, column=cell.column)
