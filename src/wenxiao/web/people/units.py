"""The tree of units: placing a unit, moving it with all below it, and who stands below whom."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Substr

from wenxiao.web.people.models import Unit, User


class Listed(NamedTuple):
    """A unit as it stands in a list of thousands: its values alone."""

    pk: int
    code: str
    name: str
    path: str
    active: bool


def listed(units: QuerySet[Unit]) -> list[Listed]:
    """Return units as they stand in a list. One query."""
    return [Listed(*row) for row in units.values_list(*Listed._fields)]


@transaction.atomic
def place(unit: Unit, parent: Unit | None) -> Unit:
    """Save a unit under a parent (None: a root) and bring the paths below it along. Raises ValueError for a ring."""
    if parent is not None and unit.path and parent.is_below(unit):
        raise ValueError(f"“{unit.name}”不能放到自己的下级“{parent.name}”之下。")
    before = unit.path
    unit.parent = parent
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    if before and before != unit.path:
        below = Unit.objects.filter(path__startswith=before).exclude(pk=unit.pk)
        below.update(path=Concat(Value(unit.path), Substr(F("path"), len(before) + 1)))
    return unit


def below(unit: Unit) -> QuerySet[Unit]:
    """Return a unit and all units below it."""
    return Unit.objects.filter(path__startswith=unit.path)


def looked_after(user: User, role: str) -> QuerySet[Unit]:
    """Return the units that a role lets a user look after: those named in the grant with all below, else his own."""
    grants = user.grants.filter(role=role).prefetch_related("units")
    roots = [unit for grant in grants for unit in grant.units.all()]
    if not roots and user.unit is not None:
        roots = [user.unit]
    found = Unit.objects.none()
    for root in roots:
        found = found | below(root)
    return found
