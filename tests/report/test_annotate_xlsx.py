"""Notes in the unit's own workbook."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from wenxiao.document import Place
from wenxiao.errors import ReadError
from wenxiao.finding import Evidence, Finding, Severity
from wenxiao.read import read_bytes
from wenxiao.report.annotate import annotate

_NOW = datetime(2025, 3, 20, tzinfo=UTC)


def finding(sheet: str | None = "基础数据表", reference: str | None = "B3", message: str = "合计不符") -> Finding:
    place = Place(sheet=sheet, reference=reference)
    return Finding(
        check="sum.parts",
        severity=Severity.ERROR,
        message=message,
        computation="1+2 = 3 ≠ 4",
        evidence=(Evidence(label="合计", text="4", place=place),),
        suggestion="应为 3",
    )


def book() -> bytes:
    """Return a workbook with a table, a picture's worth of other parts, and a second sheet."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("基础数据表")
        sheet.add_table(
            "A1:B4", {"data": [["甲", 1], ["乙", 2], ["合计", 4]], "columns": [{"header": "项"}, {"header": "数"}]}
        )
        workbook.add_worksheet("自评表").write_row(0, 0, ["总分", 98])
    return made.getvalue()


def annotated(data: bytes, *findings: Finding) -> bytes:
    return annotate(data, read_bytes(data, "样例.xlsx"), findings, _NOW)


def notes(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            found |= {f"{sheet.title}!{cell.coordinate}": cell.comment.text for cell in row if cell.comment}
    return found


def test_a_note_stands_at_its_cell_and_says_all() -> None:
    """Message, computation and suggestion, at the cell of the finding's first place."""
    made = notes(annotated(book(), finding(), finding("自评表", "B1", "总分不符")))
    assert set(made) == {"基础数据表!B3", "自评表!B1"}
    text = made["基础数据表!B3"]
    assert [part in text for part in ("【错误】", "sum.parts", "合计不符", "计算：1+2 = 3 ≠ 4", "建议：应为 3")] == [
        True
    ] * 5


def test_findings_at_one_cell_share_its_note() -> None:
    """A cell holds one note; those without a cell stand at the first one."""
    made = notes(annotated(book(), finding(message="一"), finding(message="二"), finding(None, None, "三")))
    assert "一" in made["基础数据表!B3"]
    assert "二" in made["基础数据表!B3"]
    assert "三" in made["基础数据表!A1"]


def test_notes_that_are_there_stay() -> None:
    """Ours is added below the text of the cell's own note; other notes keep theirs."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "基础数据表"
    sheet["B3"], sheet["C3"] = 4, 5
    sheet["B3"].comment, sheet["C3"].comment = Comment("旧一", "某"), Comment("旧二", "某")
    data = io.BytesIO()
    workbook.save(data)
    made = notes(annotated(data.getvalue(), finding(), finding(reference="D9")))
    assert made["基础数据表!B3"].startswith("旧一")
    assert "合计不符" in made["基础数据表!B3"]
    assert made["基础数据表!C3"] == "旧二"
    assert "合计不符" in made["基础数据表!D9"]


def test_nothing_else_changes() -> None:
    """All other parts are the same bytes; the sheet gains one element, at the place that its schema fixes."""
    data = book()
    made = annotated(data, finding())
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        sheet = after.read("xl/worksheets/sheet1.xml")
        bare = before.read("xl/worksheets/sheet1.xml")
        added = set(after.namelist()) - set(before.namelist())
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml"}
    assert added == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    names = [etree.QName(node).localname for node in etree.fromstring(sheet)]
    assert names.index("legacyDrawing") == names.index("tableParts") - 1
    start = sheet.find(b"<legacyDrawing")
    assert sheet[:start] + sheet[sheet.find(b"/>", start) + 2 :] == bare


def test_other_formats_are_told_to_choose_another_way() -> None:
    """A text has no comments."""
    document = read_bytes("一、概况".encode(), "样例.txt")
    with pytest.raises(ReadError, match="写不进批注"):
        annotate("一、概况".encode(), document, (), _NOW)
