"""Forms whose cells are merged: no figure stands under a wrong head, none is counted twice, none is lost."""

from __future__ import annotations

from decimal import Decimal

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.read import read_bytes
from wenxiao.standards import load

Part = str | tuple[str, int] | tuple[str, int, int]

PROJECT = "2024年度项目支出绩效自评表"
OVERALL = "2024年度部门整体支出绩效自评表"
BASE = "2024年度部门（单位）整体支出绩效评价基础数据表"
HEADS: tuple[Part, ...] = (
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施",
)  # fmt: skip
LAST: tuple[Part, ...] = ("满意度指标", "满意度", "居民满意度", "≥90%", "95%", "50", "49", "样本偏少")
TOTAL: tuple[Part, ...] = (("总分", 5), "100", "99", "")
FUNDS: tuple[Part, ...] = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


def form(title: str, *rows: tuple[Part, ...]) -> Filing:
    """Read a form: a part is a text, or a text with the columns and the rows that it reaches over."""
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return extract(read_bytes(f"<html><body><p>{title}</p><table>{body}</table></body></html>".encode(), "表.html"))


def _cell(part: Part) -> str:
    text, *spans = (part,) if isinstance(part, str) else part
    columns, rows = [*map(int, spans), 1, 1][:2]
    return f'<td colspan="{columns}" rowspan="{rows}">{text}</td>'


def stated(filing: Filing, concept: str) -> list[tuple[str | None, Decimal | None]]:
    """Return the figures of a concept with the labels of their rows."""
    return [(fact.row, fact.value) for fact in filing.facts if fact.concept == concept]


def totals(filing: Filing) -> str:
    """Return the weight and the score of the total row."""
    return f"{filing.forms[0].total_weight}/{filing.forms[0].total_score}"


def errors(filing: Filing) -> list[str]:
    """Return the checks that report anything but the lack of a survey or of another form."""
    ids = {finding.check for finding in check(filing, load(filing.standard)).findings}
    return sorted(ids - {"evidence.satisfaction", "form.missing-form"})


def test_points_merged_down_over_the_rows_of_funds_are_stated_once() -> None:
    """10 分值 beside four rows of money is one 10, of the total row."""
    filing = form(
        PROJECT,
        (("项目名称", 2), ("路灯维护", 7)),
        (("项目资金（万元）", 1, 3), ("", 2), *FUNDS),
        (("年度资金总额", 2), "100.00", "120.00", "90.00", ("10", 1, 2), ("75%", 1, 2), ("7.5", 1, 2)),
        (("其中：当年财政拨款", 2), "100.00", "120.00", "90.00"),
    )
    assert stated(filing, "funds.weight") == [("年度资金总额", Decimal(10))]
    assert stated(filing, "funds.score") == [("年度资金总额", Decimal("7.5"))]
    assert [value for _, value in stated(filing, "funds.executed")] == [Decimal("90.00"), Decimal("90.00")]


def test_points_merged_down_over_two_indicators_are_given_once() -> None:
    """Two indicators that share a cell of points don't double the sums, and the second lacks no weight."""
    filing = form(
        PROJECT,
        HEADS,
        (("产出指标", 1, 2), ("数量指标", 1, 2), "路灯", "100盏", "100盏", ("50", 1, 2), ("50", 1, 2), ""),
        ("灯杆", "50根", "50根", ""),
        LAST,
        TOTAL,
    )
    assert [(item.level3, item.weight, item.score) for item in filing.indicators] == [
        ("路灯", 50, 50), ("灯杆", None, None), ("居民满意度", 50, 49),
    ]  # fmt: skip
    assert errors(filing) == []


def test_a_value_split_into_sign_figure_and_unit_is_read_apart() -> None:
    """Heads over two rows: 年度指标值 above 指标性质, 指标值 and 度量单位."""
    tall = tuple((str(text), 1, 2) for text in HEADS)
    filing = form(
        PROJECT,
        (*tall[:3], ("年度指标值", 3), *tall[4:]),
        ("指标性质", "指标值", "度量单位"),
        ("产出指标", "数量指标", "路灯", "≥", "100", "盏", "102", "50", "50", ""),
        ("满意度指标", "满意度", "居民满意度", "≥", "90", "%", "95", "50", "49", "样本偏少"),
        (("总分", 7), "100", "99", ""),
    )
    found = [f"{i.level3} {i.sign} {i.target} {i.unit} {i.actual} {i.weight}" for i in filing.indicators]
    assert found == ["路灯 ≥ 100 盏 102 50", "居民满意度 ≥ 90 % 95 50"]


def test_a_remark_merged_over_the_indicators_is_none() -> None:
    """说明 and 评价结论 rows among and below the indicators are words, 财政审核评分 is another party's total."""
    filing = form(
        PROJECT,
        HEADS,
        ("产出指标", "数量指标", "路灯", "100盏", "100盏", "50", "50", ""),
        LAST,
        ("说明", ("审计中没有发现问题。", 7)),
        (("自评得分", 5), "100", "99", ""),
        (("财政审核评分", 6), "98", ""),
        ("评价结论", ("项目按计划完成，资金使用规范。", 7)),
    )
    assert [item.level3 for item in filing.indicators] == ["路灯", "居民满意度"]
    assert totals(filing) == "100/99"


