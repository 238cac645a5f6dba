"""What stands around the indicators: labels below them, tasks above them, a label merged over columns of words."""

from __future__ import annotations

import pytest

from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.read import read_bytes
from wenxiao.standards import load

TABLE = """\
2024年度项目支出绩效自评表
项目名称	河道保洁
主管部门	青禾区水务局	实施单位	青禾区河道管理站
项目资金（万元）		年初预算数	全年预算数	全年执行数	分值	执行率	得分
	年度资金总额	100.00	100.00	95.00	10	95%	9.5
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因
产出指标	数量指标	清理河道	≥60公里	62公里	90	90	无
总分					100	99.5
{foot}
"""
TASKS = """\
| 单位名称 | 青禾区文化馆 | | | | | |
|---|---|---|---|---|---|---|
| 任务名称 | 完成情况 | 全年预算 | 全年执行 | 分值 | 执行率 | 得分 |
| 机构运转 | 已完成 | 60.00 | 60.00 | 6 | 100% | 6 |
| 场馆开放 | 已完成 | 40.00 | 38.00 | 4 | 95% | 3.8 |
| {total} | 100.00 | 98.00 | 10 | 98% | 9.8 |

"""


def read(text: str, kind: str = "txt") -> Filing:
    """Extract a text by the national Standard."""
    return extract(read_bytes(text.encode(), f"样例.{kind}"), load("national-2020"))


def said(filing: Filing, concept: str) -> list[str]:
    """Return the texts of a concept."""
    return [one.text for one in filing.facts_of(concept)]


@pytest.mark.parametrize(
    "foot", ["改进措施	按季通报支付进度。", "改进措施							按季通报支付进度。"]
)
def test_a_label_below_the_indicators_is_no_indicator(foot: str) -> None:
    """A row of a known label and its words is read as that, and ends nothing."""
    filing = read(TABLE.format(foot=f"{foot}\n签批意见	"))
    assert [item.level3 for item in filing.indicators] == ["清理河道"]
    assert filing.form("project") is not None
    assert filing.forms[0].total_score is not None
    assert len(said(filing, "evaluation.measures")) == 1
    assert said(filing, "evaluation.opinion") == [""]


def test_a_table_of_labels_directly_below_belongs_to_the_form() -> None:
    """Rows that a reader cuts off for their width are still the foot of the form above."""
    filing = read(
        TABLE.format(foot="评价结论	目标基本完成。\n存在问题	支付集中在下半年。\n改进措施	按季通报。")
    )
    assert len(filing.forms) == 1
    assert said(filing, "evaluation.problems") == ["支付集中在下半年。"]


@pytest.mark.parametrize("blanks", ["	", "				", "						"])
def test_a_figure_far_from_its_label_is_its_figure(blanks: str) -> None:
    """In a row with nothing else, a figure belongs to the label whatever columns lie between."""
    filing = read(TABLE.format(foot=f"财政审核评分{blanks}97.5"))
    assert said(filing, "review.score") == ["97.5"]
    assert filing.forms[0].total_score is not None
    assert str(filing.forms[0].total_score) == "99.5"


@pytest.mark.parametrize("total", ["金额合计 | ", "金额合计 || "])
def test_a_label_says_nothing_in_the_column_that_it_covers(total: str) -> None:
    """金额合计, with or without a cell of its own under 完成情况, leaves that column blank."""
    filing = read(TASKS.format(total=total.strip()), "md")
    done = {one.dimensions.entity: one.text for one in filing.facts_of("task.done")}
    assert done.get("机构运转") == "已完成"
    assert done.get(None) in ("", None)


def test_points_taken_off_are_no_indicators_own() -> None:
    """A column 扣分 beside 得分 is known and disturbs neither."""
    table = (
        TABLE.format(foot="")
        .replace("分值	得分	偏差原因", "分值	扣分	得分	得分说明")
        .replace("90	90	无", "90	0	90	无")
    )
    item = read(table).indicators[0]
    assert f"{item.weight} {item.score}" == "90 90"
