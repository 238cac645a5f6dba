"""The same filing says the same, and the same is found wrong in it, whatever the format and the layout."""

from __future__ import annotations

import pytest

import layouts
from filings import CORPUS, REAL, SAMPLE, SHIPPED, differences, said, said_in_text, word_document

_ABSENT = pytest.mark.skipif(not CORPUS.is_dir(), reason="没有 ../shared/corpus，略过真实报告的测试")
CORPUS_NAMES = tuple(pytest.param(name, marks=[pytest.mark.corpus, _ABSENT]) for name in REAL)

LAYOUTS = {
    "titled inside": layouts.titled_inside,
    "headed again": layouts.headed_again,
    "cut apart": layouts.cut_apart,
    "one sheet": layouts.one_sheet,
}
DEVIATIONS = {
    ("titled inside", "tests/reports/hunan/county-hospital-2023.txt"): ("finding target.off-duty",),
    ("one sheet", "tests/reports/hunan/county-hospital-2023.txt"): ("finding target.off-duty",),
}
"""Where a layout does change what is read: titles in a table no longer count for the length of the prose (1500), below
which indicators are not compared with it."""


@pytest.mark.parametrize("name", (*SHIPPED, *CORPUS_NAMES))
def test_exact_tables_say_what_ragged_rows_say(name: str) -> None:
    """Spans are no more than layout: with them every fact, indicator and finding is the one of the text."""
    assert not differences(said_in_text(name), said(word_document(name)))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", (*SAMPLE, *CORPUS_NAMES[1:]))
def test_another_layout_says_the_same(name: str, layout: str) -> None:
    """Titles, notes and signatures as rows, heads typed again, tables cut or stacked change nothing that is read."""
    document = LAYOUTS[layout](word_document(name))
    known = DEVIATIONS.get((layout, name), ())
    found = differences(said_in_text(name), said(document))
    assert not [line for line in found if not line[1:].startswith(known or "\0")]
