"""Dialect 2, rows on one line: TABs or pipes, the markup of recognisers, page breaks."""

from __future__ import annotations

import pytest
from reading import paragraphs, read_text, tables

from wenxiao.document import Table

LONG = "全年组织业务骨干培训十二场，覆盖全部基层站所，内容包括预算"


def test_reads_rows_of_tabs_with_empty_cells() -> None:
    """The grid is full: leading and trailing TABs are empty cells."""
    assert tables(read_text("科目\t甲\t\n\t乙\t\n")) == [[["科目", "甲", ""], ["", "乙", ""]]]


def test_reads_pipe_tables() -> None:
    """The row of dashes is dropped, an escaped pipe is a pipe, outer pipes are no cells."""
    document = read_text("| 甲 | 乙 |\n|:---|---:|\n| 1\\|2 | |\n")
    assert tables(document) == [[["甲", "乙"], ["1|2", ""]]]
    assert document.media_type == "text/markdown"


def test_reads_pipe_tables_without_outer_pipes() -> None:
    """The row of dashes tells that the lines around it are rows; a pipe in a sentence tells nothing."""
    document = read_text("项目 | 预算\n--- | ---:\n甲 | 1\n乙 | 2\n\n甲|乙两类。\n")
    assert tables(document) == [[["项目", "预算"], ["甲", "1"], ["乙", "2"]]]
    assert paragraphs(document) == ["甲|乙两类。"]


def test_reads_tables_in_html_with_their_spans() -> None:
    """HTML tables within Markdown are exact: each cell stands where the spans above leave room."""
    document = read_text(
        "# 表\n\n<html><body><table><tr><td rowspan=2>项目</td><td colspan='2'>金额<br>万元</td></tr>\n"
        "<tr><td>预算</td><td>执行</td></tr></table></body></html>\n\n以上。\n"
    )
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert table.exact
    assert (table.rows, table.columns) == (2, 3)
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells] == [
        ("项目", 0, 0, 2, 1),
        ("金额\n万元", 0, 1, 1, 2),
        ("预算", 1, 1, 1, 1),
        ("执行", 1, 2, 1, 1),
    ]
    assert [cell.place.line for cell in table.cells] == [3, 3, 4, 4]
    assert paragraphs(document) == ["表", "以上。"]


def test_keeps_what_stands_between_the_cells_of_html() -> None:
    """Text outside all cells is kept, and a table that nobody closes ends with the file."""
    document = read_text("前<table>说明<tr><td>甲</td>乙<td>丙")
    assert paragraphs(document) == ["前", "说明"]
    assert tables(document) == [[["甲\n乙", "丙"]]]


def test_paragraphs_of_a_cell_become_lines() -> None:
    """<p> and <br> part lines; <b> and their like are dropped."""
    document = read_text("目标\t<p><b>目标1：</b>甲</p> <p>乙</p>\t丙<br/>丁\n合计\t1\t2\n")
    assert tables(document)[0][0] == ["目标", "目标1：甲\n乙", "丙\n丁"]
    assert document.media_type == "text/markdown"


def test_a_comparison_is_no_tag() -> None:
    """What looks like markup but is none stays."""
    assert paragraphs(read_text("## 规则\n\n差异率<5%且p<0.05时，3*4*5与a<b均不变。"))[1] == (
        "差异率<5%且p<0.05时，3*4*5与a<b均不变。"
    )


def test_headings_have_levels_and_no_marks() -> None:
    """#, ** and escaping backslashes are markup; a lone * is multiplication."""
    document = read_text("### **三、支出（无）**\n\n率=（1-2)\\*100%，2*3\n")
    assert [(getattr(block, "level", None), getattr(block, "text", "")) for block in document.blocks] == [
        (3, "三、支出（无）"),
        (None, "率=（1-2)*100%，2*3"),
    ]


@pytest.mark.parametrize("between", ["", "\n", "\n \n"])
def test_parts_tables_that_follow_each_other(between: str) -> None:
    """Another width under another header, or the first label again, is another table."""
    first = "机构\t收入\t其中\n合计\t5\t5\n"
    other = "机构\t支出\t结余\n合计\t4\t1\n"
    wider = "单位\t资产\t在用\t其他\n合计\t9\t9\t0\n"
    assert len(tables(read_text(first + between + other + between + wider))) == 3


