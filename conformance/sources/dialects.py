"""58–63: the same words as other programs write them: WPS, LibreOffice, strict files, other encodings and folders."""

from __future__ import annotations

from conformance.case import CASES
from conformance.markup import Xml, cell, control, inserted, join, lines, para, row, run, table
from conformance.package import Dialect, word
from conformance.sources import file

FUNDS = ("项目", "年初预算数", "全年预算数", "全年执行数")


def _plain() -> Xml:
    return join(
        para("附件4"),
        lines(4, FUNDS, ("环境巡查", "30.00", "40.00", "39.50"), ("设备更新", "50.00", "60.00", "58.80")),
    )


@file("58-strict.docx")
def strict() -> bytes:
    """Write a file in the strict variant of the standard, whose namespaces are others."""
    spanned = table(4, row(*FUNDS), row(cell("合计", span=2), "100.00", cell(inserted("98.30"))))
    return word(join(_plain(), para("合计："), spanned), Dialect(strict=True))


@file("59-utf-16.docx")
def utf_16() -> bytes:
    """Write the parts in UTF-16, as the standard allows."""
    return word(_plain(), Dialect(encoding="UTF-16"))


@file("60-main-part-elsewhere.docx")
def main_part_elsewhere() -> bytes:
    """Write the main part where no habit expects it; its relationships say where it is."""
    return word(_plain(), Dialect(main="word/content2.xml"))


@file("61-wps.docx")
def wps() -> bytes:
    """Write what WPS writes: a style id that is a number, its own control data, widths per cell, empty rows."""
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    east = '<w:rFonts w:hint="eastAsia" w:eastAsia="仿宋_GB2312"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    amount = cell(para(run("39", props=east), run(".5", props=east), run("0", props="<w:lang w:eastAsia='zh-CN'/>")))
    blank = row(*[cell()] * 4)
    sign = control(run("≥12次", props=east), '<w:id w:val="147477"/><w:text/>')
    return word(
        join(
            para(run("附件4", props=east), style="2"),
            table(4, row(*FUNDS), row("环境巡查", "30.00", "40.00", amount), blank),
            para("指标值：", sign),
        ),
        styles=styles,
    )


@file("62-libreoffice.docx")
def libreoffice() -> bytes:
    """Return a file that LibreOffice wrote of libreoffice.fodt beside this; it never writes the same bytes twice."""
    return (CASES / "62-libreoffice.docx").read_bytes()


@file("63-wrapped-everything.docx")
def wrapped_everything() -> bytes:
    """Write one row in which the wrappers meet: a control around a row, in it one around a cell, in it an insertion."""
    amount = control(cell(control(inserted("39.50"))))
    return word(table(4, row(*FUNDS), control(row("环境巡查", "30.00", control(cell("40.00")), amount))))
