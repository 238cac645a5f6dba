"""Personal data that a report must not repeat: the numbers which the privacy checks found, masked wherever they stand.

A mask keeps the length of what it covers, so that offsets into a text stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_RUNS = re.compile(r"\d+[Xx]?(?:[-－— ]\d+[Xx]?)*")
_RUN = re.compile(r"\d+[Xx]?")
_LONG = re.compile(r"\d{7,}[Xx]?")
_PERSONAL = re.compile(
    r"(?<![\d.])1[3-9]\d(?:[- ]?\d{4}){2}(?![\d.])|(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])"
    r"|(?<![\dA-Za-z.])(?:62|4|5)\d{14,17}(?![\dA-Za-z.])"
)
_SHORTEST = 7  # digits of what counts as a personal number
_JOINED = 4  # the most pieces that one number is printed in: +86 139 0000 0000


@dataclass(frozen=True)
class Veil:
    """The numbers to mask, as bare digits. `hide` returns a text of the same length without them."""

    numbers: frozenset[str] = frozenset()

    def hide(self, text: str) -> str:
        """Mask every known number in `text`, however its digits are separated."""
        return _RUNS.sub(lambda found: self._without(found.group()), text) if self.numbers else text

    def _without(self, text: str) -> str:
        """Mask the known numbers among the pieces of one run of digits and separators."""
        pieces = [(one.start(), one.end(), one.group()) for one in _RUN.finditer(text)]
        for first in range(len(pieces)):
            for last in range(first, min(first + _JOINED, len(pieces))):
                number = "".join(piece for _, _, piece in pieces[first : last + 1]).upper()
                if number in self.numbers:
                    start, end = pieces[first][0], pieces[last][1]
                    text = text[:start] + masked(text[start:end]) + text[end:]
        return text


def veil_of(passages: Mapping[str, Iterable[tuple[int, int] | None]]) -> Veil:
    """Return the veil over the given ranges of texts; None means that anywhere in the text a number may stand."""
    found: set[str] = set()
    for text, ranges in passages.items():
        for one in ranges:
            if one is None:
                found.update(number.upper() for number in _LONG.findall(text))
            else:
                found.add(re.sub(r"[^\dXx]", "", text[one[0] : one[1]]).upper())
    return Veil(frozenset(number for number in found if len(number) >= _SHORTEST))


def unnumbered(text: str) -> str:
    """Mask what looks like a number of a telephone, an identity card or a bank card, where no check can be asked."""
    return _PERSONAL.sub(lambda found: masked(found.group()), text)


def masked(text: str) -> str:
    """Mask a number or a name, length kept: 139****0000, 43*************123, 张*."""
    digits = [at for at, char in enumerate(text) if char.isdigit() or char in "Xx"]
    if not digits:
        return text[:1] + "*" * (len(text) - 1) if len(text) > 1 else "*"
    head, tail = _kept(len(digits))
    covered = set(digits[head : len(digits) - tail])
    return "".join("*" if at in covered else char for at, char in enumerate(text))


def _kept(count: int) -> tuple[int, int]:
    """Return how many characters stay at the head and at the tail, as the messages of the checks have it."""
    if count >= 15:
        return 2, 3
    if count >= 11:
        return 3, 4
    return (2, 2) if count >= 7 else (0, 0)
