"""Titles, attachment marks, unit notes and signatures that stand inside a table, merged over its width.

Word and Excel forms often carry them as rows; a text shows them as lines above and below. Here both become one:
the blocks of a document in reading order, such rows told as the lines that they are, with the Place of their cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

from wenxiao.document import Block, Cell, Document, Paragraph, Table
from wenxiao.extract.labels import squeeze
from wenxiao.extract.rows import Line, lines

_TITLE = re.compile(r"(?:表|报告)(?:[(（].{0,12}[)）])?$")
_NOTE = re.compile(r"^附[件表]|单位[:：]|[(（](?:19|20)\d{2}年?度?[)）]$|(?:日期|时间|编号|年度)[:：]")
_SIGNED = re.compile(
    r"^(?:说明|备注|注)[:：]|签字|签名|盖章|填[表报]人|填[表报]日期|填报时间|联系电话|负责人[:：]|^(?:19|20)\d{2}年\d{1,2}月"
)
_LONGEST = 70


class Piece(NamedTuple):
    """A line of the document, or a stretch of a table with its rows; `block` counts the document's own blocks."""

    block: int
    what: Block
    rows: tuple[Line, ...] = ()


def pieces(document: Document) -> list[Piece]:
    """Return the document's blocks in order, the lines inside tables taken out of them."""
    found: list[Piece] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            found.extend(_stretches(index, block))
        else:
            found.append(Piece(index, block))
    return found


def _stretches(index: int, table: Table) -> Iterator[Piece]:
    """Yield the parts of a table that titles inside it divide, each with the lines above and below it."""
    rows = lines(table)
    alone = [_alone(line, table) for line in rows]
    starts = [row for row, cell in enumerate(alone) if _is_wide(cell, table) and _is_title(cell)]
    bounds = sorted({0, *(_top(alone, table, start) for start in starts)})
    for first, stop in zip(bounds, [*bounds[1:], len(rows)], strict=True):
        yield from _parted(index, table, rows[first:stop], alone[first:stop])


def _parted(index: int, table: Table, rows: list[Line], alone: list[Cell | None]) -> Iterator[Piece]:
    """Yield one part: its lines above, its rows, its lines below."""
    head, tail = _head(rows, alone), _tail(alone)
    tail = max(head, tail)
    for row in range(head):
        yield from _spoken(index, rows[row])
    if any(not line.filler() for line in rows[head:tail]):
        yield Piece(index, table, tuple(rows[head:tail]))
    for row in range(tail, len(rows)):
        yield from _spoken(index, rows[row])


def _spoken(index: int, line: Line) -> Iterator[Piece]:
    """Yield what a row says as a line."""
    for _, cell in line.own():
        if cell.text.strip():
            yield Piece(index, Paragraph(text=cell.text, place=cell.place))


def _alone(line: Line, table: Table) -> Cell | None:
    """Return the cell of a row that is merged over the width, or has only empty ones beside it."""
    found: Cell | None = None
    for _, cell in line.distinct():
        if cell.text.strip():
            if found is not None or cell.row != line.row or len(cell.text) > 2 * _LONGEST:
                return None
            found = cell
    return found if table.columns > 1 else None


def _is_title(cell: Cell | None) -> bool:
    """Tell whether a cell reads like the title of a form."""
    bare = squeeze(cell.text) if cell is not None else ""
    return 5 <= len(bare) <= _LONGEST and bool(_TITLE.search(bare)) and not re.search(r"[。；:：]", bare)


def _is_note(text: str) -> bool:
    bare = squeeze(text)
    return len(bare) <= _LONGEST and bool(_NOTE.search(bare))


def _is_signature(cell: Cell) -> bool:
    return bool(_SIGNED.search(squeeze(cell.text)))


def _top(alone: list[Cell | None], table: Table, row: int) -> int:
    """Return where the lines begin that lead up to a title: an attachment mark, the first half of the title."""
    while row > 0 and (above := alone[row - 1]) is not None and not _is_signature(above) and not _is_title(above):
        if not _is_wide(above, table) and not _is_note(above.text):
            break
        row -= 1
    return row


def _is_wide(cell: Cell | None, table: Table) -> TypeGuard[Cell]:
    """Tell whether a cell is merged over the whole width of its table."""
    return cell is not None and cell.colspan >= table.columns


def _head(rows: list[Line], alone: list[Cell | None]) -> int:
    """Return how many rows at the top are lines: up to the title, and the notes below it."""
    head = 0
    title = next((row for row, cell in enumerate(alone) if _is_title(cell)), None)
    if title is not None and all(cell is not None for cell in alone[:title]):
        head = title + 1
    while head < len(rows) and _is_note_row(rows[head]):
        head += 1
    return head


def _is_note_row(line: Line) -> bool:
    """Tell whether a row holds notes alone: 编制单位：… beside 金额单位：元."""
    texts = [cell.text.strip() for _, cell in line.own() if cell.text.strip()]
    told = all(re.search(r"[:：]|^附|[)）]$", text) for text in texts)
    return told and 0 < len(texts) <= 3 and any(map(_is_note, texts))


def _tail(alone: list[Cell | None]) -> int:
    """Return where the signatures below the last row begin."""
    tail = len(alone)
    while tail > 0 and (cell := alone[tail - 1]) is not None and _is_signature(cell):
        tail -= 1
    return tail
