"""Web pages: what a site puts around an article is left out; nothing else ever is."""

from __future__ import annotations

import re

import pytest
from pages import bare, read_page, said

from wenxiao.read import to_html

PROSE = "<p>2024年，本单位严格执行预算，全年各项工作按计划完成，未发生违规支出。</p>"
MORE = "<p>下一步，将继续完善内部控制，加强绩效运行监控，提高资金使用效益。</p>"
TABLE = "<table><tr><td>项目<td>预算<td>执行<tr><td>合计<td>1,702.51<td>96.83%</table>"
TITLE = "某街道办事处2024年度部门整体支出绩效自评报告"
MENU = "".join(f"<li><a href='/c{n}/'>栏目名称{n}</a></li>" for n in range(8))
RELATED = "".join(f"<li><a href='/t{n}.html'>另一单位2024年度自评公开{n}</a></li>" for n in range(5))
WIDGET = "字体：[<a href='javascript:z(1)'>大</a> <a href='javascript:z(2)'>中</a> <a href='javascript:z(3)'>小</a>]"
FOOT = "主办单位：某区人民政府办公室 ICP备00000000号 网站标识码0000000000"
ARTICLE = [
    TITLE,
    "一、基本情况",
    *(p[3:-4] for p in (PROSE, MORE)),
    "项目|预算|执行 / 合计|1,702.51|96.83%",
    "某街道办事处",
]
CONTENT = f"<h3>一、基本情况</h3>{PROSE}{MORE}{TABLE}<p>某街道办事处</p>"

DIVS = f"""<html><head><title>{TITLE}-某区人民政府</title></head><body>
<div class=top><a href=/>网站首页</a> <a href=/login>登录</a> <span>今天是2025年3月1日</span></div>
<div class=nav><ul>{MENU}</ul></div>
<div class=wrap><div class=pos>当前位置：<a href=/>首页</a> &gt; <a href=/gk>信息公开</a></div>
<div class=art><h1>{TITLE}</h1><div class=tools>{WIDGET} <a href='javascript:p()'>打印</a> <a href='#'>关闭</a></div>
<div class=con>{CONTENT}</div>
<div class=share>分享到：<a href=x>微信</a><a href=y>微博</a></div><p>上一篇：<a href=a.html>甲公开</a></p></div>
<div class=rel><h4>相关链接</h4><ul>{RELATED}</ul></div></div>
<div class=foot><p><a href=/map>网站地图</a> | <a href=/about>关于我们</a></p><p>{FOOT}</p>
<p>建议分辨率1024</p></div></body></html>"""

SEMANTIC = f"""<html><body><header><a href=/>某区人民政府</a></header><nav><ul>{MENU}</ul></nav>
<main><article><h1>{TITLE}</h1>{CONTENT}</article></main>
<aside><h2>热点</h2><ul>{RELATED}</ul></aside><footer><p>{FOOT}</p></footer></body></html>"""

TABLES = f"""<html><head><title>{TITLE}</title></head><body><table width=1000><tr><td><img src=b.jpg></table>
<table><tr>{"".join(f"<td><a href=/c{n}>栏目{n}</a>" for n in range(8))}</table>
<table><tr><td>您现在的位置：<a href=/>首页</a> &gt;&gt; <a href=/k>公开</a></table>
<table><tr><td width=200><table>{"".join(f"<tr><td><a href=/l{n}>左栏{n}</a>" for n in range(6))}</table>
<td><table><tr><td align=center><b>{TITLE}</b><tr><td><hr><tr><td>{CONTENT}</table></table>
<table><tr><td align=center>版权所有：某区人民政府<br>{FOOT}</table></body></html>"""


@pytest.mark.parametrize("page", [DIVS, SEMANTIC, TABLES], ids=["divs", "semantic", "tables"])
def test_the_frame_of_a_site_is_left_out(page: str) -> None:
    """Menus, trails, buttons, lists of links and footers go; title, headings, prose, tables and signature stay."""
    document = read_page(page)
    assert said(document) == ARTICLE
    (note,) = document.notes
    assert "略去" in note


def test_the_date_and_source_under_the_title_stay() -> None:
    """They are said of the article, though they stand outside its container."""
    page = SEMANTIC.replace("</h1>", "</h1><div>发布时间：2025-03-01 来源：某街道</div>")
    assert said(read_page(page))[1] == "发布时间：2025-03-01 来源：某街道"


