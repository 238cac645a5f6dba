"""How much one filing may hold: a real one has some ten thousand characters and at most a few hundred figures.

What is far beyond takes minutes to read and check, and is either several units' papers in one upload or an attack.
"""

from __future__ import annotations

from collections.abc import Sequence

from wenxiao.document import Document, Paragraph
from wenxiao.filing import Filing

CHARACTERS = 300_000
FIGURES = 2_500
_ADVICE = "请只传本单位这一年的材料；确有这么多的，请联系财政部门分开报"


def too_long(documents: Sequence[Document]) -> str:
    """Return why documents are too long for one filing, "" if they are not."""
    count = sum(_characters(one) for one in documents)
    if count <= CHARACTERS:
        return ""
    return f"材料有 {count // 10_000} 万字，超过一份自评材料 {CHARACTERS // 10_000} 万字的上限，没有读入。{_ADVICE}"


def too_many(filing: Filing) -> str:
    """Return why a filing states too many figures to be one, "" if it does not."""
    count = len(filing.facts) + len(filing.indicators)
    if count <= FIGURES:
        return ""
    return f"读到 {count} 个数和指标，超过一份自评材料 {FIGURES} 个的上限，没有核验。{_ADVICE}"


def _characters(document: Document) -> int:
    return sum(
        len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for cell in block.cells)
        for block in document.blocks
    )
