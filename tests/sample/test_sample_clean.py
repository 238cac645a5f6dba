"""Samples in which nothing was spoilt: nothing is said of them, in any Standard and format."""

from __future__ import annotations

import pytest
from sampling import PACKS, findings, grave

from wenxiao.sample import draft
from wenxiao.standards import load
from wenxiao.write.sheet import Prose

FORMATS = ("txt", "md", "html", "docx", "xlsx")


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("standard", PACKS)
def test_a_clean_sample_raises_no_error_and_no_warning(standard: str, to: str) -> None:
    """Four samples of each Standard in each format: forms and report hold together, and say what they have to."""
    for seed in range(4):
        made = draft(load(standard), seed, tables_only=to == "xlsx")
        assert grave(findings(made, to)) == []


@pytest.mark.parametrize("standard", PACKS)
def test_a_report_has_no_gap_left(standard: str) -> None:
    """A person has filled what the data can't say; persons are 某某."""
    pages = draft(load(standard), 1).pages
    prose = [page for page in pages if isinstance(page, Prose)]
    assert prose
    assert not any(line.kind == "gap" or "请填写" in line.text for page in prose for line in page.lines)


def test_figures_are_printed_in_several_styles() -> None:
    """Among some samples there are amounts in 元 and in 万元, separators, dropped zeros and full-width digits."""
    texts = [
        (fact.unit or "", fact.text)
        for seed in range(60)
        for fact in draft(load("national-2020"), seed).clean.facts
        if fact.unit in ("元", "万元") and fact.value
    ]
    assert {unit for unit, _ in texts} == {"元", "万元"}
    assert any("," in text for _, text in texts)
    assert any("１" in text for _, text in texts)
    assert any("." not in text for _, text in texts)
