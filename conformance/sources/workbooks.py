"""80–89: workbooks."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from conformance.package import container
from conformance.sources import file
from conformance.sources.forms import FUNDS, INDICATOR_HEADS, INDICATORS, TITLE

_CREATED = datetime.datetime(2025, 1, 6, 9, 0, tzinfo=datetime.UTC).replace(tzinfo=None)
PROJECT = ("项目", "年初预算数", "全年预算数", "全年执行数")


def book(fill: Callable[[Workbook], None], *changes: tuple[str, str]) -> bytes:
    """Write a workbook; `changes` replace pieces of its sheets' XML by what XlsxWriter does not write."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"created": _CREATED})
    fill(workbook)
    workbook.close()
    with zipfile.ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in [name for name in members if name.startswith("xl/worksheets/sheet")]:
        for old, new in changes:
            members[name] = members[name].replace(old.encode(), new.encode())
    return container(members)


def lines(sheet: Worksheet, *rows: tuple[object, ...], first: int = 0) -> None:
    """Write rows of cells, from the row `first` (counted from 0)."""
    for at, row in enumerate(rows, first):
        sheet.write_row(at, 0, row)


@file("80-merged-heads.xlsx")
def merged_heads() -> bytes:
    """Write heads merged over columns and rows, and a label merged downwards."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("整体支出")
        sheet.merge_range("A1:A2", "项目")
        sheet.merge_range("B1:B2", "来源")
        sheet.merge_range("C1:D1", "2024年")
        lines(sheet, ("", "", "全年预算数", "全年执行数"), first=1)
        sheet.merge_range("A3:A4", "设备更新")
        sheet.write_row("B3", ("一般公共预算", "580.00", "521.20"))
        sheet.write_row("B4", ("政府性基金", "20.00", "18.80"))

    return book(fill)


@file("81-number-formats.xlsx")
def number_formats() -> bytes:
    """Write figures whose printed form comes from their number format."""
    formats = (
        ("两位小数", 600, "0.00"), ("千分位", 1234567.5, "#,##0.00"), ("百分比", 0.9618, "0.00%"),
        ("整百分比", 0.9, "0%"),
        ("带单位", 40, '0"人"'),
        ("会计", 1172.67, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),
        ("负数", -1.2, "0.00_);(0.00)"),
        ("日期", 45657, 'yyyy"年"m"月"d"日"'), ("常规", 559.06, "General"), ("舍入", 558.055, "0.00"),
    )  # fmt: skip

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("格式")
        lines(sheet, ("科目", "数值"))
        for at, (label, value, shape) in enumerate(formats, 1):
            sheet.write(at, 0, label)
            sheet.write_number(at, 1, value, workbook.add_format({"num_format": shape}))

    return book(fill)


@file("82-binary-fractions.xlsx")
def binary_fractions() -> bytes:
    """Write sums as Excel stores them, with the seventeenth digit, where eleven are shown."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("Sheet1")
        lines(sheet, ("科目", "决算数"))
        sheet.write_row("A2", ("一般公共预算", 1401.1))
        sheet.write_row("A3", ("政府性基金", 301.41))
        sheet.write_row("A4", ("个位误差", 2.05))

    return book(
        fill,
        ("<v>1401.1</v>", "<v>1401.0999999999999</v>"),
        ("<v>301.41</v>", "<v>301.41000000000003</v>"),
        ("<v>2.05</v>", "<v>2.0499999999999998</v>"),
    )


@file("83-cached-results.xlsx")
def cached_results() -> bytes:
    """Write formulas with the results that Excel stored, one of them a text, one an error."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("收支")
        two = workbook.add_format({"num_format": "0.00"})
        lines(sheet, ("科目", "预算数", "决算数", "评价"))
        lines(sheet, ("办公费", 30.1, 30.4, ""), ("水电费", 20.5, 20.1, ""), first=1)
        sheet.write("A4", "合计")
        sheet.write_formula("B4", "=SUM(B2:B3)", two, 50.6)
        sheet.write_formula("C4", "=SUM(C2:C3)", two, 50.5)
        sheet.write_formula("D4", '=IF(C4<=B4,"未超","超支")', None, "未超")
        sheet.write("A5", "比率")
        sheet.write_formula("B5", "=C9/B9", two, "#DIV/0!")

    return book(fill)


@file("84-hidden-rows-and-sheets.xlsx")
def hidden_rows_and_sheets() -> bytes:
    """Write a hidden row, a hidden column and a hidden sheet."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("三公经费")
        lines(
            sheet,
            ("科目", "预算数", "内部", "决算数"),
            ("出国经费", "7.70", "x1", "6.60"),
            ("公务接待", "3.00", "x2", "2.90"),
        )
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        workbook.add_worksheet("参数").hide()
        workbook.worksheets()[1].write("A1", "下拉项：城市低保")

    return book(fill)


