"""A document written as a clerk's .docx: merged cells on a grid, a paragraph for every line of a cell."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from wenxiao.document import Block, Cell, Document, Table
from word import MORE, TOP, cell, paragraph, row, run, span, word_file

_BREAK = "<w:r><w:br/></w:r>"
_WIDTH = 9000


def as_word(document: Document) -> bytes:
    """Return the document as a Word file; its headings are plain paragraphs."""
    return word_file("".join(map(_block, document.blocks)))


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block) + "<w:p/>"
    return paragraph(_BREAK.join(run(escape(line)) for line in block.text.split("\n")))


def _table(table: Table) -> str:
    columns = f'<w:gridCol w:w="{_WIDTH // table.columns}"/>' * table.columns
    rows = "".join(row(*_cells(at, slots)) for at, slots in enumerate(table.grid()))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _cells(at: int, slots: list[Cell | None]) -> Iterator[str]:
    """Yield the cells of a row: those that begin in it, and the traces of those merged down into it."""
    column = 0
    while column < len(slots):
        found = slots[column]
        wide = found.colspan if found is not None else 1
        merged = "" if found is None or found.rowspan == 1 else TOP if found.row == at else MORE
        properties = f"{span(wide) if wide > 1 else ''}{merged}"
        text = found.text if found is not None and found.row == at else ""
        yield cell("".join(paragraph(run(escape(line))) for line in text.split("\n")), properties)
        column += wide
