"""The paper of an official letter in Word: A4, the fonts and sizes of 党政机关公文格式 (GB/T 9704—2012), page numbers.

The fonts are those that offices in China have; each names in the font table what may stand in for it elsewhere.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

LATIN = "Times New Roman"
TITLE, HEAD, BODY, SUBHEAD, PLAIN = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "宋体"
_INSTEAD = {TITLE: "黑体", HEAD: "SimHei", BODY: "仿宋", SUBHEAD: "楷体", PLAIN: "SimSun"}
ERHAO, SANHAO, SIHAO, XIAOSI, WUHAO = Pt(22), Pt(16), Pt(14), Pt(12), Pt(10.5)  # 二号、三号、四号、小四、五号
_LEADING = Pt(28)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def sheet(title: str) -> Document:
    """Return an empty letter with its page, styles and page numbers set."""
    letter = docx.Document()
    _properties(letter, title)
    _page(letter)
    _styles(letter)
    _font_table(letter)
    _page_number(letter)
    return letter


def indent(holder: Any) -> None:
    """Indent the first line of a paragraph or style by two characters."""
    properties = holder.element.get_or_add_pPr() if isinstance(holder, ParagraphStyle) else holder._p.get_or_add_pPr()
    ind = properties.get_or_add_ind()
    ind.set(qn("w:firstLineChars"), "200")
    ind.set(qn("w:firstLine"), str(int(SANHAO.pt * 40)))


def face(holder: Any, east: str, size: Pt, *, bold: bool = False) -> None:
    """Set the font of a run or style: Chinese characters in `east`, digits and letters in Times New Roman."""
    properties = holder.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = properties.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), east)
    holder.font.size = size
    holder.font.bold = bold
    holder.font.color.rgb = RGBColor(0, 0, 0)


def chinese_marks(letter: Document) -> None:
    """Have marks that Latin and Chinese share (“ ” … —) printed in the Chinese font, in every run."""
    for run in letter.element.body.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _properties(letter: Document, title: str) -> None:
    core = letter.core_properties
    core.title, core.author, core.language = title[:255], "问效 Wenxiao", "zh-CN"
    core.comments = core.last_modified_by = ""
    core.created = core.modified = datetime.now().replace(microsecond=0)


def _page(letter: Document) -> None:
    page = letter.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.footer_distance = Mm(25)
    for grid in page._sectPr.findall(qn("w:docGrid")):
        grid.set(qn("w:linePitch"), str(int(_LEADING.pt * 20)))


def _styles(letter: Document) -> None:
    styles = letter.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = styles["Normal"]
    face(normal, BODY, SANHAO)
    _leading(normal)
    for name, east, size, bold in (
        ("Title", TITLE, ERHAO, False),
        ("Heading 1", HEAD, SANHAO, False),
        ("Heading 2", SUBHEAD, SANHAO, True),
    ):
        style = styles[name]
        face(style, east, size, bold=bold)
        _leading(style)
        style.paragraph_format.keep_with_next = True
        properties = style.element.get_or_add_pPr()
        for border in properties.findall(qn("w:pBdr")):
            properties.remove(border)
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Heading 1", "Heading 2"):
        indent(styles[name])


def _leading(style: Any) -> None:
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, _LEADING


def _font_table(letter: Document) -> None:
    """Name for each Chinese font what may stand in for it, so that a machine without it chooses well."""
    entries = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(instead)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, instead in _INSTEAD.items()
    )
    for part in letter.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_W}">{entries}</w:fonts>'
            ).encode()


def _page_number(letter: Document) -> None:
    """Write — 1 — in the middle of the foot of every page."""
    line = letter.sections[0].footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (
        ("", "— "),
        ("begin", ""),
        ("code", " PAGE "),
        ("separate", ""),
        ("", "1"),
        ("end", ""),
        ("", " —"),
    ):
        run = line.add_run(text if not kind else "")
        face(run, PLAIN, SIHAO)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
