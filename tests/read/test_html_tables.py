"""Web pages: tables on their grid, tables in tables, tables that only lay out a page."""

from __future__ import annotations

import pytest
from pages import drawn, read_page, said, table_of

from wenxiao.document import Table


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("<tr><td>甲<td>1<tr><td>乙<td>2", "甲|1 / 乙|2"),
        ("<tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr>", "甲|1 / 甲|2"),
        ("<tr><td colspan=2>甲</td></tr><tr><td>1</td><td>2</td></tr>", "甲|甲 / 1|2"),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", "甲|1 / 甲|2 / 甲|3"),
        ("<tbody><tr><td rowspan=9>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3</tbody>", "甲|1 / 甲|2 / 乙|3"),
        ("<tr><td>甲<td rowspan=2>1<tr><td colspan=2>乙", "甲|1 / 乙|1"),
        ("<tr><td colspan=9999>标题<tr><td>甲<td>1", "标题|标题 / 甲|1"),
        ("<tr><td>甲<tr><td>乙<td>1<td>2", "甲|∅|∅ / 乙|1|2"),
        ("<tfoot><tr><td>合计<td>3</tfoot><tbody><tr><td>甲<td>3</tbody>", "甲|3 / 合计|3"),
        ("<thead><tr><th>项<th>数</thead><tr><td>甲<td>3", "项|数 / 甲|3"),
        ("<td>甲<td>1<tr><td>乙<td>2", "甲|1 / 乙|2"),
        ("<tr><td rowspan=x colspan=-2>甲<td colspan=''>1", "甲|1"),
        ("<tr><td><p>一</p><p>二<br>三</p><td>&nbsp;1&nbsp;", "一\n二\n三|1"),
        ("<tr><td><div>甲<td>乙</div><td>丙", "甲|乙|丙"),
        ("<tr><td rowspan=3>甲<td>1<tr style='display:none'><td>暗<tr><td>2", "甲|1 / 甲|2"),
    ],
)
def test_cells_stand_where_a_browser_puts_them(rows: str, grid: str) -> None:
    """Spans, missing end tags, groups, rows of different length."""
    assert drawn(table_of(read_page(f"<table border=1>{rows}</table>"))) == grid


def test_a_caption_and_stray_text_stand_before_the_table() -> None:
    """What stands in a table outside its cells is not lost."""
    document = read_page("<table>散<caption>表一</caption><tr><td>甲<td>1</tr>落</table>")
    assert said(document) == ["散", "表一", "落", "甲|1"]


def test_places_name_table_row_and_column() -> None:
    """A reader finds the cell by its path."""
    document = read_page("<table><tr><td>a<td>b</table><table><tr><td>a<td colspan=2>b</table>")
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert table.cells[1].place.path == "表2 第1行第2列"
    assert table.cells[1].place.colspan == 2
    assert table.exact


def test_a_table_in_a_cell_follows_the_table_around_it() -> None:
    """Its text is not repeated in the cell, and its path says where it stands."""
    document = read_page(
        "<table><tr><td>项目<td>甲<tr><td>明细<td>见下：<table><tr><td>子项<td>3<tr><td>合计<td>3</table></table>"
    )
    assert said(document) == ["项目|甲 / 明细|见下：", "子项|3 / 合计|3"]
    assert document.blocks[1].place.path == "表1 第2行第2列内的表"
    assert isinstance(document.blocks[1], Table)
    assert document.blocks[1].cells[1].place.path == "表1 第2行第2列内的表 第1行第2列"


def test_several_tables_in_one_cell_are_counted() -> None:
    """Two tables in one cell have different paths."""
    inner = "<table><tr><td>a<td>1</table>"
    document = read_page(f"<table><tr><td>项目<td>甲<tr><td>明细<td>乙{inner}{inner}</table>")
    assert [block.place.path for block in document.blocks[1:]] == ["表1 第2行第2列内的表1", "表1 第2行第2列内的表2"]


DATA = "<table><tr><td>指标<td>数<tr><td>执行率<td>96.83</table>"


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<table><tr><td>甲</table>", ["甲"]),
        ("<table role=presentation><tr><td>甲<td>乙</table>", ["甲", "乙"]),
        (f"<table><tr><td>标题<tr><td>{DATA}<tr><td>落款</table>", ["标题", "指标|数 / 执行率|96.83", "落款"]),
        (
            f"<table><tr><td>&nbsp;<td><table><tr><td>文<p>字</p>{DATA}</table><td></table>",
            ["文", "字", "指标|数 / 执行率|96.83"],
        ),
        ("<table><tr><td><table><tr><td>甲</table><td><table><tr><td>1</table></table>", ["甲|1"]),
    ],
)
def test_tables_that_only_lay_out_are_taken_apart(markup: str, texts: list[str]) -> None:
    """A frame around a page is no table of data; a line in a box of its own is a cell's text."""
    assert said(read_page(markup)) == texts


def test_old_pages_laid_out_with_tables_give_their_tables() -> None:
    """The menu in one cell, the text in another: both rows of the frame are dissolved, the table stands."""
    menu = "".join(f"<a href=/{n}.htm>栏目{n}</a><br>" for n in range(6))
    page = f"<table><tr><td>{menu}<td><p>一、概况</p><p>全年执行较好，详见下表。</p>{DATA}<p>某局</p></table>"
    assert said(read_page(page)) == ["一、概况", "全年执行较好，详见下表。", "指标|数 / 执行率|96.83", "某局"]


def test_a_form_with_long_answers_stays_a_form() -> None:
    """Many paragraphs in a cell make no page layout of a table without links."""
    page = "<table><tr><td>自评结论<td><p>一、好。</p><p>二、好。</p><p>三、好。</p><tr><td>得分<td>92</table>"
    assert said(read_page(page)) == ["自评结论|一、好。\n二、好。\n三、好。 / 得分|92"]


def test_hidden_rows_are_told() -> None:
    """A hidden row is not in the table, its text is among what is left out."""
    document = read_page("<table><tr><td>甲<td>1<tr hidden><td>乙<td>2</table>")
    assert [(gone.what, gone.text) for gone in document.omitted] == [("隐藏文字", "乙 2")]
