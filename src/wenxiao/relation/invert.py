"""What one figure would have to be for a relation to hold, the others being as printed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from wenxiao.relation.evaluate import allowed
from wenxiao.relation.language import Relation
from wenxiao.relation.span import (
    EVERYTHING,
    Exact,
    Span,
    ZeroDivisorError,
    add,
    counted,
    exact,
    multiply,
    negate,
    range_of,
    reciprocal,
)
from wenxiao.relation.tree import Group, Name, Node, Number, Product, Sum

FLIPPED = {"=": "=", "≤": "≥", "≥": "≤", "<": ">", ">": "<"}
_Poly = tuple[Exact, ...]
_ONE: _Poly = (1,)
_UNIT = Number(Decimal(1), "1")


def solutions(relation: Relation, name: str, spans: Mapping[str, Span]) -> Span:
    """Return the values of `name` for which `relation` can hold while the others lie in `spans`.

    Exact if no name repeats; else, and where a divisor may be zero, a superset: at worst every number.
    """
    if name in relation.repeated:
        return EVERYTHING
    try:
        if _has(relation.left, name):
            return _descend(relation.left, name, allowed(relation.op, range_of(relation.right, spans)), spans)
        target = allowed(FLIPPED[relation.op], range_of(relation.left, spans))
        return _descend(relation.right, name, target, spans)
    except ZeroDivisorError:
        return EVERYTHING


def _has(node: Node, name: str) -> bool:
    if isinstance(node, Name):
        return node.name == name
    return isinstance(node, (Sum, Product)) and any(_has(item, name) for _, item in node.items)


def _descend(node: Node, name: str, target: Span, spans: Mapping[str, Span]) -> Span:
    """Return the values of `name` inside `node` that let `node` lie in `target`."""
    if not isinstance(node, (Sum, Product)):
        return target
    at = next(index for index, (_, item) in enumerate(node.items) if _has(item, name))
    flag, item = node.items[at]
    rest = node.items[:at] + node.items[at + 1 :]
    if isinstance(node, Sum):
        others = range_of(Sum(rest), spans) if rest else exact(0)
        share = add(target, negate(others))
        return _descend(item, name, negate(share) if flag else share, spans)
    others = range_of(Product(((False, _UNIT), *rest)), spans)
    share = multiply(others, reciprocal(target)) if flag else multiply(target, reciprocal(others))
    return _descend(item, name, share, spans)


def solution(relation: Relation, name: str, values: Mapping[str, Exact]) -> Exact | None:
    """Return the one value of `name` that satisfies the equation exactly, the others being `values`.

    None if there is none or it is not the only one: an inequality, a zero divisor, a degree above one.
    """
    if relation.op != "=":
        return None
    try:
        left, right = _fraction(relation.left, name, values), _fraction(relation.right, name, values)
    except (OverflowError, ZeroDivisorError):
        return None
    constant, slope, *higher = (
        *_minus(_times(left[0], right[1]), _times(right[0], left[1])),
        0,
        0,
    )
    if any(higher) or not slope:
        return None
    found = Fraction(-constant) / slope
    return None if any(_at(below, found) == 0 for below in (left[1], right[1])) else found


def _fraction(node: Node, name: str, values: Mapping[str, Exact]) -> tuple[_Poly, _Poly]:
    """Return `node` as numerator and denominator, polynomials in `name`."""
    if isinstance(node, Name):
        return ((0, 1) if node.name == name else (values[node.name],)), _ONE
    if isinstance(node, Number):
        return (counted(node.value),), _ONE
    assert not isinstance(node, Group)
    above: _Poly = (0,) if isinstance(node, Sum) else _ONE
    below: _Poly = _ONE
    for flag, item in node.items:
        top, bottom = _fraction(item, name, values)
        if isinstance(node, Sum):
            both = _times(above, bottom), _times(top, below)
            above, below = (_minus(*both) if flag else _plus(*both)), _times(below, bottom)
        else:
            top, bottom = (bottom, top) if flag else (top, bottom)
            above, below = _times(above, top), _times(below, bottom)
        if not any(below):
            raise ZeroDivisorError
    return above, below


def _times(one: _Poly, two: _Poly) -> _Poly:
    if len(one) + len(two) > 6:
        raise OverflowError
    product: list[Exact] = [0] * (len(one) + len(two) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            product[i + j] += a * b
    return tuple(product)


def _plus(one: _Poly, two: _Poly) -> _Poly:
    length = max(len(one), len(two))
    padded = [(*poly, *([0] * (length - len(poly)))) for poly in (one, two)]
    return tuple(a + b for a, b in zip(*padded, strict=True))


def _minus(one: _Poly, two: _Poly) -> _Poly:
    return _plus(one, tuple(-b for b in two))


def _at(poly: _Poly, value: Exact) -> Exact:
    return sum(factor * value**power for power, factor in enumerate(poly))
