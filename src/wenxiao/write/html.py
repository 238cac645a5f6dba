"""Pages as one self-contained web page: semantic tables, A4 in print, each slot named in data attributes.

The attributes say what a cell stands for (form, block, row, concept or role), so that a web form can put a field there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from wenxiao.standards.layout import Style
from wenxiao.write.clean import printable, signature_line
from wenxiao.write.marks import pieces
from wenxiao.write.sheet import Page, Prose, Sheet, SheetCell, Slot

_CSS = """
@page { size: A4; margin: 20mm; }
@page across { size: A4 landscape; }
body { margin: 0 auto; max-width: 190mm; color: #000; background: #fff;
  font: 16pt/28pt "仿宋_GB2312", "仿宋", FangSong, "Noto Serif CJK SC", "Noto Serif SC", serif; }
section { break-before: page; padding: 8mm 0; }
section:first-child, section.follows { break-before: auto; }
section.across { page: across; max-width: none; }
h1 { font: normal 22pt/32pt "方正小标宋简体", "宋体", SimSun, "Noto Serif CJK SC", serif; }
h1 { text-align: center; margin: 0 0 10pt; }
h2, .annex { font: normal 16pt/28pt "黑体", SimHei, "Noto Sans CJK SC", sans-serif; margin: 0; }
h3 { font: bold 16pt/28pt "楷体_GB2312", "楷体", KaiTi, serif; margin: 0; text-indent: 2em; }
p { margin: 0; text-indent: 2em; }
p.note, p.annex { text-indent: 0; }
p.note { font-size: 10.5pt; line-height: 16pt; }
p.closing { text-align: right; }
mark { background: #ff6; }
del { color: #b00; }
ins { color: #06c; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 10.5pt; line-height: 14pt; }
th, td { border: 0.5pt solid #000; padding: 2pt 3pt; text-align: center; vertical-align: middle; }
th, td { overflow-wrap: anywhere; }
th { font-family: "黑体", SimHei, "Noto Sans CJK SC", sans-serif; font-weight: normal; }
td.text, td.note { text-align: left; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
"""


def render(pages: Sequence[Page], title: str) -> bytes:
    """Return the pages as one web page."""
    body = "\n".join(section(page) for page in pages)
    head = f'<meta charset="utf-8">\n<title>{escape(printable(title))}</title>\n<style>{_CSS}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'.encode()


def section(page: Page) -> str:
    """Return one page as a section of a web page; every text is escaped."""
    if isinstance(page, Prose):
        return "\n".join([f'<section data-form="{escape(page.form)}">', *_prose(page), "</section>"])
    kinds = [name for name, so in (("across", page.orientation == "landscape"), ("follows", not page.apart)) if so]
    look = f' class="{" ".join(kinds)}"' if kinds else ""
    return "\n".join([f'<section{look} data-form="{escape(page.form)}">', *_form(page), "</section>"])


def _prose(page: Prose) -> Iterator[str]:
    yield f"<h1>{_said(page.title)}</h1>"
    for line in page.lines:
        if line.kind == "gap":
            yield f"<p><mark>{_said(line.text)}</mark></p>"
        else:
            tag = {"heading1": "h2", "heading2": "h3", "text": "p"}[line.kind]
            yield f"<{tag}>{_said(line.text)}</{tag}>"
    yield from (f'<p class="closing">{_said(said)}</p>' for said in page.closing)


def _form(page: Sheet) -> Iterator[str]:
    if page.part:
        yield f"<h2>{_said(page.part)}</h2>"
    if page.annex:
        yield f'<p class="annex">{_said(page.annex)}</p>'
    yield f"<h1>{_said(page.title)}</h1>" if page.apart else f"<h2>{_said(page.title)}</h2>"
    yield from (f'<p class="note">{_said(said)}</p>' for said in page.above)
    yield from _table(page)
    yield from (f'<p class="note">{_said(said)}</p>' for said in page.notes)
    if page.signatures:
        yield f'<p class="note">{_said(signature_line(page))}</p>'


def _table(page: Sheet) -> Iterator[str]:
    whole = sum(page.widths)
    columns = "".join(f'<col style="width: {share * 100 // whole}%">' for share in page.widths)
    yield f"<table>\n<colgroup>{columns}</colgroup>"
    if page.heads:
        yield "<thead>"
    for at, line in enumerate(page.by_row()):
        if at == page.heads:
            yield "</thead>\n<tbody>" if page.heads else "<tbody>"
        yield f"<tr>{''.join(map(_cell, line))}</tr>"
    yield "</tbody>\n</table>"


def _cell(cell: SheetCell) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if count > 1
    )
    tag = "th" if cell.style == "head" and cell.slot is None else "td"
    return f"<{tag}{_look(cell.style)}{spans}{_data(cell.slot)}>{_said(cell.text)}</{tag}>"


def _look(style: Style) -> str:
    return "" if style == "head" else f' class="{style}"'


def _data(slot: Slot | None) -> str:
    """Return what a cell stands for as data attributes."""
    if slot is None:
        return ""
    return "".join(f' data-{name}="{escape(value)}"' for name, value in slot._asdict().items() if value is not None)


def _said(text: str) -> str:
    return "".join(_piece(kind, said) for kind, said in pieces(text))


def _piece(kind: str, text: str) -> str:
    said = escape(printable(text), quote=False).replace("\n", "<br>")
    tag = {"old": "del", "new": "ins"}.get(kind)
    return f"<{tag}>{said}</{tag}>" if tag else said
