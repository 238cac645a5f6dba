"""Whether a relation holds: broken only if no true values behind the printed figures satisfy it.

Let D be left − right over the box of the figures' intervals. If no name repeats, interval arithmetic gives
the range of D exactly. Where a name repeats and D is a quotient of polynomials of degree at most one in it,
D is monotone or constant in that name wherever its divisors are not zero (a Möbius function). An extremum
reached inside the name's interval is then constant along it, so it is reached at an included end, or, if
both ends are open, in the middle too. So the range is the hull over the ends (and such middles) of the
repeated names, with interval arithmetic for the others. Beyond, the range is a safe superset: it can miss
a broken relation, never invent one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction
from itertools import product

from msgspec import Struct

from wenxiao.quantity import Interval, decimals, interval, point
from wenxiao.relation import span as spans_
from wenxiao.relation.language import Relation
from wenxiao.relation.span import EVERYTHING, Exact, Span, ZeroDivisorError
from wenxiao.relation.tree import Group, Name, Node, Number, Sum

_MOST_REPEATED = 10
_SHOWN = Context(prec=28)


class Verdict(Enum):
    """What can be said of a relation from the printed figures."""

    HOLDS = "成立"
    BROKEN = "不成立"
    UNDECIDABLE = "无法判定"


class Figure(Struct, frozen=True, kw_only=True):
    """One stated figure: its value and the decimals that it is printed to (the last place that counts).

    `exact` for counts, points, weights and constants: no interval. `approximate` after 约, 余, 近, 以上:
    nothing is provable from it. All figures of one relation are in one unit; rates as fractions or as
    percents, as the relation is written.
    """

    value: Decimal
    places: int = 0
    exact: bool = False
    approximate: bool = False

    @property
    def interval(self) -> Interval:
        """The true values that the figure may stand for."""
        return point(self.value) if self.exact else interval(self.value, self.places)


def finest_unit(figures: Iterable[Figure]) -> int:
    """Return the power of ten that makes the ends of every figure's interval whole: half of its last place."""
    return max((max(decimals(figure.value), figure.places, 0) + 1 for figure in figures), default=0)


class Evaluation(Struct, frozen=True, kw_only=True):
    """The verdict on one relation and the computation behind it.

    `left` and `right` are the ranges of the two sides (None if undecidable), `left_value` and `right_value`
    their values computed from the printed figures to 28 digits (None if a divisor is zero), `difference` left
    minus right. `provable` is False if an approximate figure takes part. `reason` is a Chinese sentence.
    """

    verdict: Verdict
    missing: tuple[str, ...] = ()
    left: Interval | None = None
    right: Interval | None = None
    left_value: Decimal | None = None
    right_value: Decimal | None = None
    difference: Decimal | None = None
    provable: bool = True
    reason: str = ""


def evaluate(relation: Relation, figures: Mapping[str, Figure | None]) -> Evaluation:
    """Judge `relation` by `figures`, keyed by its names; one that is None or absent makes it undecidable."""
    missing = tuple(name for name in relation.names if figures.get(name) is None)
    if missing or relation.groups:
        lacking = "、".join((*missing, *relation.groups))
        return Evaluation(
            verdict=Verdict.UNDECIDABLE,
            missing=(*missing, *relation.groups),
            reason=f"缺少{lacking}，无法判定。",
        )
    stated = {name: figure for name in relation.names if (figure := figures[name]) is not None}
    unit = (
        finest_unit(stated.values()) if relation.sums else 0
    )  # sums are the same in any unit, and quicker in whole numbers
    values = _values(relation, stated, unit)
    try:
        verdict, left, right = _judge(relation, {name: spans_.span_of(f.interval, unit) for name, f in stated.items()})
    except ZeroDivisorError:
        verdict, left, right = _by_witness(relation, values), None, None
    return _evaluation(verdict, stated, unit, values, (left, right))


def holds(relation: Relation, spans: Mapping[str, Span]) -> bool | None:
    """Tell whether some point of `spans` satisfies `relation`; None if a divisor may be zero."""
    try:
        return _judge(relation, spans)[0] is Verdict.HOLDS
    except ZeroDivisorError:
        return None


def _judge(relation: Relation, spans: Mapping[str, Span]) -> tuple[Verdict, Span, Span]:
    """Return the verdict and the range of each side. Raises ZeroDivisorError."""
    left, right = spans_.range_of(relation.left, spans), spans_.range_of(relation.right, spans)
    satisfied = _satisfiable(relation.op, left, right)
    if satisfied and relation.repeated:
        satisfied = _zero_within(relation, spans)
    return (Verdict.HOLDS if satisfied else Verdict.BROKEN), left, right


def _satisfiable(op: str, left: Span, right: Span) -> bool:
    """Tell whether some number of `left` stands in relation `op` to some number of `right`."""
    return spans_.meet(left, allowed(op, right)) is not None


