"""Word: the text of paragraphs as a person sees it."""

from __future__ import annotations

import pytest
from reading import paragraphs

from wenxiao.read.docx.symbols import symbol
from wenxiao.read.ordinals import ordinal
from word import field, paragraph, read_word, run

_LEVELS = (
    ("chineseCounting", "%1、", ""),
    ("chineseCounting", "（%2）", ""),
    ("decimal", "%3.", ""),
    ("decimal", "%1.%4", "<w:isLgl/>"),
)
_LIST = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    for at, (style, text, more) in enumerate(_LEVELS)
)
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{_LIST}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, depth: int = 0, number: int = 1) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_prints_the_numbers_that_word_computes() -> None:
    """Counters run by list and depth, lower ones start again, isLgl prints Arabic figures."""
    body = "".join(
        numbered(text, depth)
        for text, depth in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 3), ("己", 0), ("庚", 1))
    )
    document = read_word(body, numbering=_NUMBERING)
    assert paragraphs(document) == ["一、甲", "（一）乙", "（二）丙", "1.丁", "1.1戊", "二、己", "（一）庚"]


def test_a_list_that_starts_anew_starts_at_its_own_number() -> None:
    """startOverride of another list over the same abstract list."""
    document = read_word(numbered("甲") + numbered("乙", number=2) + numbered("丙", number=2), numbering=_NUMBERING)
    assert paragraphs(document) == ["一、甲", "五、乙", "六、丙"]


def test_a_number_does_not_run_into_a_figure() -> None:
    """1. before 2024年 must not read as 1.2024."""
    assert paragraphs(read_word(numbered("2024年支出", 2), numbering=_NUMBERING)) == ["1. 2024年支出"]


