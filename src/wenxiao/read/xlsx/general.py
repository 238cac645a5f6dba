"""A figure as the format General prints it: at most 11 characters, no trailing zeros, else with an exponent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=700, rounding=ROUND_HALF_UP, Emin=-999_999, Emax=999_999, traps=[])
"""Wide enough for every double, so that no step but the intended one rounds; halves go away from zero."""
_WIDTH = 11
_SIGNIFICANT = 6
_SMALLEST = -9
_POWERS = [Decimal(1).scaleb(-places) for places in range(40)]


def rounded(value: Decimal, places: int) -> Decimal:
    """Return the value rounded to so many decimals, halves away from zero."""
    unit = _POWERS[places] if places < len(_POWERS) else Decimal(1).scaleb(-places, EXACT)
    return value.quantize(unit, context=EXACT)


def general(value: Decimal) -> str:
    """Return what General prints for the value in a column that is wide enough."""
    sign = "-" if value < 0 else ""
    value = abs(value)
    if not value:
        return "0"
    if _SMALLEST <= value.adjusted() < _WIDTH:
        text = _plain(value)
        if text is not None:
            return sign + text
    return sign + _scientific(value)


def _plain(value: Decimal) -> str | None:
    """Return the value written out in at most 11 characters, None if that loses too much of it."""
    power = value.adjusted()
    if power < -4:
        text = _bare(rounded(value, 12))
        return text if len(text) <= _WIDTH else None
    places = max(0, _WIDTH - 2 - max(0, power)) if power < _WIDTH - 2 else 0
    text = _bare(rounded(value, places))
    return text if len(text) <= _WIDTH else None


def _scientific(value: Decimal) -> str:
    power = value.adjusted()
    mantissa = rounded(value.scaleb(-power, EXACT), _SIGNIFICANT - 1)
    if mantissa >= 10:
        mantissa, power = mantissa / 10, power + 1
    return f"{_bare(mantissa)}E{'-' if power < 0 else '+'}{abs(power):02d}"


def _bare(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