FOOTER = f"<div>{FOOT}</div>"
UNIT = "<div class=t>某单位2024年度自评表</div><div class=u>单位：万元</div>"
FLAT = (
    f"<p><a href=/>首页</a> <a href=/a>公开</a> <a href=/b>互动</a></p><p>自评报告</p>{PROSE}<p>某局</p><p>{FOOT}</p>"
)
BLANK = (
    "<table><tr><td>部门名称<td><td>年度<td><tr><td>年度总体目标<td>预期目标<td>实际完成情况<td>偏差原因及改进</table>"
)
BROKEN = f"<div><b>自评报告</b><br><br>{PROSE[3:-4]}<br>某局<br>2025年</div>"


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        (
            f"<ul>{MENU}</ul>{UNIT}<div>{TABLE}</div><div>填表人：某某</div>{FOOTER}",
            ["某单位2024年度自评表", "单位：万元", ARTICLE[4], "填表人：某某"],
        ),
        (FLAT, ["自评报告", ARTICLE[2], "某局"]),
        (
            f"<ul>{MENU}</ul><div><p>自评表</p>{BLANK}</div>{FOOTER}",
            ["自评表", "部门名称||年度| / 年度总体目标|预期目标|实际完成情况|偏差原因及改进"],
        ),
        (f"<ul>{MENU}</ul>{BROKEN}{FOOTER}", ["自评报告", ARTICLE[2], "某局", "2025年"]),
        (
            f"<ul>{MENU}</ul><h2>自评报告</h2><div>来源：某局</div><div>{PROSE}</div>{FOOTER}",
            ["自评报告", "来源：某局", ARTICLE[2]],
        ),
    ],
    ids=["unit of the table", "flat", "blank form", "broken lines", "title outside"],
)
def test_what_adjoins_the_text_stays(page: str, texts: list[str]) -> None:
    """Titles, the unit of a table, signatures: short, unlinked, and next to prose or a table."""
    assert said(read_page(page)) == texts


def test_attachments_stay() -> None:
    """A link to a file is no menu, however many there are."""
    files = "".join(f"<p>附件{n}：<a href=/f{n}.xlsx>绩效自评表{n}.xlsx</a></p>" for n in range(1, 6))
    page = DIVS.replace("<p>某街道办事处</p></div>", f"<p>某街道办事处</p>{files}</div>")
    assert said(read_page(page)) == [*ARTICLE, *(f"附件{n}：绩效自评表{n}.xlsx" for n in range(1, 6))]


def test_links_within_the_text_stay() -> None:
    """A paragraph that is a link, between paragraphs of the article, is part of it."""
    page = DIVS.replace(MORE, f"<p><a href=/law.html>中共中央关于绩效管理的意见</a></p>{MORE}")
    assert "中共中央关于绩效管理的意见" in said(read_page(page))


@pytest.mark.parametrize("place", ["<div class=top>", "<div class=foot>", "<div class=rel>", "<div class=nav>"])
@pytest.mark.parametrize("kept", [PROSE.replace("2024", "2019"), TABLE.replace("1,702.51", "88.8")])
def test_prose_and_tables_with_figures_are_never_left_out(place: str, kept: str) -> None:
    """Wherever they stand on the page."""
    text = bare("".join(said(read_page(DIVS.replace(place, place + kept)))))
    assert "2019年，本单位严格执行预算" in text or "88.8" in text
    assert all(bare(part) in text for part in ARTICLE)


PLAIN = [
    f"<h1>{TITLE}</h1>{CONTENT}",
    f"<p>首页</p><p>目录</p>{CONTENT}<p>打印</p><p>主办单位：某局</p>",
    f"<ul><li><a href='#_T1'>一、概况</a><li><a href='#_T2'>二、评分</a><li><a href='#_T3'>三、问题</a></ul>{CONTENT}",
    f"{CONTENT}<h3>参考</h3><ul>{RELATED}</ul>",
    f"<header><p>单位（盖章）：某局</p></header>{CONTENT}<footer>填表人：某某</footer>",
    f"<table><tr><td>甲<td>乙</table><p>注</p>{CONTENT}<p>2025年3月1日</p>",
    "<p>甲</p><p>乙</p><p><a href=x>丙</a></p>",
    f"<html><head><meta name=Generator content='Microsoft Word 15'></head><body><ul>{MENU}</ul>{CONTENT}</body></html>",
]


@pytest.mark.parametrize("page", PLAIN)
def test_a_plain_report_loses_nothing(page: str) -> None:
    """Character for character: without the signs of a site, nothing is taken for its frame."""
    document = read_page(page)
    markup = page.replace("<li>", "<li>• ")
    shown = re.sub(r"<head>.*?</head>|<[^>]*>", "", markup)
    assert bare("".join(said(document))).replace("|", "").replace("/", "") == bare(shown)
    assert not document.notes


def test_what_we_write_we_read() -> None:
    """The page that `wenxiao read --format html` writes gives the same blocks."""
    document = read_page(f"<h1>{TITLE}</h1>{CONTENT}")
    assert said(read_page(to_html(document))) == said(document)
