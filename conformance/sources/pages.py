"""70–78: web pages, as government sites and Word write them."""

from __future__ import annotations

from conformance.sources import file
from conformance.sources.forms import FUNDS, INDICATOR_HEADS, INDICATORS, TITLE, TOTAL


def page(body: str, head: str = '<meta charset="utf-8"><title>绩效自评</title>', encoding: str = "utf-8") -> bytes:
    """Write a page."""
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n{body}\n</body></html>\n".encode(encoding)


@file("70-spans.html")
def spans() -> bytes:
    """Write a table with cells over columns and rows."""
    return page(
        "<h1>2024年度绩效自评</h1>\n<table>\n"
        "<tr><th rowspan=2>项目</th><th rowspan=2>来源</th><th colspan=2>2024年</th></tr>\n"
        "<tr><th>全年预算数</th><th>全年执行数</th></tr>\n"
        "<tr><td rowspan=2>设备更新</td><td>一般公共预算</td><td>580.00</td><td>521.20</td></tr>\n"
        "<tr><td>政府性基金</td><td>20.00</td><td>18.80</td></tr>\n"
        "<tr><td colspan=2>合计</td><td>600.00</td><td>540.00</td></tr>\n</table>"
    )


@file("71-layout-tables.html")
def layout_tables() -> bytes:
    """Write a page of the old kind, laid out by tables inside tables."""
    form = (
        "<table border=1><tr><td>科目</td><td>预算数</td><td>决算数</td></tr>"
        "<tr><td>办公费</td><td>30.10</td><td>30.40</td></tr></table>"
    )
    return page(
        "<table width=100%><tr><td><table><tr><td><a href=/>首页</a></td><td><a href=/gk>信息公开</a></td></tr></table>"
        f"</td></tr><tr><td><table><tr><td><p>附件2 基础数据表</p>{form}<p>填表人：某某</p>"
        "</td></tr></table></td></tr></table>"
    )


@file("72-gb2312-with-menus.html")
def gb2312_with_menus() -> bytes:
    """Write a page of a government site in GB2312: menus before the text, links and a record number behind it."""
    items = ("首页", "信息公开", "办事服务", "互动交流", "走进青禾", "政策文件")
    menu = "".join(f'<li><a href="/{at}">{item}</a></li>' for at, item in enumerate(items))
    return page(
        f'<div class="nav"><ul>{menu}</ul></div>\n<script>var a = "950.00";</script>\n'
        '<div class="content"><h1>青禾区文化馆2024年度部门整体支出绩效自评报告</h1>\n'
        "<p>一、部门基本情况</p><p>　　本单位编制40人，实有38人。</p>\n"
        "<p>二、预算执行情况</p><p>　　全年预算数600.00万元，全年执行数540.00万元，执行率90%。</p>\n"
        "<table><tr><td>科目</td><td>预算数</td><td>决算数</td></tr>"
        "<tr><td>办公费</td><td>30.10</td><td>30.40</td></tr></table></div>\n"
        '<div class="footer"><p>版权所有：青禾区人民政府</p><p>网站地图</p></div>',
        head='<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>绩效自评</title>',
        encoding="gb2312",
    )


@file("73-missing-end-tags.html")
def missing_end_tags() -> bytes:
    """Write tables without end tags, as the standard allows."""
    return page(
        "<p>附件2<p>基础数据表\n<table><tr><td>科目<td>预算数<td>决算数\n<tr><td>办公费<td>30.10<td>30.40\n"
        "<tr><td>水电费<td>20.50<td>20.10\n</table>\n<p>填表人：某某"
    )


