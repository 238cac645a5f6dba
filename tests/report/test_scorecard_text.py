"""The scorecard on the terminal."""

from __future__ import annotations

import io
import re

import pytest
from cards import INDICATORS, card, form, indicator, judged, reading, total
from rich.cells import cell_len
from rich.console import Console

from wenxiao.report.scorecard import print_scorecard
from wenxiao.score import Scorecard, Verdict


def printed(shown: Scorecard, columns: int = 100, *, every: bool = False) -> str:
    """Return the scorecard as a terminal of so many columns shows it."""
    stream = io.StringIO()
    print_scorecard(shown, Console(file=stream, width=columns, highlight=False), every=every)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def test_every_indicator_has_its_row_of_figures() -> None:
    """Weight, declared, computed with the range of its readings, difference with its sign, verdict."""
    said = printed(card(form()))
    assert re.search(r"巡查次数 +10 +10 +8 +\+2 +不一致", said)
    assert re.search(r"执行率 +10 +10 +10（9\.26–10） +因读法而异", said)
    assert re.search(r"达成情况 +10 +10 +6–8（不含） +一致", said)
    assert re.search(r"管护制度 +10 +10 +人工 +需人工评判", said)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_columns_are_straight_and_no_line_is_too_long(columns: int) -> None:
    """A Chinese character takes two columns: the verdicts of a table begin in the same one."""
    lines = printed(card(form()), columns).splitlines()
    rows = [next(line for line in lines if re.match(f"{one.name} +10 ", line)) for one in INDICATORS]
    starts = {
        cell_len(row[: row.index(one.verdict.label)]) for row, one in zip(rows, INDICATORS, strict=True)
    }  # fmt: skip
    assert len(starts) == 1
    assert all(cell_len(line) <= columns for line in lines)


def test_only_what_does_not_agree_is_explained_unless_all_is_asked_for() -> None:
    """`every` adds the reasoning of those that agree, and how each total adds up."""
    shown = card(form())
    assert "满意度的结论" not in printed(shown)
    assert "甲 + 乙" not in printed(shown)
    assert "满意度的结论" in printed(shown, every=True)
    assert "自报总分：甲 + 乙 = 97" in printed(shown, every=True)


def test_every_reading_is_told_with_what_it_gives() -> None:
    """Where the figure comes from, how the rule is read, the computation; a single reading needs no points ahead."""
    said = printed(card(form()))
    assert "10 分　乙 ÷ 丙：10 × 甲 = 10" in said
    assert "9.26 分　表中所印，按比例扣：10 × 甲 = 9.26" in said
    assert "推算 表中完成值：10 × 甲 = 8" in said


def test_rule_and_inputs_say_where_they_come_from() -> None:
    """Kind, origin and certainty of the rule; the inputs with line and text, the form's own title left out."""
    said = printed(card(form()))
    assert "达到指标值得满分　［正向指标，口径（待与正式文本核对）］" in said
    assert "依据 巡查次数（第12行）：“8”" in said


def test_those_to_be_judged_for_one_reason_are_told_together() -> None:
    """The reason and the rule stand once; what the material says of each stands with its name."""
    said = printed(card(form()))
    assert "管护制度、长效机制　需人工评判" in said
    assert said.count("由人工判断属于哪一档") == 1
    assert "管护制度：“已经印发”" in said
    assert "长效机制：“基本建立”" in said


def test_what_says_nothing_is_not_quoted() -> None:
    """A stop or a slash alone is no word of the material."""
    assert "材料" not in printed(card(form(indicators=(judged("甲", "。"),))))


def test_totals_tell_whether_the_grade_stands() -> None:
    """All of one grade; several; one beyond all grades; a declared grade that is not that of its total."""
    said = printed(card(form()))
    assert re.search(r"各种读法中最低 +88 +良", said)
    assert "等级随算法而变" in said
    assert "良：各种读法中最低 88" in said
    sure = form(totals=(total("declared", "自报总分", "97", "优"), total("sum", "自报各项得分之和", "95", "优")))
    assert "各种总分都属于“优”，等级站得住。" in printed(card(sure))
    beyond = form(totals=(total("declared", "自报总分", "101", None), total("sum", "自报各项得分之和", "95", "优")))
    assert "自报总分 101 不在任何等级的分数段里" in printed(card(beyond))
    assert "自报等级“良”，按自报总分是“优”。" in printed(card(form(grade_declared="良")))
    assert "等级站得住" not in printed(card(form(bands=())))


def test_moved_weight_and_flags_are_told() -> None:
    """What came from indicators that do not apply, and what a reader should look at."""
    item = indicator("甲", Verdict.DIFFERS, reading("8"), moved=total("x", "x", "2.50", None).points, flags=("超三成",))
    said = printed(card(form(indicators=(item,))))
    assert "含不适用指标分来的 2.5 分" in said
    assert "注意 超三成" in said


def test_markup_of_a_console_in_the_material_is_text() -> None:
    """Brackets in a name or an explanation neither colour the screen nor vanish."""
    item = indicator("[red]甲[/red]", Verdict.DIFFERS, reading("8"), explanation="[bold]乙[/bold]。")
    said = printed(card(form(indicators=(item,)), unit="[b]丙[/b]"))
    assert "[red]甲[/red]" in said
    assert "[bold]乙[/bold]。" in said
    assert "[b]丙[/b]" in said


def test_nothing_to_score_is_said() -> None:
    """No form: one sentence, no empty table."""
    assert "没有读到可以计分的表" in printed(card())
