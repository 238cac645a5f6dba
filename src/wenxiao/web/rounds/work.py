"""Opening a round, rolling last year's over, closing it, and its board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.states import STATES
from wenxiao.web.happened import round_closed, round_opened
from wenxiao.web.moves.history import changed, told
from wenxiao.web.people.models import Unit
from wenxiao.web.pinned.content import keep
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.notice import Written, a_year_on


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
    user = actor(request)
    round_ = Round.objects.create(**plan._asdict(), digest=keep(plan.standard).digest, opened_by=user, before=before)
    Record.objects.bulk_create(Record(round=round_, unit=unit) for unit in units)
    log(request, "rounds.open", round_, {"year": plan.year, "standard": plan.standard, "units": round_.records.count()})
    round_opened.send(Round, opened=round_, by=user)
    return round_


def rolled_over(last: Round) -> Plan:
    """Return the plan of the next year after a round: the same words, a year later."""
    year, text, due = last.year + 1, f"{last.year}", _a_year_on(last.due)
    before, now = Written(last.year, last.standard, last.due), Written(year, last.standard, due)
    return Plan(
        title=last.title.replace(text, f"{year}"),
        year=year,
        standard=last.standard,
        notice=a_year_on(last.notice, before, now),
        opens=_a_year_on(last.opens),
        due=due,
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
    round_closed.send(Round, closed=round_)


class Row(NamedTuple):
    """One unit on the board. `late` days are counted after the due date until the filing is handed in.

    `told` says what became of the unit since the round began; nothing is `due` of one that is not in use any more.
    """

    record: Record
    state: str
    left: int
    late: int
    told: tuple[str, ...] = ()
    due: bool = True


def board(records: QuerySet[Record], today: date | None = None) -> list[Row]:
    """Return the board of some filings: state, days left or late, what became of the unit. Two queries."""
    now = today or timezone.localdate()
    rows = []
    held_all = list(records.select_related("unit", "round", "current").defer("round__notice"))  # long, and not shown
    changes = told(held_all)
    for held in held_all:
        due, days = _days(held.state, held.submitted, held.round.due, now, active=held.unit.active)
        rows.append(Row(held, STATES[held.state], *days, changes.get(held.pk, ()), due))
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
    """Return the condition of a filing that is, or was handed in, after the due date of its round.

    Nothing is due, so nothing late, of a unit that is not in use any more, or where it was decided so.
    """
    done = Q(state__in=("submitted", "accepted"), submitted__isnull=False)
    awaited = Q(unit__active=True) & ~Q(state="excused")
    return (done & Q(submitted__date__gt=F("round__due"))) | (
        ~done & awaited & Q(round__due__lt=today or timezone.localdate())
    )


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
    "备注",
)


_EXPORTED = (
    "pk", "unit__code", "unit__name", "round__title", "state", "submitted", "round__due", "unit__active",
    "current__errors", "current__warnings", "current__score",
)  # fmt: skip


def exported(records: QuerySet[Record], today: date | None = None) -> Iterator[tuple[object, ...]]:
    """Yield the board as it stands in a table for a spreadsheet: the values alone, as a city has thousands of rows."""
    now = today or timezone.localdate()
    changes = told(changed(records))
    for pk, code, name, title, state, submitted, until, active, *counts in records.values_list(*_EXPORTED):
        due, days = _days(state, submitted, until, now, active=active)
        said = f"{timezone.localtime(submitted):%Y-%m-%d %H:%M}" if submitted else ""
        note = "；".join(changes.get(pk, ()))
        yield code, name, title, STATES[state], *(days if due else ("", "")), *counts, said, note


def _days(
    state: str, submitted: datetime | None, until: date, now: date, *, active: bool
) -> tuple[bool, tuple[int, int]]:
    """Return whether anything is due of a filing, and the days that are left and that it is late."""
    done = state in ("submitted", "accepted")
    if not done and (not active or state == "excused"):
        return False, (0, 0)
    gap = (until - (timezone.localtime(submitted).date() if done and submitted else now)).days
    return True, (max(gap, 0), max(-gap, 0))
