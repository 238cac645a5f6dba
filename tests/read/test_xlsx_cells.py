"""Excel: what a cell says, what is left out and told, and where each cell stands."""

from __future__ import annotations

import pytest
from reading import paragraphs, tables

from wenxiao.document import Document, Table
from wenxiao.read import read_bytes
from workbook import ONE_SHEET, read_workbook, relations, rows_xml, words, workbook_file

STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="0.00"/><numFmt numFmtId="171" formatCode=";;;"/></numFmts>'
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FF003366"/></patternFill></fill></fills><borders><border/></borders>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf fontId="1" fillId="0"/>'
    '<xf fontId="1" fillId="1"/><xf numFmtId="14"/></cellXfs>'
)
PAIR = words("项目", "金额")


def cell_texts(*cells: str, **more: str) -> list[str]:
    """Return what the cells of a row print that stands under a head."""
    document = read_workbook(rows_xml(words("甲", "乙"), *cells), **more)
    return [text for row in tables(document)[0][1:] for text in row]


def omitted(document: Document) -> list[tuple[str, str, str]]:
    """Return what was left out, with the paths."""
    return [(one.what, one.text, one.place.path) for one in document.omitted]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ('<c s="1"><v>6</v></c>', "6.00"),
        ('<c t="n"><v>1402.3200000000002</v></c>', "1402.32"),
        ('<c t="s"><v>0</v></c>', "专项资金"),
        ('<c t="s"><v>1</v></c>', "第一行\n第二行"),
        ('<c t="s"><v>2</v></c>', "_x000D_"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="str"><f>A1&amp;"元"</f><v>12元</v></c>', "12元"),
        ('<c s="1"><f>SUM(A1:A3)</f><v>0.5</v></c>', "0.50"),
        ('<c s="5" t="d"><v>2024-03-01T00:00:00</v></c>', "2024/3/1"),
        ('<c t="inlineStr"><is><r><t>合</t></r><r><t xml:space="preserve"> 计</t></r></is></c>', "合 计"),
        ('<c t="str"><v> 单位\u00a0名称\u200b </v></c>', "单位 名称"),
        ("<c><v>NaN</v></c>", "NaN"),
        ('<c t="s"><v>99</v></c>', ""),
    ],
)
def test_a_cell_prints_by_its_kind(cell: str, printed: str) -> None:
    """Numbers, texts, results, errors and dates print as Excel shows them."""
    strings = (
        '<si><r><t>专项</t></r><r><rPr/><t>资金</t></r><rPh sb="0" eb="2"><t>ズ</t></rPh></si>'
        "<si><t>第一行_x000D_\n第二行</t></si><si><t>_x005F_x000D_</t></si>"
    )
    assert cell_texts(f"{cell}<c><v>1</v></c>", strings=strings, styles=STYLES)[0] == printed


def test_cells_without_references_follow_each_other() -> None:
    """Programs may leave references out; a reference then says where to go on."""
    assert cell_texts('<c><v>1</v></c><c r="C2"><v>3</v></c><c><v>4</v></c>') == ["1", "", "3", "4"]


def test_every_cell_knows_its_sheet_and_reference() -> None:
    """A cell is found again in the workbook, blank ones too."""
    sheet = '<sheetData><row r="7"><c r="B7"><v>1</v></c><c r="D7"><v>2</v></c></row></sheetData>'
    table = read_workbook(sheet).blocks[0]
    assert isinstance(table, Table)
    assert [(cell.place.reference, cell.place.path) for cell in table.cells] == [
        ("B7", "工作表“表” B7"), ("C7", "工作表“表” C7"), ("D7", "工作表“表” D7"),
    ]  # fmt: skip
    assert {cell.place.sheet for cell in table.cells} == {"表"}


def test_a_formula_without_a_result_is_blank_and_told() -> None:
    """How many, where the first, and what to do."""
    document = read_workbook(rows_xml(PAIR, words("甲") + '<c r="B2"><f>SUM(B3)</f></c>', "<c><f>A1</f><v></v></c>"))
    assert (
        "有 2 个公式没有存下结果（第一个在工作表“表” B2），按空白读入；请用 Excel 或 WPS 打开文件、保存一次，再核验。"
        in document.notes
    )


def test_what_a_format_hides_is_blank_and_told() -> None:
    """A value under ;;; and white text on white paper print nothing; white text on a dark head prints."""
    row = '<c s="2"><v>12</v></c><c s="3" t="str"><v>暗记</v></c><c s="4" t="str"><v>标题</v></c>'
    document = read_workbook(rows_xml(words("甲", "乙", "丙"), row), styles=STYLES)
    assert tables(document)[0][1] == ["", "", "标题"]
    assert omitted(document) == [("隐藏的数值", "12", "工作表“表” A2"), ("白色文字", "暗记", "工作表“表” B2")]


