"""Excel: what is refused, and that nothing hostile stalls the reader."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from reading import paragraphs

from wenxiao.document import Document
from wenxiao.errors import ReadError
from wenxiao.read import read_bytes
from wenxiao.read.stream import MAX_STREAMED
from wenxiao.read.xlsx.cells import MAX_CELLS, MAX_MERGES
from wenxiao.read.xlsx.reader import MAX_BLOCKS
from wenxiao.read.xlsx.workbook import MAX_SHEETS
from workbook import read_workbook, rows_xml, words, workbook_file

ONE = rows_xml(words("甲"))
_SECONDS = 20  # of a busy machine; the bench holds it to two


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "样例.xlsx")
    return str(caught.value)


def many(count: int, cell: Callable[[int], str]) -> str:
    """Return sheet data of so many rows of one cell and a figure."""
    rows = (f'<row r="{at}">{cell(at)}<c><v>1</v></c></row>' for at in range(1, count + 1))
    return f"<sheetData>{''.join(rows)}</sheetData>"


def formatted(code: str, *, count: int = 1) -> str:
    """Return styles of so many formats that differ."""
    formats = "".join(f'<numFmt numFmtId="{at + 200}" formatCode="{code}&quot;{at}&quot;"/>' for at in range(count))
    styles = "".join(f'<xf numFmtId="{at + 200}"/>' for at in range(count))
    return f"<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs>"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (workbook_file(), "只有空白"),
        (workbook_file(others={"xl/media/image1.png": "x"}), "只有 1 张图片"),
        (workbook_file(f'<sheetData><row r="1" hidden="1">{words("底稿")}</row></sheetData>'), "只有隐藏的行"),
        (workbook_file(ONE)[:-40], "不完整"),
        (workbook_file(others={"xl/worksheets/sheet1.xml": "<worksheet"}), "不合 XML 规则"),
        (workbook_file(others={"xl/worksheets/sheet1.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "文档类型"),
        (workbook_file(others={"xl/sharedStrings.xml": "<?xml version='1.0' encoding='IBM037'?><a/>"}), "编码"),
        (workbook_file("<x>" * (MAX_STREAMED + 1)), "个元素"),
        (workbook_file(many(MAX_CELLS // 3 + 2, lambda _: "<c><v>1</v></c>")), "行和格超过"),
        (workbook_file("<mergeCell/>" * (MAX_MERGES + 1)), "合并区超过"),
        (workbook_file(sheets='<sheet name="表"/>' * (MAX_SHEETS + 1)), "张工作表"),
        (workbook_file(content_type="application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "另存为 .xlsx"),
        (workbook_file(many(1_100, lambda at: f'<c s="{at}"><v>1</v></c>'), styles=formatted("0", count=1_200)), "种"),
        (workbook_file(many(700, lambda _: '<c t="s"><v>0</v></c>'), strings=f"<si><t>{'字' * 40_000}</t></si>"),
         "万字"),
        (workbook_file(f'{ONE}<drawing/>', sheet_links=(("d", "drawing", "../d.xml"),),
                       others={"xl/d.xml": f"<a>{'<sp><p><t>字</t></p></sp>' * (MAX_BLOCKS + 1)}</a>"}), "段落和表格"),
        (workbook_file(many(40_000, lambda at: f'<c s="0"><v>{at}.5</v></c>'), styles=formatted("[DBNum2]0")),
         "数字格式"),
    ],
)  # fmt: skip
def test_refuses_a_workbook_with_a_sentence(data: bytes, wanted: str) -> None:
    """Each reason has its own words."""
    assert wanted in refusal(data)


def harmless(**more: str) -> Document:
    began = time.process_time()
    document = read_workbook(**more)
    assert time.process_time() - began < _SECONDS
    return document


def test_what_no_double_holds_is_told() -> None:
    """Numbers that are none stay as they are written; places outside a sheet are passed over."""
    sheet = (
        '<sheetData><row r="1"><c><v>1e999999</v></c><c><v>inf</v></c><c><v>1e-999999</v></c></row>'
        '<row r="99999999"><c><v>1</v></c></row><row r="2"><c r="ZZZ2"><v>3</v></c></row></sheetData>'
    )
    document = harmless(sheet=sheet)
    assert "有 5 格的内容或位置不合规范（第一格在工作表“表” A1）" in document.notes[0]


def test_many_merged_ranges_over_each_other_take_no_time() -> None:
    """A hundred thousand overlapping ranges are sorted out in one sweep."""
    ranges = "".join(f'<mergeCell ref="A{at}:Z{at + 1000}"/>' for at in range(1, MAX_MERGES + 1))
    document = harmless(sheet=f"{many(2_000, lambda _: '<c><v>1</v></c>')}<mergeCells>{ranges}</mergeCells>")
    assert len(document.blocks) == 2


def test_cells_said_again_and_out_of_order_are_sorted() -> None:
    """The last word on a cell counts; rows stand in their order."""
    sheet = '<sheetData><row r="2"><c r="A2"><v>2</v></c><c r="A1"><v>1</v></c><c r="A2"><v>3</v></c></row></sheetData>'
    assert paragraphs(harmless(sheet=sheet)) == ["1", "3"]


@pytest.mark.parametrize(
    "code", ["0#?-" * 60, "# ?????/?????", "yyyy/m/d h:mm:ss", "##0.0E+0", "#,##0.0#", "0" * 1_000_000, "[>1][>2]" * 20]
)
def test_no_format_stalls_the_reader(code: str) -> None:
    """Whatever the format and the values, the work has an end."""
    sheet = many(20_000, lambda at: f'<c s="0"><v>{at}.{at}e{at % 280}</v></c>')
    try:
        harmless(sheet=sheet, styles=f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
                 '<cellXfs><xf numFmtId="200"/></cellXfs>')  # fmt: skip
    except ReadError as error:
        assert any(word in str(error) for word in ("数字格式", "万字", "隐藏的数值"))


def test_parts_that_lead_back_to_themselves_or_nowhere_do_no_harm() -> None:
    """Cyclic and missing relations are read once or not at all."""
    data = workbook_file(
        ONE, links=(("s9", "worksheet", "worksheets/sheet1.xml"), ("x", "externalLink", "none.xml")),
        sheets='<sheet name="一" r:id="s1"/><sheet name="二" r:id="s9"/><sheet name="三" r:id="s7"/>',
        sheet_links=(("a", "drawing", "sheet1.xml"), ("b", "comments", "../workbook.xml"), ("c", "drawing", "no.xml")),
    )  # fmt: skip
    document = read_bytes(data, "样例.xlsx")
    assert [one for one in document.notes if "2 张没有内容的工作表" in one]
    assert paragraphs(document)[0] == "甲"
