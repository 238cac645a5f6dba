"""Messages: who is told what by each act, once; that nobody is told of a filing that he may not see."""

from __future__ import annotations

import pytest
from district import District
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from test_web_queries import more_units
from test_web_round import ready, signed, uploaded

from wenxiao.web.access import records_for
from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.states import STATES
from wenxiao.web.inbox.addressees import those_who_may
from wenxiao.web.inbox.models import Message
from wenxiao.web.inbox.posting import Letter, post
from wenxiao.web.people.models import Grant, Unit, User
from wenxiao.web.people.units import place
from wenxiao.web.permissions import ACTIONS
from wenxiao.web.rounds.models import Round
from wenxiao.web.tasks.worker import work_off


def unread(district: District, name: str) -> list[str]:
    """Return the kinds of the messages that a person has not read."""
    page = district.client(name).get("/messages?unread")
    return [one.kind for one in page.context["page"]]


def test_those_told_are_those_who_may(district: District, record: Record) -> None:
    """For every action and state the people found for a filing are those who find the filing."""
    other = place(Unit(code="3", name="云川市青禾区民政局", kind="department"), district.bureau)
    for name, units in (("gushi-b", [district.school]), ("gushi-c", [other])):
        user = User.objects.create(username=name, name=name, unit=other)
        Grant.objects.create(user=user, role="business-division").units.set(units)
    for state in STATES:
        record.state = state
        record.save()
        for action in (one for one in ACTIONS if one.startswith("filing.")):
            found = those_who_may(action, record)
            wanted = [one.pk for one in User.objects.all() if records_for(one, action).filter(pk=record.pk).exists()]
            assert found == sorted(wanted), (state, action)


def test_a_new_round_is_told_to_fillers_and_heads(district: District, record: Record) -> None:
    """Once, also if the task is run again; the message leads to the notice."""
    work_off()
    told = set(Message.objects.filter(kind="announced").values_list("person__username", flat=True))
    assert told == {"tianbao", "fuze", "linju"}
    from wenxiao.web.tasks.models import Task  # noqa: PLC0415

    Task.objects.update(state="waiting")
    work_off()
    assert Message.objects.filter(kind="announced").count() == 3
    client = district.client("tianbao")
    answer = client.post(f"/messages/{Message.objects.get(person=district.people['tianbao']).pk}")
    assert answer["Location"] == f"/rounds/{record.round_id}"
    assert unread(district, "tianbao") == []


def test_each_act_tells_those_whom_it_concerns(district: District, record: Record) -> None:
    """From the first version to acceptance; what is done with is no longer unread."""
    uploaded(district.client("tianbao"), record)
    assert unread(district, "pingjia") == ["opinion"]
    district.client("pingjia").post(f"/filings/{record.pk}/opinion", {"text": "同意", "agrees": "yes"})
    assert unread(district, "fuze") == ["signature"]
    signed(district, record)
    assert (unread(district, "fuze"), unread(district, "pingjia")) == ([], [])
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    assert (unread(district, "gushi"), unread(district, "jixiao"), unread(district, "zhuguan")) == (
        ["submitted"], ["submitted"], [],
    )  # fmt: skip
    district.client("gushi").post(f"/filings/{record.pk}/return", {"reason": "请补充偏差原因"})
    assert unread(district, "jixiao") == []
    assert unread(district, "fuze") == ["returned"]
    page = district.client("tianbao").get("/messages").content.decode()
    assert "请补充偏差原因" in page
    uploaded(district.client("tianbao"), record)
    assert unread(district, "tianbao") == []
    district.client("pingjia").post(f"/filings/{record.pk}/opinion", {"text": "同意", "agrees": "yes"})
    signed(district, record)
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    district.client("gushi").post(f"/filings/{record.pk}/accept")
    assert unread(district, "tianbao") == ["accepted"]
    assert Message.objects.filter(person=district.people["linju"]).count() == 0


