"""The review workbook (审核汇总表): one row a file, one row a finding, then a sheet a file.

Stated figures are written as the text that was printed, never as binary numbers; only counts are numbers. Every text is
written as a string, so that `=1+1` in a report stays text (formula injection). Rows go to disk as they come.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from wenxiao import quantity
from wenxiao.errors import UsageError
from wenxiao.finding import Finding, Severity
from wenxiao.report.result import CheckResult, FactEntry, IndicatorEntry
from wenxiao.report.wording import (
    figures_of,
    grades_of,
    kind_of,
    lines_of,
    name_of,
    places_by_form,
    printable,
    same_cause,
    spot_of,
    waived_by,
    width,
)  # fmt: skip

SHEETS = 200  # a sheet of its own for so many files; each holds a temporary file open until the end
_A4 = 9
_CELL = 32767  # characters that one cell can hold
_NARROW, _WIDE = 5, 40
_LINE, _TALLEST = 13.5, 400  # points
_PLACES = 12
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_OPINIONS = ["采纳", "不采纳", "需说明"]
_COLOURS = {"错误": "#F8CBAD", "疑点": "#FFE699", "提示": "#DDEBF7", "已豁免": "#E7E6E6"}

_SUMMARY = (
    "文件", "单位", "年度", "类型", "口径", "自报总分", "得分之和", "分值合计", "等级（自报）", "等级（按分数段）",
    "错误", "疑点", "提示", "已豁免", "备注",
)  # fmt: skip
_FINDINGS = (
    "序号", "文件", "单位", "严重程度", "核验项", "问题", "印刷值", "应为", "计算", "位置", "行号", "建议", "同因",
    "处理意见", "备注",
)  # fmt: skip
_OWN = ("序号", "严重程度", "核验项", "问题", "印刷值", "应为", "计算", "位置", "行号", "建议", "同因", "备注")
# The blocks of one sheet share its columns, so their long texts stand below one another.
_FACTS = ("序号", "年度", "项目", "表", "原文", "数值", "计量单位", "位置", "行号", "栏", "行", "范围、环节")
_INDICATORS = (
    "序号", "一级指标", "二级指标", "三级指标", "分值", "得分", "指标值", "实际完成值", "行号", "偏差原因", "计量单位",
    "位置",
)  # fmt: skip
# How wide a column may become; a longer text is wrapped. In units of a digit, a Chinese character being two.
_WIDEST = {
    "文件": 20, "单位": 20, "严重程度": 10, "核验项": 18, "问题": 34, "印刷值": 13, "应为": 13, "计算": 20, "位置": 36,
    "行号": 8, "建议": 24, "同因": 14, "备注": 18,
}  # fmt: skip


@dataclass
class _Sheet:
    """A worksheet with a pen: it writes a row below the last and remembers how wide each column has to be."""

    name: str
    page: Any
    heads: Sequence[str]
    row: int = 0
    widths: dict[int, int] = field(default_factory=dict)

    def write(
        self, values: Sequence[str | int], style: Callable[[int, str | int], Any], *, measure: bool = True
    ) -> int:
        """Write one row, texts as strings and counts as numbers; return its index."""
        if measure:
            lines = max((self._lines(column, str(value)) for column, value in enumerate(values)), default=1)
            self.page.set_row(self.row, min(lines * _LINE + 3, _TALLEST))
        for column, value in enumerate(values):
            if isinstance(value, int):
                self.page.write_number(self.row, column, value, style(column, value))
            elif not value:
                self.page.write_blank(self.row, column, None, style(column, value))
            else:
                self.page.write_string(self.row, column, _fit(value), style(column, value))
            if measure:
                longest = max((width(line) for line in str(value).split("\n")), default=0)
                self.widths[column] = max(self.widths.get(column, 0), longest)
        self.row += 1
        return self.row - 1

    def widest(self, column: int) -> int:
        """Return how wide a column may become."""
        return _WIDEST.get(self.heads[column], _WIDE)

    def _lines(self, column: int, text: str) -> int:
        """Return how many lines a text takes in its column, as Excel breaks them."""
        room = self.widest(column) - 1
        return sum(max(1, -(-width(line) // room)) for line in text.split("\n"))

    def finish(self) -> None:
        """Set the widths and the print set-up."""
        for column, wide in self.widths.items():
            self.page.set_column(column, column, min(max(wide + 2, _NARROW), self.widest(column)))
        self.page.ignore_errors({"number_stored_as_text": f"A1:O{max(self.row, 1)}"})
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.page.set_footer("&L&A&R第 &P 页，共 &N 页")


class Workbook:
    """An .xlsx file being written: `add` each result, then name what could not be read; leaving the block saves it."""

    def __init__(self, path: Path) -> None:
        """Begin the file. Raises UsageError if its folder is missing."""
        if not path.parent.is_dir() or path.is_dir():
            raise UsageError(f"不能写到“{path}”，请检查文件夹是否存在，并写明文件名。")
        self._path = path
        self._rows = TemporaryDirectory(prefix="wenxiao-", ignore_cleanup_errors=True)
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": self._rows.name})
        self._book.set_properties({"title": "预算绩效自评材料审核汇总表", "author": "问效 Wenxiao"})
        self._styles: dict[tuple[object, ...], Any] = {}
        self._names: set[str] = set()
        self._totals: Counter[str] = Counter()
        self._files = self._findings = 0
        self._summary = self._new("汇总", _SUMMARY)
        self._all = self._new("全部发现", _FINDINGS)
        self._own: list[_Sheet] = []
        self._faults: tuple[str, ...] = ()
        for sheet in (self._summary, self._all):
            sheet.write(sheet.heads, self._head)
            sheet.page.freeze_panes(1, 1 if sheet is self._summary else 2)
            sheet.page.repeat_rows(0)

    def add(self, label: str, result: CheckResult) -> None:
        """Write one file: its row, its findings, its own sheet. `label` names the file among the others."""
        self._files += 1
        own = len(self._own) < SHEETS
        counts = Counter(one.severity.label for one in result.standing)
        counts["已豁免"] = len(result.excused)
        self._totals.update(counts)
        declared, by_bands = grades_of(result)
        cells: tuple[str | int, ...] = (
            label, result.unit or "未识别", str(result.year or "未识别"), kind_of(result.kind),
            f"{result.standard}　{result.standard_title}", *figures_of(result), declared, by_bands,
            *(counts[name] for name in _COLOURS), "" if own else f"超过 {SHEETS} 份，不单列工作表",
        )  # fmt: skip
        row = self._summary.write(cells, self._counted)
        for finding in result.findings:
            self._findings += 1
            self._all.write(_full(self._findings, label, result, finding), self._marked(finding, 3))
        if own:
            sheet = self._new(_stem(label), _OWN)
            self._own.append(sheet)
            self._detail(sheet, label, result)
            target = sheet.name.replace("'", "''")
            self._summary.page.write_url(
                row, 0, f"internal:'{target}'!A1", self._style(font_color="#0563C1", underline=1), _fit(label)
            )

    def unreadable(self, faults: Sequence[str]) -> None:
        """Remember the files that could not be read; they are listed below the totals."""
        self._faults = tuple(faults)

    def __enter__(self) -> Self:
        """Return the workbook itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Save the file unless the work broke off; remove the rows kept on disk in either case."""
        try:
            if kind is None:
                self._save()
            else:
                for page in self._book.worksheets():
                    page.row_data_fh.close()
        finally:
            self._rows.cleanup()

    def _save(self) -> None:
        """Write the totals and finish the file. Raises UsageError if it cannot be written."""
        last = self._summary.row
        total: tuple[str | int, ...] = (
            f"合计 {self._files} 份",
            *[""] * 9,
            *(self._totals[name] for name in _COLOURS),
            "",
        )
        self._summary.write(total, lambda _, value: self._style(bold=True, bg_color="#F2F2F2", value=value))
        if last > 1:
            self._summary.page.autofilter(0, 0, last - 1, len(_SUMMARY) - 1)
        if self._faults:
            self._summary.row += 1
            self._plain(self._summary, f"没有读成的文件 {len(self._faults)} 份（未计入合计）", bold=True)
            for fault in self._faults:
                self._plain(self._summary, fault)
        if self._findings:
            self._all.page.autofilter(0, 0, self._findings, len(_FINDINGS) - 1)
            at = _FINDINGS.index("处理意见")
            self._all.page.data_validation(1, at, self._findings, at, _choice())
        else:
            self._plain(self._all, "没有发现")
        for sheet in (self._summary, self._all, *self._own):
            sheet.finish()
        try:
            self._book.close()
        except (FileCreateError, OSError):
            raise UsageError(f"不能写到“{self._path}”，请关闭正打开它的程序，并检查是否有权限。") from None

    def _detail(self, sheet: _Sheet, label: str, result: CheckResult) -> None:
        """Write the sheet of one file: who and what, its findings, then the figures that were read."""
        year = f"{result.year} 年度" if result.year else "年度未识别"
        self._plain(sheet, f"{result.unit or '单位未识别'}　{year}　{kind_of(result.kind)}绩效自评", bold=True)
        self._plain(sheet, f"文件：{label}　口径：{result.standard}　{result.standard_title}")
        sheet.write(_OWN, self._head)
        sheet.page.freeze_panes(3, 0)
        sheet.page.repeat_rows(2)
        for number, finding in enumerate(result.findings, 1):
            row = _full(number, label, result, finding)
            kept = (row[0], *row[3:13], row[14])
            sheet.write(kept, self._marked(finding, 1))
        if not result.findings:
            self._plain(sheet, "没有发现")
        names = {entry.id: entry.name for entry in result.forms}
        self._block(
            sheet,
            f"读到的数据 {len(result.facts)} 个",
            _FACTS,
            [_fact(number, one, names) for number, one in enumerate(result.facts, 1)],
        )
        rows = [_indicator(number, one) for number, one in enumerate(result.indicators, 1)]
        self._block(sheet, f"读到的绩效指标 {len(rows)} 项", _INDICATORS, rows)

    def _block(self, sheet: _Sheet, title: str, heads: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
        sheet.row += 1
        self._plain(sheet, title, bold=True)
        if rows:
            sheet.write(heads, self._head)
        for row in rows:
            sheet.write(row, self._text)

    def _plain(self, sheet: _Sheet, text: str, *, bold: bool = False) -> None:
        """Write one line that runs over the columns to its right and does not widen its own."""
        form = self._style(bold=bold, border=0, text_wrap=False, value=text)
        sheet.write((text,), lambda *_: form, measure=False)

    def _new(self, wanted: str, heads: Sequence[str]) -> _Sheet:
        name = sheet_name(wanted, self._names)
        self._names.add(name.casefold())
        return _Sheet(name, self._book.add_worksheet(name), heads)

    def _style(self, *, value: str | int = "", **more: object) -> Any:
        """Return a format, made once; a text that a spreadsheet could take for a formula gets a quote prefix."""
        given = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "text_wrap": True, "font_size": 10} | more
        if isinstance(value, str) and value.startswith(_RISKY):
            given["quote_prefix"] = True
        if isinstance(value, int):
            given = {"align": "center"} | given
        key = tuple(sorted(given.items()))
        if key not in self._styles:
            self._styles[key] = self._book.add_format(given)
        return self._styles[key]

    def _head(self, _: int, value: str | int) -> Any:
        return self._style(bold=True, bg_color="#D9E2F3", align="center", valign="vcenter", value=value)

    def _text(self, _: int, value: str | int) -> Any:
        return self._style(value=value)

    def _counted(self, column: int, value: str | int) -> Any:
        """Return the style of a cell of 汇总: a count above 0 has the colour of its severity."""
        name = _SUMMARY[column]
        if name in _COLOURS and value:
            return self._style(bg_color=_COLOURS[name], value=value)
        right = name in ("自报总分", "得分之和", "分值合计")
        return self._style(value=value, **({"align": "right"} if right else {}))

    def _marked(self, finding: Finding, at: int) -> Callable[[int, str | int], Any]:
        """Return the styles of a finding's row: its severity coloured, all of it grey if it is waived."""
        waived = finding.waived is not None
        colour = _COLOURS["已豁免" if waived else finding.severity.label]

        def style(column: int, value: str | int) -> Any:
            more: dict[str, object] = {"font_color": "#7F7F7F"} if waived else {}
            if column == at:
                more |= {"bg_color": colour, "bold": finding.severity is Severity.ERROR and not waived}
            return self._style(value=value, **more)

        return style


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that Excel accepts: at most 31 UTF-16 units, no mark it forbids, not in `taken` (casefolded)."""
    bare = re.sub(r"[\[\]:*?/\\]", "_", printable(wanted)).strip().strip("'").strip() or "文件"
    bare = f"{bare}_" if bare.casefold() == "history" else bare
    number, name = 1, _cut(bare, 31)
    while name.casefold() in taken:
        number += 1
        tail = f"({number})"
        name = _cut(bare, 31 - len(tail)) + tail
    return name


def _cut(text: str, units: int) -> str:
    while len(text.encode("utf-16-le")) > units * 2:
        text = text[:-1]
    return text.strip().strip("'")


def _stem(label: str) -> str:
    return re.split(r"[/\\]", label)[-1].rsplit(".", 1)[0]


def _fit(text: str) -> str:
    """Return text that one cell can hold."""
    clean = printable(text)
    return clean if len(clean.encode("utf-16-le")) <= _CELL * 2 else _cut(clean, _CELL - 8) + "…（已截断）"


def _choice() -> dict[str, object]:
    return {
        "validate": "list",
        "source": _OPINIONS,
        "ignore_blank": True,
        "error_title": "处理意见",
        "error_message": f"请从 {'、'.join(_OPINIONS)} 中选一个。",
    }


def _full(number: int, label: str, result: CheckResult, finding: Finding) -> tuple[str | int, ...]:
    """Return the row of a finding in 全部发现."""
    severity = finding.severity.label
    waived = waived_by(finding)
    return (
        number, label, result.unit or "未识别", f"{severity}（已豁免）" if waived else severity,
        f"{name_of(finding.check)}\n{finding.check}", finding.message, finding.actual or "", finding.expected or "",
        finding.computation or "", places_by_form(finding.evidence, _PLACES), lines_of(finding),
        finding.suggestion or "", same_cause(finding), "", f"已豁免：{waived}" if waived else "",
    )  # fmt: skip


def _fact(number: int, one: FactEntry, names: dict[str, str]) -> tuple[str | int, ...]:
    form = names.get(one.form, one.form) if one.form else "正文"
    value = "" if one.value is None else quantity.plain(one.value)
    covers = "、".join(part for part in (one.dimensions.scope, one.dimensions.stage) if part)
    return (
        number, one.period or "", one.label, form, one.text, value, one.unit or "", one.place.path,
        spot_of(one.place), one.column or "", one.row or "", covers,
    )  # fmt: skip


def _indicator(number: int, one: IndicatorEntry) -> tuple[str | int, ...]:
    said = (
        one.level1, one.level2, one.level3, one.weight, one.score, one.target, one.actual,
        spot_of(one.place), one.reason, " ".join(filter(None, (one.sign, one.unit))),
        one.place.path,
    )  # fmt: skip
    return (number, *(part or "" for part in said))
