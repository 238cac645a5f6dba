"""Marks of what was changed, inside the texts of pages: the old words and the new, token by token.

A mark is made of characters that Unicode keeps for a program's own use (noncharacters), which no text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from wenxiao.write.sheet import Page, Prose, Sheet

Kind = Literal["same", "old", "new"]
_OPEN, _TURN, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK = re.compile(f"{_OPEN}(.*?){_TURN}(.*?){_CLOSE}", re.DOTALL)
_TOKEN = re.compile(r"[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?|.", re.DOTALL)


def marked(old: str, new: str) -> str:
    """Return the new text with its differences from the old one marked; a figure is changed as a whole."""
    before, after = _TOKEN.findall(_bare(old)), _TOKEN.findall(_bare(new))
    said = ""
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        then, now = "".join(before[start:end]), "".join(after[first:last])
        said += now if tag == "equal" else f"{_OPEN}{then}{_TURN}{now}{_CLOSE}"
    return said


def pieces(text: str) -> Iterator[tuple[Kind, str]]:
    """Yield a text in pieces: what stayed, what was there before, what is there now."""
    if _OPEN not in text:
        yield "same", text
        return
    at = 0
    for match in _MARK.finditer(text):
        yield "same", text[at : match.start()]
        yield "old", match[1]
        yield "new", match[2]
        at = match.end()
    yield "same", text[at:]


def mark_pages(before: Sequence[Page], after: Sequence[Page]) -> list[Page]:
    """Return pages with their differences from the same pages before marked; a page laid out otherwise stays plain."""
    if len(before) != len(after):
        return list(after)
    return [_page(old, new) for old, new in zip(before, after, strict=True)]


def _page(old: Page, new: Page) -> Page:
    if isinstance(old, Prose) and isinstance(new, Prose) and len(old.lines) == len(new.lines):
        lines = [now._replace(text=_line(was.text, now.text)) for was, now in zip(old.lines, new.lines, strict=True)]
        return new._replace(lines=tuple(lines))
    if isinstance(old, Sheet) and isinstance(new, Sheet) and len(old.cells) == len(new.cells):
        cells = [now._replace(text=_line(was.text, now.text)) for was, now in zip(old.cells, new.cells, strict=True)]
        return new._replace(cells=tuple(cells))
    return new


def _line(old: str, new: str) -> str:
    """Return a text with its changes marked line by line, so that no mark reaches over the end of a line."""
    if old == new:
        return new
    before, after = old.split("\n"), new.split("\n")
    if len(before) != len(after):
        return new
    return "\n".join(one if was == one else marked(was, one) for was, one in zip(before, after, strict=True))


def unmarked(page: Page) -> Page:
    """Return a page whose marks are words: the new text, the old one behind it in brackets."""
    if isinstance(page, Prose):
        return page._replace(lines=tuple(line._replace(text=_worded(line.text)) for line in page.lines))
    return page._replace(cells=tuple(cell._replace(text=_worded(cell.text)) for cell in page.cells))


def _worded(text: str) -> str:
    return _MARK.sub(lambda match: f"{match[2]}（原为{match[1] or '空白'}）", text) if _OPEN in text else text


def _bare(text: str) -> str:
    return re.sub(f"[{_OPEN}{_TURN}{_CLOSE}]", "", text)
