"""The approved targets of a round as a list by unit, as a table that can be imported again, and of one filing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from wenxiao import quantity
from wenxiao.web.filings.draft import draft_of, typed
from wenxiao.web.filings.models import Record
from wenxiao.web.rounds.models import Round
from wenxiao.web.targets.aims import joined
from wenxiao.web.targets.models import ApprovedForm, ApprovedIndicator, standing
from wenxiao.web.targets.table import HEADINGS

_ROLE_NAMES = {"actual": "实际完成值", "score": "得分", "reason": "偏差原因", "deduction": "扣分"}


class Summary(NamedTuple):
    """How many units of a round have approved targets, how many have none, and how many indicators there are."""

    units: int
    without: int
    indicators: int


class Row(NamedTuple):
    """An approved indicator as it is shown."""

    level1: str
    level2: str
    level3: str
    target: str
    weight: str


class Shown(NamedTuple):
    """An approved form as it is shown."""

    title: str
    goal: str
    rows: tuple[Row, ...]
    total: str


class Left(NamedTuple):
    """What a unit had typed to an indicator that was withdrawn; it comes back if the indicator is approved again."""

    form: str
    indicator: str
    role: str
    said: str


def forms_of(round_: Round, words: str = "") -> QuerySet[ApprovedForm]:
    """Return the approved forms of a round with the number and weight of their indicators, in order of the units."""
    stands = Q(indicators__withdrawn=False)
    found = ApprovedForm.objects.filter(record__round=round_, withdrawn=False).select_related("record__unit")
    if words:
        found = found.filter(Q(record__unit__name__icontains=words) | Q(project__icontains=words))
    counted = found.annotate(count=Count("indicators", filter=stands), weights=Sum("indicators__weight", filter=stands))
    return counted.order_by("record__unit__code", "order", "pk")


def summary_of(round_: Round) -> Summary:
    """Return the counts of a round."""
    indicators = ApprovedIndicator.objects.filter(
        form__record__round=round_, form__withdrawn=False, withdrawn=False
    ).count()
    forms = ApprovedForm.objects.filter(record__round=round_, withdrawn=False)
    units = forms.order_by().values("record").distinct().count()
    return Summary(units, round_.records.count() - units, indicators)


def table_of(round_: Round) -> Iterator[tuple[object, ...]]:
    """Yield the approved targets of a round as rows of a table, with their heads."""
    yield HEADINGS
    for form in forms_of(round_).prefetch_related(standing()):
        unit, goal = form.record.unit, form.goal
        head = (unit.code, unit.name, form.project, form.code)
        for one in form.indicators.all():
            parts = (one.level1, one.level2, one.level3, one.sign, one.target, one.unit, _points(one.weight))
            yield (*head, *parts, goal)
            goal = ""
        if goal:
            yield (*head, *("" for _ in range(7)), goal)


def shown_of(held: Record) -> list[Shown]:
    """Return the approved forms of a filing."""
    forms = held.approved_forms.filter(withdrawn=False).prefetch_related(standing())
    return [_shown(form) for form in forms]


def _shown(form: ApprovedForm) -> Shown:
    rows = tuple(
        Row(one.level1, one.level2, one.level3, joined(one.aim), _points(one.weight)) for one in form.indicators.all()
    )
    weights = [one.weight for one in form.indicators.all() if one.weight is not None]
    return Shown(form.title, form.goal, rows, _points(sum(weights, Decimal(0))) if weights else "")


def _points(weight: Decimal | None) -> str:
    return "" if weight is None else quantity.trimmed(weight)


def left_of(held: Record) -> list[Left]:
    """Return what the unit's draft still holds of indicators that are withdrawn."""
    cells = typed(draft_of(held)).cells
    named = {key.split("|")[2]: key for key in cells if "|approved:" in key}
    pks = [int(row.removeprefix("approved:")) for row in named if row.removeprefix("approved:").isdecimal()]
    rows = ApprovedIndicator.objects.filter(pk__in=pks, form__record=held).select_related("form")
    gone = {f"approved:{one.pk}": one for one in rows if one.withdrawn or one.form.withdrawn}
    found = []
    for key, said in cells.items():
        parts = key.split("|")
        one = gone.get(parts[2]) if len(parts) > 3 else None
        if one is not None and said.strip():
            found.append(Left(one.form.title, one.level3, _ROLE_NAMES.get(parts[3], parts[3]), said))
    return found
