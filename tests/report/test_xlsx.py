"""The review workbook, opened again: every row is there, every text is text, and the file opens in Excel."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from results import WAIVED, altered, changed, clean, faulty, with_first_waived

from wenxiao.errors import UsageError
from wenxiao.report import xlsx
from wenxiao.report.result import CheckResult
from wenxiao.report.xlsx import Workbook, sheet_name

SUMMARY, ALL = "汇总", "全部发现"


def written(path: Path, results: Sequence[tuple[str, CheckResult]], faults: Sequence[str] = ()) -> Any:
    """Write a workbook and open it again."""
    with Workbook(path) as book:
        for label, result in results:
            book.add(label, result)
        book.unreadable(faults)
    return openpyxl.load_workbook(path)


def rows(page: Any) -> list[list[Any]]:
    """Return the values of a sheet, row by row."""
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_the_summary_has_a_row_a_file_and_totals(tmp_path: Path) -> None:
    """Unit, scores and counts of each file stand in a row, and the counts add up below."""
    one = faulty()
    head, first, second, total, *_ = rows(written(tmp_path / "a.xlsx", [("甲.txt", one), ("乙.txt", clean())])[SUMMARY])
    row = dict(zip(head, first, strict=True))
    assert (row["文件"], row["单位"], row["年度"]) == ("甲.txt", "云川市青禾区栖桐街道办事处", "2024")
    assert (row["自报总分"], row["得分之和"], row["分值合计"]) == ("97.68", "95.68", "98")
    errors = sum(finding.severity == "error" for finding in one.findings)
    assert (row["错误"], second[head.index("错误")], total[head.index("错误")]) == (errors, 0, errors)
    assert total[0] == "合计 2 份"


def test_files_that_could_not_be_read_are_listed_with_the_reason(tmp_path: Path) -> None:
    """What is missing from the workbook is said in it."""
    values = rows(written(tmp_path / "a.xlsx", [("甲.txt", clean())], ["丙.doc：不是文本文件"])[SUMMARY])
    assert [row[0] for row in values[-2:]] == ["没有读成的文件 1 份（未计入合计）", "丙.doc：不是文本文件"]


def test_every_finding_has_a_row(tmp_path: Path) -> None:
    """Number, severity, computation and advice of each finding stand in 全部发现, in order."""
    result = faulty()
    head, *body = rows(written(tmp_path / "a.xlsx", [("甲.txt", result)])[ALL])
    assert [row[0] for row in body] == list(range(1, len(result.findings) + 1))
    for row, finding in zip(body, result.findings, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["严重程度"] == finding.severity.label
        assert cells["问题"] == finding.message
        assert cells["计算"] == finding.computation
        assert cells["应为"] == finding.expected
        assert cells["核验项"].endswith(finding.check)
        assert cells["处理意见"] is None


def test_a_waived_finding_is_listed_and_not_counted(tmp_path: Path) -> None:
    """It is marked, with who and why, and stands in the column 已豁免 of the summary."""
    result = with_first_waived(faulty())
    book = written(tmp_path / "a.xlsx", [("甲.txt", result)])
    head, first, *_ = rows(book[ALL])
    cells = dict(zip(head, first, strict=True))
    assert "已豁免" in cells["严重程度"]
    assert WAIVED.reason in cells["备注"]
    assert WAIVED.by in cells["备注"]
    head, row, *_ = rows(book[SUMMARY])
    standing = sum(one.severity == "error" for one in result.standing)
    assert (row[head.index("错误")], row[head.index("已豁免")]) == (standing, 1)


def test_each_file_has_a_sheet_with_its_findings_and_figures(tmp_path: Path) -> None:
    """The figures that were read stand below the findings, printed text beside exact value."""
    result = faulty()
    book = written(tmp_path / "a.xlsx", [("甲.txt", result)])
    values = rows(book["甲"])
    said = [row[0] for row in values]
    assert f"读到的数据 {len(result.facts)} 个" in said
    assert f"读到的绩效指标 {len(result.indicators)} 项" in said
    start = said.index(f"读到的数据 {len(result.facts)} 个") + 1
    figures = [dict(zip(values[start], row, strict=True)) for row in values[start + 1 : start + 1 + len(result.facts)]]
    assert [one["项目"] for one in figures] == [fact.label for fact in result.facts]
    assert [one["原文"] or "" for one in figures] == [fact.text for fact in result.facts]


def test_figures_are_never_binary_numbers(tmp_path: Path) -> None:
    """The only numbers in the workbook are counts; a figure keeps its trailing zeros and all its digits."""
    result = faulty()
    long = "12345678901234567890.10"
    facts = (changed(result, facts=()).facts, *[result.facts[0]])[1:]
    odd = altered(result.findings[0], expected=long, actual="1086.70")
    book = written(tmp_path / "a.xlsx", [("甲.txt", changed(result, findings=(odd,), facts=facts))])
    row = rows(book[ALL])[1]
    assert long in row
    assert "1086.70" in row
    assert {type(cell) for page in book for row in rows(page) for cell in row} <= {str, int, type(None)}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "{=", "http://", "internal:"])
def test_no_text_becomes_a_formula_or_a_link(start: str, tmp_path: Path) -> None:
    """A text that a spreadsheet could run stays text, wherever it stands, and is marked so where it begins."""
    evil = f"{start}cmd|'/c calc'!A1"
    result = faulty()
    first = result.findings[0]
    seen = altered(first.evidence[0], text=evil, place=altered(first.evidence[0].place, path=evil))
    finding = altered(
        first, message=evil, expected=evil, actual=evil, computation=evil, suggestion=evil, evidence=(seen,)
    )
    made = changed(
        result,
        unit=evil,
        findings=(finding,),
        facts=(altered(result.facts[0], label=evil, text=evil, column=evil, row=evil, unit=evil),),
        indicators=(altered(result.indicators[0], level1=evil, target=evil, actual=evil, weight=evil, reason=evil),),
    )
    path = tmp_path / "a.xlsx"
    book = written(path, [(evil, made)], [evil])
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    assert not any("<f>" in text or "<f " in text for name, text in parts.items() if "/worksheets/" in name)
    assert not any("External" in text for text in parts.values())
    if start in "=+-@":
        assert all(
            cell.quotePrefix for cell in book[ALL][2] if isinstance(cell.value, str) and cell.value.startswith(start)
        )


@pytest.mark.parametrize("text", ["\x00\x0b\x1f", "\ud800", "\ufffe", "字" * 40000, "😀" * 20000])
def test_any_text_can_be_written(text: str, tmp_path: Path) -> None:
    """What XML or a cell cannot hold is replaced or cut, and the file still opens."""
    result = faulty()
    made = changed(result, unit=text, findings=(altered(result.findings[0], message=text),))
    book = written(tmp_path / "a.xlsx", [("甲.txt", made)], [text])
    assert book.sheetnames == [SUMMARY, ALL, "甲"]
    said = rows(book[ALL])[1][5]
    assert len(said.encode("utf-16-le")) <= 32767 * 2
    assert "\x00" not in said


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("甲[1]:*?/\\乙", "甲_1______乙"),
        ("'引号'", "引号"),
        ("History", "History_"),
        ("", "文件"),
        ("字" * 40, "字" * 31),
        ("😀" * 40, "😀" * 15),
        ("汇总", "汇总(2)"),
    ],
)
def test_sheet_names_are_those_that_excel_accepts(wanted: str, name: str) -> None:
    """Forbidden marks, long names, names in use and the reserved name are mended."""
    assert sheet_name(wanted, {"汇总", "全部发现"}) == name


def test_sheets_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two files of the same long name get two sheets, whatever their case, each linked from its own row."""
    names = ["a/" + "R" * 40 + ".txt", "b/" + "r" * 40 + ".txt"]
    book = written(tmp_path / "a.xlsx", [(name, clean()) for name in names])
    own = book.sheetnames[2:]
    assert len({name.casefold() for name in own}) == 2
    assert all(len(name) <= 31 for name in own)
    assert [book[SUMMARY].cell(row, 1).hyperlink.location for row in (2, 3)] == [f"'{name}'!A1" for name in own]


