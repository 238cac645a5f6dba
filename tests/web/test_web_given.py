"""Forms with approved targets in them: given cells, rows of the unit's own, adjustments that lose nothing typed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from approving import SCHOOL, approved
from district import District
from django.test import Client
from test_web_filling import put
from test_web_round import uploaded

from wenxiao.standards import load
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.draft import blank, draft_of, said_in, sheets, typed
from wenxiao.web.filings.fields import GIVEN, fields
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.reading import read_pages
from wenxiao.web.targets.aims import Aim
from wenxiao.web.targets.given import Given, GivenRow, laid_out
from wenxiao.web.targets.models import ApprovedIndicator
from wenxiao.write import Sheet, pages_of

PROJECT = "201,,校园修缮,产出指标,数量指标,修缮教室,≥,20,间,90,修好教室"


def key(name: str, role: str, form: str = "overall") -> str:
    """Return the field of an approved indicator."""
    pk = ApprovedIndicator.objects.get(level3=name).pk
    return f"{form}|indicators|approved:{pk}|{role}||"


def given(record: Record, form: str = "overall") -> dict[str, str]:
    """Return the approved cells of a form by indicator and role."""
    (page,) = sheets(record, draft_of(record), {form})
    found = [cell for cell in page.cells if cell.slot is not None and cell.slot.stage == GIVEN]
    return {f"{cell.slot.row}|{cell.slot.name}": cell.said for cell in found if cell.slot is not None}


def names(record: Record, form: str = "overall") -> list[str]:
    """Return the names of the indicators of a form in order."""
    (page,) = sheets(record, draft_of(record), {form})
    return [cell.said for cell in page.cells if cell.slot is not None and cell.slot.name == "level3"]


def refused(client: Client, record: Record, cell: str, before: str, after: str) -> Any:
    """Send a change that is to be refused."""
    changes = [{"key": cell, "before": before, "after": after}]
    form = cell.partition("|")[0].replace("#", ".")
    return client.post(
        f"/filings/{record.pk}/form/{form}/draft",
        json.dumps({"edition": 0, "changes": changes}),
        content_type="application/json",
    )


def test_a_form_begins_with_the_approved_indicators(district: District, record: Record) -> None:
    """In the order of the Standard's groups, whatever the order of the table; what is approved is no field."""
    approved(district.client("jixiao"), record, [SCHOOL[3], SCHOOL[2], *SCHOOL[:2]])
    assert names(record) == ["开设课程", "课程达标率", "提升办学水平", "家长满意度"]
    page = district.client("tianbao").get(f"/filings/{record.pk}/form/overall").content.decode()
    assert "≥12门" in page
    assert 'title="批复的目标，如需调整请联系财政部门"' in page
    assert f'name="{key("开设课程", "actual")}"' in page
    assert '|given|"' not in page.partition('id="start"')[0]
    assert "办好义务教育" in page
    assert page.count(' given" data-row=') == 4 + 4 + 4 + 3 + 4 + 1  # names, targets, weights, levels 1 and 2, the goal
    assert page.count('class="lock"') == 4 + 1  # said once a row, and at the goal


def test_an_approved_cell_is_refused_by_the_server(district: District, record: Record) -> None:
    """A request that does not come from the page changes nothing and is told why."""
    approved(district.client("jixiao"), record)
    client = district.client("tianbao")
    cell = key("开设课程", "target").removesuffix("||") + f"|{GIVEN}|"
    answer = refused(client, record, cell, "≥12门", "≥2门")
    assert answer.status_code == 409
    assert "是批复的目标，不能改" in answer.json()["said"]
    unlocked = refused(client, record, key("开设课程", "target"), "≥12门", "≥2门")
    assert unlocked.json()["conflicts"][0]["theirs"] is None
    assert "≥12门" in given(record).values()


def test_an_adjustment_keeps_what_was_typed_to_each_indicator(district: District, record: Record) -> None:
    """The target is the new one, the actual, points and reason stay; of a withdrawn one they come back with it."""
    office, client = district.client("jixiao"), district.client("tianbao")
    approved(office, record)
    for role, text in (("actual", "13门"), ("score", "28"), ("reason", "师资充足")):
        put(client, record, {key("开设课程", role): text})
    put(client, record, {key("课程达标率", "actual"): "96%"})
    approved(office, record, [SCHOOL[0].replace(",12,", ",14,"), *SCHOOL[2:]])
    assert names(record) == ["开设课程", "提升办学水平", "家长满意度"]
    there = said_in(record, draft_of(record))
    assert [there[key("开设课程", role)] for role in ("actual", "score", "reason")] == ["13门", "28", "师资充足"]
    assert "≥14门" in given(record).values()
    page = client.get(f"/filings/{record.pk}").content.decode()
    assert "批复的目标有调整" in page
    assert "指标“开设课程”的指标值由 ≥12门 改为 ≥14门" in page
    assert "96%" in client.get(f"/filings/{record.pk}/targets").content.decode()
    approved(office, record)
    assert said_in(record, draft_of(record))[key("课程达标率", "actual")] == "96%"


