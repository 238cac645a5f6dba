"""Dialect 1, the dump of Word tables: a cell a line, a blank line behind each row."""

from __future__ import annotations

from reading import paragraphs, read_text, tables

from wenxiao.document import Table

ROW4 = "\t车辆\n\t1\n\t2\n\t3\n\n"


def rows9(count: int) -> str:
    return ("\t\n\t\n\t\n\t甲项\n\t5个\n\t5个\n\t2\n\t2\n\t\n\n") * count


def test_reads_cells_and_rows() -> None:
    """A TAB opens a cell, a blank line ends the row, a lone TAB is an empty cell."""
    document = read_text("标题\n\t科目\n\t金额\n\n\t\n\t5\n\n\n结束。\n")
    assert tables(document) == [[["科目", "金额"], ["", "5"]]]
    assert paragraphs(document) == ["标题", "结束。"]


def test_knows_where_each_cell_stands() -> None:
    """A cell's line is where its text begins, and its path can be read aloud."""
    table = read_text("\t科目\n\t\n\n金额\n\t数量\n\n\t甲\n\t5\n\t6\n").blocks[0]
    assert isinstance(table, Table)
    assert not table.exact
    assert [cell.place.line for cell in table.cells] == [1, 4, 5, 7, 8, 9]
    assert table.cells[5].place.path == "表1 第2行第3列"
    assert (table.cells[5].row, table.cells[5].column) == (1, 2)


def test_joins_words_broken_by_a_narrow_column() -> None:
    """Line breaks inside a label are its column's, not its own."""
    text = "\t绿\n化\n面\n积\n\t补植规\n模(㎡)\n\t单 价\n（万元）\n\n\t1\n\t2\n\t3\n"
    assert tables(read_text(text))[0][0] == ["绿化面积", "补植规模(㎡)", "单 价（万元）"]


def test_keeps_the_items_of_a_list_apart() -> None:
    """A break before a number or behind the end of a sentence was meant."""
    text = "\t目标\n\t1、清淤；\n2、补植\n3、巡查。\n按月进行\n\t完成\n\n\t甲\n\t乙\n\t丙\n"
    assert tables(read_text(text))[0][0][1] == "1、清淤；\n2、补植\n3、巡查。\n按月进行"


def test_never_makes_one_figure_of_two() -> None:
    """Two figures on two lines of a cell stay two."""
    assert tables(read_text("\t甲\n\t12\n34\n\t乙\n"))[0][0][1] == "12\n34"


def test_finds_a_label_behind_blank_lines() -> None:
    """A cell whose text begins with blank lines is still a cell of its row."""
    text = rows9(2) + "\t\n\t\n\n\n\n产出\n(50 分)\n\t数量\n\t乙项\n\t1\n\t1\n\t2\n\t2\n\t\n\n" + rows9(1)
    assert tables(read_text(text))[0][2] == ["", "产出(50 分)", "数量", "乙项", "1", "1", "2", "2", ""]


def test_finds_the_second_line_of_a_label_behind_a_blank_line() -> None:
    """A blank line, or one of full-width blanks, inside a label does not end its row."""
    text = rows9(2) + "\t\n\t效益\n\n（30分）\n\u3000\n\t社会\n\t丙\n\t1\n\t1\n\t2\n\t2\n\t\n\n"
    assert tables(read_text(text))[0][2][:3] == ["", "效益（30分）", "社会"]


