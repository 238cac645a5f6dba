"""Approved targets: imported with a preview, adjusted in the course of the year, listed, exported."""

from __future__ import annotations

import io

import pytest
from approving import HEAD, SCHOOL, approved, confirmed, preview
from district import District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wenxiao.standards import load
from wenxiao.web.audit.log import faults
from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.models import Record
from wenxiao.web.targets.models import Adjustment, Approval, ApprovedIndicator
from wenxiao.web.targets.table import read_targets

_ONE = "201,,,产出指标,数量指标,开设课程,≥,12,门,30,"


def test_targets_are_imported_after_a_preview(district: District, record: Record) -> None:
    """Nothing changes before the confirmation; then they are there, and the log and each filing say what came."""
    client = district.client("jixiao")
    page, token = preview(client, record, SCHOOL)
    assert "新增指标“课程达标率”（指标值 ≥95%，分值 30）" in page
    assert not ApprovedIndicator.objects.exists()
    assert "1 张表" in confirmed(client, record, token)
    assert ApprovedIndicator.objects.count() == 4
    assert Approval.objects.get().note == "年初批复"
    assert "下达年度目标" in Adjustment.objects.get().changes[0]
    assert {"targets.import", "targets.change"} <= set(Entry.objects.values_list("action", flat=True))
    assert not list(faults())


def test_an_adjustment_tells_what_is_added_changed_and_withdrawn(district: District, record: Record) -> None:
    """A form in the table is as the table says; a unit that is not in it stays as it was."""
    client = district.client("jixiao")
    approved(client, record, [*SCHOOL, "202,,,产出指标,数量指标,接待读者,≥,100,人次,90,"])
    rows = [SCHOOL[0].replace("12,门,30", "10,门,40"), *SCHOOL[2:], "201,,,产出指标,成本指标,培训费,≤,5,万元,20,"]
    page, token = preview(client, record, rows)
    assert "指标“开设课程”的指标值由 ≥12门 改为 ≥10门，分值由 30 改为 40" in page
    assert "撤销指标“课程达标率”" in page
    assert "新增指标“培训费”" in page
    confirmed(client, record, token)
    names = ApprovedIndicator.objects.filter(withdrawn=False).values_list("level3", flat=True)
    assert set(names) == {"开设课程", "提升办学水平", "家长满意度", "培训费", "接待读者"}
    page, token = preview(client, record, rows)
    assert "完全一样" in page
    assert not token or "确认导入" not in page


def test_a_complete_table_withdraws_what_it_does_not_list(district: District, record: Record) -> None:
    """Only if the person says that it is complete."""
    client = district.client("jixiao")
    approved(client, record, [*SCHOOL, "202,,,产出指标,数量指标,接待读者,≥,100,人次,90,"])
    page, token = preview(client, record, SCHOOL, complete=True)
    assert "撤销指标“接待读者”" in page
    confirmed(client, record, token)
    assert not ApprovedIndicator.objects.filter(level3="接待读者", withdrawn=False).exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("999,,,产出指标,数量指标,甲,≥,1,个,90,", "第 2 行的单位编码 999 不在这次年度工作的单位里"),
        ("201,云川市青禾区图书馆,,产出指标,数量指标,甲,≥,1,个,90,", "是“云川市青禾区第一中心学校”，表里写的却是"),
        (f"{_ONE}\n201,,,产出,数量,1．开设课程,≥,13,门,30,", "第 3 行的指标“1．开设课程”与第 2 行重复"),
        ("201,,,产出指标,数量指标,甲,≥,=SUM(A1:A3),个,90,", "第 2 行的“指标值”里是公式"),
        ("201,,,产出指标,数量指标,,≥,3,个,90,", "第 2 行没有写三级指标"),
        ("201,,,产出指标,数量指标,甲,≥,,个,90,", "第 2 行没有写指标值"),
        ("201,,,产出指标,数量指标,甲,≥,3,个,九十,", "分值“九十”不是"),
        (",,,产出指标,数量指标,甲,≥,3,个,90,", "第 2 行没有写单位编码"),
        (f"{_ONE}办好\n201,,,产出指标,数量指标,乙,≥,3,个,60,不办", "第 3 行的年度目标与第 2 行的不同"),
    ],
)
def test_a_fault_is_told_by_its_row_and_nothing_can_be_confirmed(
    district: District, record: Record, row: str, said: str
) -> None:
    """One sentence each."""
    page, token = preview(district.client("jixiao"), record, row.split("\n"))
    assert said in page
    assert not token


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("a.csv", "甲,乙\n1,2", "没有找到批复目标表"), ("a.csv", "单位编码,三级指标\n1,2", "缺少“指标值”"),
     ("a.xlsx", "PK", "a.xlsx"), ("a.csv", "", "没有选文件")],
)  # fmt: skip
def test_a_file_that_is_no_table_of_targets_is_refused(
    district: District, record: Record, name: str, text: str, said: str
) -> None:
    """With one sentence that says what is missing."""
    file = {"file": SimpleUploadedFile(name, text.encode())}
    answer = district.client("jixiao").post(f"/rounds/{record.round_id}/targets/import", file)
    assert said in answer.content.decode()
    assert not ApprovedIndicator.objects.exists()


