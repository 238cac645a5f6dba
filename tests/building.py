"""Small filings for tests: a clean one whose parts can be changed, written in the dialect of Word dumps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.finding import Finding, Report
from wenxiao.read import read_bytes
from wenxiao.standards import load

Row = tuple[str, str, str, str, str, str, str, str]

INDICATORS: tuple[Row, ...] = (
    ("产出指标（50分）", "数量指标", "开展巡查次数", "≥12次", "12次", "20", "20", ""),
    ("", "质量指标", "设备验收合格率", "≥95%", "96%", "20", "20", ""),
    ("", "时效指标", "年度任务完成时间", "2024年12月底前", "2024年11月", "10", "9", "个别任务跨月完成，已改进"),
    ("效益指标（30分）", "社会效益指标", "辖区环境整洁程度", "明显改善", "明显改善", "20", "20", ""),
    ("", "可持续影响指标", "长效机制健全程度", "健全", "基本健全", "10", "9", "制度尚在完善"),
    ("满意度指标（10分）", "服务对象满意度指标", "办事群众满意度", "≥90%", "93%", "10", "10", ""),
)

REPORT = """2024年度青禾街道办事处部门整体支出绩效自评报告

一、部门（单位）基本情况
本单位负责辖区环境巡查、设备管理和办事服务，全年任务按时完成，长效机制逐步健全。
二、一般公共预算支出情况
基本支出保障运转，项目支出用于环境巡查和设备更新，项目支出增加的原因是年中追加了巡查任务。
三、政府性基金预算支出情况
无。
四、国有资本经营预算支出情况
无。
五、社会保险基金预算支出情况
无。
六、部门整体支出绩效情况
2024年11月发放满意度调查问卷120份，收回118份，办事群众满意度93%。
七、存在的问题及原因分析
个别任务跨月完成。
八、下一步改进措施
细化任务分工。
九、绩效自评结果拟应用和公开情况
结果用于安排下年预算，随决算公开。
十、其他需要说明的情况
无。
"""


@dataclass(frozen=True)
class Sheet:
    """The parts of a clean overall form and base table; `replace` one to make it faulty."""

    unit: str = "青禾街道办事处"
    title_year: str = "2024"
    initial: str = "560.00"
    budget: str = "600.00"
    executed: str = "540.00"
    weight: str = "10"
    rate: str = "90%"
    score: str = "9"
    general: str = "580.00"
    fund: str = "20.00"
    account: str = "0"
    other: str = "0"
    basic: str = "400.00"
    project: str = "200.00"
    indicators: tuple[Row, ...] = INDICATORS
    total: tuple[str, str] = ("100", "97")
    grade: str = ""
    goals: tuple[str, str] = ("1.完成环境巡查；2.更新设备。", "1.完成环境巡查12次；2.更新设备6台。")
    base: dict[str, tuple[str, str, str]] = field(
        default_factory=lambda: {
            "三公经费": ("3.20", "3.00", "2.90"),
            "1、公务用车购置和维护经费": ("2.00", "2.00", "1.95"),
            "其中：公车购置": ("0", "0", "0"),
            "公车运行维护": ("2.00", "2.00", "1.95"),
            "2、出国经费": ("0", "0", "0"),
            "3、公务接待": ("1.20", "1.00", "0.95"),
            "项目支出：": ("150.00", "190.00", "180.00"),
            "1、业务工作经费": ("50.00", "60.00", "55.00"),
            "2、运行维护经费": ("20.00", "30.00", "25.00"),
            "3、市级专项资金（一个专项一行）": ("80.00", "100.00", "100.00"),
            "环境巡查专项": ("30.00", "40.00", "40.00"),
            "设备更新专项": ("50.00", "60.00", "60.00"),
            "公用经费": ("60.00", "62.00", "61.00"),
            "其中：办公经费": ("30.00", "31.00", "30.50"),
            "水费、电费、差旅费": ("20.00", "21.00", "20.50"),
            "会议费、培训费": ("2.00", "2.00", "1.50"),
        }
    )
    staff: tuple[str, str, str] = ("40", "38", "95%")
    report: str = REPORT
    tail: str = ""


def with_indicator(sheet: Sheet, index: int, **parts: str) -> Sheet:
    """Return the sheet with some cells of one indicator changed."""
    names = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")
    row = dict(zip(names, sheet.indicators[index], strict=True)) | parts
    rows = list(sheet.indicators)
    level1, level2, level3, target, actual, weight, score, reason = (row[name] for name in names)
    rows[index] = (level1, level2, level3, target, actual, weight, score, reason)
    return replace(sheet, indicators=tuple(rows))


def with_base(sheet: Sheet, **rows: tuple[str, str, str]) -> Sheet:
    """Return the sheet with rows of the base table changed, found by their bare label."""
    base = dict(sheet.base)
    for label, values in rows.items():
        name = next(key for key in base if label in key)
        base[name] = values
    return replace(sheet, base=base)


def rows_text(rows: list[list[str]]) -> str:
    """Write a table in the Word-dump dialect."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)