def test_numbers_and_heading_levels_come_from_styles_and_their_bases() -> None:
    """A style based on another that is numbered and has an outline level; list 0 takes a paragraph out."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="标题 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="自定"/><w:basedOn w:val="A"/></w:style>'
    )
    use = '<w:pStyle w:val="B"/>'
    out = f'{use}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    document = read_word(
        paragraph("甲", properties=use) + paragraph("乙", properties=out), styles=styles, numbering=_NUMBERING
    )
    assert paragraphs(document) == ["一、甲", "乙"]
    assert [block.level for block in document.blocks] == [1, 1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"), ("chineseCountingThousand", 103, "一百零三"),
        ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographDigital", 20, "二〇"), ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircle", 7, "⑦"), ("decimalEnclosedCircle", 25, "㉕"), ("decimalEnclosedParen", 2, "⑵"),
        ("upperRoman", 14, "XIV"), ("lowerLetter", 28, "bb"), ("decimalZero", 4, "04"),
        ("decimalFullWidth", 12, "１２"),
        ("none", 3, ""), ("a style of tomorrow", 3, "3"),
    ],
)  # fmt: skip
def test_writes_numbers_in_word_s_formats(style: str, number: int, printed: str) -> None:
    """Each number format prints as Word prints it."""
    assert ordinal(number, style) == printed


@pytest.mark.parametrize(
    ("code", "font", "shown"),
    [("F0B3", "Symbol", "≥"), ("00A3", "Symbol", "≤"), ("F0FE", "Wingdings", "☑"), ("F052", "Wingdings 2", "☑"),
     ("2460", "宋体", "①"), ("F0FC", "未知字体", "\ufffd"), ("xyz", "Symbol", "")],
)  # fmt: skip
def test_symbols_are_the_characters_that_their_fonts_show(code: str, font: str, shown: str) -> None:
    """w:sym gives a code and a font; what is not known is shown as such, never guessed."""
    assert symbol(code, font) == shown


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("执行率") + field(" REF 率 ", "96.84%") + run("。"), "执行率96.84%。"),
        (run("甲") + field(" PAGE ", "3", end=False), "甲3"),
        (run("甲") + field(" IF ", end=False) + run("乙"), "甲乙"),
        (field(r" EQ \o\ac(○,3) ") + run("其他"), "③其他"),
        (field(r" eq \f(361,372) "), "361/372"),
        ('<w:fldSimple w:instr=" DATE ">' + run("2024年") + "</w:fldSimple>", "2024年"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>'
         '</w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
         + run("是"), "☑是"),
        (run("14") + run("01.1"), "1401.1"),
        ("<w:r><w:t>万</w:t><w:noBreakHyphen/><w:t>元</w:t><w:softHyphen/><w:t>整\u00a0体</w:t></w:r>", "万-元整 体"),
        ("<w:r><w:ruby><w:rt>" + run("yin") + "</w:rt><w:rubyBase>" + run("银") + "</w:rubyBase></w:ruby></w:r>", "银"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a-b</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
         "<m:r><m:t>×100%</m:t></m:r></m:oMath>", "(a-b)/b×100%"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b3</w:t></w:r>' + run("95%"), "≥95%"),
        ('<w:hyperlink>' + run("甲") + '</w:hyperlink><w:smartTag>' + run("乙") + "</w:smartTag>", "甲乙"),
    ],
)  # fmt: skip
def test_reads_what_is_shown(inner: str, text: str) -> None:
    """Results of fields, not their codes; figures over several runs; symbols, formulas, phonetic guides."""
    assert paragraphs(read_word(paragraph(inner))) == [text]


def test_hidden_and_deleted_text_is_left_out_and_told() -> None:
    """What a person does not see is in `omitted`, with its kind."""
    inner = (
        run("可见") + run("藏", "<w:vanish/>") + "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins>" + run("新") + "</w:ins><w:moveFrom>" + run("走") + "</w:moveFrom>"
    )  # fmt: skip
    document = read_word(paragraph(inner))
    assert paragraphs(document) == ["可见新"]
    assert [(one.what, one.text) for one in document.omitted] == [
        ("隐藏文字", "藏"), ("已删除的修订", "旧"), ("已删除的修订", "走"),
    ]  # fmt: skip


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    """Two paragraphs with the mark between them deleted are one."""
    gone = "<w:rPr><w:del/></w:rPr>"
    body = paragraph("支出1401", properties=gone) + paragraph(".10万元。") + paragraph("完")
    assert paragraphs(read_word(body)) == ["支出1401.10万元。", "完"]


def test_prompts_of_empty_controls_are_not_answers() -> None:
    """The placeholder of a content control is told, not read as text."""
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处") + "</w:sdtContent></w:sdt>"
    document = read_word(paragraph(run("单位：") + prompt))
    assert paragraphs(document) == ["单位："]
    assert document.omitted[0].what == "未填写的提示文字"


def test_soft_breaks_part_lines_but_not_sentences() -> None:
    """A title and its second line stand apart; a comma before the break shows that a sentence goes on."""
    broken = "</w:t><w:br/><w:t>"
    document = read_word(
        paragraph(f"某某市某某局{broken}2024年度报告")
        + paragraph(f"二〇二四年度本单位一般公共预算财政拨款支出一千万元，{broken}其中基本支出六百万元。")
    )
    assert paragraphs(document) == [
        "某某市某某局", "2024年度报告",
        "二〇二四年度本单位一般公共预算财政拨款支出一千万元，其中基本支出六百万元。",
    ]  # fmt: skip


def test_a_table_of_contents_is_not_read_twice() -> None:
    """Entries of a contents field and of contents styles are left out, and a note says so."""
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    body = (
        paragraph(field(r" TOC \o ", "一、概况 1")) + paragraph("二、支出 2", properties='<w:pStyle w:val="T"/>')
        + paragraph("一、概况") + paragraph("正文。")
    )  # fmt: skip
    document = read_word(body, styles=styles)
    assert paragraphs(document) == ["一、概况", "正文。"]
    assert "目录" in document.notes[0]


def test_an_unclosed_table_of_contents_swallows_nothing() -> None:
    """A contents field that never ends would hide the rest of the document: then it is read as text."""
    body = paragraph(field(" TOC ", "一、概况 1", end=False)) + paragraph("正文1401.10万元。")
    assert paragraphs(read_word(body)) == ["一、概况 1", "正文1401.10万元。"]


def test_text_boxes_are_read_once() -> None:
    """The choice of an alternative is read, its fall-back copy is not."""
    box = "<w:txbxContent>" + paragraph("附件2") + "</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert paragraphs(read_word(paragraph(run("正文"), shape))) == ["正文", "附件2"]


def test_notes_stand_behind_what_they_explain_and_leave_figures_alone() -> None:
    """A footnote mark must not stick to the figure before it; headers are kept apart from the text."""
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = read_word(
        paragraph(run("支出1401.1"), reference, run("万元。")) + paragraph("完"),
        footnotes='<w:footnote w:id="2">' + paragraph("不含上级专款。") + "</w:footnote>",
    )
    assert paragraphs(document) == ["支出1401.1万元。", "不含上级专款。", "完"]
