"""Word: tables on their grid."""

from __future__ import annotations

import pytest
from reading import tables

from wenxiao.document import Document, Table
from word import MORE, TOP, cell, paragraph, read_word, row, span, table


def grid(document: Document) -> list[list[str | None]]:
    """Return the first table, a spanning cell's text at every position that it covers."""
    first = next(block for block in document.blocks if isinstance(block, Table))
    return [[one.text if one else None for one in line] for line in first.grid()]


def test_spans_reach_over_columns_and_rows() -> None:
    """A head over two columns, a label over two rows."""
    document = read_word(
        table(
            row(cell("项目", TOP), cell("预算", span(2)), "执行"),
            row(cell("", MORE), "年初", "全年", ""),
        )
    )
    assert grid(document) == [["项目", "预算", "预算", "执行"], ["项目", "年初", "全年", ""]]


def test_rows_may_begin_and_end_inside_the_grid() -> None:
    """gridBefore and gridAfter leave no cell, and shift nothing."""
    document = read_word(
        table(
            row("甲", "乙", "丙"),
            row("5", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    assert grid(document) == [["甲", "乙", "丙"], [None, "5", None]]


def test_the_old_notation_of_merging_across_is_understood() -> None:
    """hMerge restart and continue make one cell."""
    begin, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    document = read_word(table(row(cell("总额", begin), cell("", more), "7"), row("a", "b", "c")))
    assert grid(document)[0] == ["总额", "总额", "7"]


def test_a_continued_cell_without_its_own_edges_above_stands_alone() -> None:
    """vMerge continues only a cell with the same left edge and width."""
    document = read_word(
        table(row(cell("", MORE), "1"), row(cell("甲", TOP + span(2))), row(cell("乙", MORE), cell("丙", MORE)))
    )
    assert grid(document) == [["", "1"], ["甲", "甲"], ["乙", "丙"]]


def test_what_a_merged_cell_covers_is_told() -> None:
    """The text of a continued cell is not shown by Word."""
    document = read_word(table(row(cell("甲", TOP), "1"), row(cell("藏", MORE), "2")))
    assert grid(document) == [["甲", "1"], ["甲", "2"]]
    assert [(one.what, one.text) for one in document.omitted] == [("合并格盖住的文字", "藏")]


def test_controls_around_cells_and_rows_change_nothing() -> None:
    """Content controls and change marks wrap cells and rows."""
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    document = read_word(table(control.format(row(control.format(cell("甲")), "1")), row("乙", "2")))
    assert grid(document) == [["甲", "1"], ["乙", "2"]]


def test_deleted_and_hidden_rows_are_told() -> None:
    """A row that is marked as deleted is no row; one that is inserted is."""
    document = read_word(
        table(
            row("甲", "1"),
            row("乙", "2", properties="<w:del/>"),
            row("丙", "3", properties="<w:ins/>"),
            row("丁", "4", properties="<w:hidden/>"),
        )
    )
    assert grid(document) == [["甲", "1"], ["丙", "3"]]
    assert [(one.what, one.text) for one in document.omitted] == [("已删除的行", "乙 | 2"), ("隐藏的行", "丁 | 4")]


def test_a_table_in_a_cell_follows_the_table_that_holds_it() -> None:
    """Its figures stand under their own heads, and are not said twice."""
    inner = table(row("头", "数"), row("甲", "7"))
    document = read_word(table(row("A", "B"), row("C", cell(paragraph("外") + inner))))
    assert tables(document) == [[["A", "B"], ["C", "外"]], [["头", "数"], ["甲", "7"]]]


def test_a_mere_frame_is_dissolved() -> None:
    """A table that only holds others, one text to a row, is layout."""
    inner = table(row("甲", "7"))
    document = read_word(table(row(cell(paragraph("附件2") + inner + paragraph("填表人：")))))
    assert [block.text if not isinstance(block, Table) else "表" for block in document.blocks] == [
        "附件2", "表", "填表人：",
    ]  # fmt: skip


def test_two_tables_without_a_paragraph_between_stay_two() -> None:
    """Word shows adjacent tables apart if they are two elements."""
    assert tables(read_word(table(row("a", "b")) + table(row("c", "d")))) == [[["a", "b"]], [["c", "d"]]]


def test_lines_of_a_cell_are_kept() -> None:
    """Paragraphs and soft breaks of a cell are its lines; blank ones go."""
    inner = paragraph("目标1：甲") + "<w:p/>" + paragraph("目标2：乙</w:t><w:br/><w:t>丙")
    assert tables(read_word(table(row(cell(inner), "x")))) == [[["目标1：甲\n目标2：乙\n丙", "x"]]]


PROMPT = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
DELETED = '<w:del w:id="1" w:author="某某"/>'


def test_a_cell_that_shows_only_a_prompt_keeps_its_place() -> None:
    """The figure behind an empty content control stays under its own head."""
    document = read_word(table(row("项目", "预算", "执行"), row("甲", PROMPT.format(cell("单击此处输入")), "5")))
    assert grid(document) == [["项目", "预算", "执行"], ["甲", "", "5"]]
    assert [(one.what, one.text) for one in document.omitted] == [("未填写的提示文字", "单击此处输入")]


def test_a_row_that_shows_only_a_prompt_keeps_its_place() -> None:
    """Its cells are there and say nothing, and a label that reaches over it still does."""
    document = read_word(table(row(cell("甲", TOP), "1"), PROMPT.format(row(cell("", MORE), "输入")), row("乙", "2")))
    assert grid(document) == [["甲", "1"], ["甲", ""], ["乙", "2"]]


@pytest.mark.parametrize("left_out", [DELETED, "<w:hidden/>"])
def test_a_merge_that_begins_in_a_row_left_out_does_not_fall_to_the_one_above(left_out: str) -> None:
    """The rest of the merged cell 乙 is not the rest of 甲."""
    document = read_word(
        table(row(cell("甲", TOP), "1"), row(cell("乙", TOP), "2", properties=left_out), row(cell("", MORE), "3"))
    )
    assert grid(document) == [["甲", "1"], ["", "3"]]


def test_a_merge_goes_on_over_a_row_left_out() -> None:
    """A deleted row in the middle of a merged cell does not end it."""
    document = read_word(
        table(row(cell("甲", TOP), "1"), row(cell("", MORE), "2", properties=DELETED), row(cell("", MORE), "3"))
    )
    assert grid(document) == [["甲", "1"], ["甲", "3"]]


def test_both_notations_of_merging_go_together() -> None:
    """A cell merged across in the old notation goes on below, and grows no wider by that."""
    begin, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    document = read_word(
        table(
            row(cell("总额", TOP + begin), cell("", TOP + more), "7"),
            row(cell("", MORE + begin), cell("", MORE + more), "8"),
        )
    )
    assert grid(document) == [["总额", "总额", "7"], ["总额", "总额", "8"]]


def test_a_deleted_row_of_a_layout_table_is_left_out() -> None:
    """With the table inside it."""
    old, new = (cell(table(row(name, "1")) + "<w:p/>") for name in ("旧", "新"))
    assert tables(read_word(table(row(old, properties=DELETED), row(new)))) == [[["新", "1"]]]


def test_a_table_whose_cells_are_in_controls_is_no_layout() -> None:
    """A label and its figure stay beside each other although another cell holds a table."""
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    form = table(row(control.format(cell("预算")), "5"), row(cell(table(row("甲", "1")) + "<w:p/>"), ""))
    assert tables(read_word(form))[0][0] == ["预算", "5"]
