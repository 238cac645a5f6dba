"""Adding units to an open round and taking units out of it. A filing with anything in it is never taken out."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.db.models import PROTECT
from django.http import HttpRequest

from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings.models import Draft, Explanation, Record
from wenxiao.web.filings.work import RefusedError
from wenxiao.web.happened import round_opened
from wenxiao.web.people.models import Unit
from wenxiao.web.rounds.models import Round


class Scope(NamedTuple):
    """A unit that is in a round or could be; `begun` says that its filing has something in it."""

    unit: Unit
    within: bool
    begun: bool


class Change(NamedTuple):
    """What would become of a round: the units to be added, and those to be taken out."""

    added: tuple[Unit, ...]
    removed: tuple[Unit, ...]


def scope(round_: Round) -> list[Scope]:
    """Return the units of a round with all active ones that are not in it, by code. A bounded number of queries."""
    records = {one.unit_id: one for one in round_.records.select_related("unit")}
    begun = _begun(round_)
    active = {one.pk: one for one in Unit.objects.filter(active=True, kind="unit")}
    units = active | {pk: one.unit for pk, one in records.items()}
    found = [Scope(one, pk in records, pk in records and records[pk].pk in begun) for pk, one in units.items()]
    return sorted(found, key=lambda one: one.unit.code)


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
    new = Unit.objects.filter(pk__in=added, active=True, kind="unit").exclude(records__round=round_)
    out = list(round_.records.select_for_update(of=("self",)).filter(unit__in=removed).select_related("unit"))
    begun = _begun(round_)
    stuck = [one.unit.name for one in out if one.pk in begun]
    if stuck:
        raise RefusedError(
            f"没有改动：{'、'.join(stuck[:5])}等 {len(stuck)} 个单位已有材料，不能去掉；可以在它的材料页列为不需报送。"
        )
    made = Change(tuple(new), tuple(one.unit for one in out))
    Record.objects.bulk_create(Record(round=round_, unit=unit) for unit in made.added)
    for one in out:
        one.delete()
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
        inside = model._default_manager.order_by().filter(**{f"{name}__round": round_})
        found |= set(inside.values_list(f"{name}_id", flat=True))
    return found
