"""54–57: text boxes, which Word writes twice, and what else stands in alternatives."""

from __future__ import annotations

from conformance.markup import Xml, cell, join, lines, para, row, run, table
from conformance.package import word
from conformance.sources import file

HEADS = ("科目", "预算数", "决算数")


def boxed(inner: str) -> Xml:
    """Write a run with a text box, as Word does since 2010: a shape, and the same again for older versions."""
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    shape = (
        '<w:drawing><wp:inline><wp:extent cx="1800000" cy="600000"/><wp:docPr id="1" name="文本框 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="600000"/>'
        f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{box}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<w:pict><v:shape id="s1" style="width:140pt;height:48pt"><v:textbox>{box}</v:textbox></v:shape></w:pict>'
    return alternatives(f'<mc:Choice Requires="wps">{shape}</mc:Choice>', old)


def alternatives(choice: str, fallback: str) -> Xml:
    """Write a run with one thing in two forms."""
    return run(Xml(f"<mc:AlternateContent>{choice}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"))


@file("54-text-box.docx")
def text_box() -> bytes:
    """Write a paragraph in a text box between two others."""
    return word(
        join(
            para("一、预算执行情况"),
            para(boxed(para("填报单位：青禾区文化馆"))),
            para("全年执行数540.00万元。"),
        )
    )


@file("55-table-in-text-box.docx")
def table_in_text_box() -> bytes:
    """Write a table in a text box."""
    inner = lines(3, HEADS, ("办公费", "30.10", "30.40"))
    return word(join(para("附件2"), para(boxed(join(inner, para()))), para("填表人：某某")))


@file("56-text-box-in-cell.docx")
def text_box_in_cell() -> bytes:
    """Write a figure in a text box that lies in its cell."""
    figure = cell(para(boxed(para("30.40"))))
    return word(table(3, row(*HEADS), row("办公费", "30.10", figure), row("水电费", "20.50", "20.10")))


@file("57-alternatives.docx")
def alternatives_once() -> bytes:
    """Write a sign and a row in two forms, of which one is shown."""
    sign = alternatives('<mc:Choice Requires="w14"><w:t>≥</w:t></mc:Choice>', "<w:t>&gt;=</w:t>")
    unknown = alternatives(
        '<mc:Choice xmlns:zzz="urn:unknown" Requires="zzz"><w:drawing/></mc:Choice>', "<w:t>12次</w:t>"
    )
    return word(table(2, row("三级指标", "年度指标值"), row("巡查次数", cell(para(sign, unknown)))))
