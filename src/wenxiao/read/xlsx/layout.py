"""A sheet's rows parted into lines of text and tables: several forms on a sheet, each with its title and its notes.

Judged by layout alone: a row whose only text is a title, an attachment's number, a unit of money, a remark or a
line of signatures is no row of a table; blank rows part tables only where something new begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wenxiao.read.text.signs import begins_form, is_attachment, is_numeric, is_remark, is_title, is_unit
from wenxiao.read.xlsx.grid import Anchor, Row

_GAP = 3  # blank rows that a form may have inside
_LABEL = 24  # a head is not longer
_HEADS = 3
_SENTENCE = 15
_JOINT = "   "


class Line(NamedTuple):
    """A line of text, and the cell that it begins in."""

    text: str
    reference: str


class Part(NamedTuple):
    """The rows of a table."""

    rows: list[Row]


class _Seen(NamedTuple):
    """A row with what the layout goes by: its texts, whether one stands alone, whether a range from above covers it."""

    row: Row
    texts: list[Anchor]
    lone: bool
    covered: bool


def parted(rows: Sequence[Row]) -> Iterator[Line | Part]:
    """Yield the lines and tables of a sheet in order."""
    open_rows: list[_Seen] = []
    for run in _runs(rows):
        for piece in _pieces(run):
            if isinstance(piece, Line) or (open_rows and not _goes_on(open_rows, piece)):
                if open_rows:
                    yield Part([seen.row for seen in open_rows])
                open_rows = []
            if isinstance(piece, Line):
                yield piece
            else:
                open_rows += piece
    if open_rows:
        yield Part([seen.row for seen in open_rows])


def _runs(rows: Sequence[Row]) -> Iterator[list[_Seen]]:
    """Yield the stretches of rows with no blank row between; one that a merged range reaches into is not blank."""
    run: list[_Seen] = []
    reach = 0
    for at, row in enumerate(rows):
        if run and row.number > max(run[-1].row.number, reach) + 1:
            yield run
            run = []
        texts = [anchor for anchor in row.cells if anchor.text]
        bottom = max((anchor.row + anchor.rowspan - 1 for anchor in texts), default=row.number)
        below = rows[at + 1].number if at + 1 < len(rows) else bottom + 1
        run.append(_Seen(row, texts, len(texts) == 1 and below > bottom and row.number > reach, row.number <= reach))
        reach = max(reach, bottom)
    if run:
        yield run


def _pieces(run: list[_Seen]) -> Iterator[Line | list[_Seen]]:
    """Yield the lines above and below the tables of a stretch, and the tables."""
    at = 0
    while at < len(run):
        while at < len(run) and _stands_above(run[at], run[at + 1] if at + 1 < len(run) else None):
            yield _line(run[at])
            at += 1
        start = at
        while at < len(run) and (at == start or not _begins(run[at])):
            at += 1
        end = at
        while end > start and _stands_below(run[end - 1]):
            end -= 1
        if end > start:
            yield run[start:end]
        yield from map(_line, run[end:at])


def _line(seen: _Seen) -> Line:
    return Line(_JOINT.join(anchor.text for anchor in seen.texts), seen.texts[0].reference)


def _stands_above(seen: _Seen, below: _Seen | None) -> bool:
    """Tell whether a row above a table is no row of it; a band that is framed with the rows under it is one."""
    if not seen.lone:
        return _signs(seen)
    if _with_blanks(seen):
        return False
    text = seen.texts[0].text
    in_frame = seen.row.framed and below is not None and below.row.framed and not below.lone
    band = in_frame and len(text) <= _LABEL and not text.endswith(("。", "：", ":"))
    return not band or is_title(text) or begins_form(text) or is_remark(text)


def _stands_below(seen: _Seen) -> bool:
    """Tell whether a row under a table is no row of it: a remark, signatures, a note outside the frame."""
    if not seen.lone:
        return _signs(seen)
    text = seen.texts[0].text
    if is_remark(text) or begins_form(text):
        return True
    if _with_blanks(seen) or seen.row.framed:
        return False
    return is_title(text) or len(text) > _LABEL or text.endswith("。") or seen.texts[0].colspan > 1


def _begins(seen: _Seen) -> bool:
    """Tell whether a row inside a table is the title of the next one."""
    if not seen.lone:
        return False
    text = seen.texts[0].text
    if is_unit(text) or not begins_form(text):
        return not seen.row.framed and (is_title(text) or is_unit(text))
    return True


def _with_blanks(seen: _Seen) -> bool:
    """Tell whether blank cells of a form stand beside the only text of a row: a label whose value is missing."""
    one = seen.texts[0]
    if is_attachment(one.text) or is_unit(one.text):
        return False
    merged = any(not anchor.text for anchor in seen.row.cells)
    return merged or seen.row.blanks > one.rowspan * one.colspan - 1


def _signs(seen: _Seen) -> bool:
    """Tell whether a row holds nothing but what is signed or noted: 填报人：…　填报日期：…　单位：万元."""
    if seen.covered or len(seen.texts) < 2 or any(anchor.rowspan > 1 for anchor in seen.texts):
        return False
    asked = False
    for anchor in seen.texts:
        known = is_remark(anchor.text) or is_unit(anchor.text)
        if not known and not asked:
            return False
        asked = anchor.text.endswith((":", "："))
    return True


def _goes_on(before: list[_Seen], piece: list[_Seen]) -> bool:
    """Tell whether rows behind blank ones belong to the table before: near, below it, and with no head of their own."""
    first, last = piece[0], before[-1]
    bottom = max(anchor.row + anchor.rowspan - 1 for anchor in last.row.cells)
    if first.row.number - bottom - 1 > _GAP or not _overlap(before, piece):
        return False
    return not _is_head(first)


def _is_head(seen: _Seen) -> bool:
    texts = [anchor.text for anchor in seen.texts]
    return len(texts) >= _HEADS and all(len(text) <= _LABEL and not is_numeric(text) for text in texts)


def _overlap(before: list[_Seen], piece: list[_Seen]) -> bool:
    (left, right), (start, end) = _extent(before), _extent(piece)
    return start <= right and left <= end


def _extent(rows: list[_Seen]) -> tuple[int, int]:
    anchors = [anchor for seen in rows for anchor in seen.texts]
    return min(anchor.column for anchor in anchors), max(anchor.column + anchor.colspan - 1 for anchor in anchors)
