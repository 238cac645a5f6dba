"""Dialect 2, whole rows on one line: cells parted by TABs (a recogniser's Markdown), or by pipes.

The grid is full: a merged cell leaves empty ones behind, and nothing tells which. Page breaks cut tables
and rows; what they cut is joined only where it is evident.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenxiao.read.drafts import Draft, Entry, Grid, Prose
from wenxiao.read.text.lines import Kind, Line
from wenxiao.read.text.markup import plain
from wenxiao.read.text.shape import Row, is_header, part_tables, repeats_header
from wenxiao.read.text.signs import begins_form, is_numeric, is_remark, is_title, item
from wenxiao.read.text.source import Source

_PIPE = re.compile(r"(?<!\\)\|")
_CLOSED = frozenset("。；！？!?;：:")
_ROW_KINDS = (Kind.GRID, Kind.CELL, Kind.PIPE)
_PROSE = 15
_CARRIED = 40
_LABEL = 24


def read_grid(source: Source, start: int) -> tuple[list[Draft], int]:
    """Read the tables that begin at line `start`, page breaks among them; return them and the line behind."""
    lines = source.lines
    rows: list[Row] = []
    at, end, gap = start, start, 0
    while at < len(lines):
        line = lines[at]
        if line.kind in _ROW_KINDS:
            if gap and _is_other_dialect(source, at, rows):
                break
            rows.append(Row(_cells(line), gap))
            gap, end = 0, at + 1
        elif line.kind is Kind.RULE:
            end = at + 1
        elif line.kind is Kind.BLANK:
            gap += 1
        elif not gap and rows and _is_lone_label(source, at, len(rows[-1].cells)):
            rows.append(Row((Entry(plain(line.text.strip()), line.number, line.page),)))
            end = at + 1
        else:
            break
        at += 1
    return _drafts(rows), end


def _is_lone_label(source: Source, at: int, width: int) -> bool:
    """Tell whether a line of text between two rows of a table is a row that has lost its empty cells."""
    text = source.lines[at].text.strip()
    if at + 1 >= len(source.lines) or len(text) > _LABEL or begins_form(text) or is_remark(text) or is_title(text):
        return False
    below = source.lines[at + 1]
    return below.kind in (Kind.GRID, Kind.PIPE) and len(_cells(below)) == width


def _is_other_dialect(source: Source, at: int, rows: Sequence[Row]) -> bool:
    """Tell whether a listing begins at line `at`, rather than a row whose first cell is empty."""
    return source.is_listing(at) and not (len(rows[-1].cells) == 2 and source.is_lone(at))


def _cells(line: Line) -> tuple[Entry, ...]:
    """Return the cells of one row."""
    if line.kind is Kind.PIPE:
        texts = _PIPE.split(line.text.strip())
        if not texts[0]:
            del texts[0]
        if len(texts) > 1 and not texts[-1].strip():
            texts.pop()
    else:
        texts = line.text.split("\t")
    return tuple(Entry(plain(text.strip()), line.number, line.page) for text in texts)


def _drafts(rows: Sequence[Row]) -> list[Draft]:
    """Return the tables that a stretch of rows holds; a lone line with TABs in it is only a line."""
    drafts: list[Draft] = []
    for run in _runs(rows):
        for table in part_tables(run):
            drafts.extend(_table(table, lone=len(rows) == 1))
    return drafts


def _table(rows: Sequence[Row], *, lone: bool) -> list[Draft]:
    """Return one table, and before it as paragraphs what a page break has carried over from another."""
    first = 0
    while first < len(rows) and _is_carried_over(rows[first].cells):
        first += 1
    if lone and _is_line(rows[0].cells):
        first = 1
    drafts: list[Draft] = [_line(row.cells) for row in rows[:first]]
    if first < len(rows):
        drafts.append(Grid(tuple(row.cells for row in _mend(rows[first:]))))
    return drafts


def _is_carried_over(cells: Sequence[Entry]) -> bool:
    """Tell whether a row holds one long text behind empty cells: no table begins like that."""
    filled = [cell.text for cell in cells if cell.text]
    return not cells[0].text and len(filled) == 1 and len(filled[0]) >= _CARRIED


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Part rows where their width changes for good, or where behind blank lines a new table begins."""
    runs: list[list[Row]] = []
    for at, row in enumerate(rows):
        if runs and not _parts(rows, at, runs[-1]):
            # What belongs together across a page break no longer counts as parted by it.
            runs[-1].append(row._replace(gap=0))
        else:
            runs.append([row._replace(gap=0)])
    return runs


def _parts(rows: Sequence[Row], at: int, run: Sequence[Row]) -> bool:
    """Tell whether a table ends before the row at `at`."""
    row, width = rows[at], len(rows[at].cells)
    same = width == len(rows[at - 1].cells)
    if row.gap:
        return not same or _has_own_header(rows, at) or repeats_header(row.cells, run)
    if same:
        return False
    settled = at + 1 < len(rows) and len(rows[at + 1].cells) == width
    return settled and is_header(row.cells) and len(run) > 1


def _has_own_header(rows: Sequence[Row], at: int) -> bool:
    """Tell whether the chunk at `at` opens with labels over figures, or with a title over the whole width."""
    cells = rows[at].cells
    if cells[0].text and not any(cell.text for cell in cells[1:]):
        return True
    if not is_header(cells):
        return False
    return any(
        is_numeric(cell.text) for row in rows[at + 1 : at + 4] if not row.gap for cell in row.cells[1:] if cell.text
    )


def _mend(table: Sequence[Row]) -> list[Row]:
    """Join rows that a page break has cut to the row above them."""
    mended: list[Row] = []
    for row in table:
        if mended and _is_overflow(row.cells, mended[-1].cells):
            mended[-1] = Row(_joined(mended[-1].cells, row.cells), mended[-1].gap)
        else:
            mended.append(row)
    return mended


def _is_overflow(cells: Sequence[Entry], above: Sequence[Entry]) -> bool:
    """Tell whether a row holds only the rest of sentences that the row above leaves unfinished."""
    if len(cells) != len(above) or cells[0].text:
        return False
    filled = [(cell.text, before.text) for cell, before in zip(cells, above, strict=True) if cell.text]
    return bool(filled) and all(_is_rest(text, before) for text, before in filled)


def _is_rest(text: str, before: str) -> bool:
    """Tell whether `text` finishes the sentence in which `before` breaks off."""
    if len(before) < _PROSE or before[-1] in _CLOSED or is_numeric(text) or is_numeric(before):
        return False
    if before[-1].isdigit() and text[0].isdigit():
        return False
    head = text[:1]
    return item(text) is None and (head in "，。；、）”》" or _ends_unit(text))


def _ends_unit(text: str) -> bool:
    """Tell whether the rest of a sentence comes to an end: a label would not."""
    return any(mark in text for mark in "。；，")


def _joined(above: Sequence[Entry], cells: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(before._replace(text=before.text + cell.text) for before, cell in zip(above, cells, strict=True))


def _is_line(cells: Sequence[Entry]) -> bool:
    """Tell whether a lone row is a numbered heading or a line of labels to fill in, not a table."""
    texts = [cell.text for cell in cells if cell.text]
    if len(texts) < 2:
        return True
    return item(cells[0].text) is not None or sum("：" in text or ":" in text for text in texts) * 2 >= len(texts)


def _line(cells: Sequence[Entry]) -> Prose:
    first = cells[0]
    return Prose(" ".join(cell.text for cell in cells if cell.text), first.line, first.page)
