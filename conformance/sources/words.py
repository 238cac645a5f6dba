"""28–46: what stands in a line of text and is not simply letters."""

from __future__ import annotations

from conformance.markup import Xml, cell, control, field, inserted, join, lines, mark, para, row, run, runs, table
from conformance.package import word
from conformance.sources import file

HEADS = ("科目", "预算数", "决算数")
BREAK = Xml("<w:br/>")
TAB = Xml("<w:tab/>")
HIDDEN_STYLE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Note"><w:name w:val="填表提示"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hint"><w:name w:val="下级提示"/><w:basedOn w:val="Note"/></w:style>'
)


@file("28-notes.docx")
def notes() -> bytes:
    """Write a footnote and an endnote whose marks stand right behind figures."""
    foot = '<w:footnoteReference w:id="2"/>'
    end = '<w:endnoteReference w:id="3"/>'
    top = '<w:vertAlign w:val="superscript"/>'
    noted = cell(para("1401.1", run(Xml(foot), props=top)))
    return word(
        join(
            table(3, row(*HEADS), row("一般公共预算", "1702.51", noted)),
            para("人员经费842.95", run(Xml(end), props=top), "万元。"),
        ),
        footnotes=f'<w:footnote w:id="2">{para(run(Xml("<w:footnoteRef/>"), props=top), "含上年结转。")}</w:footnote>',
        endnotes=f'<w:endnote w:id="3">{para(run(Xml("<w:endnoteRef/>"), props=top), "不含劳务派遣。")}</w:endnote>',
    )


@file("29-complex-fields.docx")
def complex_fields() -> bytes:
    """Write fields of which only the result is shown, one in another's code, and one that never ends."""
    inner = join(
        mark("begin"), run(" IF ", tag="instrText"), field("SEQ t", "9"), run(' > 5 "x" "y" ', tag="instrText")
    )
    conditional = join(inner, mark("separate"), run("优"), mark("end"))
    endless = join(mark("begin"), run(" REF lost ", tag="instrText"))
    return word(
        join(
            para("支出合计", field("=SUM(ABOVE) \\# 0.00", "1401.10"), "万元，等级", conditional, "。"),
            table(
                3,
                row(*HEADS),
                row("合计", cell(para(field("=SUM(ABOVE)", "60.00"))), cell(para(field("=B2*1", "58.80")))),
            ),
            para("附件", endless),
            para("结余1.20万元。"),
        )
    )


@file("30-simple-field.docx")
def simple_field() -> bytes:
    """Write fields in the short notation, one of them a page number in the footer."""
    total = Xml(f'<w:fldSimple w:instr=" =SUM(ABOVE) ">{run("1401.10")}</w:fldSimple>')
    page = Xml(f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>')
    return word(
        join(para("支出合计", total, "万元。")),
        header=para("青禾区文化馆绩效自评"),
        footer=para("第", page, "页"),
    )


@file("31-contents.docx")
def contents() -> bytes:
    """Write a table of contents made by Word before the headings that it repeats."""
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    )
    opening = join(mark("begin"), run(' TOC \\o "1-1" \\h ', tag="instrText"), mark("separate"))
    entry = para(opening, "一、部门基本情况", run(TAB), field("PAGEREF _Toc1", "3"), style="TOC1")
    last = para("二、预算执行情况", run(TAB), field("PAGEREF _Toc2", "5"), mark("end"), style="TOC1")
    return word(
        join(
            para("目录"),
            entry,
            last,
            para("一、部门基本情况", style="1"),
            para("本单位编制40人。"),
            para("二、预算执行情况", style="1"),
            para("全年执行数540.00万元。"),
        ),
        styles=styles,
    )


@file("64-contents-in-control.docx")
def contents_in_control() -> bytes:
    """Write a table of contents as Word inserts it from its gallery: in a control, its entries links."""
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    opening = join(mark("begin"), run(' TOC \\o "1-3" \\h \\z ', tag="instrText"), mark("separate"))
    link = Xml(f'<w:hyperlink w:anchor="_Toc1">{runs("一、部门基本情况", run(TAB), "3")}</w:hyperlink>')
    listed = join(para("目录"), para(opening, link), para(mark("end")))
    return word(join(control(listed, gallery), para("一、部门基本情况"), para("本单位编制40人。")))


