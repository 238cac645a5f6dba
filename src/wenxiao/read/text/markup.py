"""The markup that a recogniser leaves in its Markdown, and what stands behind it.

Dropped: #, ** around text, <p>, <br>, <b> and their like, backslashes before * _ # ~, a few entities.
Kept verbatim: LaTeX, single asterisks, and whatever is not known here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?<=##))(?=[^\s#])")
_BREAK = re.compile(r"\s?</?(?:p|div|br|li|ul|ol)\s?/?>\s?", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|s|em|strong|span|font|sup|sub|center)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*]{1,2000}?)(?<=[^\s*])\*\*")
_ESCAPE = re.compile(r"(\$[^$]{1,300}\$)|\\([*_#~|])")
_ENTITIES = {
    "&nbsp;": " ",
    "&ensp;": " ",
    "&emsp;": " ",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&amp;": "&",
}
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")


class Heading(NamedTuple):
    """A heading that the format itself marks: its level (1 is the highest) and its text."""

    level: int
    text: str


def heading(text: str) -> Heading | None:
    """Return the heading that a line of Markdown is, or None."""
    match = _HEADING.match(text[:80])
    if match is None:
        return None
    rest = text[match.end() :]
    unmarked = rest.rstrip().rstrip("#")
    if unmarked.endswith((" ", "\t")):
        rest = unmarked
    return Heading(len(match[1]), plain(rest))


def is_rule(text: str) -> bool:
    """Tell whether a line is nothing but a horizontal rule of Markdown."""
    return len(text) <= 200 and _RULE.fullmatch(text) is not None


def plain(text: str) -> str:
    """Return `text` without its inline markup; <p> and <br> become line breaks."""
    if "<" in text:
        text = "\n".join(part.strip() for part in _BREAK.split(text))
        text = re.sub("\n{2,}", "\n", _TAG.sub("", text))
    if "&" in text:
        for entity, char in _ENTITIES.items():
            text = text.replace(entity, char)
    if "**" in text:
        text = _BOLD.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: match[1] or match[2], text)
    return text.strip()


def looks_like_markdown(text: str) -> bool:
    """Tell whether a text, by its first lines or any of its tags, is Markdown."""
    return _EVIDENCE.search(text) is not None


_EVIDENCE = re.compile(
    r"^#{1,6} \S|^\|.{0,400}\|[ \t]*$|^[ \t|:]*-{2,}[ \t]*[\t|]"
    r"|</?p>|</table>|<br ?/?>|^\*\*[^*\n]{1,80}\*\*|\$\$",
    re.MULTILINE,
)
