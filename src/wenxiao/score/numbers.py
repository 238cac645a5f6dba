"""Exact arithmetic of points: fractions inside, decimals rounded by the scheme outside. No float anywhere."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from wenxiao.quantity import plain
from wenxiao.quantity.units import EXACT
from wenxiao.standards import Rounding

_SHOWN_PLACES = 4


def rounded(value: Fraction, rounding: Rounding) -> Decimal:
    """Return a value to the scheme's decimals: half up (away from zero) or cut off, without trailing zeros."""
    return _to(value, rounding.places, cut=rounding.mode == "truncate")


def cut(value: Fraction, places: int) -> Decimal:
    """Return a value cut off after `places` decimals."""
    return _to(value, places, cut=True)


def nearest(value: Fraction, places: int) -> Decimal:
    """Return a value rounded half up to `places` decimals."""
    return _to(value, places, cut=False)


def _to(value: Fraction, places: int, *, cut: bool) -> Decimal:
    whole, left = divmod(abs(value.numerator) * 10**places, value.denominator)
    if not cut and left * 2 >= value.denominator:
        whole += 1
    if not whole:
        return Decimal(0)
    while places and whole % 10 == 0:
        whole, places = whole // 10, places - 1
    return Decimal(whole if value > 0 else -whole).scaleb(-places, EXACT)


def shown(value: Fraction | Decimal) -> str:
    """Return a value as a reader sees it: exact where four decimals hold it, else rounded to four."""
    return plain(nearest(Fraction(value), _SHOWN_PLACES))


def floor(value: Fraction) -> Fraction:
    """Return the largest whole number that is not above the value."""
    return Fraction(value.numerator // value.denominator)


def ceiling(value: Fraction) -> Fraction:
    """Return the smallest whole number that is not below the value."""
    return -floor(-value)
