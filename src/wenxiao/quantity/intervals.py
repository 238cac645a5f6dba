"""What true values may stand behind a printed figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from wenxiao.quantity.units import EXACT


class Interval(Struct, frozen=True, kw_only=True):
    """The true values that a figure may stand for, from `low` to `high`; an open end is not included."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False


def point(value: Decimal) -> Interval:
    """Return the interval that holds `value` alone: an exact figure."""
    return Interval(low=value, high=value)


def interval(value: Decimal, places: int) -> Interval:
    """Return what may stand behind `value` printed to `places` decimals, by rounding half up or truncation.

    With the last place u: [v - u/2, v + u) for a positive figure, mirrored for a negative one. A printed zero
    is the union of both, (-u, u). `places` may be negative: 3.5万 is known to the thousand.
    """
    last = Decimal(1).scaleb(-places)
    half = last / 2
    if not value:
        return Interval(low=-last, high=last, low_open=True, high_open=True)
    if value > 0:
        return Interval(low=EXACT.subtract(value, half), high=EXACT.add(value, last), high_open=True)
    return Interval(low=EXACT.subtract(value, last), high=EXACT.add(value, half), low_open=True)


def plain(value: Decimal) -> str:
    """Return `value` exactly, without exponent, keeping trailing zeros: 1E+3 is "1000", 0.50 "0.50"."""
    return f"{value:f}"


def trimmed(value: Decimal) -> str:
    """Return a computed figure exactly, without exponent and without trailing zeros."""
    return plain(value.normalize(EXACT)) if value else "0"


def decimals(value: Decimal) -> int:
    """Return the number of decimals that `value` is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def common_places(figures: Iterable[tuple[Decimal, int]]) -> int:
    """Return the commonest decimals among (value, places) of one unit in one table; ties to the finer.

    Zeros are left out: a bare "0" says nothing of how finely its table is printed. 0 if nothing is left.
    """
    counted = Counter(places for value, places in figures if value)
    return max(counted, key=lambda places: (counted[places], places), default=0)


def last_place(own: int, commonest: int) -> int:
    """Return the decimals that a figure really has: spreadsheets drop trailing zeros, so 6 may be 6.00."""
    return max(own, commonest)