@file("32-soft-breaks.docx")
def soft_breaks() -> bytes:
    """Write labels and cells with line breaks typed inside a paragraph."""
    label = cell(para(run("全年", BREAK, "执行数"), run("（万元）")))
    goal = cell(para(run("1.完成巡查12次；", BREAK, "2.更新设备6台。")))
    return word(table(3, row("项目", label, "完成情况"), row("环境巡查", "39.50", goal)))


@file("33-tabs-and-hyphens.docx")
def tabs_and_hyphens() -> bytes:
    """Write tabs, a hyphen that does not break, one that only breaks, and spaces that do not break."""
    hyphen, soft = Xml("<w:noBreakHyphen/>"), Xml("<w:softHyphen/>")
    return word(
        join(
            para("填表人：某某", run(TAB), "日期：", run("2025", hyphen, "01", hyphen, "06")),
            para("全年执行", run(soft), "数\u00a0540.00\u00a0万元，结余", run(hyphen, "1.20"), "万元。"),
        )
    )


@file("34-symbols.docx")
def symbols() -> bytes:
    """Write signs as codes of symbol fonts, and signs kept in the private area of Unicode."""
    private = run("\uf0b3", props='<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
    return word(
        table(
            2,
            row("三级指标", "年度指标值"),
            row("巡查次数", cell(para(_sign("Symbol", "F0B3"), "12次"))),
            row("投诉率", cell(para(_sign("Symbol", "F0A3"), "3%"))),
            row("设备更新", cell(para("2", _sign("Symbol", "F0B4"), "3台"))),
            row("满意度", cell(para(private, "90%"))),
            row("是否公开", cell(para(_sign("Wingdings", "F0FE"), "是 ", _sign("Wingdings", "F0A8"), "否"))),
            row("是否完成", cell(para(_sign("Wingdings", "F0FC")))),
        )
    )


def _sign(font: str, code: str) -> Xml:
    return run(Xml(f'<w:sym w:font="{font}" w:char="{code}"/>'))


@file("35-hidden-text.docx")
def hidden_text() -> bytes:
    """Write hidden text: by the run itself, by its style, by a style's base; and a run that undoes its style."""
    own = run("（填至两位小数）", props="<w:vanish/>")
    styled = run("9", props='<w:rStyle w:val="Note"/>')
    based = run("（见填表说明）", props='<w:rStyle w:val="Hint"/>')
    shown = run("，按时完成", props='<w:rStyle w:val="Note"/><w:vanish w:val="0"/>')
    return word(
        join(
            para("全年执行数540.00", styled, "万元", own, shown, "。"),
            table(3, row(*HEADS), row(cell(para("办公费", based)), "30.10", cell(para("30.40", styled)))),
        ),
        styles=HIDDEN_STYLE,
    )


@file("36-wrappers.docx")
def wrappers() -> bytes:
    """Write figures inside smart tags, custom XML and links."""
    tag = Xml(f'<w:smartTag w:uri="urn:x" w:element="amount">{run("30.40")}</w:smartTag>')
    custom = Xml(f'<w:customXml w:uri="urn:x" w:element="amount">{run("30.10")}</w:customXml>')
    link = Xml(f'<w:hyperlink w:anchor="form">{run("附件3")}</w:hyperlink>')
    whole = Xml(f'<w:customXml w:uri="urn:x" w:element="row">{row("水电费", "20.50", "20.10")}</w:customXml>')
    return word(
        join(
            para("详见", link, "。"),
            table(3, row(*HEADS), row("办公费", cell(para(custom)), cell(para(tag))), whole),
        )
    )


@file("37-figure-over-runs.docx")
def figure_over_runs() -> bytes:
    """Write one figure and one label in several runs, parted by marks of proofing and of places."""
    proof = Xml('<w:proofErr w:type="spellStart"/>')
    place = Xml('<w:bookmarkStart w:id="1" w:name="amount"/><w:bookmarkEnd w:id="1"/>')
    figure = cell(para("14", proof, "01", place, run(".", props="<w:b/>"), "1"))
    return word(table(3, row("科目", "预算数", cell(para("决", place, "算数"))), row("合计", "1702.51", figure)))


@file("38-phonetic-guide.docx")
def phonetic_guide() -> bytes:
    """Write a name with its reading above it."""
    guide = Xml(
        f"<w:ruby><w:rubyPr><w:lid w:val='zh-CN'/></w:rubyPr><w:rt>{run('lán')}</w:rt>"
        f"<w:rubyBase>{run('岚')}</w:rubyBase></w:ruby>"
    )
    return word(para("青", run(guide), "街道办事处2024年度绩效自评"))


@file("39-formula.docx")
def formula() -> bytes:
    """Write an equation of Word's formula editor with a fraction."""
    fraction = f"<m:f><m:num>{_m('362.9')}</m:num><m:den>{_m('377.3')}</m:den></m:f>"
    equation = Xml(f"<m:oMath>{fraction}{_m('×100%=96.18%')}</m:oMath>")
    return word(para("预算执行率：", equation, "，得9.6分。"))


def _m(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


@file("40-headers-and-footers.docx")
def headers_and_footers() -> bytes:
    """Write a header and a footer, which are no part of the text."""
    body = join(para("2024年度部门整体支出绩效自评报告"), para("全年执行数540.00万元。"))
    return word(body, header=para("青禾区文化馆"), footer=para("内部资料，第", field("PAGE", "7"), "页"))


@file("41-comments.docx")
def comments() -> bytes:
    """Write a remark on a figure, which is no part of the text."""
    start = Xml('<w:commentRangeStart w:id="0"/>')
    end = Xml('<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')
    remark = f'<w:comment w:id="0" w:author="审核" w:date="2025-01-06T09:00:00Z">{para("应为558.06")}</w:comment>'
    return word(para("基本支出", start, "559.06", end, "万元。"), comments=remark)


@file("42-circled-numbers.docx")
def circled_numbers() -> bytes:
    """Write circled numbers and a fraction as WPS and old Word do: by fields that show nothing but their code."""
    circle = join(mark("begin"), run(" eq \\o\\ac(○,1)", tag="instrText"), mark("end"))
    fraction = join(mark("begin"), run(" EQ \\F(61,63)", tag="instrText"), mark("end"))
    return word(join(para(circle, "完成巡查12次。"), para("完成率：", fraction, "=96.83%。")))


@file("43-paragraphs-in-a-cell.docx")
def paragraphs_in_a_cell() -> bytes:
    """Write a cell of several paragraphs, some numbered by hand, one blank."""
    goals = cell("目标1：巡查12次", "", "目标2：更新设备6台", "目标3：满意度90%")
    return word(table(3, row("年度目标", "分值", "得分"), row(goals, "22", "21.5")))


@file("44-vertical-text.docx")
def vertical_text() -> bytes:
    """Write a label set upright, and one with each character in a paragraph of its own."""
    upright = cell("绩效指标", down="restart", props='<w:textDirection w:val="tbRlV"/>')
    stacked = cell("产", "出", "指", "标")
    return word(
        table(
            5,
            row(upright, "一级指标", "三级指标", "分值", "得分"),
            row(cell(down="continue"), stacked, "巡查次数", "22", "21.5"),
        )
    )


@file("45-inserted-field.docx")
def inserted_field() -> bytes:
    """Write a field whose result was changed with tracked changes on."""
    old = Xml('<w:del w:id="1" w:author="审核">' + run("1401.1", tag="delText") + "</w:del>")
    return word(
        para(
            "合计",
            mark("begin"),
            run(" =SUM(ABOVE) ", tag="instrText"),
            mark("separate"),
            old,
            inserted("1401.01"),
            mark("end"),
            "万元。",
        )
    )


@file("46-two-forms.docx")
def two_forms() -> bytes:
    """Write two forms of one layout in a file, each with its title."""
    heads = ("三级指标", "分值", "得分")
    return word(
        join(
            para("附件4"),
            para("项目支出绩效自评表（环境巡查）"),
            lines(3, heads, ("巡查次数", "22", "21.5"), ("总分", "100", "96")),
            para("附件5"),
            para("项目支出绩效自评表（设备更新）"),
            lines(3, heads, ("设备合格率", "18", "17.6"), ("总分", "100", "93.2")),
        )
    )
