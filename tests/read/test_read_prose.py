"""Sentences cut by page breaks and narrow pages are joined; nothing else is."""

from __future__ import annotations

import pytest
from reading import paragraphs, read_text

from wenxiao.document import Paragraph

HALF = "本中心围绕年度重点任务，持续推进水质监测和信息公开，全年共完成各类监"
REST = "测任务五百项，未发生责任事故。"


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n \n\n", "\n\f"])
def test_joins_a_sentence_cut_in_two(between: str) -> None:
    """A line that breaks off goes on in the next, over blank lines and page breaks."""
    document = read_text(HALF + between + REST)
    assert paragraphs(document) == [HALF + REST]


def test_a_text_of_one_line_a_paragraph_is_not_healed() -> None:
    """Where lines are longer than any page is wide, a missing full stop is only a missing full stop."""
    line = HALF * 2
    assert len(read_text(f"{line}\n{REST}\n").blocks) == 2
    assert len(read_text(f"{line}\n\n{REST}\n").blocks) == 1


def test_traces_a_joined_sentence_back_to_its_lines() -> None:
    """Each character of a joined paragraph knows the source line that it stands on."""
    (block,) = read_text(f"\n{HALF}\n\n{REST}\n").blocks
    assert isinstance(block, Paragraph)
    assert block.line_at(0) == 2
    assert block.line_at(len(HALF) - 1) == 2
    assert block.line_at(len(HALF)) == 4


@pytest.mark.parametrize(
    "following",
    [
        "一、资金情况",
        "（二）管理情况",
        "3.人员情况",
        "（4）其他情况",
        "目标2：完成改造",
        "二是加强管理",
        "附件2",
        "## 资金",
        "联系电话：12345",
        "2021年6月30日",
        "$$x$$",
        "①资金",
    ],
)
def test_does_not_join_what_begins_something(following: str) -> None:
    """Headings, items, labels, dates and formulas never continue a sentence."""
    assert len(read_text(f"{HALF}\n\n{following}\n").blocks) == 2


@pytest.mark.parametrize(
    "line",
    [
        "全年任务全部完成。",
        "具体情况如下：",
        "（四）补短板、强弱项，持续改善基层公共服务的供给水平",
        "2021年度某某市水务局部门整体支出绩效自评报告",
        "某局关于开展年度工作的总体情况及取得的成绩",
        "成 员：甲某某 乙某某 丙某某 丁某某 戊某某",
        "填表人：甲         填报日期：         联系电话",
        "某某市水务局",
    ],
)
def test_does_not_join_to_a_line_that_is_complete(line: str) -> None:
    """Sentences, headings, titles, names and forms to fill in end where they end."""
    assert len(read_text(f"{line}\n工作有序推进，成效明显。\n").blocks) == 2


def test_does_not_join_figures() -> None:
    """A line that ends in a digit is never joined to one that begins with a digit."""
    assert len(read_text("本年度全市共完成各类监测任务并上报数据，合计12\n\n34项任务。\n").blocks) == 2


def test_joins_a_unit_to_its_figure() -> None:
    """A page break between a figure and its unit is healed."""
    document = read_text("2021年本单位在公务接待方面的预算数共计为 7.3\n\n万元，比上年减少。\n")
    assert paragraphs(document)[0].endswith("7.3万元，比上年减少。")


def test_counts_pages_by_form_feeds() -> None:
    """Pages are known only where the text marks them, wherever in a line it does."""
    pages = [block.place.page for block in read_text("一、甲\n\f二、乙\n三、丙\f四、丁\n").blocks]
    assert pages == [1, 2, 2, 3]
    assert read_text("一、甲\n").blocks[0].place.page is None


def test_leftovers_of_word_stay() -> None:
    """A bookmark that somebody forgot to remove is for a check to find."""
    assert paragraphs(read_text("[bookmark: _GoBack]一、概况\n")) == ["[bookmark: _GoBack]一、概况"]
