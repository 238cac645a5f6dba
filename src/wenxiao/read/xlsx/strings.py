"""Texts of a workbook: the shared strings, and what every text goes through."""

from __future__ import annotations

import re

MAX_TEXT = 32_767
"""The most characters of one cell, as in Excel; what a file has beyond is cut off."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPACES = str.maketrans("\u00a0\u2002\u2003\u2007\u2009\u202f", "      ", "\u00ad\u200b\ufeff\r")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Return a stored text as it is printed: _x000A_ resolved, invisible signs dropped, odd blanks made plain."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if not text.isascii():
        text = text.translate(_SPACES)
    if not text.isprintable():
        text = _CONTROLS.sub("", text)
    return text.strip()


class SharedStrings:
    """Listens to the part of shared strings: rich text joined, phonetic guides left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._taking = self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Begin a text, or a phonetic guide."""
        del attributes
        if tag == "t":
            self._taking = not self._phonetic
        elif tag == "si":
            self._pieces, self._length = [], 0
        elif tag == "rPh":
            self._phonetic = True

    def end(self, tag: str, /) -> None:
        """Close a text, or a string."""
        if tag == "t":
            self._taking = False
        elif tag == "si":
            self.texts.append(cleaned("".join(self._pieces)[:MAX_TEXT]))
        elif tag == "rPh":
            self._phonetic = False

    def text(self, text: str, /) -> None:
        """Take in a piece of a text."""
        if self._taking and self._length < MAX_TEXT:
            self._pieces.append(text)
            self._length += len(text)
