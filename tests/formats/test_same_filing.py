"""The same filing says the same, and the same is found wrong in it, whatever the format and the layout."""

from __future__ import annotations

import pytest

import layouts
from as_web import as_markdown, as_page, as_saved_by_word
from as_word import as_word
from as_workbook import a_form_a_sheet, on_one_sheet
from filings import CORPUS, REAL, SAMPLE, SHIPPED, differences, said, said_in_text, word_document
from wenxiao.read import read_bytes

_ABSENT = pytest.mark.skipif(not CORPUS.is_dir(), reason="没有 ../shared/corpus，略过真实报告的测试")
CORPUS_NAMES = tuple(pytest.param(name, marks=[pytest.mark.corpus, _ABSENT]) for name in REAL)

LAYOUTS = {
    "titled inside": layouts.titled_inside,
    "headed again": layouts.headed_again,
    "cut apart": layouts.cut_apart,
    "one sheet": layouts.one_sheet,
}
FORMATS = {
    "docx": as_word,
    "html": as_page,
    "htm": as_saved_by_word,
    "md": as_markdown,
    "xlsx": on_one_sheet,
    "sheets.xlsx": a_form_a_sheet,
}
DEVIATIONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("titled inside", "tests/reports/hunan/county-hospital-2023.txt"): ("finding target.off-duty",),
    ("one sheet", "tests/reports/hunan/county-hospital-2023.txt"): ("finding target.off-duty",),
    ("xlsx", "donghe-2024"): ("goals goals",),
}
"""Where a layout does change what is read, by the beginning of the lines that differ.

Titles in a table no longer count for the length of the prose (1500), below which indicators are not compared with it.
A scrap of a goal that a page break cut off is joined to the table above it.
"""


@pytest.mark.parametrize("name", (*SHIPPED, *CORPUS_NAMES))
def test_exact_tables_say_what_ragged_rows_say(name: str) -> None:
    """Spans are no more than layout: with them every fact, indicator and finding is the one of the text."""
    assert not differences(said_in_text(name), said(word_document(name)))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", (*SAMPLE, *CORPUS_NAMES[1:]))
def test_another_layout_says_the_same(name: str, layout: str) -> None:
    """Titles, notes and signatures as rows, heads typed again, tables cut or stacked change nothing that is read."""
    found = said(LAYOUTS[layout](word_document(name)))
    assert not unknown(layout, name, found)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", (*SHIPPED, *CORPUS_NAMES))
def test_another_format_says_the_same(name: str, form: str) -> None:
    """Written as Word, web page, workbook or Markdown and read back, it is the same filing with the same findings."""
    document = read_bytes(FORMATS[form](word_document(name)), f"样例.{form}")
    assert not unknown(form, name, said(document))


def unknown(kind: str, name: str, found: tuple[str, ...]) -> list[str]:
    """Return what differs from the text and is no known deviation."""
    known = DEVIATIONS.get((kind, name), ())
    lines = differences(said_in_text(name), found)
    return [line for line in lines if not any(line[1:].startswith(one) for one in known)]


@pytest.mark.parametrize(("kind", "name"), [one for one in DEVIATIONS if one[1] not in REAL])
def test_a_known_deviation_is_still_one(kind: str, name: str) -> None:
    """What has been mended is taken out of DEVIATIONS, so that it can't come back unseen."""
    document = word_document(name)
    other = LAYOUTS[kind](document) if kind in LAYOUTS else read_bytes(FORMATS[kind](document), f"样例.{kind}")
    lines = differences(said_in_text(name), said(other))
    for known in DEVIATIONS[kind, name]:
        assert any(line[1:].startswith(known) for line in lines), f"“{known}”已不再是差异，请从 DEVIATIONS 里删去。"
