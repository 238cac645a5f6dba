"""Approving: what is approved in a round now, and doing what a plan says, all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.http import HttpRequest

from wenxiao.standards import Pack
from wenxiao.web import store
from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.work import RefusedError
from wenxiao.web.rounds.models import Round
from wenxiao.web.tables import ChangedMeanwhileError
from wenxiao.web.targets.models import Adjustment, Approval, ApprovedForm, ApprovedIndicator, standing
from wenxiao.web.targets.plan import Approved, Change, Item, Owner, Plan, Whose, plan
from wenxiao.web.targets.table import Line

_AT_ONCE = 500
_CONTENT = ["level1", "level2", "level3", "sign", "target", "unit", "weight", "order", "withdrawn"]


class Table(NamedTuple):
    """The imported table: its name, the hash under which it is kept, whether it lists all that is approved."""

    name: str
    digest: str
    complete: bool
    note: str


def approved_now(round_: Round) -> dict[Whose, Approved]:
    """Return what is approved in a round."""
    forms = ApprovedForm.objects.filter(record__round=round_, withdrawn=False).select_related("record__unit")
    return {
        (form.record.unit.code, form.key): Approved(
            form.project, form.code, form.goal, tuple(map(item_of, form.indicators.all()))
        )
        for form in forms.prefetch_related(standing())
    }


def item_of(row: ApprovedIndicator) -> Item:
    """Return a stored indicator as the plan sees it."""
    weight = None if row.weight is None else row.weight.normalize()
    return Item(row.level1, row.level2, row.level3, row.aim, weight)


def owners_of(round_: Round) -> dict[str, Owner]:
    """Return the units of a round by their codes."""
    found = Record.objects.filter(round=round_).values_list("unit__code", "unit__name", "state")
    return {code: Owner(name, state) for code, name, state in found}


def planned(round_: Round, lines: Sequence[Line], pack: Pack, *, complete: bool) -> Plan:
    """Return what a table would change in a round as it is now."""
    return plan(lines, approved_now(round_), owners_of(round_), pack, complete=complete)


@transaction.atomic
def approve(request: HttpRequest, round_: Round, lines: Sequence[Line], table: Table, seen: str, pack: Pack) -> Plan:
    """Do what the preview showed. Raises ChangedMeanwhileError, RefusedError."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if round_.closed is not None:
        raise RefusedError("这次年度工作已经结束，不能再改批复的目标。")
    found = planned(round_, lines, pack, complete=table.complete)
    if found.now != seen:
        raise ChangedMeanwhileError("批复的目标在预览之后又有人改过，没有导入；请重新选文件，看过新的预览再确认。")
    if found.faults:
        raise RefusedError(found.faults[0])
    store.get(table.digest)  # it was kept when it was previewed, and has to be there as long as the approval is
    approval = Approval.objects.create(
        round=round_, number=round_.approvals.count() + 1, note=table.note, name=table.name[:255],
        digest=table.digest, by=actor(request),
    )  # fmt: skip
    records = {one.unit.code: one for one in Record.objects.filter(round=round_).select_related("unit", "round")}
    _keep(round_, found.changes, records)
    _tell(request, approval, found.changes, records)
    details = {"file": table.name, "digest": table.digest, "note": table.note, "forms": len(found.changes)}
    log(request, "targets.import", round_, details)
    return found


def _keep(round_: Round, changes: Iterable[Change], records: dict[str, Record]) -> None:
    """Bring the forms and their indicators to what is approved."""
    wanted = [(records[one.whose[0]], one.whose[1], one.after) for one in changes]
    held = {(one.record_id, one.key): one for one in ApprovedForm.objects.filter(record__round=round_)}
    new, old = [], []
    for order, (record, key, after) in enumerate(wanted):
        form = held.get((record.pk, key))
        if form is None:
            form = held[record.pk, key] = ApprovedForm(record=record, key=key, order=order if key else 0)
            new.append(form)
        else:
            old.append(form)
        form.withdrawn = after is None
        if after is not None:
            form.project, form.code, form.goal = after.project, after.code, after.goal
    ApprovedForm.objects.bulk_create(new, _AT_ONCE)
    ApprovedForm.objects.bulk_update(old, ["withdrawn", "project", "code", "goal"], _AT_ONCE)
    _keep_indicators(round_, [(held[record.pk, key], after.items if after else ()) for record, key, after in wanted])


def _keep_indicators(round_: Round, wanted: Sequence[tuple[ApprovedForm, tuple[Item, ...]]]) -> None:
    """Put in what is new or otherwise, and mark what is withdrawn; a row keeps its number, by which drafts know it."""
    held: dict[int, dict[str, ApprovedIndicator]] = defaultdict(dict)
    for row in ApprovedIndicator.objects.filter(form__record__round=round_):
        held[row.form_id][row.key] = row
    changed, gone = [], []
    for form, items in wanted:
        rows = held[form.pk]
        made = [_row(form, item, order) for order, item in enumerate(items)]
        changed += [row for row in made if row.key not in rows or _content(row) != _content(rows[row.key])]
        keys = {row.key for row in made}
        gone += [row.pk for key, row in rows.items() if key not in keys and not row.withdrawn]
    # One statement for many rows: Django's bulk_update takes minutes for the targets of a city.
    ApprovedIndicator.objects.bulk_create(
        changed, _AT_ONCE, update_conflicts=True, unique_fields=["form", "key"], update_fields=_CONTENT
    )
    for at in range(0, len(gone), _AT_ONCE):
        ApprovedIndicator.objects.filter(pk__in=gone[at : at + _AT_ONCE]).update(withdrawn=True)


def _row(form: ApprovedForm, item: Item, order: int) -> ApprovedIndicator:
    return ApprovedIndicator(
        form=form, key=item.key, level1=item.level1, level2=item.level2, level3=item.level3, sign=item.aim.sign,
        target=item.aim.said, unit=item.aim.unit, weight=item.weight, order=order, withdrawn=False,
    )  # fmt: skip


def _content(row: ApprovedIndicator) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _CONTENT)


def _tell(request: HttpRequest, approval: Approval, changes: Iterable[Change], records: dict[str, Record]) -> None:
    """Keep for each filing what changed for it, and log it."""
    said: dict[str, list[str]] = defaultdict(list)
    for one in changes:
        said[one.whose[0]] += one.said
    Adjustment.objects.bulk_create(
        Adjustment(approval=approval, record=records[code], changes=sentences) for code, sentences in said.items()
    )
    for code, sentences in said.items():
        log(request, "targets.change", records[code], {"approval": approval.number, "changes": sentences})