def test_weights_that_do_not_add_up_are_a_warning(district: District, record: Record) -> None:
    """They are told and can be confirmed; without 预算执行率 ninety is as good as a hundred."""
    client = district.client("jixiao")
    page, token = preview(client, record, SCHOOL[:3])
    assert "分值合计 80，应为 100（不含预算执行率的 90）" in page
    assert token
    assert "分值合计" not in preview(client, record, SCHOOL)[0]


def test_columns_stand_in_any_order_under_usual_names() -> None:
    """A title above, other columns between, levels left blank below the first, a sign and unit within the figure."""
    text = (
        "绩效目标批复表,,,,,,\n权重,预算单位代码,指标名称,备注,年度指标值,一级指标,二级指标\n"
        "10,201,课程数,,≥12门,产出指标,数量指标\n5%,201,班级数,,36个,,\n"
    )
    found = read_targets(text.encode("gb18030"), "批复.csv", load("hunan-2020"))
    assert not found.faults
    assert [(one.at, one.level1, one.level3, *one.aim, f"{one.weight}") for one in found.lines] == [
        (3, "产出指标", "课程数", "≥", "12", "门", "10"),
        (4, "产出指标", "班级数", "", "36", "个", "5"),
    ]


def test_an_import_is_refused_if_targets_changed_since_the_preview(district: District, record: Record) -> None:
    """Nobody's approval in between is overwritten unseen; what was tampered with is refused too."""
    client = district.client("jixiao")
    _, token = preview(client, record, SCHOOL)
    approved(client, record, [_ONE.replace("12", "13")])
    assert "又有人改过" in confirmed(client, record, token)
    assert "预览已过期" in confirmed(client, record, f"x{token}")
    assert ApprovedIndicator.objects.count() == 1


def test_a_closed_round_takes_no_targets(district: District, record: Record) -> None:
    """Neither a new preview nor an old one."""
    client = district.client("jixiao")
    _, token = preview(client, record, SCHOOL)
    client.post(f"/rounds/{record.round_id}/close")
    assert "已经结束" in confirmed(client, record, token)
    assert client.get(f"/rounds/{record.round_id}/targets/import").status_code == 404
    assert not ApprovedIndicator.objects.exists()


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_what_is_exported_can_be_imported_again(district: District, record: Record, to: str) -> None:
    """And then there is nothing to change, even of a name that looks like a formula; no cell is one."""
    from openpyxl import load_workbook  # noqa: PLC0415

    client = district.client("jixiao")
    approved(client, record, [*SCHOOL, "202,,阅读推广,产出指标,数量指标,+活动,＝,12,次,100,办好活动"])
    data = client.get(f"/rounds/{record.round_id}/targets.{to}").content
    if to == "xlsx":
        sheet = load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    file = {"file": SimpleUploadedFile(f"targets.{to}", data), "complete": "on"}
    assert "完全一样" in client.post(f"/rounds/{record.round_id}/targets/import", file).content.decode()


@pytest.mark.parametrize("name", ["xitong", "gushi", "zhuguan", "tianbao", "fuze", "shenji"])
def test_only_the_performance_office_approves(district: District, record: Record, name: str) -> None:
    """Whoever may not does not find the pages."""
    client = district.client(name)
    for page in ("targets", "targets/import", "targets.xlsx"):
        assert client.get(f"/rounds/{record.round_id}/{page}").status_code == 404
    assert client.post(f"/rounds/{record.round_id}/targets/import/confirm").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("tianbao", 200), ("gushi", 200), ("jixiao", 200), ("linju", 404)])
def test_the_targets_of_a_filing_are_seen_by_whoever_sees_the_filing(
    district: District, record: Record, name: str, status: int
) -> None:
    """The unit and those who review it; not the neighbour."""
    approved(district.client("jixiao"), record)
    answer = district.client(name).get(f"/filings/{record.pk}/targets")
    assert answer.status_code == status
    if status == 200:
        assert "课程达标率" in answer.content.decode()


def test_the_list_counts_units_and_takes_as_many_queries_for_many(district: District, record: Record) -> None:
    """However many units and indicators there are."""
    client = district.client("jixiao")
    approved(client, record, [_ONE])
    counts, summary = [], None
    for rows in ([], [*SCHOOL, "202,,,产出指标,数量指标,接待读者,≥,100,人次,90,", "202,,甲项目,,,乙,≥,1,个,100,"]):
        if rows:
            approved(client, record, rows)
        with CaptureQueriesContext(connection) as found:
            summary = client.get(f"/rounds/{record.round_id}/targets").context["summary"]
        counts.append(len(found))
    assert counts[0] == counts[1] <= 16
    assert summary == (2, 0, 6)
    assert HEAD.split(",")[0] in client.get(f"/rounds/{record.round_id}/targets.csv").content.decode("utf-8-sig")
