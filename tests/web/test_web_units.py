"""The tree of units: seen, changed one by one, imported from a table with a preview, exported."""

from __future__ import annotations

import io

import pytest
from district import District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from wenxiao.web.audit.log import faults
from wenxiao.web.audit.models import Entry
from wenxiao.web.people.models import Unit
from wenxiao.web.people.unit_table import read_units

HEAD = "单位编码,单位名称,上级编码,类别"


def preview(client: Client, lines: str, name: str = "units.csv", *, complete: bool = False) -> tuple[str, str]:
    """Upload a table and return the page and the token that confirms it ("" if there are faults)."""
    data = {"file": SimpleUploadedFile(name, lines.encode())} | ({"complete": "on"} if complete else {})
    answer = client.post("/units/import", data)
    return answer.content.decode(), str(answer.context.get("token") or "")


def confirmed(client: Client, token: str) -> str:
    """Confirm a preview and return the page that follows."""
    return client.post("/units/import/confirm", {"plan": token}, follow=True).content.decode()


def test_the_tree_is_shown_with_its_people(district: District) -> None:
    """In the order of the tree; the performance office looks, the system administrator also changes."""
    page = district.client("xitong").get("/units").content.decode()
    names = ["财政局", "教育局", "第一中心学校", "图书馆"]
    assert [page.index(name) for name in names] == sorted(page.index(name) for name in names)
    assert "从表格导入" in page
    assert "从表格导入" not in district.client("jixiao").get("/units").content.decode()


def test_the_tree_asks_the_database_as_often_for_many_units_as_for_few(
    district: District, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """The page of a city is as quick as that of a district."""
    Unit.objects.bulk_create(
        Unit(code=f"9{at}", name=f"单位{at}", parent=district.bureau, path=f"{district.bureau.path}{9000 + at}/")
        for at in range(300)
    )
    client = district.client("xitong")
    with django_assert_max_num_queries(8):
        assert "第 1 / 4 页" in client.get("/units").content.decode()


@pytest.mark.parametrize(("name", "status"), [("xitong", 200), ("jixiao", 404), ("anquan", 404), ("tianbao", 404)])
def test_only_the_system_administrator_imports(district: District, name: str, status: int) -> None:
    """Whoever may not does not find the page."""
    assert district.client(name).get("/units/import").status_code == status


def test_a_preview_says_what_will_change_and_changes_nothing(district: District) -> None:
    """New, renamed, moved, made inactive: each in words; the tree is as it was until it is confirmed."""
    rows = ("1,云川市青禾区财政局,,财政部门", "2,云川市青禾区教育体育局,1,主管部门", "201,云川市青禾区第一中心学校,1,")
    lines = "\n".join((HEAD, *rows, "301,云川市青禾区新校,2,"))
    client = district.client("xitong")
    page, token = preview(client, lines, complete=True)
    assert all(word in page for word in ("新增", "改名（原“云川市青禾区教育局”）", "上级由 2 改为 1", "停用"))
    assert Unit.objects.count() == 4
    assert "4 个单位有变化" in confirmed(client, token)
    school, new = Unit.objects.get(code="201"), Unit.objects.get(code="301")
    assert (school.parent, new.parent) == (district.bureau, district.department)
    assert not Unit.objects.get(code="202").active
    acts = Entry.objects.filter(action="units.import")
    assert acts.count() == 4
    assert all(set(one.details) == {"before", "after"} for one in acts)
    assert not list(faults())


def test_columns_stand_in_any_order_under_usual_names() -> None:
    """Synonyms, other columns between, a title above: the rows are found, with their own numbers."""
    text = "云川市预算单位一览表,,,\n主管部门代码,备注,预算单位名称,预算单位编码\n,x,财政局,001\n001,,学校,002\n"
    found = read_units(text.encode("gb18030"), "单位.csv")
    assert not found.faults
    assert [(one.at, one.code, one.name, one.parent) for one in found.lines] == [
        (3, "001", "财政局", ""),
        (4, "002", "学校", "001"),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [(",无编码,1,", "第 2 行没有写单位编码"), ("9,甲,77,", "上级编码 77 没有这个单位"),
     ("9,甲,1,神秘", "第 2 行的类别“神秘”不认识"), ("2,教育局,201,主管部门", "绕回了它自己"),
     ("9,甲,1,\n9,乙,1,", "第 3 行的单位编码 9 与第 2 行重复"), ("9 9,甲,1,", "中间有空格")],
)  # fmt: skip
def test_a_fault_is_told_by_its_row(district: District, row: str, said: str) -> None:
    """One sentence each, and nothing can be confirmed."""
    page, token = preview(district.client("xitong"), f"{HEAD}\n{row}\n")
    assert said in page
    assert not token


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("a.csv", "甲,乙\n1,2", "没有找到单位表"), ("a.csv", "单位编码,单位名称\n1,2", "缺少“上级编码”"),
     ("a.xlsx", "PK", "a.xlsx"), ("a.docx", "PK\x03\x04", "a.docx"), ("a.csv", "", "没有选文件")],
)  # fmt: skip
def test_a_file_that_is_no_table_of_units_is_refused(district: District, name: str, text: str, said: str) -> None:
    """With one sentence that says what is missing."""
    page, token = preview(district.client("xitong"), text, name)
    assert said in page
    assert not token


