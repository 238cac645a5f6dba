"""Units that move, are renamed, are made inactive or come new in mid-round; filings that are not due any more."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from district import District
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from test_web_queries import more_units
from test_web_round import ready, uploaded

from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.models import Draft, Record, Signature, Step
from wenxiao.web.people.models import Grant, Unit, User
from wenxiao.web.people.signing_in import set_password
from wenxiao.web.people.units import place
from wenxiao.web.rounds.models import Round


@pytest.fixture
def culture(district: District) -> Unit:
    """Return a second department, with its supervisor `wenhua`."""
    from district import PASSWORD  # noqa: PLC0415

    unit = place(Unit(code="3", name="云川市青禾区文化局", kind="department"), district.bureau)
    user = User(username="wenhua", name="文化局财务科", unit=unit)
    set_password(user, PASSWORD)
    Grant.objects.create(user=user, role="supervising-department")
    return unit


def edited(district: District, unit: Unit, **said: str) -> None:
    """Let the system administrator change a unit on its page."""
    unit.refresh_from_db()
    assert unit.parent is not None
    values = {"name": unit.name, "parent": unit.parent.code, "kind": unit.kind, "active": "on"} | said
    if values["active"] != "on":
        del values["active"]
    assert district.client("xitong").post(f"/units/{unit.pk}", values).status_code == 302


def page(district: District, name: str, path: str) -> str:
    """Return a page as a person sees it."""
    answer = district.client(name).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def today() -> str:
    """Return the day as it is said."""
    now = timezone.localtime()
    return f"{now.month}月{now.day}日"


def test_a_moved_unit_keeps_its_filing_and_changes_its_superior(
    district: District, record: Record, culture: Unit
) -> None:
    """The new superior sees it, the old one no more; the filing and the board say from where to where, and when."""
    uploaded(district.client("tianbao"), record)
    edited(district, district.school, parent="3")
    for name, status in (("wenhua", 200), ("zhuguan", 404), ("gushi", 404), ("tianbao", 200), ("jixiao", 200)):
        assert district.client(name).get(f"/filings/{record.pk}").status_code == status
    sentence = f"{today()}由云川市青禾区教育局划转到云川市青禾区文化局"
    assert sentence in page(district, "tianbao", f"/filings/{record.pk}")
    assert sentence in page(district, "wenhua", f"/rounds/{record.round_id}/board")
    assert district.school.name not in page(district, "zhuguan", f"/rounds/{record.round_id}/board")
    record.refresh_from_db()
    assert (record.unit, record.state, record.versions.count()) == (district.school, "drafting", 1)


def test_a_renamed_unit_is_said_under_the_name_that_it_had(district: District, record: Record) -> None:
    """The filing has the new name, with the one under which the round was opened beside it."""
    old = district.school.name
    edited(district, district.school, name="云川市青禾区实验学校")
    said = page(district, "jixiao", f"/filings/{record.pk}")
    assert "<h1>云川市青禾区实验学校</h1>" in said
    assert f"布置时名称为“{old}”" in said
    rows = page(district, "jixiao", f"/rounds/{record.round_id}/board.csv")
    assert f"布置时名称为“{old}”" in rows


def test_what_changed_before_a_round_or_after_its_end_is_not_said(
    district: District, record: Record, culture: Unit
) -> None:
    """A filing tells the history of its own round only."""
    edited(district, district.school, parent="3")
    assert "划转" in page(district, "jixiao", f"/filings/{record.pk}")
    Round.objects.filter(pk=record.round_id).update(created=timezone.now() + timedelta(hours=1))
    assert "划转" not in page(district, "jixiao", f"/filings/{record.pk}")
    past = timezone.now() - timedelta(days=2)
    Round.objects.filter(pk=record.round_id).update(created=past, closed=past + timedelta(days=1))
    assert "划转" not in page(district, "jixiao", f"/filings/{record.pk}")


def test_an_inactive_unit_is_shown_so_and_not_late(district: District, record: Record) -> None:
    """On the board 已停用 and no days; it is not counted among those that are late; its filing stays readable."""
    Round.objects.filter(pk=record.round_id).update(opens="2025-03-01", due="2025-05-31")
    board = f"/rounds/{record.round_id}/board"
    client = district.client("jixiao")
    assert client.get(board).context["summary"]["late"] == 2
    edited(district, district.school, active="")
    answer = client.get(board)
    assert answer.context["summary"]["late"] == 1
    assert "已停用" in answer.content.decode()
    row = next(row for row in answer.context["rows"] if row.record.pk == record.pk)
    assert (row.late, row.due, row.told) == (0, False, (f"{today()}停用",))
    assert [one.record.unit for one in client.get(f"{board}?state=late").context["rows"]] == [district.library]
    assert "停用" in page(district, "jixiao", f"/filings/{record.pk}")


def test_a_filing_is_listed_as_not_due_and_put_back(district: District, record: Record) -> None:
    """With a reason each; it is not late, nobody can change it, and what was signed has to be signed again."""
    Round.objects.filter(pk=record.round_id).update(opens="2025-03-01", due="2025-05-31")
    ready(district, record)
    office = district.client("jixiao")
    answer = office.post(f"/filings/{record.pk}/excuse", {"reason": "并入区图书馆"}, follow=True)
    assert "已列为不需报送，不再算未报和逾期；材料都在，可以恢复。" in answer.content.decode()
    record.refresh_from_db()
    assert record.state == "excused"
    assert Signature.objects.get().voided_because == "列为不需报送"
    assert office.get(f"/rounds/{record.round_id}/board").context["summary"]["late"] == 1
    said = page(district, "tianbao", f"/filings/{record.pk}")
    assert "不需报送：并入区图书馆" in re.sub(r"<[^>]+>", "", said)
    assert "上传并核验" not in said
    assert "提交前还要做" not in said
    answer = district.client("tianbao").get(f"/filings/{record.pk}/form/overall", follow=True)
    assert "材料现在是“不需报送”" in answer.content.decode()
    office.post(f"/filings/{record.pk}/resume", {"reason": "撤并没有批准"})
    record.refresh_from_db()
    assert record.state == "drafting"
    acts = [(one.act, one.source, one.target) for one in Step.objects.filter(act__in=("excuse", "resume"))]
    assert acts == [("excuse", "signed", "excused"), ("resume", "excused", "drafting")]
    assert Entry.objects.get(action="filing.resume").details["reason"] == "撤并没有批准"


@pytest.mark.parametrize("state", ["not-started", "drafting", "returned"])
def test_a_filing_comes_back_to_where_it_was(district: District, record: Record, state: str) -> None:
    """One that was returned is returned again, one not begun is not begun."""
    if state != "not-started":
        uploaded(district.client("tianbao"), record)
    Record.objects.filter(pk=record.pk).update(state=state)
    office = district.client("jixiao")
    office.post(f"/filings/{record.pk}/excuse", {"reason": "x"})
    office.post(f"/filings/{record.pk}/resume", {"reason": "y"})
    record.refresh_from_db()
    assert record.state == state


def test_not_due_needs_a_reason_and_the_office(district: District, record: Record) -> None:
    """Refused in a sentence by the page and by the database; nobody else finds the act; not after handing in."""
    office = district.client("jixiao")
    answer = office.post(f"/filings/{record.pk}/excuse", {"reason": " "}, follow=True)
    assert "列为不需报送必须写明原因" in answer.content.decode()
    answer = office.post(f"/filings/{record.pk}/excuse", {"reason": "长" * 2001}, follow=True)
    assert "原因至多 2000 个字，现在 2001 个；请写短一些，长的放进材料。" in answer.content.decode()
    assert not Step.objects.exists()
    for act in ("excuse", "resume"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.create(record=record, act=act, source="x", target="y", by=district.people["jixiao"])
    for name in ("gushi", "tianbao", "zhuguan", "xitong"):
        assert district.client(name).post(f"/filings/{record.pk}/excuse", {"reason": "x"}).status_code == 404
    Record.objects.filter(pk=record.pk).update(state="submitted")
    answer = office.post(f"/filings/{record.pk}/excuse", {"reason": "x"}, follow=True)
    assert "材料现在是“已提交”" in answer.content.decode()
    assert not Step.objects.exists()


def scope(district: District, record: Record, **said: object) -> str:
    """Send the page of the units of a round; return the page that follows."""
    answer = district.client("jixiao").post(f"/rounds/{record.round_id}/scope", said, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_units_are_added_to_an_open_round_and_taken_out(district: District, record: Record) -> None:
    """Shown first, done when it is confirmed, in the log by their codes."""
    new = place(Unit(code="203", name="云川市青禾区新设小学"), district.department)
    shown = scope(district, record, units=[district.school.pk, new.pk])
    assert "增加" in shown
    assert "去掉（还没有材料）" in shown
    assert record.round.records.count() == 2
    said = scope(district, record, confirmed="yes", added=[new.pk], removed=[district.library.pk])
    assert "已改：增加 1 个单位，去掉 1 个。" in said
    assert set(record.round.records.values_list("unit__code", flat=True)) == {"201", "203"}
    assert Entry.objects.get(action="rounds.scope").details == {"added": ["203"], "removed": ["202"]}


def test_a_unit_with_anything_in_its_filing_is_not_taken_out(district: District, record: Record) -> None:
    """A version or a draft alone keeps it in; somebody who began meanwhile too: told, and nothing is changed."""
    uploaded(district.client("tianbao"), record)
    library = Record.objects.get(unit=district.library)
    Draft.objects.create(record=library, fields={}, by=district.people["linju"])
    assert "没有变化。" in scope(district, record)
    said = scope(district, record, confirmed="yes", removed=[district.school.pk, district.library.pk])
    assert "没有改动" in said
    assert "已有材料，不能去掉；可以在它的材料页列为不需报送。" in said
    assert record.round.records.count() == 2


def test_a_closed_round_keeps_its_units(district: District, record: Record) -> None:
    """The page is not there, and no link leads to it; others never find it."""
    address = f"/rounds/{record.round_id}/scope"
    assert "增减单位" in page(district, "jixiao", f"/rounds/{record.round_id}")
    assert district.client("gushi").get(address).status_code == 404
    district.client("jixiao").post(f"/rounds/{record.round_id}/close")
    assert district.client("jixiao").get(address).status_code == 404
    assert "增减单位" not in page(district, "jixiao", f"/rounds/{record.round_id}")


def test_an_inactive_unit_is_not_added(district: District, record: Record) -> None:
    """Only units in use that hand in budgets of their own."""
    gone = place(Unit(code="209", name="已撤的站", active=False), district.department)
    scope(district, record, confirmed="yes", added=[gone.pk, district.department.pk])
    assert record.round.records.count() == 2


def test_moved_units_cost_no_query_each(district: District, record: Record, culture: Unit) -> None:
    """The board and the page of the units of a round take as many queries for eighty units as for ten."""
    counts = []
    for number in (8, 70):
        Record.objects.filter(unit__code__startswith="29").delete()
        Unit.objects.filter(code__startswith="29").delete()
        more_units(district, record.round, number)
        client = district.client("jixiao")
        for unit in Unit.objects.filter(code__startswith="29")[:3]:
            edited(district, unit, parent="3")
        for path in ("board", "scope"):
            with CaptureQueriesContext(connection) as found:
                assert client.get(f"/rounds/{record.round_id}/{path}").status_code == 200
            counts.append(len(found))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25
