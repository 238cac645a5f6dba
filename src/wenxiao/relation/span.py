"""Intervals of exact fractions with open and closed ends, and how expressions map them.

Ends are Fractions, so no division is ever rounded and no verdict can hang on the last digit of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from wenxiao.quantity import Interval
from wenxiao.relation.tree import Group, Name, Node, Number, Sum


class Span(NamedTuple):
    """The numbers from `low` to `high`; None is unbounded; an open end is not included."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False


class ZeroDivisorError(ArithmeticError):
    """A divisor is zero or may be: the expression has no bounded range."""


EVERYTHING = Span(None, None, True, True)
ZERO = Fraction(0)


def exact(value: Fraction) -> Span:
    """Return the span of one number."""
    return Span(value, value)


def span_of(interval: Interval) -> Span:
    """Return `interval` with ends as Fractions."""
    return Span(Fraction(interval.low), Fraction(interval.high), interval.low_open, interval.high_open)


def interval_of(span: Span) -> Interval:
    """Return `span` with Decimal ends; ends that are not finite decimals are rounded outward to 50 digits."""
    assert span.low is not None
    assert span.high is not None
    return Interval(
        low=_decimal(span.low, ROUND_FLOOR),
        high=_decimal(span.high, ROUND_CEILING),
        low_open=span.low_open,
        high_open=span.high_open,
    )


def _decimal(value: Fraction, rounding: str) -> Decimal:
    return Context(prec=50, rounding=rounding).divide(Decimal(value.numerator), Decimal(value.denominator))


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
    if None in one[:2] or None in two[:2]:
        return _scale_unbounded(one, two)
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


def _corner(a: Fraction | None, a_open: bool, b: Fraction | None, b_open: bool) -> tuple[Fraction, bool]:
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
    return Span(1 / span.high, 1 / span.low, span.high_open, span.low_open)


def meet(one: Span, two: Span) -> Span | None:
    """Return the common part of two spans, or None if they have none: [a, b) and [b, c) do not meet."""
    low, low_open = _tighter(one.low, one.low_open, two.low, two.low_open, 1)
    high, high_open = _tighter(one.high, one.high_open, two.high, two.high_open, -1)
    if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
        return None
    return Span(low, high, low_open, high_open)


def _tighter(
    a: Fraction | None, a_open: bool, b: Fraction | None, b_open: bool, sign: int
) -> tuple[Fraction | None, bool]:
    """Return the end that allows less; at a tie it is open if either is."""
    if a is None or b is None:
        return (b, b_open) if a is None else (a, a_open)
    if a == b:
        return a, a_open or b_open
    return (a, a_open) if (a - b) * sign > 0 else (b, b_open)


def contains(span: Span, value: Fraction) -> bool:
    """Tell whether `value` lies in `span`."""
    return meet(span, exact(value)) is not None


def range_of(node: Node, spans: Mapping[str, Span]) -> Span:
    """Return the range of `node` over independent `spans`, exact if no name repeats, else a superset.

    Raises ZeroDivisorError if a divisor may be zero.
    """
    if isinstance(node, Name):
        return spans[node.name]
    if isinstance(node, Number):
        return exact(Fraction(node.value))
    assert not isinstance(node, Group)
    adding = isinstance(node, Sum)
    total: Span | None = None
    for flag, item in node.items:
        span = range_of(item, spans)
        if flag:
            span = negate(span) if adding else reciprocal(span)
        total = span if total is None else add(total, span) if adding else multiply(total, span)
    assert total is not None
    return total


def value_of(node: Node, values: Mapping[str, Fraction]) -> Fraction:
    """Return the exact value of `node` at one point. Raises ZeroDivisorError."""
    if isinstance(node, Name):
        return values[node.name]
    if isinstance(node, Number):
        return Fraction(node.value)
    assert not isinstance(node, Group)
    adding = isinstance(node, Sum)
    total = ZERO if adding else Fraction(1)
    for flag, item in node.items:
        value = value_of(item, values)
        if adding:
            total = total - value if flag else total + value
        elif flag and not value:
            raise ZeroDivisorError
        else:
            total = total / value if flag else total * value
    return total