def test_an_import_is_refused_if_the_tree_changed_since_the_preview(district: District) -> None:
    """Nobody's change in between is overwritten unseen."""
    client = district.client("xitong")
    _, token = preview(client, f"{HEAD}\n201,云川市青禾区实验学校,2,\n")
    Unit.objects.filter(code="202").update(name="云川市青禾区少儿图书馆")
    assert "又有人改过" in confirmed(client, token)
    assert Unit.objects.get(code="201").name == "云川市青禾区第一中心学校"


def test_a_plan_that_was_tampered_with_is_refused(district: District) -> None:
    """The preview comes back signed."""
    client = district.client("xitong")
    _, token = preview(client, f"{HEAD}\n201,云川市青禾区实验学校,2,\n")
    assert "预览已过期" in confirmed(client, f"x{token}")


def test_units_change_places_in_one_import(district: District) -> None:
    """A department and its unit change places, though on the way each would stand below the other."""
    client = district.client("xitong")
    _, token = preview(client, f"{HEAD}\n201,云川市青禾区第一中心学校,1,\n2,云川市青禾区教育局,201,主管部门\n")
    confirmed(client, token)
    school, department = Unit.objects.get(code="201"), Unit.objects.get(code="2")
    assert department.parent == school
    assert department.path == f"{school.path}{department.pk}/"
    assert Unit.objects.get(code="202").path.startswith(department.path)


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_what_is_exported_can_be_imported_again(district: District, to: str) -> None:
    """And then there is nothing to change, even of a name that looks like a formula."""
    Unit.objects.filter(code="202").update(name="=cmd|' /C calc'!A0")
    client = district.client("xitong")
    data = client.get(f"/units.{to}").content
    answer = client.post("/units/import", {"file": SimpleUploadedFile(f"units.{to}", data)})
    assert "完全一样" in answer.content.decode()


def test_no_exported_cell_is_a_formula(district: District) -> None:
    """What begins with = + - @ or a control character is text, in CSV and in Excel."""
    from openpyxl import load_workbook  # noqa: PLC0415

    Unit.objects.filter(code="202").update(name="=1+1")
    client = district.client("jixiao")
    assert ",'=1+1," in client.get("/units.csv").content.decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(client.get("/units.xlsx").content)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert "'=1+1" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_one_unit_is_added_and_changed_by_the_same_rules(district: District) -> None:
    """A form for one, with the faults of an import; a unit that others stand below is not made inactive."""
    client = district.client("xitong")
    said = {"code": "203", "name": "云川市青禾区幼儿园", "parent": "2", "kind": "unit", "active": "on"}
    assert client.post("/units/new", said).status_code == 302
    unit = Unit.objects.get(code="203")
    assert unit.parent == district.department
    assert "没有这个单位" in client.post(f"/units/{unit.pk}", {**said, "parent": "x"}).content.decode()
    assert "已经有了" in client.post("/units/new", said).content.decode()
    gone = client.post(f"/units/{district.department.pk}", {"name": "教育局", "parent": "1", "kind": "department"})
    assert "还有在用的下级" in gone.content.decode()