def test_a_total_merged_over_weight_and_score_is_the_score() -> None:
    """总分 96.5 over both columns of points says no full marks; nor does a lone figure beside 评价等级."""
    lamp: tuple[Part, ...] = ("产出指标", "数量指标", "路灯", "100盏", "100盏", "50", "50", "")
    assert totals(form(PROJECT, HEADS, lamp, LAST, (("总分", 5), ("99", 2), ""))) == "None/99"
    graded = form(PROJECT, HEADS, lamp, LAST, (("总分", 3), ("99", 2), "评价等级", ("优", 2)))
    assert (totals(graded), graded.forms[0].grade) == ("None/99", "优")


def test_a_running_number_is_not_the_name_of_an_indicator() -> None:
    """三级指标 merged over a column of numbers and one of names."""
    filing = form(
        PROJECT,
        ("一级指标", "二级指标", ("三级指标", 2), "年度指标值", "实际完成值", "分值", "得分"),
        (("产出指标", 1, 2), ("数量指标", 1, 2), "1", "路灯", "100盏", "100盏", "50", "50"),
        ("2", "灯杆", "50根", "50根", "50", "49"),
        (("总分", 6), "100", "99"),
    )
    assert [(item.level3, item.target) for item in filing.indicators] == [("路灯", "100盏"), ("灯杆", "50根")]


def test_goals_under_a_side_label_of_the_same_name_are_read() -> None:
    """年度绩效目标 beside 预期目标 is the label of the block; a line over both columns is no goal."""
    filing = form(
        PROJECT,
        (("年度绩效目标", 1, 2), ("预期目标", 3), ("全年实际完成情况", 4)),
        (("维护路灯100盏", 3), ("已维护100盏", 4)),
        (("年度绩效指标完成情况", 8),),
        HEADS,
        ("产出指标", "数量指标", "路灯", "100盏", "100盏", "50", "50", ""),
        LAST,
        TOTAL,
    )
    assert [(goals.expected, goals.actual) for goals in filing.goals] == [("维护路灯100盏", "已维护100盏")]
    assert len(filing.indicators) == 2


def test_years_merged_over_heads_date_the_figures_below() -> None:
    """2023年 over 预算数 and 决算数 makes them that year's, as 2023年预算数 would."""
    filing = form(
        BASE,
        (("经费控制情况（万元）", 1, 2), ("2023年", 2), ("2024年", 2)),
        ("预算数", "决算数", "预算数", "决算数"),
        ("三公经费", "5", "4", "3", "2"),
        ("1、公务用车购置和维护经费", "1", "1", "1", "1"),
        ("2、出国经费", "0", "0", "0", "0"),
        ("3、公务接待", "4", "3", "2", "1"),
    )
    found = [f"{f.period} {f.column} {f.value}" for f in filing.facts if f.concept == "three-public.total"]
    assert found == ["2023 2023年预算数 5", "2023 2023年决算数 4", "2024 2024年预算数 3", "2024 2024年决算数 2"]


def test_two_years_of_funds_side_by_side_are_not_taken_for_one() -> None:
    """A table of two years is no funds block: better unread than last year's money as this year's."""
    filing = form(
        PROJECT,
        (("项目资金（万元）", 1, 2), ("2023年", 3), ("2024年", 3)),
        ("全年预算数", "全年执行数", "执行率", "全年预算数", "全年执行数", "执行率"),
        ("年度资金总额", "100", "90", "90%", "200", "100", "50%"),
    )
    assert stated(filing, "funds.budget") == []


def test_a_marker_merged_over_a_block_is_said_of_each_head() -> None:
    """不适用 over the six columns of 楼堂馆所 leaves none of them out."""
    filing = form(
        BASE,
        ("经费控制情况（万元）", ("2023年决算数", 2), ("2024年预算数", 2), ("2024年决算数", 2)),
        ("三公经费", ("1", 2), ("2", 2), ("3", 2)),
        (
            ("楼堂馆所控制情况（2024年完工项目）", 1, 2), "批复规模（㎡）", "实际规模（㎡）", "规模控制率",
            "预算投资（万元）", "实际投资（万元）", "投资概算控制率",
        ),
        (("不适用", 6),),
    )  # fmt: skip
    assert [fact.text for fact in filing.facts if fact.block == "buildings"] == ["不适用"] * 6
    assert [fact.value for fact in filing.facts if fact.block == "spending"] == [1, 2, 3]


def test_sources_beside_kinds_of_spending_are_read_from_cells_of_their_own() -> None:
    """按收入性质分 and 按支出性质分 as side labels, label and figure in two cells each."""
    filing = form(
        OVERALL,
        (("预算单位名称", 2), ("青禾街道办事处", 7)),
        (("年度预算申请（万元）", 1, 4), ("", 2), *FUNDS),
        (("年度资金总额", 2), "100.00", "90.00", "90.00", "10", "100%", "10"),
        (
            ("按收入性质分", 1, 2),
            ("其中：一般公共预算", 2),
            "85.00",
            ("按支出性质分", 1, 2),
            ("其中：基本支出", 2),
            "60.00",
        ),
        (("政府性基金拨款", 2), "5.00", ("项目支出", 2), "30.00"),
    )
    concepts = ("source.general", "source.government-fund", "expenditure.basic", "expenditure.project")
    assert [stated(filing, concept) for concept in concepts] == [
        [("一般公共预算", Decimal("85.00"))],
        [("政府性基金拨款", Decimal("5.00"))],
        [("基本支出", Decimal("60.00"))],
        [("项目支出", Decimal("30.00"))],
    ]