def test_heals_a_row_cut_behind_its_first_label() -> None:
    """A lone label and a row one short of the usual width are one row."""
    head = "\t绩\n效\n\n" + "".join(f"\t{name}\n" for name in "甲乙丙丁戊己庚辛") + "\n"
    table = tables(read_text("\t单位\n\t某局\n\n" + head + rows9(3)))[0]
    assert table[1] == ["绩效", "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]


def test_heals_a_row_cut_behind_merged_cells() -> None:
    """A row that continues merged cells and stops at a label goes on in the next."""
    cut = "\t\n\t\n\t质量\n\n" + "\t\n" * 6 + "\n"
    table = tables(read_text(rows9(2) + cut + rows9(1) + cut + rows9(1)))[0]
    assert [len(row) for row in table] == [9, 9, 9, 9, 9, 9]
    assert table[2][:3] == ["", "", "质量"]


def test_leaves_complete_short_rows_alone() -> None:
    """Two rows of a label and its value are not one row of four."""
    text = "\t名称\n\t某局\n\n\t编码\n\t\n\n" + ROW4 * 3
    assert [len(row) for row in tables(read_text(text))[0]] == [2, 2, 4, 4, 4]


def test_ends_the_table_at_a_remark_and_at_signatures() -> None:
    """说明 and 填表人 stand below a table, with or without a blank line before them."""
    for below in ("说明：口径见通知。", "填表人：甲  联系电话：", "附件3", "（单位：万元）", "二、总结"):
        for blank in ("", "\n", "\n\n"):
            document = read_text((ROW4 * 2).rstrip("\n") + "\n" + blank + below + "\n" + blank + ROW4)
            assert paragraphs(document) == [below]


def test_parts_two_forms_without_a_blank_line_between() -> None:
    """A dated title between rows begins a new form."""
    document = read_text(ROW4.rstrip() + "\n填表人：甲\n附件3\n2021年度项目自评表\n" + ROW4)
    assert len(tables(document)) == 2
    assert paragraphs(document) == ["填表人：甲", "附件3", "2021年度项目自评表"]


def test_parts_the_same_form_filled_twice() -> None:
    """The first label of the form, coming again, begins it anew."""
    form = "\t项目名称\n\t{}\n\t主管\n\t某局\n\n\t预算\n\t1\n\t执行\n\t1\n\n"
    assert len(tables(read_text(form.format("甲项目") + form.format("乙项目")))) == 2


def test_keeps_numbered_paragraphs_of_a_cell_together() -> None:
    """Goals with blank lines between them continue by their numbers, even at the row's end."""
    text = ROW4 + "\t目标\n\t目标1：甲。\n\n目标2：乙。\n\n目标3：丙。\n\t已完成\n\t9\n\n" + ROW4
    assert tables(read_text(text))[0][1][1] == "目标1：甲。\n目标2：乙。\n目标3：丙。"


def test_keeps_parts_of_a_list_within_a_cell() -> None:
    """一、 begins a heading in a report, but an item where a cell is still being filled."""
    text = "\t目标\n\t预期\n\t实际\n\n\t\n\t一、甲\n1.子；\n二、乙\n\t一、丙\n二、丁\n\n总体良好。\n"
    assert tables(read_text(text))[0][1] == ["", "一、甲\n1.子；\n二、乙", "一、丙\n二、丁"]


def test_a_paragraph_behind_the_table_is_no_cell() -> None:
    """A sentence behind the last row stays outside even if another table follows it directly."""
    document = read_text(ROW4 * 2 + "\n以上为基础数据，明细如下：\n" + ROW4)
    assert paragraphs(document) == ["以上为基础数据，明细如下："]
    assert len(tables(document)) == 2


def test_paragraphs_indented_by_a_tab_are_paragraphs() -> None:
    """A report that indents by TABs holds no table."""
    body = "全年支出已按合同进度支付，人员经费与公用经费均控制在预算以内，项目支出未发现截留挪用的情形。"
    assert paragraphs(read_text(f"\t一、概况\n\t{body}\n\t二、支出\n\t{body}\n")) == [
        "一、概况",
        body,
        "二、支出",
        body,
    ]


def test_a_stray_tab_makes_no_table() -> None:
    """A line with nothing but a TAB between paragraphs holds nothing."""
    document = read_text("第一段。\n\t\n第二段。\n")
    assert "".join(paragraphs(document)) == "第一段。第二段。"
    assert tables(document) == []