def allowed(op: str, right: Span) -> Span:
    """Return the values that the left side may have if the right side lies in `right`."""
    if op == "=":
        return right
    if op in "≤<":
        return Span(None, right.high, True, right.high_open or op == "<")
    return Span(right.low, None, right.low_open or op == ">", True)


def _zero_within(relation: Relation, spans: Mapping[str, Span]) -> bool:
    """Decide a relation with repeated names by the corners of those names; True if it can't be decided so."""
    difference = Sum(((False, relation.left), (True, relation.right)))
    names = [name for name in relation.repeated if spans[name].low != spans[name].high]
    if len(names) > _MOST_REPEATED or any(max(degree(difference, name)) > 1 for name in names):
        return True
    hull: Span | None = None
    for corner in product(*(list(_samples(spans[name])) for name in names)):
        fixed = {name: spans_.exact(value) for name, (value, _) in zip(names, corner, strict=True)}
        reached = spans_.range_of(difference, {**spans, **fixed})
        hull = _hull(hull, reached, any(is_open for _, is_open in corner))
    assert hull is not None
    return _satisfiable(relation.op, hull, spans_.exact(spans_.ZERO))


def _samples(span: Span) -> Iterator[tuple[Exact, bool]]:
    """Yield the ends of `span`, and its middle if both are excluded, each with whether it is excluded."""
    assert span.low is not None
    assert span.high is not None
    yield span.low, span.low_open
    yield span.high, span.high_open
    if span.low_open and span.high_open:
        yield Fraction(span.low + span.high, 2), False


def _hull(hull: Span | None, reached: Span, excluded: bool) -> Span:
    """Return the smallest span around both; what an excluded corner reaches is only approached."""
    if excluded:
        reached = reached._replace(low_open=True, high_open=True)
    if hull is None:
        return reached
    low, low_open = min((hull.low, hull.low_open), (reached.low, reached.low_open))
    high, high_closed = max((hull.high, not hull.high_open), (reached.high, not reached.high_open))
    return Span(low, high, low_open, not high_closed)


def degree(node: Node, name: str) -> tuple[int, int]:
    """Return the degrees in `name` of numerator and denominator of `node`, common factors not cancelled."""
    if isinstance(node, Name | Number | Group):
        return (1, 0) if isinstance(node, Name) and node.name == name else (0, 0)
    parts = [(flag, degree(item, name)) for flag, item in node.items]
    if isinstance(node, Sum):
        below = sum(q for _, (_, q) in parts)
        return max(p + below - q for _, (p, q) in parts), below
    turned = [(q, p) if flag else (p, q) for flag, (p, q) in parts]
    return sum(p for p, _ in turned), sum(q for _, q in turned)


def _values(relation: Relation, stated: Mapping[str, Figure], unit: int) -> tuple[Exact, Exact] | None:
    """Return both sides computed from the printed values, or None if a divisor is zero."""
    printed = {name: spans_.counted(figure.value, unit) for name, figure in stated.items()}
    try:
        return spans_.value_of(relation.left, printed), spans_.value_of(relation.right, printed)
    except ZeroDivisorError:
        return None


def _by_witness(relation: Relation, values: tuple[Exact, Exact] | None) -> Verdict:
    """Where a divisor may be zero, the printed values can still prove that the relation holds."""
    if values and _satisfiable(relation.op, spans_.exact(values[0]), spans_.exact(values[1])):
        return Verdict.HOLDS
    return Verdict.UNDECIDABLE


def _evaluation(
    verdict: Verdict,
    stated: Mapping[str, Figure],
    unit: int,
    values: tuple[Exact, Exact] | None,
    ranges: tuple[Span | None, Span | None],
) -> Evaluation:
    """Put the result together in the units of the figures, with its reason."""
    left, right = ranges
    left_value, right_value, difference = None, None, None
    if values:
        left_value, right_value, difference = (shown(v, unit) for v in (*values, values[0] - values[1]))
    reason = ""
    if verdict is Verdict.UNDECIDABLE:
        reason = "除数为零，无法判定。" if values is None else "除数可能为零，无法判定。"
    elif verdict is Verdict.BROKEN:
        reason = f"左边为 {left_value:f}，右边为 {right_value:f}，相差 {difference:f}。"
    return Evaluation(
        verdict=verdict,
        left=None if left is None or left == EVERYTHING else spans_.interval_of(left, unit),
        right=None if right is None or right == EVERYTHING else spans_.interval_of(right, unit),
        left_value=left_value,
        right_value=right_value,
        difference=difference,
        provable=not any(figure.approximate for figure in stated.values()),
        reason=reason,
    )


def shown(value: Exact, unit: int) -> Decimal:
    """Return `value`, counted in units of 10 ** -unit, as a Decimal: exactly if 28 digits can, else rounded to 28."""
    return _SHOWN.divide(Decimal(value.numerator), Decimal(value.denominator * 10**unit))
