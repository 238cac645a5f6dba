"""Sentences that page breaks and narrow pages have cut are made whole again.

Two paragraphs are joined only if the first evidently breaks off and the second evidently begins nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from wenxiao.read.drafts import Draft, Prose
from wenxiao.read.text.signs import ends_table, item, starts_paragraph

_STOPS = frozenset("。！？；：.!?;:…")
_CLOSERS = frozenset('）)”」』》】〕]’"')
_COMMAS = frozenset("，、,")
_MEASURES = frozenset("万亿元％%个名人户次件项分家处台")
_TAIL = 200
_FULL_LINE = 24  # characters on a line of an ordinary page
_LINE = 18  # the same, if a comma or a figure without its unit shows that it is a sentence
_BODY = 40  # more than any heading has
_WIDEST_LINE = 60
_SPREAD = re.compile(r"[一-龥]\s+[一-龥]")
_TITLE_END = re.compile(
    r"(?:情况|成绩|意见|措施|目标|建议|问题|分析|结论|内容|概况|依据|职责|职能|方面|评价|标准|部门|单位|办事处|局)$"
)
_OPENING = re.compile(r"(?:\d{4}\s?年|我[单街局校院中]|本[单部街局校院年项])")
_REST = re.compile(r"[^，。；：、！？（）(),.;:]{1,8}[。；]")


def heal(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts, paragraphs that one sentence runs through joined."""
    open_run: list[Prose] = []
    for draft in drafts:
        if isinstance(draft, Prose) and open_run and _runs_on(open_run[-1], draft, len(open_run) > 1):
            open_run.append(draft)
            continue
        if open_run:
            yield _joined(open_run)
            open_run = []
        if isinstance(draft, Prose):
            open_run = [draft]
        else:
            yield draft
    if open_run:
        yield _joined(open_run)


def _joined(run: list[Prose]) -> Prose:
    """Return one paragraph for all of `run`, marking where each source line begins in it."""
    if len(run) == 1:
        return run[0]
    marks: list[tuple[int, int]] = []
    offset = 0
    for prose in run:
        if offset:
            marks.append((offset, prose.line))
        marks.extend((offset + start, line) for start, line in prose.marks)
        offset += len(prose.text)
    return run[0]._replace(text="".join(prose.text for prose in run), marks=tuple(marks))


def _runs_on(before: Prose, after: Prose, continued: bool) -> bool:
    """Tell whether the sentence that `before` ends in goes on in `after`.

    `continued` says that `before` is itself the rest of a paragraph, so that its own length says less.
    """
    left, right = before.text, after.text
    if after.level is not None or _stand_apart(before, after):
        return False
    if before.level is not None:
        return _bracket_open(left) and _closes(right)
    if starts_paragraph(right):
        return False
    return _bracket_open(left) or _breaks_off(left, right, continued)


def _stand_apart(before: Prose, after: Prose) -> bool:
    """Tell whether two paragraphs have nothing to do with each other, whatever they say."""
    left, right = before.text, after.text
    if before.verbatim or after.verbatim or not left or not right:
        return True
    if _is_laid_out(left) or _is_laid_out(right) or (left[-1].isdigit() and right[0].isdigit()):
        return True
    # Where lines are longer than a page is wide, each is a paragraph.
    return len(left) > _WIDEST_LINE and after.line <= before.line + 1 and after.page == before.page


def _breaks_off(left: str, right: str, continued: bool) -> bool:
    """Tell whether `left` ends in mid-sentence."""
    last = left[-1]
    if last in _STOPS:
        return False
    if last in _CLOSERS:
        return len(left) >= 60 and not _stops_inside(left[-12:]) and _REST.match(right) is not None
    if last in _COMMAS:
        return len(left) >= 10
    if _is_headline(left) or _OPENING.match(right) or len(_SPREAD.findall(left[-_TAIL:])) > 2:
        return False
    return len(left) >= _BODY or _fills_its_line(left, right, continued)


def _fills_its_line(left: str, right: str, continued: bool) -> bool:
    """Tell whether a short text is a line of a sentence as wide as a page has it, not a title."""
    if _TITLE_END.search(left[-8:]) and not continued:
        return False
    telling = continued or "，" in left or "、" in left or (left[-1].isdigit() and right[0] in _MEASURES)
    return _width(left) >= 2 * (_LINE if telling else _FULL_LINE)


def _is_headline(text: str) -> bool:
    """Tell whether a line without a full stop is a heading, a title or a label rather than a sentence."""
    if len(text) >= _BODY or _stops_inside(text):
        return False
    return item(text) is not None or ends_table(text)


def _is_laid_out(text: str) -> bool:
    """Tell whether blanks keep the parts of a line apart, as in a form or a table without borders."""
    return "   " in text[:_TAIL] or "\u3000\u3000" in text[:_TAIL]


def _stops_inside(text: str) -> bool:
    return any(mark in text for mark in "。；")


def _bracket_open(text: str) -> bool:
    """Tell whether a bracket or a quotation mark opens near the end of `text` and is not closed."""
    tail = text[-60:]
    return any(tail.rfind(opening) > tail.rfind(closing) for opening, closing in ("（）", "“”", "《》"))


def _closes(text: str) -> bool:
    """Tell whether `text` closes a bracket that it has not opened."""
    for opening, closing in ("（）", "“”", "《》"):
        end = text[:60].find(closing)
        if end >= 0 and opening not in text[:end]:
            return True
    return False


def _width(text: str) -> int:
    """Return how many columns `text` takes, a Chinese character taking two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
