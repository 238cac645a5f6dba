"""Pages as PDF, set by Typst with fonts that come as a package: Chinese shows, and can be searched, on any machine."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path

from wenxiao.errors import UsageError
from wenxiao.write.clean import printable, signature_line
from wenxiao.write.sheet import Page, Prose, Sheet, SheetCell

_FONTS = "pylopdf_fonts_zh_cn"
_SET = """
#set text(font: "Noto Serif SC", lang: "zh", region: "cn", size: 16pt, top-edge: "ascender", bottom-edge: "descender")
#set par(leading: 8pt, spacing: 8pt)
#let across(on, it) = page(paper: "a4", flipped: on, margin: (x: 20mm, top: 20mm, bottom: 22mm), numbering: "— 1 —", it)
#let prose(it) = page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —", it)
#show heading: set text(weight: "regular")
#let sans(it) = text(font: "Noto Sans SC", it)
#let title(it) = align(center, heading(level: 1, text(size: 18pt, it)))
#let part(it) = heading(level: 1, sans(text(size: 16pt, it)))
#let part2(it) = heading(level: 2, text(size: 16pt, weight: "bold", h(2em) + it))
#let line(it) = par(first-line-indent: (amount: 2em, all: true), justify: true, it)
#let gap(it) = line(highlight(fill: rgb("#ffff66"), it))
#let closing(it) = align(right, it)
#let annex(it) = sans(it)
#let note(it) = { set text(size: 10.5pt); set par(leading: 5pt); it }
#let form(..it) = {
  set text(size: 10.5pt)
  set par(leading: 4pt)
  set table.cell(breakable: false)
  table(stroke: 0.5pt, inset: (x: 3pt, y: 4pt), align: center + horizon, ..it)
}
"""


def render(pages: Sequence[Page], title: str) -> bytes:
    """Return the pages as one PDF. Raises UsageError if what sets it is not installed."""
    missing = [name for name in ("typst", _FONTS) if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(
            "写 PDF 要另装排版部件和中文字体：请运行 pip install 'wenxiao[pdf]'，或者先写 Word，再另存为 PDF。"
        )
    import typst  # noqa: PLC0415  # an extra of 34 MB

    source = "\n".join([_SET, f"#set document(title: {_string(title)}, date: none)", *_body(pages)])
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_folder())])
    return typst.compile(source.encode(), font_paths=fonts, format="pdf")


def _folder() -> Path:
    spec = importlib.util.find_spec(_FONTS)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _body(pages: Sequence[Page]) -> Iterator[str]:
    """Yield the pages; a form that stands in the text of another goes on its page."""
    for at, page in enumerate(pages):
        if isinstance(page, Prose):
            yield f"#prose[{''.join(_prose(page))}]"
            continue
        if at == 0 or page.apart or isinstance(pages[at - 1], Prose):
            yield f"#across({'true' if page.orientation == 'landscape' else 'false'})["
        yield from _form(page)
        following = pages[at + 1] if at + 1 < len(pages) else None
        if following is None or isinstance(following, Prose) or following.apart:
            yield "]"


def _prose(page: Prose) -> Iterator[str]:
    yield f"#title{_said(page.title)}\n"
    names = {"heading1": "part", "heading2": "part2", "text": "line", "gap": "gap"}
    yield from (f"#{names[line.kind]}{_said(line.text)}\n" for line in page.lines)
    yield from (f"#closing{_said(said)}\n" for said in page.closing)


def _form(page: Sheet) -> Iterator[str]:
    if page.part:
        yield f"#part{_said(page.part)}"
    if page.annex:
        yield f"#annex{_said(page.annex)}"
    yield f"#{'title' if page.apart else 'part'}{_said(page.title)}"
    yield from (f"#note{_said(said)}" for said in page.above)
    yield _table(page)
    yield from (f"#note{_said(said)}" for said in page.notes)
    if page.signatures:
        yield f"#note{_said(signature_line(page))}"


def _table(page: Sheet) -> str:
    columns = ", ".join(f"{share}fr" for share in page.widths)
    heads = ", ".join(_cell(cell) for cell in page.cells if cell.row < page.heads)
    rest = ", ".join(_cell(cell) for cell in page.cells if cell.row >= page.heads)
    return f"#form(columns: ({columns},), {f'table.header({heads}), ' if heads else ''}{rest})"


def _cell(cell: SheetCell) -> str:
    spans = f"x: {cell.column}, y: {cell.row}, colspan: {cell.colspan}, rowspan: {cell.rowspan}"
    align = ", align: left + horizon" if cell.style in ("text", "note") else ""
    broken = ", breakable: true" if cell.rowspan > 1 or len(cell.text) > 300 else ""
    said = _said(cell.text)
    return f"table.cell({spans}{align}{broken}){f'[#sans{said}]' if cell.style == 'head' else said}"


def _said(text: str) -> str:
    """Return a text as content; nothing in it is read as markup."""
    return f"[{'#linebreak()'.join(f'#{_string(line)}' for line in printable(text).split(chr(10)) if line)}]"


def _string(text: str) -> str:
    return '"' + printable(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
