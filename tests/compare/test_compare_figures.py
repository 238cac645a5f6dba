"""Figures of two versions: what counts as another value, and by how much they differ."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from comparing import SHEET, changes, compared, figure, lines, one, with_fact

from building import filing_of, with_base, with_indicator
from wenxiao.compare import compare


def test_equal_filings_have_no_difference() -> None:
    """The same filing twice: nothing changed, every figure counted as unchanged."""
    found = compared(SHEET, SHEET)
    assert lines(found) == []
    assert (found.counts.differing, found.counts.written, found.differs) == (0, 0, False)
    assert found.counts.unchanged > 80
    assert (found.kinship, found.carried) == ("versions", None)


def test_a_changed_figure_has_difference_rate_and_places() -> None:
    """Before, after, exact difference, rate rounded half up, and where each stands."""
    change = one(compared(SHEET, replace(SHEET, executed="545.55")), "全年执行数")
    assert change.before is not None
    assert change.after is not None
    assert (change.kind, change.part) == ("changed", "fact")
    assert (change.before.value, change.after.value) == (figure("540.00"), figure("545.55"))
    assert (change.difference, change.unit, change.rate) == (figure("5.55"), "万元", figure("1.03"))
    assert change.before.place is not None
    assert change.before.place.line
    assert "全年执行数" in change.before.place.path


@pytest.mark.parametrize(
    ("before", "after", "rate"),
    [("8", "8.001", "0.01"), ("8", "7.9996", "-0.01"), ("3", "4", "33.33"), ("3", "5", "66.67"), ("0", "5", None)],
)
def test_the_rate_is_exact_and_rounded_half_up(before: str, after: str, rate: str | None) -> None:
    """Two decimals, a half away from zero; none where nothing was there before."""
    sheets = (with_base(SHEET, 公用经费=(amount, "1", "1")) for amount in (before, after))
    change = one(compared(*sheets), "公用经费 › 2023年决算数")
    assert change.rate == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize("after", ["540.0", "540", "５４０．００", "5400000元", "540.00万元", " 540.00 "])
def test_the_printed_form_alone_is_no_change(after: str) -> None:
    """Zeros, width, unit and blanks leave the value as it is; it is counted apart."""
    found = compared(SHEET, replace(SHEET, executed=after))
    assert lines(found) == []
    assert found.counts.written == (0 if after.strip() == "540.00" else 1)
    assert not found.differs


def test_thousands_separators_are_no_change() -> None:
    """1,152.29 is 1152.29."""
    found = compared(replace(SHEET, executed="1152.29"), replace(SHEET, executed="1,152.29"))
    assert (lines(found), found.counts.written) == ([], 1)


def test_money_is_compared_in_one_unit() -> None:
    """Where 元 stands against 万元, the difference is in 万元."""
    change = one(compared(SHEET, replace(SHEET, executed="5500000元")), "全年执行数")
    assert (change.difference, change.unit, change.rate) == (figure("10"), "万元", figure("1.85"))


def test_rates_differ_by_points_of_percent() -> None:
    """A rate has no rate of change of its own; a bare fraction is the same as its percentage."""
    change = one(compared(SHEET, replace(SHEET, rate="92.5%")), "执行率")
    assert (change.difference, change.unit, change.rate) == (figure("2.5"), "百分点", None)
    assert compared(SHEET, replace(SHEET, rate="0.9")).counts.differing == 0


def test_blank_nothing_and_zero_are_three_things() -> None:
    """A cell that is filled, emptied, or says 无 in place of 0, was changed; no difference is computed."""
    for before, after in (("0", ""), ("", "0"), ("0", "无"), ("无", "/")):
        change = one(compared(replace(SHEET, account=before), replace(SHEET, account=after)), "非税收入拨款")
        assert (change.kind, change.difference) == ("changed", None)
    assert compared(replace(SHEET, account=""), replace(SHEET, account="")).differs is False


def test_about_a_figure_is_not_the_figure() -> None:
    """约 540 states something else than 540."""
    filing = filing_of(SHEET)
    found = compare(filing, with_fact(filing, "funds.executed", approximate=True, text="约540.00"))
    assert [change.kind for change in changes(found)] == ["changed"]
    assert changes(found)[0].difference is None


def test_rows_are_added_removed_and_renamed() -> None:
    """A new special fund is added figure by figure; one whose name changed a little is the same row."""
    base = {("设备更新专项资金" if label == "设备更新专项" else label): cells for label, cells in SHEET.base.items()}
    found = compared(SHEET, replace(SHEET, base={**base, "公园管护专项": ("1", "2", "3")}))
    assert [line for line in lines(found) if "管护" in line] == [
        "added 公园管护专项 › 2023年决算数：— → 1",
        "added 公园管护专项 › 2024年预算数：— → 2",
        "added 公园管护专项 › 2024年决算数：— → 3",
    ]
    assert not [line for line in lines(found) if "设备更新" in line]


def test_figures_of_prose_meet_their_equals_first() -> None:
    """A figure that the text states twice and one time changes is one change."""
    text = SHEET.report.replace("基本支出保障运转", "基本支出400.00万元，保障运转。基本支出400.00万元")
    after = text.replace("基本支出400.00万元，", "基本支出410.00万元，", 1)
    found = compared(replace(SHEET, report=text), replace(SHEET, report=after))
    prose = next(group for group in found.groups if group.id == "prose")
    assert [change.difference for change in prose.changes] == [figure("10.00")]


def test_targets_are_compared_as_figures() -> None:
    """≥12次 and ≥15次 differ by 3; ≥95% and 95% are different demands without a difference."""
    more = compared(SHEET, with_indicator(SHEET, 0, target="≥15次"))
    assert (one(more, "年度指标值").difference, one(more, "年度指标值").unit) == (figure("3"), "次")
    other = one(compared(SHEET, with_indicator(SHEET, 1, target="95%")), "年度指标值")
    assert (other.kind, other.difference) == ("changed", None)
