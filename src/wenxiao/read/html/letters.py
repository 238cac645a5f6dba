"""Characters as a browser shows them: blanks run together, lines joined, what nobody sees taken out."""

from __future__ import annotations

import re

BREAK = "\x00"
"""A line break that is meant (<br>), while a text is gathered; no page can hold this character."""

_EAST = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_WRAPPED = re.compile(rf"(?<=[{_EAST}])[ \t\r\f]*+\n[ \t\r\n\f]*+(?=[{_EAST}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile("[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_PREFORMATTED = str.maketrans({" ": "\u00a0", "\t": "\u00a0", "\n": BREAK, "\r": None})


def squeezed(raw: str) -> str:
    """Return `raw` as it is shown, its lines parted by line feeds.

    A line break of the source between two Chinese characters is where a program wrapped it, not a blank.
    """
    if raw.isprintable() and "  " not in raw:
        return raw.strip()
    if "\n" in raw:
        raw = _WRAPPED.sub("", raw)
    text = _BLANKS.sub(" ", raw)
    if not text.isascii():
        text = text.replace("\u00a0", " ")
    text = _UNSEEN.sub("", text)
    if BREAK not in text:
        return text.strip()
    return "\n".join(filter(None, map(str.strip, text.split(BREAK))))


def preformatted(text: str) -> str:
    """Return text whose blanks and line breaks are shown as they stand."""
    return text.translate(_PREFORMATTED)
