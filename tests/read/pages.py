"""What the tests of the web page reader share: reading a page, and looking at what it says."""

from __future__ import annotations

import re

from wenxiao.document import Document, Paragraph, Table
from wenxiao.read import read_bytes


def read_page(markup: str, *, encoding: str = "utf-8", name: str = "自评.html") -> Document:
    """Read `markup` as a whole page unless it says itself that it is one."""
    if "<html" not in markup.lower():
        markup = f"<html><body>{markup}</body></html>"
    return read_bytes(markup.encode(encoding), name)


def said(document: Document) -> list[str]:
    """Return the texts of all blocks in order, a table as its rows with | between the cells."""
    return [block.text if isinstance(block, Paragraph) else drawn(block) for block in document.blocks]


def drawn(table: Table) -> str:
    """Return the grid of a table, each cell at all the places it covers, rows parted by /."""
    return " / ".join("|".join(cell.text if cell else "∅" for cell in row) for row in table.grid())


def table_of(document: Document) -> Table:
    """Return the only table."""
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def bare(text: str) -> str:
    """Return the characters that are not blank."""
    return re.sub(r"\s", "", text)
