"""Remembering how a unit changed, and saying it of a filing: 5月6日由某局划转到某局, 布置时名称为某校."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from wenxiao.web.filings.models import Record
from wenxiao.web.moves.models import UnitChange
from wenxiao.web.people.models import Unit


class Was(NamedTuple):
    """A unit at a moment: its name, the name of its superior ("" for a root), whether it is in use."""

    name: str
    superior: str
    active: bool


def as_it_is(unit: Unit) -> Was:
    """Return a unit as it is now."""
    return Was(unit.name, unit.parent.name if unit.parent is not None else "", unit.active)


def remember(unit: Unit, before: Was, *, moved: bool) -> None:
    """Keep how a unit changed, in the transaction that changes it."""
    now = as_it_is(unit)
    UnitChange.objects.create(
        unit=unit,
        name_before=before.name,
        name_after=now.name,
        superior_before=before.superior,
        superior_after=now.superior,
        moved=moved,
        active_before=before.active,
        active_after=now.active,
    )


def told(records: Iterable[Record]) -> dict[int, tuple[str, ...]]:
    """Return for each filing (by its key) what became of its unit since the round began. One query."""
    held = list(records)
    if not held:
        return {}
    since = min(one.round.created for one in held)
    changes: dict[int, list[UnitChange]] = defaultdict(list)
    for change in UnitChange.objects.filter(unit__in={one.unit_id for one in held}, at__gt=since):
        changes[change.unit_id].append(change)
    return {one.pk: _sentences(one, changes[one.unit_id]) for one in held}


def changed(records: QuerySet[Record]) -> QuerySet[Record]:
    """Return those filings of which `told` may have something to say."""
    wanted = Q(unit__active=False) | Q(unit__in=UnitChange.objects.values("unit"))
    return records.filter(wanted).select_related("unit", "round")


def _sentences(held: Record, changes: list[UnitChange]) -> tuple[str, ...]:
    """Return what is said of one filing's unit: nothing of what came before the round, or after its end."""
    end = held.round.closed
    within = [one for one in changes if one.at > held.round.created and (end is None or one.at <= end)]
    said = [
        f"{_day(one.at)}由{one.superior_before or '无上级'}划转到{one.superior_after or '无上级'}"
        for one in within
        if one.moved
    ]
    if within and within[0].name_before != held.unit.name:
        said.append(f"布置时名称为“{within[0].name_before}”")
    if not held.unit.active:
        ended = [one for one in within if one.active_before and not one.active_after]
        said.append(f"{_day(ended[-1].at)}停用" if ended else "已停用")
    return tuple(said)


def _day(at: datetime) -> str:
    day = timezone.localtime(at)
    return f"{day.month}月{day.day}日"
