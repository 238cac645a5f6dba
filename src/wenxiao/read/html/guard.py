"""What a page may hold: judged from its characters, before the parser sees them.

The parser compares each attribute of a tag with all before it: a flood of them in one tag takes minutes.
"""

from __future__ import annotations

import re

from wenxiao.errors import ReadError

MAX_ELEMENTS = 1_000_000
"""The most tags that open an element; a sheet of 20 000 rows saved by Excel has two hundred thousand."""
MAX_ATTRIBUTES = 2_000
"""The most attributes of one tag."""
_SCANNED = 24  # times the length of the text that the scan may read before it gives up

_OPENING = re.compile(r"<[^\s/><]*+[\s/]")
_ATTRIBUTE = r"""(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)"""
_ATTRIBUTES = re.compile(f"{_ATTRIBUTE}{{0,{MAX_ATTRIBUTES}}}+")
_MANY = re.compile(f"{_ATTRIBUTE}{{{MAX_ATTRIBUTES}}}+")
_SILENT = re.compile(r"<(script|style)\b[^>]*+>.*?</\1\s*+>", re.IGNORECASE | re.DOTALL)


def guarded(text: str, name: str) -> str:
    """Return `text` fit for the parser; raise ReadError if it holds more than any page does.

    Scripts are taken out if only what they hold looks like too much: nothing of them is read anyway.
    """
    if text.count("<") - text.count("</") > MAX_ELEMENTS:
        raise ReadError(f"“{name}”有 {MAX_ELEMENTS} 个以上的网页标记，超过上限，请拆分后再试。")
    if not _flooded(text):
        return text
    text = _SILENT.sub("", text)
    if _flooded(text):
        raise ReadError(
            f"“{name}”里有带 {MAX_ATTRIBUTES} 个以上属性的标记，不像正常的网页，没有读；请用浏览器打开后另存，再试。"
        )
    return text


def _flooded(text: str) -> bool:
    """Tell whether a tag has too many attributes, whatever may stand around it (a comment, a quotation)."""
    left = _SCANNED * len(text) + MAX_ATTRIBUTES
    for tag in _OPENING.finditer(text):
        at = tag.end() - 1
        end = text.find(">", at, at + 2 * MAX_ATTRIBUTES)
        if end >= 0 and text.find("=", at, end) < 0:
            continue
        found = _ATTRIBUTES.match(text, at)
        left -= found.end() - at if found else 0
        if left < 0 or (found and found.end() - at >= 2 * MAX_ATTRIBUTES and _MANY.match(text, at)):
            return True
    return False