def test_zeros_that_a_sheet_does_not_show_are_blank() -> None:
    """A sheet may be set to show no zeros."""
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    document = read_workbook(view + rows_xml(PAIR, words("甲") + "<c><v>0.0</v></c>", words("乙") + "<c><v>3</v></c>"))
    assert tables(document)[0][1:] == [["甲", ""], ["乙", "3"]]
    assert "工作表“表”有 1 格的 0 按设置不显示，按空白读入。" in document.notes


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    """The rest keeps its place; what is hidden can be looked up."""
    rows = (
        f'<row r="1">{words("甲", "乙", "丙")}</row><row r="2" hidden="1">{words("底", "稿")}</row>'
        f'<row r="3">{words("一", "密", "三")}</row>'
    )
    document = read_workbook(f'<cols><col min="2" max="2" hidden="1"/></cols><sheetData>{rows}</sheetData>')
    assert tables(document) == [[["甲", "丙"], ["一", "三"]]]
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert [cell.place.reference for cell in table.cells] == ["A1", "C1", "A3", "C3"]
    assert omitted(document) == [
        ("隐藏的行", "底   稿", "工作表“表” 第2行"), ("隐藏的列", "乙\n密", "工作表“表” B列"),
    ]  # fmt: skip
    assert "工作表“表”有 1 行、1 列有内容但隐藏，没有读入表格；其中的文字列在略去的内容里。" in document.notes


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_left_out_and_told(state: str) -> None:
    """A hidden sheet is no part of the filing."""
    sheets = f'<sheet name="底稿" sheetId="2" state="{state}" r:id="s9"/>{ONE_SHEET}'
    other = "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>"
    data = workbook_file(
        rows_xml(words("正文")), sheets=sheets, links=(("s9", "worksheet", "worksheets/s9.xml"),),
        others={"xl/worksheets/s9.xml": other},
    )  # fmt: skip
    document = read_bytes(data, "样例.xlsx")
    assert paragraphs(document) == ["正文"]
    assert omitted(document) == [("隐藏的工作表", "1   2", "工作表“底稿”")]


def merged(*ranges: str) -> str:
    """Return merged ranges."""
    return "<mergeCells>" + "".join(f'<mergeCell ref="{one}"/>' for one in ranges) + "</mergeCells>"


def test_merged_ranges_are_cells_that_reach_far() -> None:
    """Spans are kept, covered cells are none, and a text under a range is told."""
    sheet = rows_xml(words("指标", "指标值", "遮住", "得分"), words("", "年初", "实际", "")) + merged("A1:A2", "B1:C1")
    document = read_workbook(sheet)
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells] == [
        ("指标", 0, 0, 2, 1), ("指标值", 0, 1, 1, 2), ("得分", 0, 3, 1, 1),
        ("年初", 1, 1, 1, 1), ("实际", 1, 2, 1, 1), ("", 1, 3, 1, 1),
    ]  # fmt: skip
    assert omitted(document) == [("合并区里被盖住的文字", "遮住", "工作表“表” C1")]


def test_a_merged_range_shows_in_the_rows_that_are_left() -> None:
    """Excel prints the text of a range whose first row is hidden; its height is what is left."""
    rows = (
        f'<row r="1" hidden="1">{words("产出")}</row><row r="2">{words("", "数量", "1")}</row>'
        f'<row r="3">{words("", "质量", "2")}</row>'
    )
    document = read_workbook(f"<sheetData>{rows}</sheetData>{merged('A1:A3')}")
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert (table.cells[0].text, table.cells[0].rowspan, table.cells[0].place.reference) == ("产出", 2, "A1")
    assert not document.omitted


def test_merged_ranges_that_overlap_do_no_harm() -> None:
    """Where two ranges overlap the first counts; one that is none is passed over."""
    sheet = rows_xml(words("甲", "乙", "戊"), words("丙", "丁", "己")) + merged(
        "A1:A2", "A1:B1", "A2:B2", "Z", "A1", "XFE1:XFE9"
    )
    table = read_workbook(sheet).blocks[0]
    assert isinstance(table, Table)
    assert sum(cell.rowspan * cell.colspan for cell in table.cells) == table.rows * table.columns


def test_comments_are_left_out_and_told_once() -> None:
    """A threaded comment stands in the file twice; a note once."""
    note = "<comments><commentList>{}</commentList></comments>".format(
        '<comment ref="A1"><text><r><t>[批注串] 请核对</t></r></text></comment>'
        '<comment ref="B1"><text><t>据账</t></text></comment>'
    )
    thread = '<ThreadedComments><threadedComment ref="A1"><text>请核对</text></threadedComment></ThreadedComments>'
    data = workbook_file(
        rows_xml(PAIR), sheet_links=(("c", "comments", "../c.xml"), ("t", "threadedComment", "../t.xml")),
        others={"xl/c.xml": note, "xl/t.xml": thread},
    )  # fmt: skip
    assert omitted(read_bytes(data, "样例.xlsx")) == [
        ("批注", "请核对", "工作表“表” A1"), ("批注", "据账", "工作表“表” B1"),
    ]  # fmt: skip


