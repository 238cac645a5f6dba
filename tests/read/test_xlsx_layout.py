"""Excel: several forms on a sheet, their titles and notes, and a form over several sheets."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import xlsxwriter
from reading import paragraphs, tables

from wenxiao.document import Document, Table
from wenxiao.read import read_bytes

Rows = Sequence[Sequence[object]]
HEAD = ("一级指标", "二级指标", "三级指标", "分值", "得分")
TITLE = "2024年度部门整体支出绩效自评表"


def sheets(*given: Rows, merges: Sequence[tuple[int, int, int, int]] = (), framed: Sequence[int] = ()) -> Document:
    """Read a workbook with these sheets; rows in `framed` have borders over five columns."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    frame, plain = book.add_format({"border": 1}), book.add_format()
    for rows in given:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            width = 5 if at in framed else len(row)
            for column, text in enumerate([*row, *[None] * (width - len(row))]):
                page.write(at, column, text, frame if at in framed else plain)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, given[0][top][left], frame if top in framed else plain)
    book.close()
    return read_bytes(made.getvalue(), "样例.xlsx")


def kinds(document: Document) -> str:
    """Return the blocks as letters: p for a paragraph, t for a table."""
    return "".join("t" if isinstance(block, Table) else "p" for block in document.blocks)


def test_a_title_its_mark_and_its_unit_stand_above_the_table() -> None:
    """Attachment, title merged over all columns and unit of money are lines; the rest is the table."""
    rows = [["附件2"], [TITLE], ["", "", "", "", "单位：万元"], HEAD, ["产出", "数量", "完成", 10, 9]]
    document = sheets(rows, merges=[(1, 0, 1, 4)], framed=(3, 4))
    assert kinds(document) == "pppt"
    assert paragraphs(document) == ["附件2", TITLE, "单位：万元"]
    assert [block.place.reference for block in document.blocks[:3]] == ["A1", "A2", "E3"]


def test_remarks_and_signatures_stand_below_the_table() -> None:
    """A line of signatures in several cells is one line."""
    rows = [HEAD, ["产出", "数量", "完成", 10, 9], ["注：按实填写"], ["填报人：", "某某", "填报日期：2025年3月1日"]]
    document = sheets(rows, framed=(0, 1))
    assert paragraphs(document) == ["注：按实填写", "填报人：   某某   填报日期：2025年3月1日"]


def test_a_section_band_inside_a_form_stays() -> None:
    """A band merged over the form's width is a row of it, at its top, too."""
    rows = [["一、资金情况"], HEAD, ["产出", "数量", "完成", 10, 9], ["二、绩效情况"], ["效益", "社会", "满意", 5, 5]]
    document = sheets(rows, merges=[(0, 0, 0, 4), (3, 0, 3, 4)], framed=(0, 1, 2, 3, 4))
    assert kinds(document) == "t"
    assert [len(row) for row in tables(document)[0]] == [1, 5, 5, 1, 5]


def test_a_sentence_in_a_frame_is_no_band() -> None:
    """Where everything is framed, what reads like a sentence still stands above the table."""
    rows = [["本年度预算执行情况如下。"], HEAD, ["产出", "数量", "完成", 10, 9]]
    assert kinds(sheets(rows, merges=[(0, 0, 0, 4)], framed=(0, 1, 2))) == "pt"


def test_blank_rows_inside_a_form_do_not_part_it() -> None:
    """What follows without a head of its own goes on; the blank row keeps its place."""
    document = sheets([HEAD, ["产出", "数量", "完成", 10, 9], [], ["效益", "社会", "满意", 5, 5]])
    assert [row[0] for row in tables(document)[0]] == ["一级指标", "产出", "", "效益"]


def test_blank_rows_between_forms_part_them() -> None:
    """A head of its own, or many blank rows, begin another table."""
    row = ["产出", "数量", "完成", 10, 9]
    assert kinds(sheets([HEAD, row, [], HEAD, row])) == "tt"
    assert kinds(sheets([HEAD, row, [], [], [], [], row])) == "tt"


def test_a_form_begins_right_below_another() -> None:
    """No blank row is needed where a new title or attachment stands alone."""
    row = ["产出", "数量", "完成", 10, 9]
    document = sheets([HEAD, row, ["附件3"], [f"{TITLE}（二）"], HEAD, row], framed=(0, 1, 4, 5))
    assert kinds(document) == "tppt"


def test_a_label_whose_value_is_blank_is_a_row() -> None:
    """The frame tells it from a title."""
    document = sheets([["项目名称"], ["分值", 10, "得分", 9]], framed=(0, 1))
    assert [row[0] for row in tables(document)[0]] == ["项目名称", "分值"]
    assert kinds(sheets([["合计", "", ""], HEAD])) == "pt"


def test_a_report_written_into_a_sheet_is_prose() -> None:
    """One text a row is a paragraph each."""
    lines = [["一、基本情况"], ["本单位内设机构五个。"], [], ["二、主要问题"], ["指标不够细化。"]]
    assert paragraphs(sheets(lines)) == [line[0] for line in lines if line]


def test_sheets_follow_each_other() -> None:
    """A form over several sheets is its tables in order, each cell with its sheet."""
    document = sheets([[TITLE], HEAD, ["产出", "数量", "完成", 10, 9]], [["效益", "社会", "满意", 5, 5]])
    assert kinds(document) == "ptt"
    assert [block.place.sheet for block in document.blocks] == ["Sheet1", "Sheet1", "Sheet2"]


@pytest.mark.parametrize("corner", [(1_048_575, 16_383), (500, 300)])
def test_only_what_says_something_is_laid_out(corner: tuple[int, int]) -> None:
    """Formatted blank rows and columns are cut; a figure in the last corner is one cell."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page, frame = book.add_worksheet(), book.add_format({"border": 1})
    page.write(0, 0, "甲", frame)
    page.write(0, 1, 1, frame)
    for at in range(2, 60):
        page.write_blank(at, at, None, frame)
    page.write(*corner, "角")
    book.close()
    document = read_bytes(made.getvalue(), "样例.xlsx")
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (1, 2)
    assert paragraphs(document) == ["角"]


def test_a_wide_table_loses_its_blank_columns_only() -> None:
    """A stray note far to the right does not make a grid of thousands of columns; references stay right."""
    row: list[object] = [""] * 2_000
    row[0], row[1], row[1_999] = "甲", 1, "远"
    table = sheets([row, ["乙", 2]]).blocks[0]
    assert isinstance(table, Table)
    assert table.columns == 3
    assert [cell.place.reference for cell in table.cells if cell.text] == ["A1", "B1", "BXX1", "A2", "B2"]
