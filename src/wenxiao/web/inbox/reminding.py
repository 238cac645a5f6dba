"""The notice of a round to its units, the daily reminders, and the digest for those above. Run again, all told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from wenxiao.web.access import records_for
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings.states import STATES
from wenxiao.web.inbox.addressees import responsible_for
from wenxiao.web.inbox.posting import Letter, post
from wenxiao.web.people.models import User
from wenxiao.web.permissions import TABLE, WORKING
from wenxiao.web.rounds.models import Round
from wenxiao.web.tasks.kinds import Run, kind
from wenxiao.web.tasks.queue import enqueue

_DAYS_LATE = 10
"""A unit is reminded daily for so many days after the due date; then it is for people to urge it."""
_ABOVE = frozenset(one.role for one in TABLE if one.action == "board.view")


def announce_later(opened: Round, by: User, **_: Any) -> None:
    """Queue the telling of a new round, or of units added to one, in the transaction that does it."""
    newest = opened.records.aggregate(newest=Max("pk"))["newest"]
    enqueue("announce", {"round": opened.pk}, key=f"announce:{opened.pk}:{newest}", by=by)


@kind("announce", "通知各单位")
def announce(run: Run) -> str:
    """Tell the fillers and heads of all units of a round that its notice was issued."""
    round_ = Round.objects.get(pk=run.details["round"])
    if round_.closed is not None:
        return "年度工作已结束，没有通知。"
    text = f"时间 {round_.opens} 至 {round_.due}。请看通知，按时填报、评价、签字并提交。"
    told = responsible_for(round_.records.select_related("unit"))
    people = {one.person for one in told}
    matter = f"announced:{round_.pk}"
    new = post(
        Letter(one, "announced", matter, "", f"已布置：{round_.title}", text, round=round_.pk) for one in sorted(people)
    )
    return f"通知了 {new} 人。"


def stage(round_: Round, today: date) -> str:
    """Return which reminder of a round is due on a day: before, eve, late-1, late-2, …; "" for none.

    A reminder holds until the next one, so that it is made up for if nothing ran on its day.
    """
    left = (round_.due - today).days
    if today < round_.opens or left < -_DAYS_LATE:
        return ""
    if left < 0:
        return f"late-{-left}"
    if left <= 1:
        return "eve"
    return "before" if left <= round_.remind_days else ""


def days_left(round_: Round, today: date) -> str:
    """Say how many days are left, or how many it is late."""
    left = (round_.due - today).days
    if left > 0:
        return f"还有 {left} 天截止"
    return f"已逾期 {-left} 天" if left else "今天截止"


@kind("remind", "到期提醒")
def remind(run: Run) -> str:
    """Remind units that have not handed in, and tell those above how many these are."""
    today = date.fromisoformat(run.details["day"])
    units = above = 0
    for round_ in Round.objects.filter(closed=None):
        due = stage(round_, today)
        if due:
            units += post(_reminders(round_, today, due))
            above += post(_digests(round_, today, due))
    if units or above:
        log(None, "remind", f"{today}", {"people": units, "above": above})
    return f"提醒了 {units} 人，进度汇总发给 {above} 人。" if units or above else "今天没有要提醒的。"


def _reminders(round_: Round, today: date, due: str) -> Iterator[Letter]:
    records = round_.records.filter(state__in=WORKING).select_related("unit")
    held = {one.pk: one for one in records}
    for person, record in responsible_for(held.values()):
        one = held[record]
        title = f"{one.unit.name}：{round_.title}{days_left(round_, today)}"
        text = f"材料现在是“{STATES[one.state]}”，请于 {round_.due} 前提交。"
        if due.startswith("late"):
            text = f"材料现在是“{STATES[one.state]}”，截止日是 {round_.due}，请尽快提交。"
        yield Letter(person, "reminded", f"reminded:{record}", f"{due}:{round_.due}", title, text, record, round_.pk)


def _digests(round_: Round, today: date, due: str) -> Iterator[Letter]:
    people = User.objects.filter(is_active=True, grants__role__in=_ABOVE).distinct().select_related("unit")
    counted = {f"state_{at}": Count("pk", filter=Q(state=name)) for at, name in enumerate(WORKING)}
    for person in people:
        found = records_for(person, "board.view").filter(round=round_, unit__active=True)
        states = found.order_by().aggregate(**counted)
        missing = sum(states.values())
        if missing:
            title = f"{round_.title}：{missing} 个单位未提交，{days_left(round_, today)}"
            each = ((STATES[name], states[f"state_{at}"]) for at, name in enumerate(WORKING))
            text = "，".join(f"{name} {number} 个" for name, number in each if number)
            occasion = f"{due}:{round_.due}"
            yield Letter(person.pk, "digest", f"digest:{round_.pk}", occasion, title, f"{text}。", round=round_.pk)
