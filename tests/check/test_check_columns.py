"""Sums down the columns of forms that every region has, and points for execution in forms that print no weight."""

from __future__ import annotations

import pytest
from check_variants import report_of

from building import rows_text
from wenxiao.finding import Finding

TITLE = "甲县水务局2024年度部门整体支出绩效自评报告\n一、基本情况\n无。\n二、执行情况\n无。\n三、问题\n无。\n"
THREE = (
    ("项目（万元）", "2023年决算数", "2024年预算数", "2024年决算数"),
    ("“三公”经费合计", "5.17", "5.28", "5.05"),
    ("1、公务用车购置及运行维护费", "2.94", "2.86", "2.65"),
    ("其中：公务用车购置费", "0", "0", "0"),
    ("公务用车运行维护费", "2.94", "2.86", "2.65"),
    ("2、因公出国（境）费用", "0", "0", "0"),
    ("3、公务接待费", "2.23", "2.42", "2.40"),
)
FUNDS = (
    ("项目名称", "巡查专项"),
    ("主管部门", "甲县财政局", "实施单位", "甲县水务局"),
    ("项目资金（万元）", "", "年初预算数", "调整预算数", "全年执行数", "执行率"),
    ("", "年度资金总额", "50.00", "50.00", "45.00", "90.00%"),
    ("", "其中：区级财政资金", "40.00", "40.00", "35.00", "/"),
    ("", "上年结转资金", "6.00", "6.00", "6.00", "/"),
    ("", "其他资金", "4.00", "4.00", "4.00", "/"),
)
EXECUTED = (
    ("项目名称", "巡查专项"),
    ("预算执行情况（万元）（20分）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分×执行率）"),
    ("", "年度财政资金总额", "50.00", "45.00", "90.00%", "18.00"),
    ("一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"),
    ("产出指标", "数量指标", "巡查次数", "≥12次", "12次", "50"),
    ("效益指标", "社会效益指标", "环境改善", "有所改善", "有所改善", "30"),
    ("总分", "", "", "", "", "98"),
)


def found(check: str, title: str, rows: tuple[tuple[str, ...], ...], standard: str) -> list[Finding]:
    """Return the findings of a check on a form."""
    text = f"{TITLE}\n2024年度{title}\n{rows_text([list(row) for row in rows])}\n"
    return [one for one in report_of(text, standard).findings if one.check == check]


@pytest.mark.parametrize(("old", "new"), [("5.05", "5.50"), ("2.40", "2.04")])
def test_three_public_expenses_add_up_in_every_region(old: str, new: str) -> None:
    """The table of three public expenses is added up by the national Standard too; as it should be, it is silent."""
    wrong = tuple(tuple(new if cell == old else cell for cell in row) for row in THREE)
    assert found("sum.parts", "“三公”经费支出情况表", THREE, "national-2020") == []
    assert len(found("sum.parts", "“三公”经费支出情况表", wrong, "national-2020")) == 1


def test_money_carried_over_stands_beside_the_levels_of_government() -> None:
    """A project paid by the district, from last year and from elsewhere: the three are the whole."""
    wrong = tuple(tuple("41.00" if cell == "40.00" else cell for cell in row) for row in FUNDS)
    assert found("sum.parts", "项目支出绩效自评表", FUNDS, "yinchuan-unknown") == []
    assert found("sum.parts", "项目支出绩效自评表", wrong, "yinchuan-unknown")


def test_execution_without_a_printed_weight_has_that_of_the_region() -> None:
    """20分×执行率 in the head of the column: 18 of 90 % is right, 16 is not."""
    wrong = tuple(tuple("16.00" if cell == "18.00" else cell for cell in row) for row in EXECUTED)
    assert found("score.execution", "项目绩效自评表", EXECUTED, "hubei-unknown") == []
    assert [one.expected for one in found("score.execution", "项目绩效自评表", wrong, "hubei-unknown")] == ["18"]
