"""A document written as a web page: one kept as a government site would, and one as Word saves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from wenxiao.document import Block, Cell, Document, Paragraph, Table

_OFFICE = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"'


def as_page(document: Document) -> bytes:
    """Return the document as a page in UTF-8 with headings, lines parted by <br>."""
    body = "\n".join(map(_plain, document.blocks))
    head = f'<meta charset="utf-8"><title>{escape(document.file)}</title>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'.encode()


def as_saved_by_word(document: Document) -> bytes:
    """Return the document as Word's own “web page”: gb18030, a paragraph for every line, its namespaces and styles."""
    body = "\n".join(map(_office, document.blocks))
    head = (
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document>'
        '<style><!-- p.MsoNormal{mso-style-parent:"";margin:0cm;font-family:宋体} --></style>'
    )
    page = f"<html {_OFFICE}>\n<head>{head}</head>\n<body lang=ZH-CN>\n<div class=WordSection1>\n{body}\n</div></body>"
    return f"{page}</html>".encode("gb18030")


def as_markdown(document: Document) -> bytes:
    """Return the document as Markdown with its tables in HTML, as a recogniser writes it."""
    return "\n\n".join(map(_marked, document.blocks)).encode()


def _plain(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block, lambda text: escape(text).replace("\n", "<br>"), "<table border=1>")
    tag = "h2" if _is_title(block) else "p"
    return f"<{tag}>{_kept(block.text)}</{tag}>"


def _office(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block, _office_lines, "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0>")
    return _office_line(block.text)


def _office_lines(text: str) -> str:
    return "".join(map(_office_line, text.split("\n")))


def _office_line(text: str) -> str:
    return f"<p class=MsoNormal><span style='mso-ascii-font-family:宋体'>{_kept(text)}<o:p></o:p></span></p>"


def _kept(text: str) -> str:
    """Return text whose line breaks and runs of blanks a browser keeps."""
    return escape(text).replace("  ", "&nbsp; ").replace("\n", "<br>")


def _is_title(block: Paragraph) -> bool:
    return len(block.text) < 40 and block.text.endswith(("表", "报告"))


def _marked(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block, lambda text: escape(text).replace("\n", "<br>"), "<table>")
    return block.text


def _table(table: Table, inner: Callable[[str], str], opening: str) -> str:
    rows = "\n".join(f"<tr>{''.join(_cells(at, slots, inner))}</tr>" for at, slots in enumerate(table.grid()))
    return f"{opening}\n{rows}\n</table>"


def _cells(at: int, slots: list[Cell | None], inner: Callable[[str], str]) -> Iterator[str]:
    """Yield the cells that begin in a row; a hole in the grid becomes an empty one."""
    for column, cell in enumerate(slots):
        if cell is None:
            yield "<td></td>"
        elif (cell.row, cell.column) == (at, column):
            reach = (("rowspan", cell.rowspan), ("colspan", cell.colspan))
            spans = "".join(f' {name}="{count}"' for name, count in reach if count > 1)
            yield f"<td{spans}>{inner(cell.text)}</td>"
