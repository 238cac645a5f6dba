"""10–19: further shapes of Word's tables."""

from __future__ import annotations

from conformance.markup import Xml, cell, control, join, lines, para, row, run, table
from conformance.package import word
from conformance.sources import file

FUNDS = ("项目", "年初预算数", "全年预算数", "全年执行数")
AFTER = '<w:gridAfter w:val="{0}"/><w:wAfter w:w="1000" w:type="dxa"/>'


@file("10-row-ends-inside.docx")
def row_ends_inside() -> bytes:
    """Write rows that end before the table does."""
    return word(
        table(
            4,
            row("设备更新", "50.00", props=AFTER.format(2)),
            row(*FUNDS),
            row("环境巡查", "30.00", "40.00", props=AFTER.format(1)),
            row("合计", "80.00", "100.00", "98.30"),
        )
    )


@file("11-legacy-merge.docx")
def legacy_merge() -> bytes:
    """Write a merge to the right in the notation of old versions: every cell stays, the covered ones continue."""
    covered = cell("", across="continue")
    return word(
        table(
            4,
            row(*FUNDS),
            row(cell("合计（不含结转）", across="restart"), covered, "100.00", "98.30"),
        )
    )


@file("12-orphan-continuation.docx")
def orphan_continuation() -> bytes:
    """Write a cell that claims to continue one above it where no merge was begun."""
    return word(
        table(
            3,
            row("科目", "预算数", "决算数"),
            row("办公费", cell("30.10"), "30.40"),
            row("水电费", cell("20.50", down="continue"), "20.10"),
        )
    )


@file("13-continuation-of-other-width.docx")
def continuation_of_other_width() -> bytes:
    """Write a continuation two columns wide under a merged cell of one."""
    return word(
        table(
            4,
            row("类别", "科目", "预算数", "决算数"),
            row(cell("基本支出", down="restart"), "人员经费", "340.00", "339.20"),
            row(cell("公用经费合计", span=2, down="continue"), "60.00", "58.80"),
        )
    )


@file("14-covered-text.docx")
def covered_text() -> bytes:
    """Write words that Word keeps in a covered cell and shows nobody."""
    return word(
        table(
            3,
            row("部门", "科目", "决算数"),
            row(cell("文化馆", down="restart"), "办公费", "30.40"),
            row(cell("体育馆", down="continue"), "水电费", "20.10"),
        )
    )


@file("15-two-tables-touching.docx")
def two_tables_touching() -> bytes:
    """Write two tables with nothing between them; Word joins what touches, LibreOffice does not."""
    staff = lines(3, ("编制数", "实有人数", "控制率"), ("40", "38", "95%"))
    funds = lines(2, ("科目", "决算数"), ("办公费", "30.40"))
    return word(join(staff, funds))


@file("16-layout-table.docx")
def layout_table() -> bytes:
    """Write a form inside a table of one cell, which only draws a frame around it."""
    inner = lines(4, FUNDS, ("环境巡查", "30.00", "40.00", "39.50"))
    return word(table(1, row(cell("附件4", inner, "填表人：某某"))))


@file("17-heads-on-two-rows.docx")
def heads_on_two_rows() -> bytes:
    """Write heads in two storeys: years above, kinds of figures below."""
    return word(
        table(
            5,
            row(cell("科目", down="restart"), cell("2023年", span=2), cell("2024年", span=2)),
            row(cell(down="continue"), "预算数", "决算数", "预算", "决算"),
            row("会议费", "2.10", "2.05", "2.20", "1.50"),
            row("培训费", "3.10", "3.05", "3.20", "2.50"),
        )
    )


@file("18-box-of-cells.docx")
def box_of_cells() -> bytes:
    """Write a cell that reaches over two rows and two columns at once."""
    return word(
        table(
            5,
            row(cell("单位", span=2), "科目", "预算数", "决算数"),
            row(cell("文化馆（含分馆）", span=2, down="restart"), "办公费", "30.10", "30.40"),
            row(cell(span=2, down="continue"), "水电费", "20.50", "20.10"),
        )
    )


@file("19-nested-control-rows.docx")
def nested_control_rows() -> bytes:
    """Write rows in a repeating control, one control in another, and runs and blocks in controls."""
    repeating = "<w15:repeatingSection xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml'/>"
    rows = join(row("环境巡查", "30.00", "40.00", "39.50"), control(row("设备更新", "50.00", "60.00", "58.80")))
    inside = control(control(run("三季度报告")))
    amount = cell(para("合计：", inside))
    return word(
        join(
            control(para("一、", control(run("基本情况")))),
            table(4, row(*FUNDS), control(rows, repeating), row(amount, "80.00", "100.00", "98.30")),
            control(control(para("二、绩效情况"))),
        )
    )


@file("20-control-prompt.docx")
def control_prompt() -> bytes:
    """Write a control that nobody filled in, with the prompt that it shows."""
    prompt = control(run("单击此处输入得分", props='<w:rStyle w:val="Prompt"/>'), "<w:showingPlcHdr/>")
    chosen = control(run("优"), '<w:dropDownList><w:listItem w:value="优"/><w:listItem w:value="良"/></w:dropDownList>')
    heads = row("三级指标", "分值", "得分", "等级")
    return word(table(4, heads, row("巡查次数", "22", cell(para(prompt)), cell(para(chosen)))))


@file("21-check-boxes.docx")
def check_boxes() -> bytes:
    """Write boxes to tick: controls of Word 2010, and form fields of older versions."""
    states = '<w14:checkbox><w14:checked w14:val="{0}"/></w14:checkbox>'
    ticked = control(run("☑"), states.format(1))
    blank = control(run("☐"), states.format(0))
    return word(
        join(
            para("评价等级：", ticked, "优 ", blank, "良"),
            para("是否公开：", _box(checked=True), "是 ", _box(checked=False), "否"),
            para("资金性质：", _choice(("政府性基金", "一般公共预算"), 1)),
        )
    )


def _legacy(data: str) -> Xml:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:enabled/>{data}</w:ffData></w:fldChar></w:r>'
    return Xml(begin)


def _box(*, checked: bool) -> Xml:
    state = "<w:checked/>" if checked else ""
    data = f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox>'
    return join(_legacy(data), run(" FORMCHECKBOX ", tag="instrText"), _end())


def _choice(entries: tuple[str, ...], chosen: int) -> Xml:
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    data = f'<w:ddList><w:result w:val="{chosen}"/>{listed}</w:ddList>'
    return join(_legacy(data), run(" FORMDROPDOWN ", tag="instrText"), _end())


def _end() -> Xml:
    return Xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
