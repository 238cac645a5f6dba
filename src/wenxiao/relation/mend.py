"""What the figures to blame most probably should be: candidates in tiers, each verified exactly.

First a value printed elsewhere for the same concept, then one keystroke from what was typed, then two
neighbours exchanged, last the value that the relations themselves compute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from wenxiao.quantity.units import EXACT
from wenxiao.relation.evaluate import Figure, holds
from wenxiao.relation.explain import decimals, round_half_up
from wenxiao.relation.invert import solution, solutions
from wenxiao.relation.language import Relation
from wenxiao.relation.span import (
    EVERYTHING,
    Exact,
    Span,
    ZeroDivisorError,
    contains,
    counted,
    meet,
    rounded_down,
    rounded_up,
    span_of,
    value_of,
)
from wenxiao.relation.tree import Name
from wenxiao.relation.typing_errors import Slip, keystrokes, number_typed, places_moved


class Tier(IntEnum):
    """How good the ground for a new value is; the lower the better."""

    ELSEWHERE = 1
    KEYSTROKE = 2
    EXCHANGED = 3
    COMPUTED = 4


class Stated(Figure, frozen=True, kw_only=True):
    """A figure that may be to blame.

    `text` is what was typed (its unit may follow: a value of 0.9230 typed as "92.30%" is understood).
    `elsewhere` are values printed elsewhere for the same concept, scope and year, in the unit of `value`.
    `weight` is the reluctance to change it; a `fixed` figure is never changed.
    """

    text: str = ""
    elsewhere: tuple[Decimal, ...] = ()
    weight: Decimal = Decimal(1)
    fixed: bool = False


class Change(Struct, frozen=True, kw_only=True):
    """One figure changed. `source` says in Chinese what the new value rests on."""

    key: str
    old: Decimal
    new: Decimal
    tier: Tier
    slip: Slip | None = None
    source: str = ""


class Repair(Struct, frozen=True, kw_only=True):
    """Changes that together make every relation hold. `tier` is the weakest ground among them.

    `loose` counts the relations that then hold only thanks to rounding: their printed values do not agree as
    printed. `finer` counts the new values with more decimals than the figure is printed to, `inexact` the
    equations whose sides are then not the very same number.
    """

    changes: tuple[Change, ...]
    tier: Tier
    loose: int
    finer: int = 0
    inexact: int = 0


def unit_of(figures: Iterable[Stated]) -> int:
    """Return the power of ten that makes the ends of every figure's interval whole: half of its last place."""
    return max((max(decimals(figure.value), figure.places, 0) + 1 for figure in figures), default=0)


class System:
    """The relations of one component and its figures, indexed; not changed once made.

    Spans and values are counted in units of 10 ** -unit, so that they are whole numbers; `relations` are between
    figures so counted.
    """

    def __init__(self, relations: Sequence[Relation], figures: Mapping[str, Stated], unit: int = 0) -> None:
        """Index `relations`, all of whose names are in `figures`."""
        self.relations = tuple(relations)
        self.figures = figures
        self.unit = unit
        self.keys = tuple(dict.fromkeys(name for relation in relations for name in relation.names))
        self.about: dict[str, list[Relation]] = {key: [] for key in self.keys}
        for relation in relations:
            for name in relation.names:
                self.about[name].append(relation)

    @cached_property
    def spans(self) -> dict[str, Span]:
        """The interval of every figure as printed."""
        return {key: span_of(self.figures[key].interval, self.unit) for key in self.keys}

    @cached_property
    def values(self) -> dict[str, Exact]:
        """The printed value of every figure."""
        return {key: counted(self.figures[key].value, self.unit) for key in self.keys}

    @cached_property
    def broken(self) -> tuple[Relation, ...]:
        """The relations that do not hold as printed."""
        return tuple(relation for relation in self.relations if holds(relation, self.spans) is False)

    def weight(self, keys: frozenset[str]) -> Decimal:
        """Return the weight of changing all of `keys`."""
        return sum((self.figures[key].weight for key in keys), Decimal(0))

    def with_changes(self, changes: Sequence[Change]) -> System:
        """Return the same relations with new values in place of the old."""
        changed = {change.key: renewed(self.figures[change.key], change.new) for change in changes}
        after = copy(self)  # the relations and their index are shared
        after.figures = {**self.figures, **changed}
        after.spans = self.spans | {key: span_of(figure.interval, self.unit) for key, figure in changed.items()}
        after.values = self.values | {key: counted(figure.value, self.unit) for key, figure in changed.items()}
        after.__dict__.pop("broken", None)
        return after

    def last_place(self, key: str) -> Exact:
        """Return how much one in the last place of a figure is; 0 if it is exact."""
        figure = self.figures[key]
        return 0 if figure.exact else counted(Decimal(1).scaleb(-figure.places), self.unit)

    def as_printed(self) -> System:
        """Return the same system in the units that the figures are printed in."""
        return System([relation.in_units(-self.unit) for relation in self.relations], self.figures)

    def window(self, key: str, relations: Sequence[Relation]) -> Span | None:
        """Return where a printed value of `key` must lie for each of `relations` to hold; None if nowhere.

        A superset: the true value is widened by one last place on both sides, as printing may move it.
        """
        found: Span | None = EVERYTHING
        slack = self.last_place(key)
        for relation in relations:
            span = solutions(relation, key, self.spans)
            low = None if span.low is None else span.low - slack
            high = None if span.high is None else span.high + slack
            found = meet(found, Span(low, high)) if found is not None else None
        return found


