"""Time grows with the length of a document, not with its square."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time

import pytest

from wenxiao.check import check
from wenxiao.document import Cell, Document, Paragraph, Place, Table
from wenxiao.extract import extract
from wenxiao.standards import load

TITLE = "某某街道2024年度部门整体支出绩效评价自评报告"
HEADS = ("项目名称", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
LIMIT = 10  # seconds; none should take more than three


def document(*blocks: Paragraph | Table) -> Document:
    """Return a document of blocks under a title."""
    title = Paragraph(text=TITLE, place=Place(block=0))
    return Document(file="长.txt", sha256="", media_type="text/plain", blocks=(title, *blocks))


def paragraph(text: str) -> Paragraph:
    """Return the one paragraph below the title."""
    return Paragraph(text=text, place=Place(block=1))


def rows(count: int) -> Iterator[Cell]:
    """Yield the cells of a table of projects that are spent as planned."""
    for row in range(count):
        amount = f"{row % 977 + 1}.50"
        texts = HEADS if row == 0 else (f"项目{row}", amount, amount, amount, "10", "100%", "10")
        for column, text in enumerate(texts):
            yield Cell(text=text, row=row, column=column, place=Place(block=1, row=row, column=column))


def figures(count: int, stop: str) -> str:
    """Return sentences of figures, parted by a stop."""
    said = "本单位基本支出{}.50万元，其中：人员经费{}.20万元，公用经费0.30万元，占基本支出的{}%，在职人员{}人"
    return stop.join(said.format(at, at, at % 100, at) for at in range(count))


LONG = {
    "一句": document(paragraph(figures(1000, "；"))),
    "多句": document(paragraph(figures(1000, "。"))),
    "列举": document(paragraph("街道、" * 60_000)),
    "无标点": document(paragraph("工作" * 200_000)),
    "表": document(Table(rows=1500, columns=7, cells=tuple(rows(1500)), place=Place(block=1))),
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_document_is_checked_in_time(name: str) -> None:
    """A long sentence, a long list, a paragraph without stops and a tall table are read and checked in seconds."""
    pack = load("hunan-2020")
    before = process_time()
    check(extract(LONG[name], pack), pack)
    assert process_time() - before < LIMIT