def base_text(sheet: Sheet) -> str:
    """Write the base table."""
    year = int(sheet.title_year)
    rows = [
        ["财政供养人员情况（人）", "编制数", f"{year}年实际在职人数", "控制率"],
        ["", *sheet.staff],
        ["经费控制情况（万元）", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"],
        *[[label, *values] for label, values in sheet.base.items()],
    ]
    return f"附件2\n{year}年度部门（单位）整体支出绩效评价基础数据表\n{rows_text(rows)}\n"


def overall_text(sheet: Sheet) -> str:
    """Write the overall form."""
    rows = [
        ["预算部门名称", sheet.unit],
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", sheet.initial, sheet.budget, sheet.executed, sheet.weight, sheet.rate, sheet.score],
        ["", "按收入性质分：", "按支出性质分："],
        ["", f"其中：一般公共预算：{sheet.general}", f"其中：基本支出：{sheet.basic}"],
        ["", f"政府性基金拨款：{sheet.fund}", f"项目支出：{sheet.project}"],
        ["", f"纳入专户管理的非税收入拨款：{sheet.account}", ""],
        ["", f"其他资金：{sheet.other}", ""],
        ["年度总体目标", "预期目标", "实际完成情况"],
        ["", *sheet.goals],
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ],
        *[["", *row] for row in sheet.indicators],
        ["总分", *sheet.total, ""],
    ]
    if sheet.grade:
        rows.append(["评价等级", sheet.grade])
    return f"附件3\n{sheet.title_year}年度部门（单位）整体支出绩效自评表\n{rows_text(rows)}\n"


PROJECT = """附件4
2024年度项目支出绩效自评表
\t项目名称
\t环境巡查专项

\t主管部门
\t青禾区城管局
\t实施单位
\t青禾街道办事处

\t项目资金（万元）
\t
\t年初预算数
\t全年预算数
\t全年执行数
\t分值
\t执行率
\t得分

\t
\t年度资金总额
\t40.00
\t40.00
\t40.00
\t10
\t100%
\t10

\t绩效指标
\t一级指标
\t二级指标
\t三级指标
\t年度指标值
\t实际完成值
\t分值
\t得分
\t偏差原因分析及改进措施

\t
\t产出指标
\t数量指标
\t巡查次数
\t≥12次
\t12次
\t50
\t49
\t一次因雨推迟

\t
\t效益指标
\t社会效益指标
\t环境整洁程度
\t明显改善
\t明显改善
\t40
\t39
\t个别点位反弹

\t总分
\t100
\t98
\t

"""


def text_of(sheet: Sheet) -> str:
    """Write the whole material."""
    return f"{base_text(sheet)}{overall_text(sheet)}{PROJECT}{sheet.report}{sheet.tail}"


def filing_of(sheet: Sheet, standard: str | None = None) -> Filing:
    """Read and extract the material."""
    return extract(read_bytes(text_of(sheet).encode(), "样例.txt"), load(standard) if standard else None)


def report_of(sheet: Sheet, standard: str | None = None) -> Report:
    """Check the material."""
    filing = filing_of(sheet, standard)
    return check(filing, load(filing.standard))


def found(sheet: Sheet, check_id: str, standard: str | None = None) -> list[Finding]:
    """Return the findings of one check, joined ones included."""
    return [one for one in report_of(sheet, standard).findings if check_id in (one.check, *one.also)]