def test_what_was_typed_before_the_approval_stands_in_the_approved_rows(district: District, record: Record) -> None:
    """The same indicator by its name; another one stays as the unit's own row, marked as such."""
    client = district.client("tianbao")
    for row, texts in enumerate((("产出指标", "数量指标", "1. 开设课程", "≥10门", "13门"),
                                 ("产出指标", "数量指标", "举办讲座", "4次", "5次"))):  # fmt: skip
        for role, text in zip(("level1", "level2", "level3", "target", "actual"), texts, strict=True):
            put(client, record, {f"overall|indicators|{row}|{role}||": text})
    approved(district.client("jixiao"), record)
    assert names(record) == ["开设课程", "举办讲座", "课程达标率", "提升办学水平", "家长满意度"]
    there = said_in(record, draft_of(record))
    assert there[key("开设课程", "actual")] == "13门"
    assert there["overall|indicators|1|actual||"] == "5次"
    page = client.get(f"/filings/{record.pk}/form/overall").content.decode()
    assert page.count("单位增加") == 1


def test_a_page_that_was_opened_before_the_approval_loses_nothing(district: District, record: Record) -> None:
    """What it sends for the old row is kept in the approved one; its old target is told as somebody else's change."""
    client = district.client("tianbao")
    put(client, record, {"overall|indicators|0|level3||": "开设课程"})
    put(client, record, {"overall|indicators|0|target||": "≥10门"})
    approved(district.client("jixiao"), record)
    put(client, record, {"overall|indicators|0|actual||": "13门"})
    assert said_in(record, draft_of(record))[key("开设课程", "actual")] == "13门"
    said = put(client, record, {"overall|indicators|0|target||": "≥11门"}, before="≥10门")
    assert [one["theirs"] for one in said["conflicts"]] == ["≥12门"]


def test_a_unit_adds_rows_of_its_own(district: District, record: Record) -> None:
    """Below an approved row; they stay when that row is withdrawn."""
    office, client = district.client("jixiao"), district.client("tianbao")
    approved(office, record)
    below = key("课程达标率", "x").split("|")[2]
    client.post(f"/filings/{record.pk}/form/overall/row", {"below": f"indicators|{below}"})
    put(client, record, {f"overall|indicators|{below}+1|level3||": "名师讲堂"})
    assert names(record)[2] == "名师讲堂"
    assert client.get(f"/filings/{record.pk}/form/overall").content.decode().count("单位增加") == 1
    approved(office, record, [SCHOOL[0], *SCHOOL[2:]])
    assert names(record) == ["开设课程", "提升办学水平", "家长满意度", "名师讲堂"]


def test_a_project_with_approved_targets_has_a_form_that_stays(district: District, record: Record) -> None:
    """Named as approved; it cannot be taken out, another project of the unit's can."""
    approved(district.client("jixiao"), record, [*SCHOOL, PROJECT])
    client = district.client("tianbao")
    page = client.get(f"/filings/{record.pk}/form/overall").content.decode()
    assert "项目：校园修缮" in page
    form = f"project#a{ApprovedIndicator.objects.get(level3='修缮教室').form_id}"
    assert given(record, form)["None|project.name"] == "校园修缮"
    put(client, record, {key("修缮教室", "actual", form): "21间"})
    answer = client.post(f"/filings/{record.pk}/form/{form.replace('#', '.')}/take-out", follow=True)
    assert "有批复的目标，不能拿掉" in answer.content.decode()
    assert "拿掉这个项目" not in client.get(f"/filings/{record.pk}/form/{form.replace('#', '.')}").content.decode()
    client.post(f"/filings/{record.pk}/project")
    assert client.post(f"/filings/{record.pk}/form/project/take-out", follow=True).status_code == 200


def test_a_project_that_the_unit_had_begun_becomes_the_approved_one(district: District, record: Record) -> None:
    """By its name: there are not two forms of one project."""
    client = district.client("tianbao")
    client.post(f"/filings/{record.pk}/project")
    put(client, record, {"project|||project.name||": "校园修缮"})
    approved(district.client("jixiao"), record, [PROJECT])
    assert [page.form for page in sheets(record, draft_of(record))].count("project") == 1
    assert not [page for page in sheets(record, draft_of(record)) if page.form.startswith("project#a")]
    assert given(record, "project")["None|project.name"] == "校园修缮"