def test_beyond_the_limit_files_have_no_sheet_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They still stand in 汇总 and 全部发现, and 汇总 says so."""
    monkeypatch.setattr(xlsx, "SHEETS", 1)
    book = written(tmp_path / "a.xlsx", [("甲.txt", clean()), ("乙.txt", faulty())])
    assert book.sheetnames == [SUMMARY, ALL, "甲"]
    assert "不单列工作表" in rows(book[SUMMARY])[2][-1]
    assert rows(book[ALL])[1][1] == "乙.txt"


def test_the_sheets_are_ready_to_read_and_print(tmp_path: Path) -> None:
    """Heads stay in sight and repeat on paper; A4 landscape, one page wide; filters; a choice of opinions."""
    book = written(tmp_path / "a.xlsx", [("甲.txt", faulty())])
    for page in book:
        assert page.freeze_panes
        assert page.print_title_rows
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert book[SUMMARY].auto_filter.ref == "A1:O2"
    assert re.fullmatch(r"A1:O\d+", book[ALL].auto_filter.ref)
    choice = book[ALL].data_validations.dataValidation[0]
    assert choice.formula1 == '"采纳,不采纳,需说明"'
    assert str(choice.sqref).startswith("N2")


def test_columns_are_as_wide_as_their_text(tmp_path: Path) -> None:
    """A Chinese character counts two, and a long text is wrapped within its widest in a row that is tall enough."""
    page = written(tmp_path / "a.xlsx", [("甲.txt", faulty())])[ALL]
    unit = page.column_dimensions["C"].width
    assert 20 <= unit <= 21
    assert page.column_dimensions["F"].width <= 35
    assert page["F2"].alignment.wrap_text
    assert page.row_dimensions[2].height > 30


def test_no_findings_is_said(tmp_path: Path) -> None:
    """An empty list of findings says that it is empty."""
    assert rows(written(tmp_path / "a.xlsx", [("甲.txt", clean())])[ALL])[1][0] == "没有发现"


def test_a_folder_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    """No work is done for a file that cannot be written."""
    with pytest.raises(UsageError, match="不能写到"):
        Workbook(tmp_path / "没有" / "a.xlsx")


def test_work_broken_off_leaves_no_file(tmp_path: Path) -> None:
    """An exception inside the block neither saves half a workbook nor hides the exception."""
    path = tmp_path / "a.xlsx"
    with pytest.raises(KeyError), Workbook(path) as book:
        book.add("甲.txt", clean())
        raise KeyError
    assert not path.exists()
