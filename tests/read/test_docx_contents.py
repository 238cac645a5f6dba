"""Word: tables of contents are left out, and never take text with them."""

from __future__ import annotations

from reading import paragraphs, tables

from word import field, paragraph, read_word, row, run, table

ENTRIES = paragraph(field(r" TOC \o ", "一、概况 1", end=False)) + paragraph("二、支出 2")
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TEXT = "全年预算数1086.75万元，执行数1052.46万元。详见附表。"


def control(content: str) -> str:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_text_behind_the_end_of_the_contents_is_kept() -> None:
    """The end of the field may stand in a later paragraph, with text of its own behind it."""
    assert paragraphs(read_word(ENTRIES + paragraph(END, run(TEXT)) + paragraph("正文"))) == [TEXT, "正文"]


def test_text_typed_inside_the_contents_is_kept() -> None:
    """Sentences are no lines of a table of contents: rather its lines are read as text than these are lost."""
    found = paragraphs(read_word(ENTRIES + paragraph(TEXT) + paragraph(END) + paragraph("正文")))
    assert found == ["一、概况 1", "二、支出 2", TEXT, "正文"]


def test_a_table_inside_the_contents_is_kept() -> None:
    """A form that was pasted before the end of the field."""
    assert tables(read_word(ENTRIES + table(row("预算", "5")) + paragraph(END))) == [[["预算", "5"]]]


def test_a_control_for_contents_is_left_out_only_if_it_holds_nothing_else() -> None:
    """People type on inside the control that Word puts around a table of contents."""
    lines = paragraph("目录") + paragraph("一、概况 1")
    assert paragraphs(read_word(control(lines) + paragraph("正文"))) == ["正文"]
    assert TEXT in paragraphs(read_word(control(lines + paragraph(TEXT)) + paragraph("正文")))
    assert tables(read_word(control(lines + table(row("预算", "5"))))) == [[["预算", "5"]]]


def test_a_paragraph_of_text_in_a_style_for_contents_is_kept() -> None:
    """A style may be chosen by mistake."""
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    style = '<w:pStyle w:val="T"/>'
    body = paragraph("一、概况 1", properties=style) + paragraph(TEXT, properties=style)
    assert paragraphs(read_word(body, styles=styles)) == [TEXT]


def test_a_field_that_ends_in_hidden_text_ends() -> None:
    """What follows is shown."""
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr>{END[5:]}"
    assert paragraphs(read_word(ENTRIES + paragraph(hidden) + paragraph("正文"))) == ["正文"]


def test_a_style_of_a_paragraph_may_hide_it() -> None:
    """Unless a run says that it is shown."""
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = run("显", '<w:vanish w:val="0"/>')
    document = read_word(paragraph("隐", shown, properties='<w:pStyle w:val="H"/>'), styles=styles)
    assert paragraphs(document) == ["显"]
    assert [(one.what, one.text) for one in document.omitted] == [("隐藏文字", "隐")]