@file("85-two-forms-on-a-sheet.xlsx")
def two_forms_on_a_sheet() -> bytes:
    """Write two forms below each other on one sheet, of different widths."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("附件")
        sheet.merge_range("A1:D1", "附件4 项目支出绩效自评表")
        lines(sheet, PROJECT, ("环境巡查", "30.00", "40.00", "39.50"), first=1)
        sheet.merge_range("A6:C6", "附件5 人员情况表")
        lines(sheet, ("编制数", "实有人数", "控制率"), ("40", "38", "95%"), first=6)

    return book(fill)


@file("86-form-over-two-sheets.xlsx")
def form_over_two_sheets() -> bytes:
    """Write a form that goes on on a second sheet, its heads printed again."""

    def fill(workbook: Workbook) -> None:
        first = workbook.add_worksheet("绩效自评表")
        lines(first, ("三级指标", "分值", "得分"), ("巡查次数", "22", "21.5"))
        second = workbook.add_worksheet("绩效自评表（续）")
        lines(second, ("三级指标", "分值", "得分"), ("群众满意度", "16", "15.3"), ("总分", "100", "96"))

    return book(fill)


@file("87-rich-strings.xlsx")
def rich_strings() -> bytes:
    """Write cells of several runs, one with a raised mark, one with a line break, one with blanks that matter."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("附件2")
        bold = workbook.add_format({"bold": True})
        wrap = workbook.add_format({"text_wrap": True})
        sheet.write_row("A1", ("科目", "预算数"))
        sheet.write("C1", "决算数\n（万元）", wrap)
        sheet.write_rich_string("A2", bold, "其中：", "办公费")
        sheet.write("B2", "30.10")
        sheet.write_rich_string("C2", "30.", bold, "40")

    return book(fill)


@file("88-text-dates-and-blanks.xlsx")
def text_dates_and_blanks() -> bytes:
    """Write figures kept as text, a true/false cell, a date, and a table that begins far from the corner."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("Sheet1")
        sheet.write_row("C5", ("科目", "预算数", "决算数", "是否公开", "完成时间"))
        sheet.write_row("C6", ("办公费",))
        sheet.write_string("D6", "0030.10")
        sheet.write_string("E6", "30.40")
        sheet.write_boolean("F6", True)
        sheet.write_datetime("G6", datetime.datetime(2024, 11, 30), workbook.add_format({"num_format": "yyyy-mm-dd"}))

    return book(fill)


@file("89-same-form-in-excel.xlsx")
def same_form() -> bytes:
    """Write the form of 01 as a workbook, its figures as numbers that their formats print."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("附件3")
        two = workbook.add_format({"num_format": "0.00"})
        rate = workbook.add_format({"num_format": "0%"})
        sheet.write("A1", "附件3")
        sheet.merge_range("A2:H2", TITLE)
        sheet.write("A3", "预算部门名称")
        sheet.merge_range("B3:H3", "青禾区文化馆")
        sheet.merge_range("A4:A5", "年度预算申请（万元）")
        sheet.write_row("B4", FUNDS[0])
        sheet.write_row("B5", ("年度资金总额", 560, 600, 540), two)
        sheet.write_row("F5", (10,))
        sheet.write("G5", 0.9, rate)
        sheet.write("H5", 9)
        lines(sheet, INDICATOR_HEADS, *INDICATORS, first=5)
        sheet.merge_range("A12:E12", "总分")
        sheet.write_row("F12", (100, 96))

    return book(fill)
