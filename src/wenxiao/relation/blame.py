"""Fellegi and Holt's question: the lightest sets of figures whose change makes every relation hold.

Sets of one and two are searched exactly; larger ones are chosen by a mixed-integer programme (HiGHS), whose
floats decide only which figures, never a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from wenxiao.relation.language import Relation
from wenxiao.relation.span import EVERYTHING, Span, ZeroDivisorError, meet, range_of, value_of
from wenxiao.relation.system import System
from wenxiao.relation.tree import Sum

MOST_SETS = 12
_MOST_PAIRS = 20_000


def lightest(system: System) -> list[list[frozenset[str]]]:
    """Return, for each independent error of `system`, all sets of least weight whose change can mend it.

    First the whole is mended by one figure or two, which compete by weight. If it can't be, broken relations
    that no single mending figure links are taken apart. Only what still resists is put to the solver.
    """
    whole = _least(system, _mending(system, system.broken))
    if whole:
        return [whole]
    apart = _apart(system)
    if apart:
        return apart
    found = _least(system, _programmed(system))
    return [found] if found else []


def _least(system: System, sets: Iterable[Iterable[str]]) -> list[frozenset[str]]:
    """Keep the sets of least weight, and none that contains another."""
    found = [frozenset(keys) for keys in sets]
    least = min((system.weight(keys) for keys in found), default=Decimal(0))
    return [keys for keys in found if system.weight(keys) == least and not any(other < keys for other in found)]


def _apart(system: System) -> list[list[frozenset[str]]]:
    """Take independent errors apart; [] if one of them is not mended by one figure or two.

    A figure that alone can make all relations about it hold links the broken ones among them.
    """
    groups: list[set[Relation]] = [{relation} for relation in system.broken]
    for key in system.keys:
        broken = {relation for relation in system.about[key] if relation in system.broken}
        if broken and not system.figures[key].fixed and feasible(system, (key,)):
            linked = [group for group in groups if group & broken]
            groups = [group for group in groups if not group & broken] + [set[Relation]().union(*linked)]
    if len(groups) < 2:
        return []
    apart = [_least(system, _mending(system, tuple(group))) for group in groups]
    return apart if all(apart) else []


def _mending(system: System, targets: Sequence[Relation]) -> Iterator[tuple[str, ...]]:
    """Yield the feasible sets that hit `targets`, but none heavier than one before it, which can't be least."""
    least: Decimal | None = None
    for keys in _hitting(system, targets):
        weight = system.weight(keys)
        if (least is None or weight <= least) and feasible(system, keys):
            least = weight
            yield keys


def _hitting(system: System, targets: Sequence[Relation]) -> Iterator[tuple[str, ...]]:
    """Yield the single figures and the pairs that touch all of `targets` and no other broken relation."""
    broken = [set(relation.names) for relation in targets]
    others = {name for relation in system.broken if relation not in targets for name in relation.names}
    touching = [key for key in system.keys if any(key in names for names in broken)]
    free = [key for key in touching if not system.figures[key].fixed and key not in others]
    singles = [key for key in free if all(key in names for names in broken)]
    yield from ((key,) for key in singles)
    for count, (one, two) in enumerate(combinations(free, 2)):
        if count > _MOST_PAIRS:
            return
        if all(one in names or two in names for names in broken):
            yield one, two


def feasible(system: System, keys: tuple[str, ...]) -> bool:
    """Tell whether some values of `keys` may make every relation about them hold.

    For one figure this is exact where no name repeats. For several it narrows each figure's span in turn;
    what it lets through is verified later by the candidates.
    """
    moved = dict.fromkeys(keys, EVERYTHING)
    for _ in range(1 if len(keys) == 1 else 3):
        for key in keys:
            span = _narrowed(system, key, moved)
            if span is None:
                return False
            moved[key] = span
    return all(_possible(system, relation, moved) for key in keys for relation in system.about[key])