def test_the_head_is_told_that_his_signature_is_void(district: District, record: Record) -> None:
    """Saving a version after the signature; signing again is the end of it."""
    ready(district, record)
    uploaded(district.client("tianbao"), record)
    assert "voided" in unread(district, "fuze")
    district.client("pingjia").post(f"/filings/{record.pk}/opinion", {"text": "同意", "agrees": "yes"})
    signed(district, record)
    assert unread(district, "fuze") == []


def test_without_an_evaluation_group_the_head_is_told_at_once(district: District, record: Record) -> None:
    """So that a filing does not lie waiting for nobody."""
    Grant.objects.filter(role="evaluator").delete()
    uploaded(district.client("tianbao"), record)
    assert unread(district, "fuze") == ["signature"]


def test_when_a_round_is_over_nothing_is_left_to_do(district: District, record: Record) -> None:
    """What units were to do in it is no longer unread; what they were told is still there."""
    work_off()
    uploaded(district.client("tianbao"), record)
    district.client("jixiao").post(f"/rounds/{record.round_id}/close")
    assert (unread(district, "tianbao"), unread(district, "pingjia")) == ([], [])
    assert len(district.client("tianbao").get("/messages").context["page"]) == 1


def test_a_refused_act_tells_nobody(district: District, record: Record) -> None:
    """Messages stand in the transaction of the act."""
    ready(district, record)
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    before = Message.objects.count()
    district.client("jixiao").post(f"/filings/{record.pk}/return", {"reason": " "})
    assert Message.objects.count() == before


def test_whoever_may_not_see_a_filing_any_more_sees_no_message_of_it(district: District, record: Record) -> None:
    """A filler who is moved to another unit: neither in the list, nor in the count, nor by its address."""
    ready(district, record)
    district.client("tianbao").post(f"/filings/{record.pk}/submit")
    district.client("gushi").post(f"/filings/{record.pk}/return", {"reason": "请补充偏差原因"})
    held = Message.objects.get(person=district.people["tianbao"], kind="returned")
    User.objects.filter(username="tianbao").update(unit=district.library)
    client = district.client("tianbao")
    page = client.get("/messages")
    assert "请补充偏差原因" not in page.content.decode()
    assert page.context["unread"] == 0
    assert client.post(f"/messages/{held.pk}").status_code == 404


def test_nobody_reads_anothers_message(district: District, record: Record) -> None:
    """By its address neither."""
    uploaded(district.client("tianbao"), record)
    held = Message.objects.get(kind="opinion")
    assert district.client("fuze").post(f"/messages/{held.pk}").status_code == 404
    held.refresh_from_db()
    assert held.read is None


def letters(district: District, count: int) -> None:
    """Fill an inbox."""
    person = district.people["gushi"].pk
    post(Letter(person, "digest", f"digest:{at}", "", f"第 {at} 条") for at in range(count))


def test_the_inbox_is_paged_and_takes_as_many_queries_for_many(district: District, record: Record) -> None:
    """Thirty a page, the latest first, the unread ones counted at the top of every page."""

    def looked_at() -> tuple[int, Client]:
        client = district.client("gushi")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/messages").status_code == 200
        return len(found), client

    Message.objects.all().delete()
    letters(district, 3)
    Message.objects.update(round=record.round)
    few, _ = looked_at()
    letters(district, 200)
    Message.objects.update(round=record.round)
    many, client = looked_at()
    assert few == many <= 16
    page = client.get("/messages?page=7").context["page"]
    assert (len(page), page.paginator.count) == (20, 200)
    assert "<b>200</b>" in client.get("/").content.decode()
    client.post("/messages/read")
    assert "<b>200</b>" not in client.get("/").content.decode()


def test_letters_are_posted_once_in_few_queries(district: District, record: Record) -> None:
    """A thousand: two dozen at most; posted again: none is new."""
    people = [User(username=f"p{at}", name="某") for at in range(1000)]
    User.objects.bulk_create(people)
    said = [Letter(one.pk, "announced", "announced:1", "", "已布置", round=record.round_id) for one in people]
    with CaptureQueriesContext(connection) as found:
        assert post(said) == 1000
    assert len(found) <= 24
    assert post(said) == 0