def test_joins_a_table_cut_by_a_page_break() -> None:
    """Rows of the same width without a header of their own continue the table."""
    assert tables(read_text("项目\t权重\t得分\n甲\t5\t5\n\n\t6\t6\n丙\t7\t7\n")) == [
        [["项目", "权重", "得分"], ["甲", "5", "5"], ["", "6", "6"], ["丙", "7", "7"]]
    ]


def test_joins_a_row_cut_by_a_page_break() -> None:
    """A row that holds only the rest of an unfinished sentence belongs to the row above."""
    head = f"指标\t目标\t完成情况\t得分\n培训\t12场\t{LONG}\t10\n"
    text = f"{head}----\t--\t--\t--\n\n\t\t编制和绩效目标，已完成。\t\n"
    assert tables(read_text(text))[0][1:] == [["培训", "12场", LONG + "编制和绩效目标，已完成。", "10"]]


@pytest.mark.parametrize("rest", ["\t\t\t5", "\t\t3.5\t", "\t\t1、新的一项，已完成。\t", "\t\t合格\t"])
def test_does_not_join_rows_that_say_something_of_their_own(rest: str) -> None:
    """Figures, items and labels under a sentence are rows."""
    text = f"指标\t目标\t完成情况\t得分\n培训\t12场\t{LONG}\t10\n\n{rest}\n"
    assert len(tables(read_text(text))[0]) == 3


def test_text_carried_over_from_another_page_is_no_first_row() -> None:
    """A long text behind empty cells goes back to the paragraph that it finishes."""
    start = "目标3：" + LONG * 2
    rest = "编制、绩效目标设定、项目库管理和决算公开等方面，参训人员普遍反映收获较大，全年任务完成。"
    document = read_text(f"## 情况\n\n{start}\n\n\t\t\t{rest}\t\n指标\t甲\t乙\t丙\t丁\n合计\t1\t2\t3\t4\n")
    assert paragraphs(document)[1] == start + rest
    assert tables(document)[0][0][0] == "指标"


def test_rows_that_lost_their_trailing_cells_stay_in_the_table() -> None:
    """An editor that strips blanks makes rows ragged, not tables many."""
    rows = tables(read_text("项目\t行次\t预算\n一、甲\t1\n二、乙\t2\t3\n三、丙\n四、丁\t4\t5\n"))
    assert [len(row) for row in rows[0]] == [3, 2, 3, 3] or [len(row) for row in rows[0]] == [3, 2, 3, 1, 3]


def test_a_number_parted_from_its_heading_by_a_tab_is_a_heading() -> None:
    """Word's numbering makes no table."""
    assert paragraphs(read_text("一、\t概况\n（一）\t职能\n负责养护。\n")) == [
        "一、 概况",
        "（一） 职能",
        "负责养护。",
    ]


def test_a_lone_line_of_labels_is_a_paragraph() -> None:
    """Signatures spread by TABs are a line to fill in."""
    assert paragraphs(read_text("填表人：甲\t联系电话：\t填报日期：\n")) == ["填表人：甲 联系电话： 填报日期："]


def test_reads_a_very_regular_table_of_blanks() -> None:
    """Columns of figures aligned by blanks are a table; names in columns are not."""
    text = "项目      预算数    决算数\n甲        10.00     9.00\n乙        20.00     21.00\n"
    assert tables(read_text(text)) == [
        [["项目", "预算数", "决算数"], ["甲", "10.00", "9.00"], ["乙", "20.00", "21.00"]]
    ]
    assert tables(read_text("张三  李四  王五\n赵六  钱七  孙八\n周九  吴十  郑甲\n")) == []


def test_formulas_stay_as_they_are() -> None:
    """A LaTeX block is one paragraph, verbatim, closed or not."""
    formula = "$$\\begin{aligned} a &= b \\times 100\\% \\end{aligned}$$"
    assert paragraphs(read_text(f"## 率\n\n{formula}\n\n$$\nx = 1\n$$\n\n$$ 未完\n")) == [
        "率",
        formula,
        "$$\nx = 1\n$$",
        "$$ 未完",
    ]
