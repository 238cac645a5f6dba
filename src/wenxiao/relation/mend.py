"""What the figures to blame most probably should be: candidates in tiers, each verified exactly.

First a value printed elsewhere for the same concept, then one keystroke from what was typed, then two
neighbours exchanged, last the value that the relations themselves compute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from wenxiao.quantity import decimals, plain
from wenxiao.relation.evaluate import holds
from wenxiao.relation.explain import round_half_up
from wenxiao.relation.language import Relation
from wenxiao.relation.span import (
    EVERYTHING,
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
from wenxiao.relation.system import Stated, System, renewed
from wenxiao.relation.tree import Name
from wenxiao.relation.typing_errors import Slip, keystrokes, number_typed, places_moved


class Tier(IntEnum):
    """How good the ground for a new value is; the lower the better."""

    ELSEWHERE = 1
    KEYSTROKE = 2
    EXCHANGED = 3
    COMPUTED = 4


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


class _Bounds(NamedTuple):
    """A window as Decimals, its ends rounded outward: the quick test that most candidates fail."""

    low: Decimal
    high: Decimal

    def hold(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


def _bounds(window: Span, unit: int) -> _Bounds:
    low = Decimal("-Infinity") if window.low is None else rounded_down(window.low, unit)
    high = Decimal("Infinity") if window.high is None else rounded_up(window.high, unit)
    return _Bounds(low, high)


def candidates(system: System, key: str, relations: Sequence[Relation]) -> Iterator[Change]:
    """Yield the changes of `key` alone that mend all of `relations`, best tier first, each value once."""
    if system.figures[key].fixed:
        return
    window = _window(system, key, relations)
    if window is None:
        return
    seen: set[Decimal] = set()
    for change in _proposals(system, key, relations, _bounds(window, system.unit)):
        if change.new in seen or not contains(window, counted(change.new, system.unit)):
            continue
        seen.add(change.new)
        moved = {key: span_of(renewed(system.figures[key], change.new).interval, system.unit)}
        if all(system.satisfiable(relation, moved) for relation in relations):
            yield change


def _window(system: System, key: str, relations: Sequence[Relation]) -> Span | None:
    """Return where a printed value of `key` must lie for each of `relations` to hold; None if nowhere.

    A superset: the true value is widened by one last place on both sides, as printing may move it.
    """
    found: Span | None = EVERYTHING
    slack = system.last_place(key)
    for relation in relations:
        span = system.solutions(relation, key, {})
        low = None if span.low is None else span.low - slack
        high = None if span.high is None else span.high + slack
        found = meet(found, Span(low, high)) if found is not None else None
    return found


def _proposals(system: System, key: str, relations: Sequence[Relation], bounds: _Bounds) -> Iterator[Change]:
    """Yield all values within bounds that are worth trying for `key`, unverified."""
    figure = system.figures[key]
    for value in figure.elsewhere:
        if value != figure.value and bounds.hold(value):
            yield Change(key=key, old=figure.value, new=value, tier=Tier.ELSEWHERE, source="文中另一处所列数")
    if all(relation.op != "=" for relation in relations):
        return  # almost any value satisfies an inequality: a slip proves nothing
    finest = max(figure.places, decimals(figure.value))
    for value, slip in _scaled_keystrokes(figure, bounds):
        if decimals(value) > finest:
            continue  # nobody prints finer than the figures around
        source = slip.value
        if slip in {Slip.POINT_MOVED, Slip.POINT_DROPPED}:
            moved = places_moved(figure.value, value)
            source = f"{slip.value}（应{'右' if moved > 0 else '左'}移{abs(moved)}位）"
        yield Change(key=key, old=figure.value, new=value, tier=Tier.KEYSTROKE, slip=slip, source=source)
    for relation in relations:
        exact = system.solution(relation, key)
        computed = None if exact is None else printable(figure, Fraction(exact) / 10**system.unit)
        if computed is not None and computed != figure.value:
            yield Change(key=key, old=figure.value, new=computed, tier=Tier.COMPUTED, source="按关系式计算")


def _scaled_keystrokes(figure: Stated, bounds: _Bounds) -> Iterator[tuple[Decimal, Slip]]:
    """Yield the values within bounds one keystroke away, in the unit of `figure.value` rather than as typed."""
    number = number_typed(figure.text)
    if number is None:
        return
    shift = -2 if "%" in figure.text or "％" in figure.text else 0
    if number and figure.value:
        shift = figure.value.adjusted() - number.adjusted()
        if number.scaleb(shift) != figure.value:
            return
    low, high = bounds.low.scaleb(-shift), bounds.high.scaleb(-shift)
    for value, slip in keystrokes(figure.text):
        if low <= value <= high:
            yield Decimal(plain(value.scaleb(shift))), slip


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
            (state.with_values({change.key: change.new}), (*changes, change))
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
    after = system.with_values({change.key: change.new for change in changes})
    touched = dict.fromkeys([*system.about[one], *system.about[two]])
    if not all(holds(relation, after.spans) for relation in touched):
        return None
    return Repair(changes=changes, tier=Tier.EXCHANGED, loose=loose(after), inexact=inexact(after))
