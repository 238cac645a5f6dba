"""Two years of one unit: matched from each filing's own year, and 上下年衔接."""

from __future__ import annotations

from comparing import SHEET, compared, figure, filing_from, line, lines, next_year, renamed

from building import filing_of, text_of, with_base
from wenxiao.compare import carried_forward, compare


def test_the_same_figures_a_year_later_differ_in_the_year_alone() -> None:
    """上年决算 meets 上年决算: columns headed 2023年 and 2024年 are the same column."""
    found = compared(SHEET, next_year(SHEET))
    assert found.kinship == "years"
    assert lines(found) == ["changed 年度：2024 → 2025"]
    assert found.groups[1].unchanged > 40


def test_a_stale_form_is_still_the_same_form() -> None:
    """Figures that take their year from a title left from last year meet the same figures all the same."""
    text = text_of(next_year(SHEET))
    mended = text.replace("2024年度项目支出", "2025年度项目支出")
    assert mended != text
    assert [one for one in lines(compare(filing_from(text), filing_from(mended))) if "表题" not in one] == []


def test_a_change_between_years_is_called_by_the_relative_year() -> None:
    """The label says 本年决算数, each side keeps its own Place."""
    found = compared(SHEET, with_base(next_year(SHEET), 公务接待=("1.20", "1.00", "0.90")))
    change = next(one for group in found.groups for one in group.changes if one.part == "fact")
    assert change.label == "公务接待 › 本年决算数"
    assert change.difference == figure("-0.05")
    assert change.before is not None
    assert change.before.place is not None
    assert "2024年决算数" in change.before.place.path


def test_last_years_figures_are_compared_with_last_years_filing() -> None:
    """What the later filing calls 2024年决算数 must be what the 2024 filing stated."""
    rows = {
        "公用经费": ("61.00", "63.00", "62.50"),
        "公务接待": ("0.85", "1.00", "0.95"),
        "会议费": ("1.5", "2.00", "1.50"),
    }
    later = with_base(next_year(SHEET), **rows)
    carried = compared(SHEET, later).carried
    assert carried is not None
    said = {change.label: change for change in carried.changes}
    assert "公用经费 › 2024年决算数" not in said
    assert line(said["公务接待 › 2024年决算数"]) == "changed 公务接待 › 2024年决算数：0.95 → 0.85"
    assert said["公务接待 › 2024年决算数"].difference == figure("-0.10")
    assert [change.label for change in carried.written] == ["会议费、培训费 › 2024年决算数"]
    assert carried.unchanged >= 1


def test_either_filing_may_be_the_earlier() -> None:
    """The later year first gives the mirror."""
    later = filing_of(with_base(next_year(SHEET), 公务接待=("0.85", "1.00", "0.95")))
    forth, back = carried_forward(filing_of(SHEET), later), carried_forward(later, filing_of(SHEET))
    assert forth is not None
    assert back is not None
    assert {(one.label, one.before, one.after) for one in forth.changes} == {
        (one.label, one.after, one.before) for one in back.changes
    }


def test_nothing_is_carried_between_units_or_over_a_gap() -> None:
    """Other units, the same year, and years apart have no 上下年衔接."""
    assert compared(SHEET, renamed(next_year(SHEET), "白鹭镇人民政府")).carried is None
    assert compared(SHEET, SHEET).carried is None
    assert compared(SHEET, next_year(next_year(SHEET))).carried is None
