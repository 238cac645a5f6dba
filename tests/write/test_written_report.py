"""The report: sentences where the data speak, gaps where a person must, the unit's own words kept."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from building import Sheet, filing_of, with_indicator
from wenxiao.filing import Filing
from wenxiao.sample import sample
from wenxiao.standards import load
from wenxiao.write.report import write_report
from wenxiao.write.sheet import Prose

HUNAN = load("hunan-2020")
DATA = Sheet(report="", tail="")


def report(filing: Filing) -> Prose:
    """Return the report on a filing."""
    return write_report(filing, HUNAN, HUNAN.reports["report"])


def said(prose: Prose, kind: str = "text") -> str:
    """Return the lines of one kind, joined."""
    return "\n".join(line.text for line in prose.lines if line.kind == kind)


def test_it_has_the_parts_of_the_outline_in_order() -> None:
    """Every part of the Standard's outline has its heading, numbered."""
    heads = said(report(filing_of(DATA, "hunan-2020")), "heading1").split("\n")
    assert [head.split("、", 1)[1] for head in heads] == [part.title for part in HUNAN.outlines["ten-parts"].parts]
    assert (heads[0][0], heads[9][0]) == ("一", "十")


def test_figures_are_those_of_the_forms() -> None:
    """A sentence says the amounts as the form prints them, with their unit."""
    assert "年初预算560.00万元，全年预算600.00万元，全年执行540.00万元，预算执行率90%" in said(
        report(filing_of(DATA, "hunan-2020"))
    )


def test_a_sentence_without_its_figure_is_not_written() -> None:
    """Where one figure is missing the whole sentence is left out, never written with a hole."""
    text = said(report(filing_of(replace(DATA, initial=""), "hunan-2020")))
    assert "年初预算" not in text
    assert "{" not in text


def test_a_change_is_computed_to_two_places() -> None:
    """三公 2.90 after 3.20 is a fall of 9.38 %, half up; without last year's figure nothing is said."""
    assert "“三公”经费支出比上年下降9.38%。" in said(report(filing_of(DATA, "hunan-2020")))
    without = replace(DATA, base={**DATA.base, "三公经费": ("——", "3.00", "2.90")})
    assert "比上年" not in said(report(filing_of(without, "hunan-2020")))


def test_indicators_that_lost_points_are_named_with_their_reason() -> None:
    """Each deduction is a sentence; one without a reason is left to the person."""
    text = said(report(filing_of(with_indicator(DATA, 4, reason=""), "hunan-2020")))
    assert (
        "“年度任务完成时间”年度指标值为2024年12月底前，实际完成2024年11月，得9分（分值10分），原因是：个别任务" in text
    )
    assert "长效机制健全程度" not in text


def test_nothing_is_said_of_a_fund_that_was_not_received() -> None:
    """A fund of zero is 无, one above zero is stated."""
    assert "政府性基金拨款20.00万元" in said(report(filing_of(DATA, "hunan-2020")))
    none = said(report(filing_of(replace(DATA, fund="0"), "hunan-2020")))
    assert ("政府性基金拨款" in none, "\n无。" in none) == (False, True)


def test_what_a_person_must_say_is_a_marked_gap() -> None:
    """Gaps stand in brackets that a check finds if they are handed in."""
    gaps = said(report(filing_of(DATA, "hunan-2020")), "gap").split("\n")
    assert len(gaps) >= 8
    assert all(gap.startswith("【请填写：") and gap.endswith("】") for gap in gaps)


def test_the_units_own_words_are_kept() -> None:
    """A part that the filing has already is written in its words, with neither sentences nor gaps added."""
    prose = report(filing_of(Sheet(), "hunan-2020"))
    assert "本单位负责辖区环境巡查、设备管理和办事服务，全年任务按时完成，长效机制逐步健全。" in said(prose)
    assert said(prose, "gap") == ""
    assert prose.title == "2024年度青禾街道办事处部门整体支出绩效自评报告"


def test_the_notice_cites_the_regulation() -> None:
    """The notice of the working group names the regulation and leaves the persons to be filled in."""
    pack = load("jishou-2021")
    filing = msgspec.structs.replace(sample(pack, 1), unit="青禾街道办事处", year=2024)
    prose = write_report(filing, pack, pack.reports["notice"])
    assert prose.title == "青禾街道办事处关于成立绩效评价领导小组的通知"
    assert "《吉首市本级预算部门整体支出绩效自评操作规程》（吉财绩〔2021〕23号）" in said(prose)
    assert prose.closing == ("青禾街道办事处", "2025年　　月　　日")
