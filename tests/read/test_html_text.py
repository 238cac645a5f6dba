"""Web pages: texts, headings, lists, form fields, and what is not shown."""

from __future__ import annotations

import pytest
from pages import read_page, said

from wenxiao.document import Paragraph


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>甲 \n  乙</p>", ["甲乙"]),
        ("<p>spent\n 12  元</p>", ["spent 12 元"]),
        ("<p>甲&nbsp;&nbsp;乙</p>", ["甲  乙"]),
        ("<p>预算<b>绩</b><span>效</span></p>", ["预算绩效"]),
        ("甲<div>乙</div>丙", ["甲", "乙", "丙"]),
        ("<p>甲<br>乙<br/><br>丙</p>", ["甲", "乙", "丙"]),
        ("<p>甲<p>乙", ["甲", "乙"]),
        ("<dl><dt>名称<dd>说明</dl>", ["名称", "说明"]),
        ("<pre>甲  乙\n 丙</pre>", ["甲  乙", "丙"]),
        ("<p>H<sub>2</sub>O 面积 5 m<sup>2</sup></p>", ["H2O 面积 5 m2"]),
        ("<p>称<q>优</q></p>", ["称“优”"]),
        ("<p>零宽\u200b去掉&#173;</p>", ["零宽去掉"]),
        ("<p>&lt;30% &amp; &copy;</p>", ["<30% & ©"]),
        ("<!-- 注 --><p>甲</p><script>乙</script><style>丙</style><noscript>丁</noscript>", ["甲"]),
    ],
)
def test_text_is_read_as_it_is_shown(markup: str, texts: list[str]) -> None:
    """Blanks run together, blocks stand apart, inline elements run on."""
    assert said(read_page(markup)) == texts


def test_headings_have_their_level() -> None:
    """Only what the page marks as a heading is one."""
    blocks = read_page("<h1>报告</h1><h3>一、概况</h3><p>正文</p>").blocks
    assert [block.level for block in blocks if isinstance(block, Paragraph)] == [1, 3, None]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<ul><li>甲<li>乙</ul>", ["• 甲", "• 乙"]),
        ("<ul><li>● 甲</ul>", ["● 甲"]),
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start=3 type=a><li>甲<li value=9>乙<li>丙</ol>", ["c.甲", "i.乙", "j.丙"]),
        ("<ol type=I><li>甲<li>乙<li>丙<li>丁</ol>", ["I.甲", "II.乙", "III.丙", "IV.丁"]),
        ("<ol type=i start=3><li>甲<li>乙</ol>", ["iii.甲", "iv.乙"]),
        ("<ol reversed><li>甲<li>乙<li>丙</ol>", ["3.甲", "2.乙", "1.丙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<ol><li>甲<ul><li>子</ul><li><p>乙</p><p>续</p></ol>", ["1.甲", "• 子", "2.乙", "续"]),
        ("<ol type=a start=27><li>甲</ol>", ["aa.甲"]),
    ],
)
def test_list_numbers_are_as_printed(markup: str, texts: list[str]) -> None:
    """The number that a browser prints stands before the text of its item."""
    assert said(read_page(markup)) == texts


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("单位：<input value=某局>年度：<input type=number value=2024>", ["单位：某局年度：2024"]),
        ("<input type=hidden value=密><input type=submit value=提交>甲", ["甲"]),
        ("<textarea>第一行\n第二行</textarea>", ["第一行", "第二行"]),
        ("<select><option>优<option selected>良<option>中</select>", ["良"]),
        ("<input type=checkbox checked>是<input type=radio>否", ["☑是☐否"]),
    ],
)
def test_filled_forms_say_what_was_filled_in(markup: str, texts: list[str]) -> None:
    """Systems export forms as their input fields; hidden fields and buttons say nothing."""
    assert said(read_page(markup)) == texts


@pytest.mark.parametrize(
    ("markup", "what", "text"),
    [
        ("<p>留<del>删去 的</del>下</p>", "已删除的修订", "删去 的"),
        ("<p>留<s class=msoDel>旧</s>下</p>", "已删除的修订", "旧"),
        ("<p>留下</p><div hidden><p>甲</p><script>x</script><p>乙</p></div>", "隐藏文字", "甲 乙"),
        ("<p>留<span style='DISPLAY: none'>暗</span>下</p>", "隐藏文字", "暗"),
        ("<p>留<span style='color:red;visibility:hidden'>暗</span>下</p>", "隐藏文字", "暗"),
        ("<p>留<span style='mso-hide:all'>暗</span>下</p>", "隐藏文字", "暗"),
        ("<p>留下</p><div style='mso-element:comment-list'><p>请核对</p></div>", "批注", "请核对"),
    ],
)
def test_what_is_deleted_or_hidden_is_told_apart(markup: str, what: str, text: str) -> None:
    """It is not in the text, and not lost without a word."""
    document = read_page(markup)
    assert said(document) == ["留下"]
    assert [(gone.what, gone.text) for gone in document.omitted] == [(what, text)]


@pytest.mark.parametrize(
    "markup",
    ["<p><ins>增加</ins></p>", "<p><s>增加</s></p>", "<p aria-hidden=true>增加</p>", "<p style='display:block'>增加"],
)
def test_what_is_shown_is_kept(markup: str) -> None:
    """Insertions, struck-out text and what only readers aloud skip are shown by a browser."""
    document = read_page(markup)
    assert said(document) == ["增加"]
    assert not document.omitted


def test_word_writes_its_numbers_out() -> None:
    """A number in supportLists is kept, the blanks that set it off are not; conditional comments are comments."""
    markup = (
        "<!--[if gte mso 9]><xml>甲</xml><![endif]--><p class=MsoListParagraph><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1.<span style='font:7pt'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>"
        "资金管理<o:p>&nbsp;</o:p></p>"
    )
    assert said(read_page(markup)) == ["1.资金管理"]


def test_headers_and_footers_of_word_are_margins() -> None:
    """What is printed on every page is no part of the text."""
    document = read_page("<p>正文</p><div style='mso-element:header'><p>某区财政局</p></div>")
    assert said(document) == ["正文"]
    assert [margin.text for margin in document.margins] == ["某区财政局"]


def test_a_page_says_what_it_is() -> None:
    """Title, author, program and day of publication come from its head."""
    document = read_page(
        "<html><head><title> 自评报告\n</title><meta name=author content=某某><meta name=PubDate content=2025-03-01>"
        "<meta name=generator content='Microsoft Word 15'></head><body>正文</body></html>"
    )
    assert document.metadata == {
        "title": "自评报告",
        "author": "某某",
        "published": "2025-03-01",
        "application": "Microsoft Word 15",
    }


def test_pages_inside_the_page_are_told() -> None:
    """An iframe may hold the text itself: it is not opened, and that is said."""
    assert "iframe" in read_page("<p>甲</p><iframe src=x.html></iframe>").notes[0]
