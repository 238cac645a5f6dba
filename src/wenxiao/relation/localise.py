"""Which figure of a broken system is to blame, and what it should be (Fellegi–Holt, Scholtus).

A system falls into components that share no figure; each with a broken relation is localised alone. The
lightest sets of a component name its suspects; with the rest trusted, the suspects fall apart again into
independent parts, so one uncertain figure does not blur a certain one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from functools import cached_property
from itertools import permutations, product
from typing import Literal

from msgspec import Struct

from wenxiao.relation.blame import MOST_SETS, lightest
from wenxiao.relation.evaluate import finest_unit, holds
from wenxiao.relation.language import Relation
from wenxiao.relation.mend import Change, Repair, Tier, exchanged, repairs
from wenxiao.relation.span import span_of
from wenxiao.relation.system import Stated, System

Status = Literal["unique", "several", "none"]
_MOST_COMBINED = 16


class Part(Struct, frozen=True, kw_only=True):
    """One independent error: the broken relations it explains (by index) and the repairs that survive.

    `suspects` are all lightest sets of figures whose change could mend them, repaired or not. `rivals` is
    set if another set may be to blame though its values can't be told, or if there are too many sets.
    """

    broken: tuple[int, ...]
    repairs: tuple[Repair, ...]
    suspects: tuple[frozenset[str], ...]
    rivals: bool = False

    @property
    def culprit(self) -> str | None:
        """The one figure to blame, if every surviving repair changes it alone; its value may be open."""
        keys = {change.key for repair in self.repairs for change in repair.changes}
        return keys.pop() if len(keys) == 1 and not self.rivals else None

    @property
    def status(self) -> Status:
        """`unique`: say 应为; `several`: say 可能; `none`: say nothing."""
        if not self.repairs:
            return "none"
        return "unique" if len(self.repairs) == 1 and not self.rivals else "several"


class Localisation(Struct, frozen=True, kw_only=True, dict=True):
    """All independent errors of a system. A part may be unique while another is not."""

    parts: tuple[Part, ...] = ()

    @property
    def status(self) -> Status:
        """The status of the whole: unique if every part is; none if there is no part or none is mended."""
        found = {part.status for part in self.parts}
        if not found or found == {"none"}:
            return "none"
        return "unique" if found == {"unique"} else "several"

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The ways to mend all that can be mended: one repair of each part put together, 16 at most."""
        choices = [part.repairs for part in self.parts if part.repairs]
        if not choices:
            return ()
        combined = []
        for chosen, _ in zip(product(*choices), range(_MOST_COMBINED), strict=False):
            changes = tuple(change for repair in chosen for change in repair.changes)
            tier = max(repair.tier for repair in chosen)
            combined.append(Repair(changes=changes, tier=tier, loose=sum(r.loose for r in chosen)))
        return tuple(combined)

    def part_of(self, index: int) -> Part | None:
        """Return the part that explains the broken relation at `index`, or None."""
        return self._part_at.get(index)

    @cached_property
    def _part_at(self) -> dict[int, Part]:
        return {index: part for part in reversed(self.parts) for index in part.broken}

    def changes_of(self, key: str) -> tuple[Change, ...]:
        """Return the surviving changes of one figure, over all parts."""
        return tuple(
            change for part in self.parts for repair in part.repairs for change in repair.changes if change.key == key
        )


def localise(
    relations: Sequence[Relation],
    figures: Mapping[str, Stated],
    neighbours: Sequence[tuple[str, str]] = (),
) -> Localisation:
    """Find what to change so that all of `relations` hold at once, the broken and the holding alike.

    Relations are bound to the keys of `figures`; one that lacks a figure or has an unbound group is left out.
    `neighbours` are pairs of keys that stand side by side and may have been exchanged.
    """
    unit = finest_unit(figures.values())
    complete = {
        index: one.in_units(unit)
        for index, one in enumerate(relations)
        if not one.groups and all(name in figures for name in one.names)
    }
    usable = list(complete.values())
    position = {id(relation): index for index, relation in complete.items()}
    spans = {key: span_of(figure.interval, unit) for key, figure in figures.items()}
    broken = {id(relation) for relation in usable if holds(relation, spans) is False}
    free = {key for key, figure in figures.items() if not figure.fixed}
    components = [
        System(component, {name: figures[name] for one in component for name in one.names}, unit)
        for component in _linked(usable, free)
        if any(id(relation) in broken for relation in component)
    ]
    across, components = _across(components, neighbours, position)
    parts = [part for system in components for part in _parts(system, neighbours, position)]
    return Localisation(parts=(*across, *parts))


def _across(
    components: list[System], neighbours: Sequence[tuple[str, str]], position: Mapping[int, int]
) -> tuple[list[Part], list[System]]:
    """Take out the pairs of components that one exchange of neighbours mends both: hardly a coincidence."""
    parts: list[Part] = []
    for one, two in neighbours:
        pair = [system for key in (one, two) for system in components if key in system.about]
        if len(pair) != 2 or pair[0] is pair[1]:
            continue
        system = System((*pair[0].relations, *pair[1].relations), {**pair[0].figures, **pair[1].figures}, pair[0].unit)
        repair = exchanged(system, one, two)
        if repair is not None and _touches_all(repair, system.broken):
            parts.append(_part(system, [repair], (frozenset((one, two)),), position))
            components = [left for left in components if left not in pair]
    return parts, components


