"""The engine: verdicts, switches, one finding for one cause, and nothing that changes from run to run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check_faults import FAULTS
from check_variants import report_of

from building import PROJECT, REPORT, Sheet, filing_of, text_of, with_base, with_indicator
from wenxiao.check import catalogue, check
from wenxiao.errors import UsageError
from wenxiao.finding import Checked, Report, Verdict
from wenxiao.standards import load


def verdicts(report: Report) -> dict[str, Checked]:
    """Return what became of each check by its id."""
    return {one.check: one for one in report.checked}


def checked(sheet: Sheet, *off: str) -> Report:
    """Check a sheet with some checks switched off."""
    filing = filing_of(sheet)
    return check(filing, load(filing.standard), off)


def test_every_check_has_a_verdict_in_the_order_of_the_catalogue() -> None:
    """Silence is never mistaken for approval: each check says what became of it, each once."""
    assert [one.check for one in checked(Sheet()).checked] == [one.id for one in catalogue()]


def test_off_switches_off_that_check_alone() -> None:
    """A check in `off` finds nothing and says off; all others say what they would say anyway."""
    faulty = replace(Sheet(), total=("100", "95"), executed="640.00", rate="106.67%", score="10")
    plain, switched = checked(faulty), checked(faulty, "score.total")
    assert verdicts(switched)["score.total"] == Checked(check="score.total", verdict=Verdict.OFF)
    assert [one for one in plain.checked if one.check != "score.total"] == [
        one for one in switched.checked if one.check != "score.total"
    ]
    assert [one for one in plain.findings if one.check != "score.total"] == list(switched.findings)


def test_everything_can_be_switched_off() -> None:
    """With all checks off nothing is found and every verdict is off."""
    report = checked(replace(Sheet(), total=("100", "95")), *(one.id for one in catalogue()))
    assert report.findings == ()
    assert {one.verdict for one in report.checked} == {Verdict.OFF}


def test_an_unknown_check_in_off_is_refused() -> None:
    """A mistyped id is an error, not silently nothing."""
    with pytest.raises(UsageError, match=r"score\.totl"):
        checked(Sheet(), "score.totl")


def test_verdict_passed_and_failed() -> None:
    """A check that holds passes; one instance that fails makes it failed, whatever the others say."""
    assert verdicts(checked(Sheet()))["sum.parts"].verdict is Verdict.PASSED
    assert (
        verdicts(checked(with_base(Sheet(), 三公经费=("3.20", "3.00", "3.90"))))["sum.parts"].verdict is Verdict.FAILED
    )


def test_verdict_undecidable_names_what_is_missing() -> None:
    """Without the executed amount the rate can't be checked, and the reader is told why."""
    entry = verdicts(checked(replace(Sheet(), executed="")))["rate.execution"]
    assert entry.verdict is Verdict.UNDECIDABLE
    assert "全年执行数" in entry.missing


def test_a_blank_part_leaves_a_smaller_sum_undecided() -> None:
    """A blank may hide the difference: no error is claimed, and the blank is named."""
    report = checked(with_base(Sheet(), 公务接待=("1.20", "1.00", "")))
    assert verdicts(report)["sum.parts"].verdict is Verdict.UNDECIDABLE
    assert "公务接待" in verdicts(report)["sum.parts"].missing


def test_verdict_not_applicable() -> None:
    """A report without any form has nothing for the arithmetic to check."""
    report = report_of(REPORT)
    for name in ("sum.parts", "rate.execution", "score.total", "target.vague", "agree.jump"):
        assert verdicts(report)[name].verdict is Verdict.NOT_APPLICABLE


def test_an_empty_material_is_checked_without_complaint() -> None:
    """One line that says nothing still ends in a verdict for each check."""
    assert len(report_of("你好\n").checked) == len(catalogue())


def test_one_cause_is_one_finding() -> None:
    """Budget and execution exchanged break the rate and the limit: one finding, the other in `also`."""
    report = checked(replace(Sheet(), budget="540.00", executed="600.00", rate="90%"))
    speaking = [one for one in report.findings if "rate.overspent" in (one.check, *one.also)]
    assert [(one.check, one.also) for one in speaking] == [("rate.execution", ("rate.overspent",))]
    assert verdicts(report)["rate.overspent"].verdict is Verdict.FAILED


def test_points_over_the_weight_explain_a_wrong_total_only_if_they_share_it() -> None:
    """Two causes are two findings: a point too many here, a wrong sum there."""
    report = checked(replace(with_indicator(Sheet(), 0, score="25"), total=("100", "95")))
    assert {"score.over-weight", "score.total"} <= {one.check for one in report.findings}


def test_a_blank_form_is_not_also_reported_cell_by_cell() -> None:
    """The blank form is the cause; its blank cells are not findings of their own."""
    blank = PROJECT.replace("40.00", "").replace("100%", "").replace("\t10\n", "\t\n")
    report = report_of(text_of(Sheet()).replace(PROJECT, blank))
    assert all("form.blank" not in one.also for one in report.findings)


@pytest.mark.parametrize("one", FAULTS[::7], ids=lambda one: one.check)
def test_the_same_filing_gives_the_same_report(one: object) -> None:
    """Nothing depends on the order of a set or on the time of day."""
    text = getattr(one, "text", "")
    assert report_of(text) == report_of(text)