def _narrowed(system: System, key: str, moved: dict[str, Span]) -> Span | None:
    """Return the values of `key` that every relation about it allows, or None."""
    slack = system.last_place(key)
    found = moved[key]
    for relation in system.about[key]:
        span = system.solutions(relation, key, moved)
        low, high = (None if end is None else end + sign * slack for end, sign in ((span.low, -1), (span.high, 1)))
        common = meet(found, Span(low, high))
        if common is None:
            return None
        found = common
    return found


def _possible(system: System, relation: Relation, moved: dict[str, Span]) -> bool:
    """Tell whether `relation` may hold; unbounded spans and zero divisors do not deny it."""
    loose = [name for name, span in moved.items() if span.low is None or span.high is None]
    if any(relation is one for name in loose for one in system.about[name]):
        return True
    return system.satisfiable(relation, moved) is not False


# --- larger sets ---------------------------------------------------------------------------------------


def _programmed(system: System) -> list[frozenset[str]]:
    """Return the lightest feasible sets that the linearised programme finds, in order of weight."""
    import highspy  # noqa: PLC0415  (slow to import, rarely needed)

    keys = [key for key in system.keys if not system.figures[key].fixed]
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    model.setOptionValue("time_limit", 5.0)
    for option in ("mip_feasibility_tolerance", "primal_feasibility_tolerance"):
        model.setOptionValue(option, 1e-9)  # a flag of 0 must not let a figure drift by a cent
    flags = _stated_in(model, keys, system.as_printed())
    found: list[frozenset[str]] = []
    for _ in range(4 * MOST_SETS):
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        solution = model.getSolution().col_value
        chosen = frozenset(key for key in keys if solution[flags[key].index] > 0.5)
        if not chosen or (found and system.weight(chosen) > system.weight(found[0])):
            break
        if feasible(system, tuple(chosen)):
            found.append(chosen)
        if len(found) == MOST_SETS:
            break
        model.addConstr(sum(flags[key] for key in chosen) <= len(chosen) - 1)
    return found


def _stated_in(model: Any, keys: Sequence[str], system: System) -> dict[str, Any]:
    """State the relations in `model` and return, for each key, the flag that allows its figure to change."""
    most = 20 * max((abs(float(value)) for value in system.values.values()), default=1.0) + 1
    deltas = {key: model.addVariable(lb=-1, ub=1) for key in keys}
    flags = {key: model.addBinary(obj=float(system.figures[key].weight)) for key in keys}
    for key in keys:
        model.addConstr(deltas[key] - flags[key] <= 0)
        model.addConstr(deltas[key] + flags[key] >= 0)
    for relation in system.relations:
        row = _row(relation, system)
        if row is None:
            continue
        slopes, low, high = row
        size = max(abs(slope) for slope in slopes.values())
        total = sum(slope * most / size * deltas[key] for key, slope in slopes.items() if key in deltas)
        if low is not None:
            model.addConstr(total >= low / size)
        if high is not None:
            model.addConstr(total <= high / size)
    return flags


def _row(relation: Relation, system: System) -> tuple[dict[str, float], float | None, float | None] | None:
    """Return the relation linearised at the printed values: slopes, and what the changes must add up to."""
    difference = Sum(((False, relation.left), (True, relation.right)))
    try:
        reached = range_of(difference, system.spans)
        slopes = {name: _slope(difference, name, system) for name in relation.names}
    except ZeroDivisorError:
        return None
    if reached.low is None or reached.high is None or not any(slopes.values()):
        return None
    low = None if relation.op in "≤<" else -float(reached.high)
    high = None if relation.op in "≥>" else -float(reached.low)
    return slopes, low, high


def _slope(difference: Sum, name: str, system: System) -> float:
    """Return by how much `difference` changes with `name`, at the printed values."""
    step = max(abs(Fraction(system.values[name])), Fraction(1)) / 1_000_000
    moved = {**system.values, name: system.values[name] + step}
    return float((value_of(difference, moved) - value_of(difference, system.values)) / step)