def _linked(relations: Iterable[Relation], links: Set[str]) -> list[list[Relation]]:
    """Return `relations` in groups that share none of the keys in `links`; those without one are left out."""
    group_of: dict[str, list[Relation]] = {}
    for relation in relations:
        names = [name for name in relation.names if name in links]
        if not names:
            continue
        known = list({id(group_of[name]): group_of[name] for name in names if name in group_of}.values())
        if len(known) == 1:  # the usual case: the group grows where it is
            known[0].append(relation)
            group_of.update(dict.fromkeys(names, known[0]))
            continue
        merged = [relation]
        for group in known:
            merged = [*group, *merged]
        for name in {name for one in merged for name in one.names if name in links}:
            group_of[name] = merged
    return list({id(group): group for group in group_of.values()}.values())


def _parts(system: System, neighbours: Sequence[tuple[str, str]], position: Mapping[int, int]) -> list[Part]:
    """Localise one component: its suspects, then each independent group of them."""
    errors = lightest(system)
    least = sum((system.weight(sets[0]) for sets in errors), Decimal(0)) if errors else None
    whole = [found for found in _swaps(system, neighbours) if _touches_all(found[1], system.broken)]
    lighter = [swap for weight, swap in whole if least is None or weight < least]
    if lighter:
        suspects = tuple(frozenset(change.key for change in swap.changes) for swap in lighter)
        return [_part(system, lighter, suspects, position)]
    return [part for sets in errors for part in _parts_of(system, sets, neighbours, position)]


def _parts_of(
    system: System,
    sets: list[frozenset[str]],
    neighbours: Sequence[tuple[str, str]],
    position: Mapping[int, int],
) -> list[Part]:
    """Take the suspects of one error apart, all other figures being trusted, and mend each group alone."""
    parts = []
    cut_short = len(sets) >= MOST_SETS and len(sets[0]) > 2
    for relations in _linked(system.relations, frozenset[str]().union(*sets)):
        group = System(relations, system.figures, system.unit)
        suspects = tuple(dict.fromkeys(keys & set(group.keys) for keys in sets))
        found = [repair for keys in suspects for repair in _repairs(group, keys)]
        weight = min(system.weight(keys) for keys in suspects)
        found += [
            swap
            for swapped, swap in _swaps(group, neighbours)
            if swapped <= weight and _touches_all(swap, group.broken)
        ]
        parts.append(_part(group, found, suspects, position, cut_short=cut_short))
    return parts


def _swaps(system: System, neighbours: Sequence[tuple[str, str]]) -> list[tuple[Decimal, Repair]]:
    """Return the exchanges of neighbours that mend all about them: one act, of the heavier's weight."""
    found = []
    for one, two in neighbours:
        if one in system.about and two in system.about:
            repair = exchanged(system, one, two)
            if repair is not None:
                found.append((max(system.figures[one].weight, system.figures[two].weight), repair))
    return found


def _touches_all(repair: Repair, broken: Sequence[Relation]) -> bool:
    """Tell whether every broken relation is about a changed figure."""
    keys = {change.key for change in repair.changes}
    return all(keys.intersection(relation.names) for relation in broken)


def _repairs(group: System, keys: frozenset[str]) -> list[Repair]:
    """Return the repairs of one set of suspects, tried in every order if there are few."""
    listed = [key for key in group.keys if key in keys]
    orders = permutations(listed) if len(listed) <= 3 else iter([tuple(listed)])
    found: dict[frozenset[tuple[str, Decimal]], Repair] = {}
    for order in orders:
        for repair in repairs(group, order):
            same = frozenset((change.key, change.new) for change in repair.changes)
            if same not in found or repair.tier < found[same].tier:
                found[same] = repair
    return list(found.values())


def _rank(repair: Repair) -> tuple[int, int, int, int]:
    """Order repairs: the better ground, what leans less on rounding, what adds no decimals, what is exact."""
    return repair.tier, repair.loose, repair.finer, repair.inexact


def _part(
    system: System,
    found: Sequence[Repair],
    suspects: tuple[frozenset[str], ...],
    position: Mapping[int, int],
    *,
    cut_short: bool = False,
) -> Part:
    """Keep the repairs of the best rank."""
    best = min((_rank(repair) for repair in found), default=None)
    kept = tuple(repair for repair in found if _rank(repair) == best)
    open_sets = any(
        len(keys) > 1 and not any(keys == {change.key for change in repair.changes} for repair in found)
        for keys in suspects
    )
    return Part(
        broken=tuple(sorted(position[id(relation)] for relation in system.broken)),
        repairs=kept,
        suspects=suspects,
        rivals=(open_sets and bool(kept) and kept[0].tier is Tier.COMPUTED) or cut_short,
    )
