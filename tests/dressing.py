"""A text filing dressed as its Word original: the ragged rows of its tables laid into the grid of the official forms.

A text dialect lists the cells of each row and loses how far they reach. Here a clerk's layout is given back:
an empty cell under a label continues it (a vertical merge), a short row fills the width of its table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from wenxiao import quantity
from wenxiao.document import Cell, Document, Place, Table

_FUNDS = re.compile(r"年初预算|全年预算|全年执行|调整后?预算|预算数|执行数|执行率")
_LEVELS = ("三级指标", "指标名称", "评价内容")
_EXPECTED = re.compile(r"预期目标|设定目标|项目年度目标|^总体目标|年度绩效目标|^目标$")
_DONE = re.compile(r"完成情况|实际完成")
_TOTALS = ("总分", "合计", "总计", "金额合计", "自评得分", "财政审核评分")
_POINTS = ("分值", "权重", "得分", "自评得分", "评分")
_WIDE = 8
_LONG = 15


@dataclass
class _Sheet:
    """A table in the making: what stands at each position so far, and the heads that hold for the next rows."""

    width: int
    band: str = ""
    heads: list[str] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    above: dict[int, int] = field(default_factory=dict)  # column → index of the cell that reached the last row
    closed: bool = False  # the last row was a total: nothing of it is continued


def dressed(document: Document) -> Document:
    """Return the document with every ragged table laid out exactly."""
    blocks = tuple(
        _laid_out(block) if isinstance(block, Table) and not block.exact else block for block in document.blocks
    )
    return msgspec.structs.replace(document, blocks=blocks)


def _laid_out(table: Table) -> Table:
    lines = list(table.lines())
    sheet = _Sheet(_width(lines))
    for row, line in enumerate(lines):
        _lay(sheet, row, line[: sheet.width], table.place)
    return msgspec.structs.replace(table, cells=tuple(sheet.cells), columns=sheet.width, exact=True)


def _width(lines: Sequence[list[Cell]]) -> int:
    """Return the columns of a table: those of most rows, more where a row says something beyond them."""
    usual = Counter(map(len, lines)).most_common(1)[0][0]
    filled = (max((at for at, cell in enumerate(line, 1) if bare(cell.text)), default=0) for line in lines)
    return max(usual, *filled)


def _lay(sheet: _Sheet, row: int, line: list[Cell], place: Place) -> None:
    """Lay one row into the grid."""
    texts = [bare(cell.text) for cell in line]
    kind = _kind(texts)
    if kind in ("indicators", "funds", "goals"):
        sheet.band = kind
    elif sheet.band == "goals" and texts and texts[0] and kind != "total":
        sheet.band = ""
    spans = _spans(sheet, kind, texts)
    if kind in ("indicators", "funds", "goals"):
        sheet.heads, sheet.spans = texts, spans
    merged = _continued(sheet, kind, texts, spans)
    sources = _placed(sheet, line, spans) if kind == "total" else [*line]
    column, above = 0, {}
    for index, span in enumerate(spans):
        if span == 0:
            continue
        at = merged.get(index)
        if at is None:
            at = len(sheet.cells)
            source = sources[index] if index < len(sources) else None
            sheet.cells.append(_cell(source, row, column, span, place))
        else:
            old = sheet.cells[at]
            sheet.cells[at] = msgspec.structs.replace(old, rowspan=row - old.row + 1)
        above[column] = at
        column += span
    sheet.above, sheet.closed = above, kind == "total"


def _cell(source: Cell | None, row: int, column: int, span: int, place: Place) -> Cell:
    where = msgspec.structs.replace(source.place if source else place, row=row, column=column)
    return Cell(text=source.text if source else "", row=row, column=column, colspan=span, place=where)


def bare(text: str) -> str:
    """Return a text without blanks."""
    return re.sub(r"\s+", "", text)


def _kind(texts: Sequence[str]) -> str:
    """Return what a row is by the words it prints."""
    first = next((text for text in texts if text), "")
    if any(quantity.parse(text) is not None for text in texts):
        return "total" if first in _TOTALS else ""
    if first in _TOTALS:
        return "total"
    if any(text in _LEVELS for text in texts) or sum("指标" in text for text in texts) >= 3:
        return "indicators" if len(texts) >= 4 and not texts[0].startswith("产出") else ""
    if sum(bool(_FUNDS.search(text)) for text in texts) >= 2 and not any("决算" in text for text in texts):
        return "funds"
    filled = [text for text in texts if text and len(text) < 14]
    if any(_EXPECTED.search(text) for text in filled) and any(_DONE.search(text) for text in filled[1:]):
        return "goals"
    return ""


# --- how far the cells of a row reach ------------------------------------------------------------------


def _spans(sheet: _Sheet, kind: str, texts: Sequence[str]) -> list[int]:
    """Return the columns that each cell covers (0: none, it is swallowed by the cell before it)."""
    width, count = sheet.width, len(texts)
    if kind == "total":
        return _total_spans(sheet, texts)
    if count == width:
        return _full_spans(sheet, kind, texts)
    if kind == "funds":
        return [1, 1 + width - count, *[1] * (count - 2)]
    if kind == "" and sheet.band == "funds" and texts[0] == "" and count >= 5:
        return [*sheet.spans[:count], *[1] * (width - sum(sheet.spans[:count]))]
    if kind == "" and sheet.band == "indicators" and texts[0] == "" and count >= 5:
        return [1] * width
    labelled = kind == "" and texts[0] and count in (2, 4) and width >= _WIDE
    return _spread(count, width, 2 if labelled else 1)


def _spread(count: int, width: int, first: int) -> list[int]:
    """Return the first cell's columns, the rest shared out evenly."""
    if count == 1:
        return [width]
    rest, left = count - 1, width - first
    shares = [left // rest] * rest
    for index in range(left % rest):
        shares[index] += 1
    return [first, *shares]


def _full_spans(sheet: _Sheet, kind: str, texts: Sequence[str]) -> list[int]:
    """Return the spans of a row that lists all positions: in rows of words an empty cell belongs to the one before."""
    figures = any(quantity.parse(text) is not None for text in texts[1:])
    worded = kind in ("goals", "indicators") or (
        kind == "" and any(texts) and not figures and (sheet.band not in ("funds", "indicators") or _is_remark(texts))
    )
    if not worded:
        return [1] * len(texts)
    spans: list[int] = []
    last: int | None = None
    for index, text in enumerate(texts):
        if text or last is None or _hangs_below(sheet, index):
            last = index if text else None
            spans.append(1)
        else:
            spans[last] += 1
            spans.append(0)
    return spans


def _is_remark(texts: Sequence[str]) -> bool:
    """Tell whether a row among indicators is a label with words to it."""
    filled = [text for text in texts if text]
    return bool(texts[0]) and len(filled) <= 2 and len(filled[-1]) >= _LONG


def _hangs_below(sheet: _Sheet, column: int) -> bool:
    """Tell whether a head above reaches down to an empty position of a second row of heads."""
    at = sheet.above.get(column)
    above = sheet.cells[at] if at is not None else None
    return above is not None and above.colspan == 1 and bool(bare(above.text)) and sheet.band == ""


def _total_spans(sheet: _Sheet, texts: Sequence[str]) -> list[int]:
    """Return the spans of a total row: its label reaches to the first column of points."""
    width = sheet.width
    if len(texts) == width:
        label = next(index for index, text in enumerate(texts) if text)
        more = next((index for index in range(label + 1, width) if texts[index]), width)
        return [*[1] * label, more - label, *[0] * (more - label - 1), *[1] * (width - more)]
    points = [c for c, head in enumerate(sheet.heads) if head in _POINTS]
    start = points[-1] if len(texts) == 2 and points else points[0] if points else width - len(texts) + 1
    return [start, *[1] * (width - start)]


def _placed(sheet: _Sheet, line: list[Cell], spans: Sequence[int]) -> list[Cell | None]:
    """Return the cells of a short total row, each under the head of points that it belongs to."""
    points = [c for c, head in enumerate(sheet.heads) if head in _POINTS]
    if len(line) == len(spans) or not points:
        return list(line)
    placed: list[Cell | None] = [line[0], *[None] * (len(spans) - 1)]
    columns = points if len(line) > 2 else points[-1:]
    for cell, column in zip(line[1:], [*columns, *range(columns[-1] + 1, sheet.width)], strict=False):
        placed[column - spans[0] + 1] = cell
    return placed


# --- which cells continue the one above ----------------------------------------------------------------


def _continued(sheet: _Sheet, kind: str, texts: Sequence[str], spans: Sequence[int]) -> dict[int, int]:
    """Return the cells of a row that continue one above, as index in the row → index of that cell."""
    if sheet.closed or kind == "total":
        return {}
    found: dict[int, int] = {}
    column = 0
    limit = _mergeable(sheet, kind, texts)
    for index, span in enumerate(spans):
        at = sheet.above.get(column)
        empty = index >= len(texts) or not texts[index]
        above = sheet.cells[at] if at is not None else None
        fits = above is not None and above.colspan == span and quantity.parse(above.text) is None and above.text
        if span and empty and fits and at is not None and (index < limit or _is_second_head(sheet, texts, column)):
            found[index] = at
        column += span
    return found


def _mergeable(sheet: _Sheet, kind: str, texts: Sequence[str]) -> int:
    """Return how many cells at the left of a row may continue the ones above."""
    leading = next((index for index, text in enumerate(texts) if text), len(texts))
    if kind == "" and sheet.band == "indicators":
        level3 = next((at for at, head in enumerate(sheet.heads) if head in _LEVELS), 3)
        return min(leading, level3 + sheet.spans[level3] - 1)
    if kind == "" and sheet.band == "goals":
        return min(leading, next((at for at, head in enumerate(sheet.heads) if _EXPECTED.search(head)), 1))
    return 1 if leading == len(texts) else leading


def _is_second_head(sheet: _Sheet, texts: Sequence[str], column: int) -> bool:
    """Tell whether a row holds heads alone, under heads that stand over two rows."""
    figures = any(quantity.parse(text) is not None for text in texts)
    return sheet.band == "" and any(texts) and not texts[0] and not figures and _hangs_below(sheet, column)
