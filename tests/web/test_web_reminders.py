"""Reminders: on the right days, to whom it concerns, each once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from district import District
from django.utils import timezone

from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.models import Record
from wenxiao.web.inbox.models import Message
from wenxiao.web.inbox.reminding import stage
from wenxiao.web.people.models import User
from wenxiao.web.rounds.models import Round
from wenxiao.web.tasks.queue import enqueue
from wenxiao.web.tasks.worker import work_off

DUE = date(2025, 5, 31)


@pytest.fixture
def due(record: Record) -> Round:
    """Return the round, due on the last of May; nobody has been told anything yet."""
    work_off()
    Message.objects.all().delete()
    Round.objects.update(opens="2025-03-01", due=DUE)
    return Round.objects.get()


def reminded(day: date, kind: str = "reminded") -> list[str]:
    """Run the reminders of a day; return who got a new message of a kind."""
    before = set(Message.objects.values_list("pk", flat=True))
    enqueue("remind", {"day": f"{day}"})
    work_off()
    new = Message.objects.filter(kind=kind).exclude(pk__in=before)
    return sorted(new.values_list("person__username", flat=True))


def test_units_are_reminded_on_the_right_days(district: District, due: Round) -> None:
    """Seven days before, one day before, daily when late, ten days long; on no other day."""
    days = [
        gap for gap in range(-30, 20) if reminded(DUE + timedelta(days=gap)) == ["fuze", "linju", "tianbao"]
    ]  # fmt: skip
    assert days == [-7, -1, *range(1, 11)]
    assert Message.objects.filter(kind="reminded").count() == 3 * 12


@pytest.mark.parametrize(
    ("days", "gap", "wanted"),
    [(7, -8, ""), (7, -7, "before"), (7, -2, "before"), (7, -1, "eve"), (7, 0, "eve"), (7, 3, "late-3"), (7, 11, ""),
     (0, -5, ""), (0, -1, "eve"), (1, -1, "eve"), (60, -60, "before")],
)  # fmt: skip
def test_a_reminder_holds_until_the_next(days: int, gap: int, wanted: str) -> None:
    """If nothing ran on its day it is made up for the day after; the round says how many days before."""
    round_ = Round(opens=date(2025, 3, 1), due=DUE, remind_days=days)
    assert stage(round_, DUE + timedelta(days=gap)) == wanted


def test_nothing_is_reminded_of_before_the_round_opens(due: Round) -> None:
    """Even if the days before the end reach back so far."""
    assert stage(Round(opens=date(2025, 5, 30), due=DUE, remind_days=60), date(2025, 5, 29)) == ""


def test_a_reminder_run_twice_arrives_once(district: District, due: Round) -> None:
    """The same day's task, killed and run again."""
    assert reminded(DUE - timedelta(days=1))
    assert reminded(DUE - timedelta(days=1)) == []


def test_who_has_handed_in_is_not_reminded(district: District, due: Round, record: Record) -> None:
    """Submitted or accepted; a returned one is."""
    for state, wanted in (("submitted", ["linju"]), ("accepted", []), ("returned", ["fuze", "tianbao"])):
        Record.objects.filter(pk=record.pk).update(state=state)
        assert reminded(DUE + timedelta(days=1)) == wanted


def test_closed_rounds_and_people_who_left_are_left_alone(district: District, due: Round) -> None:
    """An account out of use, a unit out of use, a round that is over."""
    User.objects.filter(username="fuze").update(is_active=False)
    district.library.active = False
    district.library.save()
    assert reminded(DUE + timedelta(days=1)) == ["tianbao"]
    Round.objects.update(closed=timezone.now())
    assert reminded(DUE + timedelta(days=2)) == []


def test_those_above_get_one_digest_with_the_counts(district: District, due: Round, record: Record) -> None:
    """Each of the units that he looks after, only while some are missing; nobody else gets it."""
    Record.objects.filter(pk=record.pk).update(state="drafting")
    assert reminded(DUE + timedelta(days=1), "digest") == ["gushi", "jixiao", "zhuguan"]
    one = Message.objects.filter(kind="digest").first()
    assert one is not None
    assert "2 个单位未提交，已逾期 1 天" in one.title
    assert one.text == "未开始 1 个，编制中 1 个。"
    assert one.address == f"/rounds/{due.pk}/board"
    Record.objects.update(state="accepted")
    assert reminded(DUE + timedelta(days=2), "digest") == []
    assert Entry.objects.filter(action="remind").count() == 1


def test_a_later_due_date_is_reminded_of_anew(district: District, due: Round) -> None:
    """The bureau gave more time: the days before the new date count again."""
    assert reminded(DUE - timedelta(days=1))
    Round.objects.update(due=DUE + timedelta(days=30))
    assert reminded(DUE + timedelta(days=29)) == ["fuze", "linju", "tianbao"]