def test_a_version_of_a_given_form_states_what_is_approved(district: District, record: Record) -> None:
    """Read back from the filled form, with what the unit typed; nothing differs from what is approved."""
    approved(district.client("jixiao"), record, [*SCHOOL, PROJECT])
    client = district.client("tianbao")
    put(client, record, {key("开设课程", "actual"): "13门"})
    client.post(f"/filings/{record.pk}/save")
    record.refresh_from_db()
    assert record.current is not None
    found = {one.level3: one for one in filing_of(record.current).indicators}
    one = found["开设课程"]
    assert (one.target, one.actual, one.weight_text) == ("≥12门", "13门", "30")
    assert found["修缮教室"].form == "project"
    assert client.get(f"/filings/{record.pk}").context["unlike"] == []


def test_a_draft_on_an_uploaded_version_is_laid_out_around_the_approval(district: District, record: Record) -> None:
    """Actuals of the file stand in the approved rows, its other rows stay; the rest of the form is as it was."""
    client = district.client("tianbao")
    uploaded(client, record)
    before = said_in(record, None, {"overall"})
    assert record.current is not None
    known = filing_of(record.current).indicators_of("overall")
    first = known[0]
    row = f"201,,,{first.level1},{first.level2},{first.level3},,>=77%,,9,"
    approved(district.client("jixiao"), record, [row])
    after = said_in(record, None, {"overall"})
    assert after[key(first.level3 or "", "actual")] == first.actual
    assert len(names(record)) == len(known)
    assert {cell: text for cell, text in before.items() if "|indicators|" not in cell} == {
        cell: text for cell, text in after.items() if "|indicators|" not in cell
    }


@pytest.mark.parametrize(
    ("name", "form", "target"),
    [("hunan-2020", "overall", "≥95%"), ("national-2020", "project", "≥95%"), ("hubei-unknown", "overall", "≥95%"),
     ("sichuan-unknown", "project", "95"), ("tianjin-unknown", "project", "95"), ("yunnan-unknown", "project", "95"),
     ("anhui-unknown", "overall", "≥95%"), ("guangxi-unknown", "project", "≥95%"),
     ("yinchuan-unknown", "project", "≥95%")],
)  # fmt: skip
def test_a_target_stands_as_the_paper_has_it(name: str, form: str, target: str) -> None:
    """In one cell, or in three where the form has columns for sign and unit; read back it says the same."""
    pack = load(name)
    rows = (GivenRow(1, "产出指标", "质量指标", "课程达标率", Aim("≥", "95", "%"), "50"),
            GivenRow(2, "产出指标", "质量指标", "教材合格率", Aim("＝", "100", "%"), "40"),
            GivenRow(3, "效益指标", "社会效益指标", "办学水平", Aim("定性", "有效提升", ""), "10"))  # fmt: skip
    filing = blank(pack, "云川市青禾区第一中心学校", 2024)
    (page,) = (one for one in pages_of(filing, pack, form) if isinstance(one, Sheet))
    made, moved = laid_out(page, Given(7, "", "", rows), filing, pack, (), {})
    cells = {(cell.slot.row, cell.slot.name): cell for cell in made.cells if cell.slot is not None}
    assert cells["approved:1", "target"].said == target
    assert cells["approved:1", "level1"].rowspan == 2
    assert not moved
    assert all(cell.slot.stage == GIVEN for (row, part), cell in cells.items()
               if (row or "").startswith("approved:") and part in ("level3", "target") and cell.slot)  # fmt: skip
    if ("approved:1", "sign") in cells:
        assert [cells["approved:1", part].said for part in ("sign", "unit")] == ["≥", "%"]
    read = read_pages([made], pack)
    assert [(one.level1, one.level3) for one in read.indicators] == [(one.level1, one.level3) for one in rows]
    assert len({one.key for one in fields(made).values()}) == len(fields(made))


def test_a_given_form_takes_few_queries(district: District, record: Record, django_assert_max_num_queries: Any) -> None:
    """However many indicators are approved."""
    approved(district.client("jixiao"), record, [*SCHOOL, PROJECT])
    client = district.client("tianbao")
    with django_assert_max_num_queries(20):
        client.get(f"/filings/{record.pk}/form/overall")
    assert typed(draft_of(record)).cells == {}
