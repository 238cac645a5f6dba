"""Putting messages into inboxes: as often as one likes, each arrives once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from wenxiao.web.inbox.models import Message

_AT_ONCE = 500


class Letter(NamedTuple):
    """A message before it is posted. Of one matter, a newer occasion takes the place of an unread older one."""

    person: int
    kind: str
    matter: str
    occasion: str
    title: str
    text: str = ""
    record: int | None = None
    round: int | None = None


@transaction.atomic
def post(letters: Iterable[Letter]) -> int:
    """Post letters; return how many are new. The number of queries is that of the five hundreds."""
    waiting, new = list(letters), 0
    for start in range(0, len(waiting), _AT_ONCE):
        new += _post(waiting[start : start + _AT_ONCE])
    return new


def _post(letters: list[Letter]) -> int:
    people, matters = {one.person for one in letters}, {one.matter for one in letters}
    same = Message.objects.filter(person__in=people, matter__in=matters)
    held = set(same.values_list("person", "matter", "occasion"))
    fresh = {(one.person, one.matter, one.occasion): one for one in letters}
    fresh = {key: one for key, one in fresh.items() if key not in held}
    if not fresh:
        return 0
    renewed = {one.matter for one in fresh.values()}
    if held:
        same.filter(matter__in=renewed, person__in={one.person for one in fresh.values()}, read=None).update(
            read=timezone.now()
        )
    Message.objects.bulk_create(map(_message, fresh.values()), ignore_conflicts=True)
    return len(fresh)


def _message(letter: Letter) -> Message:
    said = letter._asdict()
    person, record, round_ = said.pop("person"), said.pop("record"), said.pop("round")
    said |= {"title": letter.title[:300], "text": letter.text[:2000]}
    return Message(**said, person_id=person, record_id=record, round_id=round_)


def done_with(matters: Iterable[str]) -> int:
    """Take matters that are done with off everybody's unread ones."""
    return Message.objects.filter(matter__in=list(matters), read=None).update(read=timezone.now())
