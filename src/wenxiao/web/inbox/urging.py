"""Urging units by hand (催报): the units chosen, or all that are late, with a sentence of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.errors import WenxiaoError
from wenxiao.web.access import records_for
from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings.models import Record
from wenxiao.web.inbox.addressees import responsible_for
from wenxiao.web.inbox.models import Message
from wenxiao.web.inbox.posting import Letter, post
from wenxiao.web.inbox.reminding import days_left
from wenxiao.web.people.models import User
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.work import late


class RefusedError(WenxiaoError):
    """Units that cannot be urged; its text says why and what to do."""


class Urged(NamedTuple):
    """How many units were urged, how many had been today already, how many have nobody who could be told."""

    units: int
    already: int
    nobody: int


def can_be_urged(user: User, round_: Round) -> QuerySet[Record]:
    """Return the filings of a round that a person may urge: not handed in, the unit in use, the round open."""
    found = records_for(user, "filing.urge").filter(round=round_, round__closed=None, unit__active=True)
    return found.order_by("unit__code")


def chosen(user: User, round_: Round, which: str, keys: Iterable[str]) -> QuerySet[Record]:
    """Return the filings to urge: those that are late, all that are missing, or those ticked."""
    found = can_be_urged(user, round_)
    if which == "late":
        return found.filter(late())
    if which == "missing":
        return found
    return found.filter(pk__in=[int(one) for one in keys if one.isdecimal()])


@transaction.atomic
def urge(request: HttpRequest, round_: Round, records: QuerySet[Record], sentence: str) -> Urged:
    """Send a message to the filler and the head of each unit, once a day from one person. Raises RefusedError."""
    user = actor(request)
    if round_.closed is not None:
        raise RefusedError("这次年度工作已经结束，不用再催。")
    if len(sentence) > 500:
        raise RefusedError("附言至多 500 字，请改短一些。")
    held = {one.pk: one for one in records}
    if not held:
        raise RefusedError("没有要催的单位：请在列表里勾选，或者它们都已经提交了。")
    matters = [f"urged:{one}" for one in held]
    told = set(Message.objects.filter(occasion=_occasion(user), matter__in=matters).values_list("record", flat=True))
    people = responsible_for(one for one in held.values() if one.pk not in told)
    post(_letter(user, held[one.record], one.person, sentence) for one in people)
    reached = sorted({one.record for one in people})
    codes = [held[one].unit.code for one in reached]
    if codes:
        log(request, "filing.urge", round_, {"units": codes, "sentence": sentence})
    return Urged(len(reached), len(told), len(held) - len(reached) - len(told))


def _letter(user: User, held: Record, person: int, sentence: str) -> Letter:
    round_, today = held.round, timezone.localdate()
    title = f"{held.unit.name}：{user.name}催报，{round_.title}{days_left(round_, today)}"
    text = sentence or f"请于 {round_.due} 前提交；有困难请说明。"
    return Letter(person, "urged", f"urged:{held.pk}", _occasion(user), title, text, held.pk, round_.pk)


def _occasion(user: User) -> str:
    return f"{timezone.localdate()}:{user.pk}"