@file("74-saved-by-word.html")
def saved_by_word() -> bytes:
    """Write a page as Word saves it: conditional comments, its own elements, spacers, hidden text."""
    head = (
        '<meta http-equiv=Content-Type content="text/html; charset=utf-8">'
        '<meta name=Generator content="Microsoft Word 15">'
        "<style><!-- p.MsoNormal {margin:0cm;} --></style>"
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>950.00</w:View></w:WordDocument></xml><![endif]-->"
    )
    return page(
        "<div class=WordSection1><p class=MsoNormal align=center><b><span lang=EN-US>2024</span><span>年度绩效自评表"
        "</span></b><span lang=EN-US><o:p></o:p></span></p>\n"
        "<table class=MsoNormalTable border=1>\n <tr><td><p class=MsoNormal>科目<o:p></o:p></p></td>"
        "<td><p class=MsoNormal>预算数</p></td><td><p class=MsoNormal>决算数</p></td></tr>\n"
        " <tr><td><p class=MsoNormal>办公费</p></td>"
        "<td><p class=MsoNormal><span lang=EN-US>30<span>.</span>10</span></p></td>"
        "<td><p class=MsoNormal>30.40<span style='display:none;mso-hide:all'>9</span><o:p>&nbsp;</o:p></p></td></tr>\n"
        "</table>\n<p class=MsoNormal><span lang=EN-US>&nbsp;</span></p></div>",
        head,
    )


@file("75-form-fields.html")
def form_fields() -> bytes:
    """Write a form as a web system prints it: figures in fields, a chosen entry, boxes ticked, a hidden field."""
    return page(
        "<form><table><tr><td>科目</td><td>预算数</td><td>决算数</td><td>等级</td></tr>"
        '<tr><td>办公费</td><td><input type="text" value="30.10"></td><td><textarea>30.40</textarea></td>'
        "<td><select><option>良</option><option selected>优</option></select>"
        '<input type="hidden" value="950.00"></td></tr>'
        '</table><input type="submit" value="提交"></form>'
    )


@file("76-hidden-and-struck.html")
def hidden_and_struck() -> bytes:
    """Write what a browser does not show, and a change marked by del and ins."""
    return page(
        "<p>全年执行数<del>950.00</del><ins>540.00</ins>万元<span style='display: none'>（内部）</span>。</p>"
        "<p hidden>草稿，勿外传</p><noscript>请开启脚本</noscript>"
        "<table><tr><td>科目</td><td>决算数</td></tr><tr style='display:none'><td>出国经费</td><td>6.60</td></tr>"
        "<tr><td>办公费</td><td>30.40<sup>②</sup></td></tr></table>"
    )


@file("77-heads-in-thead.html")
def heads_in_thead() -> bytes:
    """Write a table with head, body and foot out of order, rowspan 0, and a span wider than the table."""
    return page(
        "<table><caption>部门收支表</caption><thead><tr><th>类别</th><th>科目</th><th>预算数</th><th>决算数</th></tr></thead>"
        "<tbody><tr><td rowspan=0>基本支出</td><td>人员经费</td><td>340.00</td><td>339.20</td></tr>"
        "<tr><td>公用经费</td><td>60.00</td><td>58.80</td></tr></tbody>"
        "<tfoot><tr><td colspan=2>合计</td><td>400.00</td><td>398.00</td></tr></tfoot></table>"
    )


@file("78-same-form.html")
def same_form() -> bytes:
    """Write the form of 01 as a page."""
    rows = [[("预算部门名称", 1, 1), ("青禾区文化馆", 1, 7)], [("年度预算申请（万元）", 2, 1), *_cells(FUNDS[0])]]
    rows += [list(_cells(FUNDS[1])), *(list(_cells(row)) for row in (INDICATOR_HEADS, *INDICATORS))]
    rows += [[("总分", 1, 5), *_cells(TOTAL)]]
    written = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return page(f"<p>附件3</p>\n<h2>{TITLE}</h2>\n<table>\n{written}\n</table>")


def _cells(texts: tuple[str, ...]) -> list[tuple[str, int, int]]:
    return [(text, 1, 1) for text in texts]


def _cell(cell: tuple[str, int, int]) -> str:
    text, down, across = cell
    return f"<td rowspan={down} colspan={across}>{text}</td>"
