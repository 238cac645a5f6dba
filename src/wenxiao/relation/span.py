"""Intervals of exact fractions with open and closed ends, and how expressions map them.

Ends are whole numbers or Fractions, so no division is ever rounded and no verdict can hang on the last digit of
one. (Python adds whole numbers some twenty times faster, which is why a System counts in its smallest unit.)
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from wenxiao.quantity import Interval
from wenxiao.quantity.units import EXACT
from wenxiao.relation.tree import Group, Name, Node, Number, Sum

Exact = int | Fraction


class Span(NamedTuple):
    """The numbers from `low` to `high`; None is unbounded; an open end is not included."""

    low: Exact | None
    high: Exact | None
    low_open: bool = False
    high_open: bool = False


class ZeroDivisorError(ArithmeticError):
    """A divisor is zero or may be: the expression has no bounded range."""


EVERYTHING = Span(None, None, True, True)
ZERO = Fraction(0)


def exact(value: Exact) -> Span:
    """Return the span of one number."""
    return Span(value, value)


def counted(value: Decimal, unit: int = 0) -> Exact:
    """Return `value` in units of 10 ** -unit, exactly: 12.50 is 1250 in hundredths."""
    scaled = value.scaleb(unit, EXACT)
    whole = int(scaled)
    return whole if whole == scaled else Fraction(scaled)


def span_of(interval: Interval, unit: int = 0) -> Span:
    """Return `interval` with exact ends, in units of 10 ** -unit."""
    return Span(counted(interval.low, unit), counted(interval.high, unit), interval.low_open, interval.high_open)


def interval_of(span: Span, unit: int = 0) -> Interval:
    """Return `span`, counted in units of 10 ** -unit, with Decimal ends.

    Ends that are not finite decimals are rounded outward to 50 digits.
    """
    assert span.low is not None
    assert span.high is not None
    return Interval(
        low=rounded_down(span.low, unit),
        high=rounded_up(span.high, unit),
        low_open=span.low_open,
        high_open=span.high_open,
    )


_DOWN, _UP = Context(prec=50, rounding=ROUND_FLOOR), Context(prec=50, rounding=ROUND_CEILING)


def rounded_down(value: Exact, unit: int) -> Decimal:
    """Return the greatest Decimal of 50 digits that is no more than `value` units of 10 ** -unit."""
    return _DOWN.divide(Decimal(value.numerator), Decimal(value.denominator * 10**unit))


def rounded_up(value: Exact, unit: int) -> Decimal:
    """Return the least Decimal of 50 digits that is no less than `value` units of 10 ** -unit."""
    return _UP.divide(Decimal(value.numerator), Decimal(value.denominator * 10**unit))


def add(one: Span, two: Span) -> Span:
    """Return all sums; exact if the operands vary independently."""
    low = None if one.low is None or two.low is None else one.low + two.low
    high = None if one.high is None or two.high is None else one.high + two.high
    return Span(low, high, one.low_open or two.low_open, one.high_open or two.high_open)


def negate(span: Span) -> Span:
    """Return the mirror image."""
    return Span(
        None if span.high is None else -span.high,
        None if span.low is None else -span.low,
        span.high_open,
        span.low_open,
    )


def multiply(one: Span, two: Span) -> Span:
    """Return all products of independent operands; unbounded operands only with one that is exact.

    An end is included if some corner that gives it is: both factors at included ends, or one factor an
    included zero, which makes the product zero whatever the other is.
    """
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return _scale_unbounded(one, two)
    if one.low > 0 and two.low > 0:  # so for most figures; the corners need not be compared
        return Span(
            one.low * two.low, one.high * two.high, one.low_open or two.low_open, one.high_open or two.high_open
        )
    corners = [
        _corner(a, a_open, b, b_open)
        for a, a_open in ((one.low, one.low_open), (one.high, one.high_open))
        for b, b_open in ((two.low, two.low_open), (two.high, two.high_open))
    ]
    low, high = min(value for value, _ in corners), max(value for value, _ in corners)
    return Span(
        low,
        high,
        all(is_open for value, is_open in corners if value == low),
        all(is_open for value, is_open in corners if value == high),
    )


def _corner(a: Exact | None, a_open: bool, b: Exact | None, b_open: bool) -> tuple[Exact, bool]:
    assert a is not None
    assert b is not None
    zeros = [is_open for value, is_open in ((a, a_open), (b, b_open)) if not value]
    return a * b, all(zeros) if zeros else a_open or b_open


def _scale_unbounded(one: Span, two: Span) -> Span:
    """Multiply where an end is missing: exact for a constant factor, else everything (a safe superset)."""
    if one.low is None or one.low != one.high:
        one, two = two, one
    factor = one.low
    if factor is None or factor != one.high:
        return EVERYTHING
    if not factor:
        return exact(ZERO)
    scaled = Span(
        None if two.low is None else two.low * factor,
        None if two.high is None else two.high * factor,
        two.low_open,
        two.high_open,
    )
    return scaled if factor > 0 else Span(scaled.high, scaled.low, scaled.high_open, scaled.low_open)


def reciprocal(span: Span) -> Span:
    """Return one over every number of a bounded `span`. Raises ZeroDivisorError if zero is or touches one."""
    if span.low is None or span.high is None or span.low <= 0 <= span.high:
        raise ZeroDivisorError
    return Span(Fraction(1) / span.high, Fraction(1) / span.low, span.high_open, span.low_open)


def meet(one: Span, two: Span) -> Span | None:
    """Return the common part of two spans, or None if they have none: [a, b) and [b, c) do not meet."""
    low, low_open = _tighter(one.low, one.low_open, two.low, two.low_open, 1)
    high, high_open = _tighter(one.high, one.high_open, two.high, two.high_open, -1)
    if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
        return None
    return Span(low, high, low_open, high_open)


def _tighter(a: Exact | None, a_open: bool, b: Exact | None, b_open: bool, sign: int) -> tuple[Exact | None, bool]:
    """Return the end that allows less; at a tie it is open if either is."""
    if a is None or b is None:
        return (b, b_open) if a is None else (a, a_open)
    if a == b:
        return a, a_open or b_open
    return (a, a_open) if (a - b) * sign > 0 else (b, b_open)


def contains(span: Span, value: Exact) -> bool:
    """Tell whether `value` lies in `span`."""
    return meet(span, exact(value)) is not None


def range_of(node: Node, spans: Mapping[str, Span]) -> Span:
    """Return the range of `node` over independent `spans`, exact if no name repeats, else a superset.

    Raises ZeroDivisorError if a divisor may be zero.
    """
    if isinstance(node, Name):
        return spans[node.name]
    if isinstance(node, Number):
        return exact(counted(node.value))
    assert not isinstance(node, Group)
    if isinstance(node, Sum):
        return _range_of_sum(node, spans)
    total: Span | None = None
    for flag, item in node.items:
        if total is not None and isinstance(item, Number) and item.value == 1:
            continue  # × 100%
        span = reciprocal(range_of(item, spans)) if flag else range_of(item, spans)
        total = span if total is None else multiply(total, span)
    assert total is not None
    return total


def _range_of_sum(node: Sum, spans: Mapping[str, Span]) -> Span:
    """Add up the ends of all items; an end is open if that of any item is."""
    low: Exact | None = 0
    high: Exact | None = 0
    low_open = high_open = False
    for flag, item in node.items:
        span = range_of(item, spans)
        if flag:
            span = negate(span)
        low = None if low is None or span.low is None else low + span.low
        high = None if high is None or span.high is None else high + span.high
        low_open, high_open = low_open or span.low_open, high_open or span.high_open
    return Span(low, high, low_open, high_open)


def value_of(node: Node, values: Mapping[str, Exact]) -> Exact:
    """Return the exact value of `node` at one point. Raises ZeroDivisorError."""
    if isinstance(node, Name):
        return values[node.name]
    if isinstance(node, Number):
        return counted(node.value)
    assert not isinstance(node, Group)
    if isinstance(node, Sum):
        return sum(-value_of(item, values) if flag else value_of(item, values) for flag, item in node.items)
    product = Fraction(1)
    for flag, item in node.items:
        value = value_of(item, values)
        if flag and not value:
            raise ZeroDivisorError
        product = product / value if flag else product * value
    return product