def test_headers_and_footers_are_margins() -> None:
    """Without the codes for fonts and page numbers; those of first pages only where they are used."""
    margins = (
        '<headerFooter><oddHeader>&amp;L&amp;"宋体,Bold"&amp;12清水街道办&amp;R&amp;D 内部&amp;&amp;公开</oddHeader>'
        "<oddFooter>第 &amp;P 页，共 &amp;N 页</oddFooter><firstHeader>封面</firstHeader></headerFooter>"
    )
    document = read_workbook(rows_xml(PAIR) + margins)
    assert [(one.text, one.place.path) for one in document.margins] == [("清水街道办   内部&公开", "工作表“表”页眉")]


def test_text_boxes_stand_behind_the_table() -> None:
    """Of alternate contents only one; a hidden box is told."""
    drawing = (
        "<wsDr><anchor><AlternateContent><Choice><sp><txBody><p><r><t>说明：见</t></r><r><t>附件</t></r></p></txBody></sp></Choice>"
        "<Fallback><sp><p><t>说明：见附件</t></p></sp></Fallback></AlternateContent></anchor>"
        '<sp><nvSpPr><cNvPr hidden="1"/></nvSpPr><p><t>草稿</t></p></sp></wsDr>'
    )
    data = workbook_file(rows_xml(PAIR), sheet_links=(("d", "drawing", "../d.xml"),), others={"xl/d.xml": drawing})
    document = read_bytes(data, "样例.xlsx")
    assert tables(document) == [[["项目", "金额"]]]
    assert paragraphs(document) == ["说明：见附件"]
    assert omitted(document) == [("隐藏的文本框", "草稿", "工作表“表”的文本框")]


def test_what_leads_outside_is_told_and_not_followed() -> None:
    """Other workbooks, DDE, connections, macros, charts."""
    outside = relations(("x", "externalLinkPath", "别处.xlsx")).replace(
        '别处.xlsx"', '别处.xlsx" TargetMode="External"'
    )
    data = workbook_file(
        rows_xml(PAIR),
        sheets=f'{ONE_SHEET}<sheet name="图" sheetId="2" r:id="s8"/>',
        links=(
            ("e1", "externalLink", "e1.xml"), ("e2", "externalLink", "e2.xml"), ("k", "connections", "k.xml"),
            ("s8", "chartsheet", "c.xml"),
        ),
        others={
            "xl/e1.xml": "<externalLink><externalBook/></externalLink>", "xl/_rels/e1.xml.rels": outside,
            "xl/e2.xml": "<externalLink><ddeLink/></externalLink>", "xl/vbaProject.bin": "x",
            "xl/c.xml": "<chartsheet/>",
        },
    )  # fmt: skip
    notes = "".join(read_bytes(data, "样例.xlsx").notes)
    assert all(word in notes for word in ("1 个外部工作簿", "1 处 DDE", "外部数据连接", "有宏，没有运行", "1 张图表页"))


@pytest.mark.parametrize("prefix", ["xmlns:x", "xmlns"], ids=["prefixed", "plain"])
def test_other_ways_to_write_the_same_are_read(prefix: str) -> None:
    """Strict namespaces, prefixes and foreign elements make no difference."""
    mark = "x:" if prefix.endswith(":x") else ""
    sheet = (
        f'<{mark}worksheet {prefix}="http://purl.oclc.org/ooxml/spreadsheetml/main"><{mark}sheetData><{mark}row r="1">'
        f'<{mark}c r="A1"><{mark}v>1</{mark}v></{mark}c><{mark}c r="B1"><{mark}v>2</{mark}v></{mark}c></{mark}row>'
        f"</{mark}sheetData><y:row/></{mark}worksheet>"
    )
    data = workbook_file(
        space="http://purl.oclc.org/ooxml/spreadsheetml/main", others={"xl/worksheets/sheet1.xml": sheet}
    )
    assert tables(read_bytes(data, "样例.xlsx")) == [[["1", "2"]]]


def test_a_workbook_of_1904_is_read_by_its_calendar() -> None:
    """Dates shift by four years."""
    document = read_workbook(
        rows_xml(PAIR, '<c s="5"><v>43890</v></c><c><v>1</v></c>'), styles=STYLES,
        properties='<workbookPr date1904="1"/>',
    )  # fmt: skip
    assert tables(document)[0][1][0] == "2024/3/1"
