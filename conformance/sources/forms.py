"""01–08: the seven traits of an ordinary self-evaluation form, together and each apart."""

from __future__ import annotations

from conformance.markup import Xml, cell, control, deleted, inserted, lines, para, row, table
from conformance.package import word
from conformance.sources import file

TITLE = "2024年度部门（单位）整体支出绩效自评表"
HEADS = ("三级指标", "年度指标值", "实际完成值", "分值", "得分")
FUNDS = (
    ("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度资金总额", "560.00", "600.00", "540.00", "10", "90%", "9"),
)
INDICATOR_HEADS = ("一级指标", "二级指标", *HEADS, "偏差原因分析及改进措施")
INDICATORS = (
    ("产出指标", "数量指标", "开展巡查次数", "≥12次", "13次", "22", "21.5", ""),
    ("产出指标", "质量指标", "设备验收合格率", "≥95%", "96%", "18", "17.6", ""),
    ("产出指标", "时效指标", "任务按时完成率", "100%", "98%", "14", "13.4", ""),
    ("效益指标", "社会效益指标", "辖区环境整洁程度", "≥85分", "87分", "20", "19.2", ""),
    ("满意度指标", "服务对象满意度指标", "办事群众满意度", "≥90%", "93%", "16", "15.3", ""),
)
TOTAL = ("100", "96", "")
BEFORE = '<w:gridBefore w:val="1"/><w:wBefore w:w="1000" w:type="dxa"/>'


def small(*rows: str) -> Xml:
    """Write a small table of indicators: its heads, then the rows."""
    return table(len(HEADS), row(*HEADS), *rows)


@file("01-seven-traits.docx")
def seven_traits() -> bytes:
    """Write the form with all seven traits, each in a row of its own."""
    survey = lines(2, ("发放问卷（份）", "收回问卷（份）"), ("120", "118"))
    form = table(
        8,
        row("预算部门名称", cell("青禾区文化馆", span=7)),
        row(
            cell("年度预算申请（万元）", down="restart"),
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ),
        row(cell(down="continue"), "年度资金总额", "560.00", "600.00", "540.00", "10", "90%", "9"),
        row("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        row("产出指标", "数量指标", "开展巡查次数", "≥12次", control(cell("13次")), "22", "21.5", ""),
        row("产出指标", "质量指标", "设备验收合格率", "≥95%", "96%", "18", cell(inserted("17.6")), ""),
        row("产出指标", "时效指标", "任务按时完成率", "100%", "98%", "14", cell(para("13.", deleted("9"), "4")), ""),
        row("社会效益指标", "辖区环境整洁程度", "≥85分", "87分", "20", "19.2", "", props=BEFORE),
        row("满意度指标", "服务对象满意度指标", "办事群众满意度", "≥90%", "93%", "16", "15.3", cell(survey)),
        row(cell("总分", span=5), "100", "96", ""),
    )
    title = para("附件3"), para(TITLE)
    return word("".join((*title, form)))


@file("02-column-span.docx")
def column_span() -> bytes:
    """Write a total whose label covers three columns."""
    return word(small(row("巡查次数", "12次", "13次", "22", "21.5"), row(cell("总分", span=3), "100", "96")))


@file("03-row-span.docx")
def row_span() -> bytes:
    """Write a label that reaches down over two rows."""
    return word(
        table(
            4,
            row("项目", "资金来源", "全年预算数", "全年执行数"),
            row(cell("设备更新", down="restart"), "一般公共预算", "580.00", "521.20"),
            row(cell(down="continue"), "政府性基金", "20.00", "18.80"),
        )
    )


@file("04-cell-in-control.docx")
def cell_in_control() -> bytes:
    """Write a cell that stands in a content control, as forms with fields to fill in have them."""
    return word(small(row("巡查次数", control(cell("12次")), "13次", control(cell("22")), "21.5")))


@file("05-insertion.docx")
def insertion() -> bytes:
    """Write a figure that was typed with tracked changes on."""
    return word(small(row("巡查次数", "12次", "13次", "22", cell(inserted("21.5")))))


@file("06-deletion.docx")
def deletion() -> bytes:
    """Write a figure of which one digit was deleted with tracked changes on."""
    return word(small(row("巡查次数", "12次", "13次", "22", cell(para("2", deleted("7"), "1.5")))))


@file("07-row-starts-inside.docx")
def row_starts_inside() -> bytes:
    """Write a row that begins in the second column."""
    return word(
        table(
            4,
            row("科目", "明细", "年初预算数", "决算数"),
            row("公用经费", "水电费", "20.50", "20.10"),
            row("办公费", "30.10", "30.40", props=BEFORE),
        )
    )


@file("08-nested-table.docx")
def nested_table() -> bytes:
    """Write a table inside a cell of a table."""
    survey = lines(2, ("发放问卷（份）", "收回问卷（份）"), ("120", "118"))
    return word(
        table(
            3,
            row("三级指标", "依据", "得分"),
            row("群众满意度", cell("问卷情况：", survey, "以上为全年合计。"), "15.3"),
        )
    )
