"""Pages as plain text and as Markdown, in the dialects that our own reader reads.

Text: a row a line, cells parted by TABs; of a merged cell only what reaches down leaves an empty one behind.
Markdown: headings, and the tables in HTML, which Markdown allows and which alone keeps merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from wenxiao.write.clean import printable, signature_line
from wenxiao.write.sheet import Page, Prose, Sheet, SheetCell

_ENTITY = re.compile(r"&(?=[a-z]{2,4};)")
_TAG = re.compile(r"<(?=/?[a-zA-Z])")


def render_text(pages: Sequence[Page]) -> bytes:
    """Return the pages as plain text."""
    return ("\n\n".join("\n".join(_text(page)) for page in pages) + "\n").encode()


def render_markdown(pages: Sequence[Page]) -> bytes:
    """Return the pages as Markdown."""
    return ("\n\n".join("\n\n".join(_markdown(page)) for page in pages) + "\n").encode()


def _text(page: Page) -> Iterator[str]:
    if isinstance(page, Prose):
        yield from (printable(line) for line in (page.title, "", *(line.text for line in page.lines), *page.closing))
        return
    yield from _above(page)
    grid = page.grid()
    for at, slots in enumerate(grid):
        yield "\t".join(_row(at, slots, _parted(at, grid)))
    yield ""
    yield from _below(page)


def _above(page: Sheet) -> Iterator[str]:
    yield from (printable(said) for said in (page.part, page.annex, page.title, *page.above) if said)


def _below(page: Sheet) -> Iterator[str]:
    yield from map(printable, page.notes)
    if page.signatures:
        yield printable(signature_line(page))


def _parted(at: int, grid: Sequence[Sequence[SheetCell | None]]) -> set[SheetCell]:
    """Return the heads of a row that stand over several heads: they keep the width of those."""
    below = (
        {cell.column for cell in grid[at + 1] if cell is not None and cell.row == at + 1} if at + 1 < len(grid) else {}
    )
    found = {cell for cell in grid[at] if cell is not None and cell.style == "head" and cell.row == at}
    return {cell for cell in found if any(cell.column < column < cell.column + cell.colspan for column in below)}


def _row(at: int, slots: Sequence[SheetCell | None], parted: set[SheetCell]) -> Iterator[str]:
    """Yield the cells of a row once each; what is merged down from above is empty."""
    previous: SheetCell | None = None
    for cell in slots:
        if cell is not previous or cell is None or cell in parted:
            yield _joined(cell.text) if cell is not None and cell.row == at and cell is not previous else ""
        previous = cell


def _markdown(page: Page) -> Iterator[str]:
    if isinstance(page, Prose):
        yield f"# {printable(page.title)}"
        marks = {"heading1": "## ", "heading2": "### ", "text": "", "gap": ""}
        yield from (f"{marks[line.kind]}{printable(line.text)}" for line in page.lines)
        yield from map(printable, page.closing)
        return
    if page.part:
        yield f"## {printable(page.part)}"
    if page.annex:
        yield printable(page.annex)
    yield f"## {printable(page.title)}"
    yield from map(printable, page.above)
    yield "\n".join(["<table>", *map(_tagged, page.by_row()), "</table>"])
    yield from _below(page)


def _tagged(line: Sequence[SheetCell]) -> str:
    return f"<tr>{''.join(map(_cell, line))}</tr>"


def _cell(cell: SheetCell) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if count > 1
    )
    return f"<td{spans}>{_escaped(cell.text)}</td>"


def _escaped(text: str) -> str:
    return escape(printable(text), quote=False).replace("\n", "<br>")


def _joined(text: str) -> str:
    """Return a cell on one line, its own lines parted by the mark that readers of such text know.

    What a reader would take for such a mark is written so that it reads as it stands.
    """
    plain = _TAG.sub("&lt;", _ENTITY.sub("&amp;", printable(text)))
    return plain.replace("\t", " ").replace("\n", "<br>")
