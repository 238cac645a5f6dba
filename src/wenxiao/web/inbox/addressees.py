"""Who may be told of a filing: read from the table of permissions, the other way round than access.py reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet

from wenxiao.web.access import records_for
from wenxiao.web.filings.models import Record
from wenxiao.web.inbox.models import Message
from wenxiao.web.people.models import Grant, User
from wenxiao.web.permissions import TABLE


def those_who_may(action: str, held: Record, roles: Collection[str] = ()) -> list[int]:
    """Return the keys of the people who may do something on a filing in its state, in some roles only. One query."""
    line = [int(one) for one in held.unit.path.split("/") if one]
    wanted = Q(pk__in=[])
    for one in TABLE:
        if one.action != action or (roles and one.role not in roles) or (one.states and held.state not in one.states):
            continue
        granted = Q(role=one.role)
        if one.reach == "own":
            granted &= Q(user__unit=held.unit_id)
        elif one.reach == "child":
            granted &= Q(units__in=line) | Q(units=None, user__unit__in=line)
        wanted |= granted
    found = Grant.objects.filter(wanted, user__is_active=True).values_list("user", flat=True)
    return sorted(set(found))


class Responsible(NamedTuple):
    """A person and the filing that he is responsible for."""

    person: int
    record: int


_RESPONSIBLE = ("filler", "head")


def responsible_for(records: Iterable[Record]) -> list[Responsible]:
    """Return the fillers and heads of many units in use, each with the filing of his unit. One query for all."""
    of_unit = {held.unit_id: held.pk for held in records if held.unit.active}
    granted = Grant.objects.filter(role__in=_RESPONSIBLE, user__is_active=True, user__unit__active=True)
    found = set(granted.values_list("user", "user__unit"))
    return sorted(Responsible(user, of_unit[unit]) for user, unit in found if unit in of_unit)


def visible(user: User) -> QuerySet[Message]:
    """Return a person's messages without those on a filing that he may not see (any more)."""
    seen = Q(record=None) | Q(record__in=records_for(user, "filing.view").order_by().values("pk"))
    return Message.objects.filter(seen, person=user)
