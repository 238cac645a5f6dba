"""The points of the three real reports, each worked out by hand first: readings, totals, and what a person must judge.

The corpus stands beside the repository and is not shipped; the tests skip where it is absent.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from wenxiao.extract import extract
from wenxiao.read import read
from wenxiao.score import FormScore, IndicatorScore, score
from wenxiao.standards import load

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="没有 ../shared/corpus，略过真实报告的计分测试"),
]
FIRST, SECOND, THIRD = "donghe-2024", "qingyun-2024", "wangyue-2023"

MEASURED: tuple[tuple[str, set[str], str], ...] = (
    ("在职人员控制率", {"3", "0"}, "by-reading"),
    ("“三公经费”变动率", {"4"}, "agrees"),
    ("预算完成率", {"5"}, "agrees"),
    ("预算调整率", {"5", "0"}, "by-reading"),
    ("公用经费控制率", {"8", "0"}, "by-reading"),
    ("“三公经费”控制率", {"8"}, "agrees"),
    ("政府采购执行率", {"6", "0"}, "differs"),
    ("管理制度健全性", {"8"}, "agrees"),
    ("固定资产利用率", {"2.7", "2.62", "2.6", "3"}, "by-reading"),
    ("产出及效果", {"8"}, "agrees"),
    ("社会公众或服务对象满意度", {"6"}, "agrees"),
)
"""What each measurable one of the 21 indicators gives: the points of all its readings, and how the declared stand."""

JUDGED = (
    "绩效目标合理性", "绩效目标明确性", "资金使用合规性", "预决算信息公开性", "资产管理制度健全性", "资产管理安全性",
    "经济效益和社会效益", "行政效能",
)  # fmt: skip
"""Those of the 21 that no printed figure decides."""


@cache
def form(name: str, kind: str) -> FormScore:
    """Return the points of one form of a report."""
    filing = extract(read(CORPUS / f"{name}.txt"))
    return next(one for one in score(filing, load(filing.standard)).forms if one.form == kind)


def indicator(name: str, kind: str, called: str) -> IndicatorScore:
    """Return one indicator of a form."""
    return next(one for one in form(name, kind).indicators if one.name == called)


def points(one: IndicatorScore) -> set[Decimal | None]:
    """Return the points of every reading."""
    return {reading.points for reading in one.readings}


def total(name: str, kind: str, which: str) -> Decimal:
    """Return one of the totals of a form."""
    return next(one.points for one in form(name, kind).totals if one.name == which)


@pytest.mark.parametrize(("name", "gives", "verdict"), MEASURED, ids=[one[0] for one in MEASURED])
def test_a_measured_indicator_of_the_21_has_these_readings(name: str, gives: set[str], verdict: str) -> None:
    """Every reading of the rule and of the figures gives what was worked out by hand."""
    found = indicator(FIRST, "scored-indicators", name)
    assert points(found) == {Decimal(one) for one in gives}
    assert found.verdict.value == verdict
    assert all(one.inputs for one in found.readings if one.how)


@pytest.mark.parametrize("name", JUDGED)
def test_a_judged_indicator_of_the_21_says_what_a_person_has_to_do(name: str) -> None:
    """There are no points, a reason, and what the report itself says."""
    found = indicator(FIRST, "scored-indicators", name)
    assert (found.points, found.readings, found.verdict.value) == (None, (), "manual")
    assert found.manual
    assert found.said


def test_each_of_the_21_indicators_is_computed_or_judged() -> None:
    """None is left without a word; the two of buildings that were not built get their full marks."""
    found = form(FIRST, "scored-indicators").indicators
    absent = [one for one in found if one.verdict.value == "not-applicable"]
    assert len(found) == len(MEASURED) + len(JUDGED) + len(absent) == 21
    assert [one.points for one in absent] == [1, 1]


def test_the_totals_of_the_21_indicators() -> None:
    """Printed 97, the sum 98; by the readings of #17, #11, #9 and #6 alone the sum is another, and the grade too."""
    kind = "scored-indicators"
    assert [total(FIRST, kind, which) for which in ("declared", "sum")] == [97, 98]
    swings = {(one.indicator, str(one.points)): str(one.total) for one in form(FIRST, kind).swings}
    assert swings["固定资产利用率", "2.7"] == "97.7"
    assert swings["政府采购执行率", "0"] == "94"
    assert swings["公用经费控制率", "0"] == "90"
    assert swings["预算调整率", "0"] == "93"
    assert form(FIRST, kind).grade_holds is False


def test_the_work_assessment_lacks_three_annexes() -> None:
    """15 points for completeness are 9 by its own rule: 8 for the report, 7 − 2 × 3 for the annexes; 97 becomes 91."""
    found = indicator(FIRST, "work-assessment", "自评报告的完整性")
    assert (found.points, found.declared) == (Decimal(9), Decimal(15))
    assert [total(FIRST, "work-assessment", which) for which in ("declared", "sum", "computed")] == [97, 97, 91]


def test_points_of_execution_cut_off_are_told_from_a_mistake() -> None:
    """10 × 92.61 % is 9.26, declared 9.2; as the amounts stand the rate is above 100 %, another reading."""
    found = indicator(SECOND, "overall", "预算执行率")
    assert points(found) == {Decimal("9.26"), Decimal(10)}
    assert found.verdict.value == "rounded-otherwise"
    assert "截尾" in found.explanation


def test_progress_of_spending_goes_by_the_printed_rate() -> None:
    """7.5 × 92.61 % is 6.95, declared 7.5."""
    found = indicator(SECOND, "overall", "财政支出进度")
    assert points(found) == {Decimal("6.95"), Decimal("7.5")}


def test_an_overspent_cost_gets_nothing_or_a_third() -> None:
    """Beyond twice its limit a cost gets 0; by the ratio 1.74; declared are 4."""
    found = indicator(THIRD, "overall", "总成本控制")
    assert points(found) == {Decimal(0), Decimal("1.74")}
    assert found.verdict.value == "differs"


@pytest.mark.parametrize(
    ("name", "gives"),
    [("服务对象满意度", "5"), ("单位职工满意度", "5"), ("安全成产事故发生率", "4"), ("拆除违法建设数量", "4")],
)
def test_what_is_met_gets_full_marks(name: str, gives: str) -> None:
    """Satisfaction above its target, an accident rate of zero, a number reached."""
    found = indicator(THIRD, "overall", name)
    assert points(found) == {Decimal(gives)}
    assert found.verdict.value == "agrees"


def test_a_rate_printed_wrong_is_another_reading_of_execution() -> None:
    """Spent is what was budgeted: 10 points, whatever rate is printed."""
    found = indicator(THIRD, "overall", "预算执行率")
    assert (found.points, found.declared) == (Decimal(10), Decimal(10))
    assert [total(THIRD, "overall", which) for which in ("declared", "sum", "computed")] == [99, 99, 95]
