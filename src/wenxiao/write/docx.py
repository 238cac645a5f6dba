"""Pages as a Word file in the official look.

The tables are written as XML: python-docx walks a whole table for every cell that it is asked for.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from wenxiao.report import paper
from wenxiao.write.clean import printable, signature_line
from wenxiao.write.marks import pieces
from wenxiao.write.sheet import Page, Prose, Sheet, SheetCell

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_EAST = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_GAP = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:highlight w:val="yellow"/></w:rPr>'
_SMALLER = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="36"/></w:rPr>'  # 小二, for a title that 二号 would break
_NUMBERED = tuple(f"{one}、" for one in "一二三四五六七八九十")
_NOTE = re.compile(r"(?<=[^\n（])(?=（[^（）]{1,4}）)")
_FIGURE = re.compile(r"[\d.,%％]+")
_SIZES = (21, 18, 15, 13)  # half points: 五号, 小五, 六号, 小六
_PERCENT = 176  # twentieths of a point: the widest sign in a figure
_EM = 210  # twentieths of a point: a full-width character of 五号
_NARROW = 0x2E80  # characters from here on are full-width
_MARGINS = 114  # twentieths of a point, at the left and right of a cell
_AUTHOR = "问效"
_MM = 56.6929  # twentieths of a point
_LONG = 300  # characters; a row with more in a cell may be broken over two pages
_SHORT = 8  # rows; a table with no more stays on one page
_FORM_MARGIN = (20, 20, 20, 20)  # mm: top, bottom, left, right
_ACROSS_MARGIN = (15, 17, 20, 20)  # a page across is low: the rows need its height
_HIGH = {"portrait": 397, "landscape": 300}  # twentieths of a point: the least height of a row
_PROSE_MARGIN = (37, 35, 28, 26)
_CELL_STYLES = {
    "head": "FormHead",
    "label": "FormLabel",
    "figure": "FormFigure",
    "text": "FormText",
    "note": "FormText",
}


def render(pages: Sequence[Page], title: str) -> bytes:
    """Return the pages as one Word file."""
    letter = paper.sheet(printable(title))
    _styles(letter)
    body = letter.element.body
    last = body.find(qn("w:sectPr"))
    for index, page in enumerate(pages):
        before = pages[index - 1] if index else None
        if before is not None and _setting(before) != _setting(page):
            body.insert(list(body).index(last), _section_break(last, before))
            fresh = True
        else:
            fresh = index == 0
        for piece in _pieces(page, broken=not fresh and _apart(page)):
            last.addprevious(piece)
    _set_section(last, pages[-1] if pages else None)
    _number_marks(body)
    buffer = io.BytesIO()
    letter.save(buffer)
    return buffer.getvalue()


def _apart(page: Page) -> bool:
    return isinstance(page, Prose) or page.apart


def _setting(page: Page) -> tuple[bool, bool]:
    """Return what two pages of one section share: prose or form, upright or across."""
    return isinstance(page, Prose), isinstance(page, Sheet) and page.orientation == "landscape"


def _section_break(model: Any, page: Page) -> Any:
    """Return the paragraph that ends the section of a page."""
    holder = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    style = OxmlElement("w:spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        style.set(qn(f"w:{name}"), value)
    section = copy.deepcopy(model)
    _set_section(section, page)
    properties.append(style)
    properties.append(section)
    holder.append(properties)
    return holder


def _set_section(section: Any, page: Page | None) -> None:
    """Set the size and the margins of a section."""
    prose, across = _setting(page) if page is not None else (True, False)
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    wide, high = (297, 210) if across else (210, 297)
    size.set(qn("w:w"), str(round(wide * _MM)))
    size.set(qn("w:h"), str(round(high * _MM)))
    if across:
        size.set(qn("w:orient"), "landscape")
    form = _ACROSS_MARGIN if across else _FORM_MARGIN
    for name, value in zip(("top", "bottom", "left", "right"), _PROSE_MARGIN if prose else form, strict=True):
        margins.set(qn(f"w:{name}"), str(round(value * _MM)))
    if not prose:
        margins.set(qn("w:footer"), str(round(12 * _MM)))


# --- the pieces of a page ------------------------------------------------------------------------------


def _pieces(page: Page, *, broken: bool) -> Iterator[Any]:
    """Yield the paragraphs and the table of a page as elements."""
    lines = _prose(page, broken=broken) if isinstance(page, Prose) else _form(page, broken=broken)
    for xml in lines:
        yield parse_xml(xml)


def _prose(page: Prose, *, broken: bool) -> Iterator[str]:
    yield _paragraph(page.title, "FormTitle", broken=broken)
    styles = {"heading1": "Heading1", "heading2": "Heading2", "text": "BodyText", "gap": "BodyText"}
    for line in page.lines:
        yield _paragraph(line.text, styles[line.kind], _GAP if line.kind == "gap" else _EAST)
    for said in page.closing:
        yield _paragraph(said, "FormClosing")


def _form(page: Sheet, *, broken: bool) -> Iterator[str]:
    if page.part:
        yield _paragraph(page.part, "FormPart", broken=broken)
    if page.annex:
        yield _paragraph(page.annex, "FormAnnex", broken=broken)
    broken = broken and not page.annex and not page.part
    style = "FormTitle" if page.apart and not page.title.startswith(_NUMBERED) else "FormPart"
    room = sum(widths(page)) / 20
    run = _SMALLER if len(page.title) * paper.ERHAO.pt > room and style == "FormTitle" else _EAST
    yield _paragraph(page.title, style, run, broken=broken)
    for said in page.above:
        yield _paragraph(said, "FormNote")
    yield _table(page)
    for said in page.notes:
        yield _paragraph(said, "FormNote")
    yield _paragraph(signature_line(page), "FormNote")


def _paragraph(text: str, style: str, run: str = _EAST, *, broken: bool = False) -> str:
    before = "<w:pageBreakBefore/>" if broken else ""
    return f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/>{before}</w:pPr>{_runs(text, run)}</w:p>'


def _runs(text: str, run: str = _EAST) -> str:
    return "".join(_run(kind, printable(said), run) for kind, said in pieces(text) if said)


def _run(kind: str, text: str, run: str) -> str:
    """Return a run; what was changed is a tracked deletion and insertion, to be accepted or rejected in Word."""
    tag = "delText" if kind == "old" else "t"
    said = "<w:br/>".join(f'<w:{tag} xml:space="preserve">{escape(line)}</w:{tag}>' for line in text.split("\n"))
    inner = f"<w:r>{run}{said}</w:r>"
    mark = {"old": "del", "new": "ins"}.get(kind)
    return f'<w:{mark} w:id="0" w:author="{_AUTHOR}">{inner}</w:{mark}>' if mark else inner


def _number_marks(body: Any) -> None:
    """Give each tracked change a number of its own."""
    for number, mark in enumerate(body.iter(qn("w:ins"), qn("w:del")), 1):
        mark.set(qn("w:id"), str(number))


def _table(page: Sheet) -> str:
    room = widths(page)
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in room)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
    rows = "".join(_row(page, at, slots, room) for at, slots in enumerate(page.grid()))
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(room)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def widths(page: Sheet) -> list[int]:
    """Return the columns' widths in twentieths of a point."""
    room = round((297 if page.orientation == "landscape" else 210) * _MM) - round(sum(_FORM_MARGIN[2:]) * _MM)
    return [share * room // sum(page.widths) for share in page.widths]


def _row(page: Sheet, at: int, slots: list[SheetCell | None], room: list[int]) -> str:
    whole = max((len(cell.text) for cell in slots if cell is not None and cell.row == at), default=0) < _LONG
    head = "<w:tblHeader/>" if at < page.heads else ""
    keep = page.rows <= _SHORT and at + 1 < page.rows
    cells, column = [], 0
    while column < len(slots):
        cell = slots[column]
        wide = cell.colspan if cell is not None else 1
        cells.append(_cell(cell, at, sum(room[column : column + wide]), keep=keep))
        column += wide
    properties = (
        f'{"<w:cantSplit/>" if whole else ""}<w:trHeight w:val="{_HIGH[page.orientation]}" w:hRule="atLeast"/>{head}'
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: SheetCell | None, at: int, width: int, *, keep: bool) -> str:
    """Return a cell, or the trace of one that is merged down into this row."""
    if cell is None:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    begins = cell.row == at
    merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    style = f'<w:pPr><w:pStyle w:val="{_CELL_STYLES[cell.style]}"/>{"<w:keepNext/>" if keep else ""}</w:pPr>'
    lines = _folded(cell, width).split("\n") if begins else [""]
    size = figure_size(cell.text, width)
    run = _EAST if size == _SIZES[0] else f'<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="{size}"/></w:rPr>'
    said = "".join(f"<w:p>{style}{_runs(line, run)}</w:p>" for line in lines)
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{said}</w:tc>"


def figure_size(text: str, width: int) -> int:
    """Return the size, in half points, at which a figure fits a cell on one line: a broken figure is misread."""
    if not _FIGURE.fullmatch(text):
        return _SIZES[0]
    fits = (size for size in _SIZES if _long(text) * size <= (width - _MARGINS) * _SIZES[0])
    return next(fits, _SIZES[-1])


def _long(text: str) -> int:
    """Return how long a text is at 五号, in twentieths of a point."""
    return sum(_PERCENT if char == "%" else _EM if ord(char) > _NARROW else _EM // 2 for char in text)


def _folded(cell: SheetCell, width: int) -> str:
    """Return a label with its notes in brackets (50分) on lines of their own where it does not fit on one."""
    if cell.style not in ("head", "label") or "\n" in cell.text:
        return cell.text
    return cell.text if _long(cell.text) <= width - _MARGINS else _NOTE.sub("\n", cell.text)


# --- styles --------------------------------------------------------------------------------------------

_CENTRE, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


def _styles(letter: Document) -> None:
    """Add the styles of forms; titles of forms stand in the navigation beside the headings of the report."""
    for name, east, size, align, leading in (
        ("FormTitle", paper.TITLE, paper.ERHAO, _CENTRE, 32),
        ("FormPart", paper.HEAD, paper.SANHAO, _LEFT, 28),
        ("FormAnnex", paper.HEAD, paper.SANHAO, _LEFT, 28),
        ("FormNote", paper.BODY, paper.WUHAO, _LEFT, 16),
        ("FormClosing", paper.BODY, paper.SANHAO, _RIGHT, 28),
        ("FormHead", paper.HEAD, paper.WUHAO, _CENTRE, 14),
        ("FormLabel", paper.BODY, paper.WUHAO, _CENTRE, 14),
        ("FormFigure", paper.BODY, paper.WUHAO, _CENTRE, 14),
        ("FormText", paper.BODY, paper.WUHAO, _LEFT, 14),
    ):
        style = letter.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = letter.styles["Normal"]
        paper.face(style, east, size)
        form = style.paragraph_format
        form.alignment, form.line_spacing = align, Pt(leading)
    body = letter.styles["Body Text"]
    paper.face(body, paper.BODY, paper.SANHAO)
    body.paragraph_format.space_after = Pt(0)
    body.paragraph_format.line_spacing = Pt(28)
    paper.indent(body)
    _placed(letter)


def _placed(letter: Document) -> None:
    """Give titles their place in the navigation and the space around them."""
    for name, before, after, outlined in (
        ("FormTitle", 6, 10, True),
        ("FormPart", 10, 6, True),
        ("FormAnnex", 0, 0, False),
        ("FormNote", 4, 0, False),
    ):
        form = letter.styles[name].paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), name != "FormNote"
        if outlined:
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), "0")
            letter.styles[name].element.get_or_add_pPr().append(level)
