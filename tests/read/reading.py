"""What the tests of the readers share: reading a small text, and looking at its tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenxiao.document import Document, Paragraph, Table
from wenxiao.read import read_bytes

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def read_text(text: str) -> Document:
    """Read `text` as the content of a UTF-8 file."""
    return read_bytes(text.encode(), "样例.txt")


def tables(document: Document) -> list[list[list[str]]]:
    """Return the texts of all tables, row by row."""
    return [
        [[cell.text for cell in line] for line in block.lines()]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def paragraphs(document: Document) -> list[str]:
    """Return the texts of all paragraphs."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def corpus_files() -> list[Path]:
    """Return the texts of the corpus; skip the test if they are not on this machine."""
    files = sorted(CORPUS.glob("*.txt"))
    if not files:
        pytest.skip("../shared/corpus is absent: the published reports are not on this machine")
    return files