def renewed(figure: Stated, value: Decimal) -> Stated:
    """Return `figure` with a new value, its last place at least as fine as the value is written."""
    return Stated(
        value=value,
        places=max(figure.places, decimals(value)),
        exact=figure.exact,
        approximate=figure.approximate,
        text=figure.text,
        weight=figure.weight,
    )


class _Bounds(NamedTuple):
    """A window as Decimals, its ends rounded outward: the quick test that most candidates fail."""

    low: Decimal
    high: Decimal

    def hold(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


def _bounds(window: Span, unit: int) -> _Bounds:
    low = Decimal("-Infinity") if window.low is None else rounded_down(window.low).scaleb(-unit, EXACT)
    high = Decimal("Infinity") if window.high is None else rounded_up(window.high).scaleb(-unit, EXACT)
    return _Bounds(low, high)


def candidates(system: System, key: str, relations: Sequence[Relation]) -> Iterator[Change]:
    """Yield the changes of `key` alone that mend all of `relations`, best tier first, each value once."""
    window = system.window(key, relations)
    if window is None or system.figures[key].fixed:
        return
    seen: set[Decimal] = set()
    for change in _proposals(system, key, relations, _bounds(window, system.unit)):
        if change.new in seen or not contains(window, counted(change.new, system.unit)):
            continue
        seen.add(change.new)
        spans = {**system.spans, key: span_of(renewed(system.figures[key], change.new).interval, system.unit)}
        if all(holds(relation, spans) for relation in relations):
            yield change


def _proposals(system: System, key: str, relations: Sequence[Relation], bounds: _Bounds) -> Iterator[Change]:
    """Yield all values within bounds that are worth trying for `key`, unverified."""
    figure = system.figures[key]
    for value in figure.elsewhere:
        if value != figure.value and bounds.hold(value):
            yield Change(key=key, old=figure.value, new=value, tier=Tier.ELSEWHERE, source="文中另一处所列数")
    if all(relation.op != "=" for relation in relations):
        return  # almost any value satisfies an inequality: a slip proves nothing
    finest = max(figure.places, decimals(figure.value))
    for value, slip in scaled_keystrokes(figure):
        if not bounds.hold(value) or decimals(value) > finest:
            continue  # nobody prints finer than the figures around
        source = slip.value
        if slip in {Slip.POINT_MOVED, Slip.POINT_DROPPED}:
            moved = places_moved(figure.value, value)
            source = f"{slip.value}（应{'右' if moved > 0 else '左'}移{abs(moved)}位）"
        yield Change(key=key, old=figure.value, new=value, tier=Tier.KEYSTROKE, slip=slip, source=source)
    for relation in relations:
        exact = solution(relation, key, system.values)
        computed = None if exact is None else printable(figure, Fraction(exact) / 10**system.unit)
        if computed is not None and computed != figure.value:
            yield Change(key=key, old=figure.value, new=computed, tier=Tier.COMPUTED, source="按关系式计算")


def scaled_keystrokes(figure: Stated) -> Iterator[tuple[Decimal, Slip]]:
    """Yield the values one keystroke away, in the unit of `figure.value` rather than as typed."""
    number = number_typed(figure.text)
    if number is None:
        return
    shift = -2 if "%" in figure.text or "％" in figure.text else 0
    if number and figure.value:
        shift = figure.value.adjusted() - number.adjusted()
        if number.scaleb(shift) != figure.value:
            return
    for value, slip in keystrokes(figure.text):
        yield Decimal(f"{value.scaleb(shift):f}"), slip


def printable(figure: Stated, exact: Fraction) -> Decimal | None:
    """Return `exact` as it would be printed in place of `figure`, or None if it could not stand there.

    A rate keeps its decimals if it comes out whole, else gets two at least; counts must be whole, points may
    have two decimals more; an amount printed without a sign does not turn negative.
    """
    rate = any(sign in figure.text for sign in "%％‰")
    if exact < 0 < figure.value and not rate:
        return None
    places = figure.places
    if figure.exact and not rate:
        finest = places + (2 if "." in figure.text or "分" in figure.text or places else 0)
        places = next((n for n in range(places, finest + 1) if (exact * Fraction(10) ** n).denominator == 1), -1)
        return None if places < 0 else round_half_up(exact, places)
    if rate:
        whole = 2 if figure.value.adjusted() < 0 or abs(figure.value) <= 2 else 0
        if (exact * Fraction(10) ** places).denominator != 1:
            places = max(places, whole + 2)
    return round_half_up(exact, places)


def loose(system: System) -> int:
    """Count the relations whose printed values do not agree as printed."""
    return sum(not _fits(relation, system) for relation in system.relations)


def inexact(system: System) -> int:
    """Count the equations whose two sides, computed from the printed values, are not the same number."""
    return sum(not _equal(relation, system) for relation in system.relations if relation.op == "=")


def _equal(relation: Relation, system: System) -> bool:
    try:
        return value_of(relation.left, system.values) == value_of(relation.right, system.values)
    except ZeroDivisorError:
        return False


def _fits(relation: Relation, system: System) -> bool:
    """Tell whether a side that is one figure is the other side as computed, rounded or cut to its place."""
    try:
        left, right = value_of(relation.left, system.values), value_of(relation.right, system.values)
    except ZeroDivisorError:
        return False
    if relation.op != "=" or left == right:
        return True
    return any(
        isinstance(side, Name) and contains(system.spans[side.name], computed)
        for side, computed in ((relation.left, right), (relation.right, left))
    )


def repairs(system: System, keys: Sequence[str], budget: int = 4000) -> list[Repair]:
    """Return the ways to change all of `keys`, one after the other, so that every relation about them holds.

    A figure is tried with the relations that no later one shares, so each step is decided by itself.
    `budget` bounds the number of partial changes that are followed.
    """
    found: list[Repair] = []
    open_ends: list[tuple[System, tuple[Change, ...]]] = [(system, ())]
    for index, key in enumerate(keys):
        later = set(keys[index + 1 :])
        relations = [relation for relation in system.about[key] if not later.intersection(relation.names)]
        extended = [
            (state.with_changes([change]), (*changes, change))
            for state, changes in open_ends
            for change in candidates(state, key, relations)
        ]
        open_ends = extended[:budget]
    for state, changes in open_ends:
        finer = sum(decimals(change.new) > max(system.figures[change.key].places, 0) for change in changes)
        tier = max(change.tier for change in changes)
        found.append(Repair(changes=changes, tier=tier, loose=loose(state), finer=finer, inexact=inexact(state)))
    return found


def exchanged(system: System, one: str, two: str) -> Repair | None:
    """Return the exchange of two neighbouring figures if all relations about either then hold."""
    a, b = system.figures[one], system.figures[two]
    if a.fixed or b.fixed or a.value == b.value:
        return None
    changes = tuple(
        Change(key=key, old=old.value, new=new.value, tier=Tier.EXCHANGED, source="与相邻数互换")
        for key, old, new in ((one, a, b), (two, b, a))
    )
    after = system.with_changes(changes)
    touched = dict.fromkeys([*system.about[one], *system.about[two]])
    if not all(holds(relation, after.spans) for relation in touched):
        return None
    return Repair(changes=changes, tier=Tier.EXCHANGED, loose=loose(after), inexact=inexact(after))
