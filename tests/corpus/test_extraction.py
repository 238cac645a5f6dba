"""Every cell of the tables in the hand-made facts is extracted."""

from __future__ import annotations

import pytest
from benchmarks.accuracy import CORPUS, Score, measure, reports

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="没有 ../shared/corpus，略过真实报告的测试"),
]


def total(part: str) -> Score:
    """Return the score of one part over all reports."""
    whole = Score()
    for path in reports():
        one = measure(path)[part]
        whole.right += one.right
        whole.total += one.total
        whole.wrong += one.wrong
    return whole


def test_every_indicator_is_read() -> None:
    """All parts of all indicators are as printed."""
    score = total("indicators")
    assert score.total > 300
    assert score.wrong == []


def test_nearly_every_cell_is_read() -> None:
    """At least 99 in 100 cells of the other tables are as printed."""
    score = total("cells")
    assert score.total > 250
    assert score.share >= 0.99, score.wrong


def test_every_top_level_section_is_read() -> None:
    """Numbers and titles of the report's parts, in order."""
    assert total("sections").wrong == []


def test_every_narrative_fact_is_read() -> None:
    """All amounts and head counts of the prose that were found by hand are read: value, unit and year."""
    assert total("narrative").wrong == []