def test_a_newer_occasion_takes_the_place_of_an_unread_one(district: District) -> None:
    """The inbox does not fill with reminders of one matter; all of them are kept."""
    person = district.people["tianbao"].pk
    for occasion in ("before", "eve", "late-1"):
        post([Letter(person, "digest", "digest:1", occasion, occasion)])
    assert [one.title for one in Message.objects.filter(read=None)] == ["late-1"]
    assert Message.objects.count() == 3


def test_opening_a_round_for_many_units_takes_few_queries(district: District, record: Record) -> None:
    """The telling is left to a task, and that takes a bounded number too."""
    work_off()
    more_units(district, record.round, 300)
    people = [User(username=f"p{one.pk}", name="某", unit=one) for one in Unit.objects.filter(code__startswith="29")]
    User.objects.bulk_create(people)
    Grant.objects.bulk_create(Grant(user=one, role="filler") for one in people)
    from wenxiao.web.inbox.reminding import announce  # noqa: PLC0415
    from wenxiao.web.tasks.models import Task  # noqa: PLC0415
    from wenxiao.web.tasks.worker import TaskRun, Worker  # noqa: PLC0415

    run = TaskRun(Task.objects.get(kind="announce"), Worker().stopping)
    with CaptureQueriesContext(connection) as found:
        assert announce(run) == "通知了 300 人。"
    assert len(found) <= 12


def test_units_are_urged_by_hand(district: District, record: Record) -> None:
    """Those ticked, with a sentence; once a day from one person; the act is in the log."""
    Message.objects.all().delete()
    gushi = district.client("gushi")
    address = f"/rounds/{record.round_id}/urge"
    assert f'value="{record.pk}"' in gushi.get(f"/rounds/{record.round_id}/board").content.decode()
    said = {"which": "ticked", "records": [record.pk], "sentence": "明天要汇总"}
    assert "已催 1 个单位" in gushi.post(address, said, follow=True).content.decode()
    assert sorted(Message.objects.values_list("person__username", flat=True)) == ["fuze", "tianbao"]
    assert "明天要汇总" in district.client("fuze").get("/messages").content.decode()
    assert "今天已经催过" in gushi.post(address, said, follow=True).content.decode()
    assert Message.objects.count() == 2
    assert "没有要催的单位" in gushi.post(address, {"which": "late"}, follow=True).content.decode()
    entry = Entry.objects.get(action="filing.urge")
    assert entry.details == {"units": ["201"], "sentence": "明天要汇总"}
    district.client("jixiao").post(address, {"which": "missing"})
    assert Message.objects.filter(person=district.people["linju"]).count() == 1


@pytest.mark.parametrize("name", ["tianbao", "fuze", "xitong", "shenji"])
def test_units_urge_nobody(district: District, record: Record, name: str) -> None:
    """Nor do the administrators."""
    assert district.client(name).post(f"/rounds/{record.round_id}/urge", {"which": "missing"}).status_code == 404
    assert not Message.objects.exists()


def test_only_units_looked_after_that_have_not_handed_in_are_urged(district: District, record: Record) -> None:
    """A division names another's unit, or one that has handed in: nobody is told; in a closed round neither."""
    other = place(Unit(code="9", name="云川市青禾区民政局", kind="department"), district.bureau)
    Grant.objects.get(user=district.people["gushi"]).units.set([other])
    address = f"/rounds/{record.round_id}/urge"
    district.client("gushi").post(address, {"which": "ticked", "records": [record.pk]})
    Record.objects.filter(pk=record.pk).update(state="submitted")
    district.client("jixiao").post(address, {"which": "ticked", "records": [record.pk]})
    Round.objects.update(closed=timezone.now())
    answer = district.client("jixiao").post(address, {"which": "missing"}, follow=True)
    assert "已经结束" in answer.content.decode()
    assert not Message.objects.exists()
