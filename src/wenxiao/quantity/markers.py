"""Placeholders: 无, 不适用, /, ——, …… and blanks are different things, and none of them is 0."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from wenxiao.quantity.figures import FOLD


class Marker(Enum):
    """What stands in a cell in place of a value. They are different things, and none of them is 0."""

    BLANK = "空白"
    NONE = "无"
    NOT_APPLICABLE = "不适用"
    SLASH = "斜杠"
    DASH = "横线"
    FILLER = "省略号"
    DOT = "标点"


_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"
_UNSEEN = re.compile(rf"[\s{_INVISIBLE}]+")
_MARKERS = (
    (re.compile(r"(?:无|没有|暂无)[。.]?"), Marker.NONE),
    (re.compile(r"(?:不适用|不涉及|未涉及|[Nn]\s*[/.]?\s*[Aa]\.?)。?"), Marker.NOT_APPLICABLE),
    (re.compile(r"[/\\|]+"), Marker.SLASH),
    (re.compile(r"[-—–―─−_]+"), Marker.DASH),
    (re.compile(r"[….·]{2,}|…+"), Marker.FILLER),
    (re.compile(r"[。.、,;:·]+"), Marker.DOT),
)


def marker(text: str) -> Marker | None:
    """Return the placeholder that `text` is as a whole, or None if it says something ("0" does)."""
    return _marked(text) if len(text) <= _LONGEST_CELL else _mark(text)


_LONGEST_CELL = 200


@lru_cache(maxsize=32768)
def _marked(text: str) -> Marker | None:
    """Look at a cell's text once: each step of reading and checking a form asks anew whether its cells are blank."""
    return _mark(text)


def _mark(text: str) -> Marker | None:
    bare = _UNSEEN.sub("", text.translate(FOLD))
    if not bare:
        return Marker.BLANK
    return next((kind for pattern, kind in _MARKERS if pattern.fullmatch(bare)), None)


_NOTHING = (Marker.NONE, Marker.NOT_APPLICABLE, Marker.SLASH, Marker.DASH)


def is_blank(text: str | None) -> bool:
    """Tell whether a cell is empty (or holds …… only)."""
    return text is None or marker(text) in (Marker.BLANK, Marker.FILLER)


def is_nothing(text: str | None) -> bool:
    """Tell whether a cell says that there is nothing: 无, 不适用, /, —."""
    return text is not None and marker(text) in _NOTHING


def is_meaningless(text: str | None) -> bool:
    """Tell whether a cell says nothing at all: empty, a slash, a dash, or a stop on its own."""
    return is_blank(text) or marker(text or "") in (Marker.SLASH, Marker.DASH, Marker.DOT)


def squeeze(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())
