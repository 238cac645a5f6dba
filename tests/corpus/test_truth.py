"""The three real reports: every Must that forms, titles and headings can show is found, every Silent is silent.

The corpus stands beside the repository and is not shipped; the tests skip where it is absent.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from benchmarks.truth import ERRORS, MUST, SILENT, said

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.finding import Report, Severity
from wenxiao.read import read
from wenxiao.standards import load

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="没有 ../shared/corpus，略过真实报告的测试"),
]


@cache
def report(name: str) -> Report:
    """Check one report of the corpus."""
    filing = extract(read(CORPUS / f"{name}.txt"))
    return check(filing, load(filing.standard))


@pytest.mark.parametrize(("name", "check_id", "figures"), MUST)
def test_it_finds_what_must_be_found(name: str, check_id: str, figures: tuple[str, ...]) -> None:
    """A finding with these figures appears under its own id or in the `also` of the same cause."""
    found = [one for one in report(name).findings if check_id in (one.check, *one.also)]
    assert any(all(figure in said(one) for figure in figures) for one in found), [said(one) for one in found]


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_no_error_goes_beyond_the_truth(name: str) -> None:
    """Each error is one that the hand-made truth bears out, and each is said once."""
    errors = [one.check for one in report(name).findings if one.severity is Severity.ERROR]
    assert sorted(errors) == sorted(one.split("#")[0] for one in ERRORS[name])


@pytest.mark.parametrize(("name", "check_id"), SILENT)
def test_what_holds_is_not_denied(name: str, check_id: str) -> None:
    """Relations that hold, some only by rounding, raise nothing."""
    assert not [one.message for one in report(name).findings if check_id in (one.check, *one.also)]


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_the_work_assessment_and_funds_add_up(name: str) -> None:
    """Every check says what became of it."""
    verdicts = {one.check for one in report(name).checked}
    assert {one.check for one in report(name).findings} <= verdicts
    assert len(verdicts) >= 40
