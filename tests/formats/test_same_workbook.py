"""The same filing in a workbook says the same, and the same is found wrong in it."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter

from filings import SHIPPED, differences, said, said_in_text, word_document
from wenxiao.document import Document, Paragraph
from wenxiao.read import read_bytes

_WHERE = re.compile(r"(?:第\d+行|表\d+ 第\d+行第\d+列|工作表“材料” [A-Z]+\d+)：")


def workbook(document: Document) -> bytes:
    """Write a document into one sheet: a line a row, the tables framed, a blank row under each."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page, frame = book.add_worksheet("材料"), book.add_format({"border": 1})
    at = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            page.write_string(at, 0, block.text)
            at += 1
            continue
        for cell in block.cells:
            row, column = at + cell.row, cell.column
            if cell.rowspan * cell.colspan > 1:
                page.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, cell.text, frame)
            elif cell.text:
                page.write_string(row, column, cell.text, frame)
            else:
                page.write_blank(row, column, None, frame)
        at += block.rows + 1
    book.close()
    return made.getvalue()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_workbook_says_what_the_text_says(name: str) -> None:
    """Every fact, indicator and finding is the one of the text; only the places have other names."""
    document = read_bytes(workbook(word_document(name)), "样例.xlsx")
    before, after = (tuple(_WHERE.sub("", line) for line in lines) for lines in (said_in_text(name), said(document)))
    assert not differences(before, after)
