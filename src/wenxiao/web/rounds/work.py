"""Opening a round, rolling last year's over, closing it, and its board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.standards import load
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.states import STATES
from wenxiao.web.people.models import Unit, User
from wenxiao.web.rounds.models import Round


class Plan(NamedTuple):
    """What a round is opened with."""

    title: str
    year: int
    standard: str
    notice: str
    opens: date
    due: date
    remind_days: int = 7


@transaction.atomic
def open_round(request: HttpRequest, plan: Plan, units: Iterable[Unit], before: Round | None = None) -> Round:
    """Open a round for units; each gets an empty filing."""
    user = request.user
    assert isinstance(user, User)
    round_ = Round.objects.create(**plan._asdict(), digest=load(plan.standard).digest, opened_by=user, before=before)
    Record.objects.bulk_create(Record(round=round_, unit=unit) for unit in units)
    log(request, "rounds.open", round_, {"year": plan.year, "standard": plan.standard, "units": round_.records.count()})
    return round_


def rolled_over(last: Round) -> Plan:
    """Return the plan of the next year after a round: the same words, a year later."""
    year, text = last.year + 1, f"{last.year}"
    return Plan(
        title=last.title.replace(text, f"{year}"),
        year=year,
        standard=last.standard,
        notice=last.notice.replace(f"{last.year + 1}", f"{year + 1}").replace(text, f"{year}"),
        opens=_a_year_on(last.opens),
        due=_a_year_on(last.due),
        remind_days=last.remind_days,
    )


def _a_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day + timedelta(days=365)


@transaction.atomic
def close_round(request: HttpRequest, round_: Round) -> None:
    """Close a round: filings can still be looked at and accepted, but not changed."""
    round_.closed = timezone.now()
    round_.save(update_fields=["closed"])
    log(request, "rounds.close", round_)


class Row(NamedTuple):
    """One unit on the board. `late` days are counted after the due date until the filing is handed in."""

    record: Record
    state: str
    left: int
    late: int


def board(records: QuerySet[Record], today: date | None = None) -> list[Row]:
    """Return the board of some filings: state, days left or late. One query."""
    now = today or timezone.localdate()
    rows = []
    for held in records.select_related("unit", "round", "current").defer("round__notice"):  # long, and not shown
        handed_in = timezone.localtime(held.submitted).date() if held.submitted else None
        gap = _gap(held.state, handed_in, held.round.due, now)
        rows.append(Row(held, STATES[held.state], max(gap, 0), max(-gap, 0)))
    return rows


def summary(records: QuerySet[Record], today: date | None = None) -> dict[str, Any]:
    """Return how many filings are in each state, and how many are late. One query, however many there are."""
    counted = {f"state_{at}": Count("pk", filter=Q(state=name)) for at, name in enumerate(STATES)}
    found = records.order_by().aggregate(**counted, late=Count("pk", filter=late(today)))
    return {
        "states": [(name, STATES[name], found[f"state_{at}"]) for at, name in enumerate(STATES)],
        "late": found["late"],
    }


def late(today: date | None = None) -> Q:
    """Return the condition of a filing that is, or was handed in, after the due date of its round."""
    done = Q(state__in=("submitted", "accepted"), submitted__isnull=False)
    return (done & Q(submitted__date__gt=F("round__due"))) | (~done & Q(round__due__lt=today or timezone.localdate()))


BOARD_HEADINGS = (
    "单位编码",
    "单位名称",
    "年度工作",
    "状态",
    "还有几天",
    "晚几天",
    "错误",
    "疑点",
    "自报总分",
    "提交时间",
)


_EXPORTED = (
    "unit__code", "unit__name", "round__title", "state", "submitted", "round__due",
    "current__errors", "current__warnings", "current__score",
)  # fmt: skip


def exported(records: QuerySet[Record], today: date | None = None) -> Iterator[tuple[object, ...]]:
    """Yield the board as it stands in a table for a spreadsheet: the values alone, as a city has thousands of rows."""
    now = today or timezone.localdate()
    for code, name, title, state, submitted, due, *counts in records.values_list(*_EXPORTED):
        handed_in = timezone.localtime(submitted) if submitted else None
        gap = _gap(state, handed_in.date() if handed_in else None, due, now)
        said = f"{handed_in:%Y-%m-%d %H:%M}" if handed_in else ""
        yield code, name, title, STATES[state], max(gap, 0), max(-gap, 0), *counts, said


def _gap(state: str, handed_in: date | None, due: date, now: date) -> int:
    """Return the days from when a filing was handed in, or from now, to the due date."""
    return (due - (handed_in if state in ("submitted", "accepted") and handed_in else now)).days
