"""Every value within one keystroke of what was typed: the candidates of deductive correction.

After Scholtus, Algorithms for correcting sign errors and rounding errors (2011) and Automatic correction of
simple typing errors (2009), as in the R package `deductive`; widened by moved and dropped decimal points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache


class Slip(Enum):
    """How a figure was mistyped, in the words shown to the user."""

    EXCHANGED = "相邻两位颠倒"
    MISSING = "漏录一位"
    EXTRA = "多录一位"
    WRONG = "错录一位"
    POINT_MOVED = "小数点错位"
    POINT_DROPPED = "漏小数点"
    SIGN = "正负号"


_TYPED = re.compile(r"([-+−－(（])?\s*([0-9]+(?:[,，][0-9]+)*)(?:\.([0-9]+))?")
_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0E, 0xFF0D)}
_LONGEST = 30


def typed(text: str) -> tuple[str, str, str] | None:
    """Return sign ("-" or ""), whole digits and decimals of the number typed in `text`, or None."""
    found = _TYPED.search(text.translate(_WIDTH))
    if found is None:
        return None
    whole, decimals = re.sub("[,，]", "", found[2]), found[3] or ""
    if len(whole) + len(decimals) > _LONGEST:
        return None
    return ("-" if found[1] and found[1] != "+" else ""), whole, decimals


def number_typed(text: str) -> Decimal | None:
    """Return the number typed in `text`, without its unit: 92.3 for "92.30%"."""
    parts = typed(text)
    return None if parts is None else Decimal(f"{parts[0]}{parts[1]}.{parts[2] or 0}")


@lru_cache(maxsize=1024)
def _all(text: str) -> tuple[tuple[Decimal, Slip], ...]:
    parts = typed(text)
    if parts is None:
        return ()
    sign, whole, decimals = parts
    original = Decimal(f"{sign}{whole}.{decimals or 0}")
    found: dict[Decimal, tuple[Decimal, Slip]] = {}
    for string, slip in _strings(whole, decimals):
        value = _number(sign, string)
        if value is None or value == original:
            continue
        # 8.80 becomes 8.86 by a wrong digit, not 8.860 by a missing one: prefer what adds no decimals.
        if value not in found or _decimals(value) <= len(decimals) < _decimals(found[value][0]):
            found[value] = value, slip
    if original:
        found.setdefault(-original, (-_printed(sign, whole, decimals), Slip.SIGN))
    return tuple(found.values())


def _decimals(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def keystrokes(text: str) -> Iterator[tuple[Decimal, Slip]]:
    """Yield each value one keystroke away from the number typed in `text`, once, with its slip.

    The order is fixed: digits exchanged, missing, extra, wrong, then the decimal point, then the sign. Values
    keep the decimals that the corrected figure would show. Nothing is yielded if `text` holds no number.
    """
    yield from _all(text)


def _strings(whole: str, decimals: str) -> Iterator[tuple[str, Slip]]:
    """Yield corrected strings of digits and point, duplicates included."""
    string = f"{whole}.{decimals}" if decimals else whole
    for at in range(len(string) - 1):
        if "." not in string[at : at + 2]:
            yield string[:at] + string[at + 1] + string[at] + string[at + 2 :], Slip.EXCHANGED
    for at in range(len(string) + 1):
        for digit in "0123456789":
            yield string[:at] + digit + string[at:], Slip.MISSING
    for at, char in enumerate(string):
        if char != ".":
            yield string[:at] + string[at + 1 :], Slip.EXTRA
    for at, char in enumerate(string):
        if char != ".":
            for digit in "0123456789":
                yield string[:at] + digit + string[at + 1 :], Slip.WRONG
    yield from _points(whole, decimals)


def _points(whole: str, decimals: str) -> Iterator[tuple[str, Slip]]:
    """Yield the digits with the point at every other position, to two leading zeros after it at most."""
    slip = Slip.POINT_MOVED if decimals else Slip.POINT_DROPPED
    digits = whole + decimals
    for at in range(len(digits), 0, -1):
        yield f"{digits[:at]}.{digits[at:]}".rstrip("."), slip
    for zeros in range(3):
        yield f"0.{'0' * zeros}{digits}", slip


def _number(sign: str, string: str) -> Decimal | None:
    """Return the value of a corrected string, or None if no digit is left."""
    return Decimal(sign + string) if string not in ("", ".") else None


def _printed(sign: str, whole: str, decimals: str) -> Decimal:
    return Decimal(f"{sign}{whole}.{decimals}") if decimals else Decimal(f"{sign}{whole}")


def places_moved(old: Decimal, new: Decimal) -> int:
    """Return by how many places the point moved from `old` to `new`, rightwards if positive; 0 if not."""
    if not old or not new:
        return 0
    shift = new.adjusted() - old.adjusted()
    return shift if old.scaleb(shift) == new else 0
