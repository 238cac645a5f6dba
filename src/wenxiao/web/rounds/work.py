"""Opening a round, rolling last year's over, closing it, and its board."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
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
    for held in records.select_related("unit", "round", "current"):
        done = held.state in ("submitted", "accepted")
        until = timezone.localtime(held.submitted).date() if done and held.submitted else now
        gap = (held.round.due - until).days
        rows.append(Row(held, STATES[held.state], max(gap, 0), max(-gap, 0)))
    return rows


def summary(rows: Iterable[Row]) -> dict[str, Any]:
    """Return how many filings are in each state, and how many are late."""
    counts = dict.fromkeys(STATES, 0)
    late = 0
    for row in rows:
        counts[row.record.state] += 1
        late += row.late > 0
    return {"states": [(STATES[name], count) for name, count in counts.items()], "late": late}


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


def cells(row: Row) -> tuple[object, ...]:
    """Return a row of the board as it stands in an exported table."""
    held, version = row.record, row.record.current
    counts = (version.errors, version.warnings, version.score) if version else ("", "", "")
    handed_in = f"{timezone.localtime(held.submitted):%Y-%m-%d %H:%M}" if held.submitted else ""
    return (held.unit.code, held.unit.name, held.round.title, row.state, row.left, row.late, *counts, handed_in)
