"""Putting the lines of one cell together again.

A line break inside a word is a matter of the column's width and goes; one between items of a list
or behind the end of a sentence was meant and stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wenxiao.read.text.signs import item

_ENDS = frozenset("。；;：:！!？?")
_PROSE = 18


class Piece(NamedTuple):
    """One line of a cell: its number, its text, and whether a blank line stands before it."""

    line: int
    text: str
    after_blank: bool = False


def join(pieces: Iterable[Piece]) -> str:
    """Return the text of a cell from the lines that it was broken into."""
    parts: list[str] = []
    last = ""
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        if parts:
            parts.append(_between(last, text, piece.after_blank))
        parts.append(text)
        last = text
    return "".join(parts)


def _between(before: str, after: str, after_blank: bool) -> str:
    """Return what belongs between two lines: nothing, a blank or a line break."""
    left, right = before[-1], after[0]
    if left in _ENDS or item(after) is not None:
        return "\n"
    if _digit(left) and _digit(right):
        return "\n"  # never make one figure of two
    if after_blank and len(before) >= _PROSE:
        return "\n"
    if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
        return " "
    return ""


def _digit(char: str) -> bool:
    return char.isdigit() or char in ".,％%"
