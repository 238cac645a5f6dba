"""Adding units to an open round and taking units out of it. A filing with anything in it is never taken out."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.db.models import PROTECT, Q
from django.http import HttpRequest

from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings.models import Draft, Explanation, Record
from wenxiao.web.filings.work import RefusedError
from wenxiao.web.happened import round_opened
from wenxiao.web.people.models import Unit
from wenxiao.web.people.units import Listed, listed
from wenxiao.web.rounds.models import Round


class Scope(NamedTuple):
    """A unit that is in a round or could be; `begun` says that its filing has something in it."""

    unit: Listed
    within: bool
    begun: bool


class Change(NamedTuple):
    """What would become of a round: the units to be added, and those to be taken out."""

    added: tuple[Listed, ...]
    removed: tuple[Listed, ...]


def scope(round_: Round) -> list[Scope]:
    """Return the units of a round with all active ones that are not in it, by code. A bounded number of queries."""
    records, begun = dict(round_.records.order_by().values_list("unit", "pk")), _begun(round_)
    units = Unit.objects.filter(Q(active=True, kind="unit") | Q(pk__in=round_.records.order_by().values("unit")))
    return [Scope(one, one.pk in records, records.get(one.pk) in begun) for one in listed(units)]


def planned(round_: Round, wanted: Collection[int]) -> Change:
    """Return what has to change for a round to have the wanted units (by key), and those whose filing has begun."""
    units = scope(round_)
    added = tuple(one.unit for one in units if not one.within and one.unit.pk in wanted)
    removed = tuple(one.unit for one in units if one.within and not one.begun and one.unit.pk not in wanted)
    return Change(added, removed)


@transaction.atomic
def change_scope(request: HttpRequest, round_: Round, added: Collection[int], removed: Collection[int]) -> Change:
    """Do what was shown. Raises RefusedError if the round was closed or a filing was begun meanwhile."""
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if round_.closed is not None:
        raise RefusedError("这次年度工作已经结束，不能再增减单位。")
    new = listed(Unit.objects.filter(pk__in=added, active=True, kind="unit").exclude(records__round=round_))
    leaving = round_.records.select_for_update(of=("self",)).filter(unit__in=removed)
    keys = {one.unit_id: one.pk for one in leaving}
    out, begun = listed(Unit.objects.filter(pk__in=keys)), _begun(round_)
    stuck = [one.name for one in out if keys[one.pk] in begun]
    if stuck:
        raise RefusedError(
            f"没有改动：{'、'.join(stuck[:5])}等 {len(stuck)} 个单位已有材料，不能去掉；可以在它的材料页列为不需报送。"
        )
    made = Change(tuple(new), tuple(out))
    Record.objects.bulk_create(Record(round=round_, unit_id=unit.pk) for unit in made.added)
    Record.objects.filter(pk__in=keys.values()).delete()
    codes = {"added": [one.code for one in made.added], "removed": [one.code for one in made.removed]}
    log(request, "rounds.scope", round_, codes)
    if made.added:
        round_opened.send(Round, opened=round_, by=actor(request))
    return made


def _begun(round_: Round) -> set[int]:
    """Return the filings (by key) with something in them: a state, a draft, a reason, anything that must not go."""
    records = round_.records.order_by()
    found = set(records.exclude(state="not-started").values_list("pk", flat=True))
    models = {(Draft, "record"), (Explanation, "record")}
    for relation in Record._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) is PROTECT and relation.auto_created and not relation.concrete:
            models.add((relation.related_model, relation.field.name))  # type: ignore[arg-type, union-attr]
    for model, name in models:
        quiet = {f"{name}__round": round_, f"{name}__state": "not-started"}  # of the others it is known
        found |= set(model._default_manager.order_by().filter(**quiet).values_list(f"{name}_id", flat=True))
    return found
