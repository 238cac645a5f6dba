"""The text report of one file: a summary, then the findings by severity, each with place, computation, advice."""

from __future__ import annotations

from collections import Counter

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from wenxiao import quantity
from wenxiao.check import find
from wenxiao.finding import Evidence, Finding, Severity, Verdict
from wenxiao.report.result import CheckResult

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_SHOWN = 6


def print_report(result: CheckResult, console: Console) -> None:
    """Print the report of one file."""
    console.print(_summary(result))
    for severity in Severity:
        findings = [finding for finding in result.standing if finding.severity == severity]
        if findings:
            console.print(Rule(Text(f"{severity.label} {len(findings)} 条", style=_STYLES[severity]), align="left"))
            for number, finding in enumerate(findings, 1):
                console.print(_finding(number, finding))
    if result.excused:
        console.print(Rule(Text(f"已豁免 {len(result.excused)} 条", style="bold dim"), align="left"))
        for number, finding in enumerate(result.excused, 1):
            console.print(_finding(number, finding))
    console.print(Rule(style="dim"))
    console.print(_closing(result))


def _summary(result: CheckResult) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    kind = "部门整体支出" if result.kind == "overall" else "项目支出"
    year = f"{result.year} 年度" if result.year else "年度未识别"
    table.add_row("文件", result.file)
    table.add_row("单位", f"{result.unit or '未识别'}　{year}　{kind}绩效自评")
    table.add_row("口径", result.standard_reason)
    figures = sum(fact.value is not None for fact in result.facts)
    forms = "、".join(dict.fromkeys(entry.name for entry in result.forms)) or "无"
    table.add_row(
        "读到",
        f"{forms}；数据 {figures} 个，指标 {len(result.indicators)} 项，章节 {len(result.sections)} 个",
    )
    score = _score(result)
    if score:
        table.add_row("得分", score)
    counts = Counter(finding.severity for finding in result.standing)
    said = Text()
    for severity in Severity:
        said.append(f"{severity.label} {counts[severity]} ", style=_STYLES[severity] if counts[severity] else "dim")
        said.append("条　")
    if result.excused:
        said.append(f"已豁免 {len(result.excused)} 条")
    table.add_row("结论", said)
    return Group(Rule(Text(result.unit or result.file, style="bold")), table, Text(""))


def _score(result: CheckResult) -> str:
    score = result.score
    parts = []
    if score.declared is not None:
        parts.append(f"自报总分 {quantity.plain(score.declared)}")
    if score.sum is not None:
        parts.append(f"各项得分之和 {quantity.plain(score.sum)}")
    if score.weights is not None:
        parts.append(f"分值合计 {quantity.plain(score.weights)}")
    grade = score.grade
    if grade.declared or grade.by_bands:
        parts.append(f"等级 自报{grade.declared or '未填'}、按分数段{grade.by_bands or '无法判定'}")
    return "，".join(parts)


def _finding(number: int, finding: Finding) -> RenderableType:
    check = find(finding.check)
    head = Text()
    head.append(f"{number}. ", style=_STYLES[Severity(finding.severity)])
    head.append(check.name, style="bold")
    head.append(f"  {finding.check}", style="dim")
    if finding.waived is not None:
        head.append(f"（{finding.severity.label}）", style="dim")
    if finding.also:
        names = "、".join(find(name).name for name in finding.also)
        head.append(f"（同因：{names}）", style="dim")
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("问题", Text(finding.message))
    if finding.computation:
        table.add_row("计算", Text(finding.computation))
    for row, text in enumerate(_places(finding.evidence)):
        table.add_row("位置" if row == 0 else "", text)
    if finding.suggestion:
        table.add_row("建议", Text(finding.suggestion, style="green"))
    if finding.waived is not None:
        one = finding.waived
        table.add_row("豁免", Text(f"{one.reason}（{one.by}，{one.date}）", style="bold"))
    return Group(head, Padding(table, (0, 0, 1, 3)))


def _places(evidence: tuple[Evidence, ...]) -> list[Text]:
    lines: list[Text] = []
    for one in evidence[:_SHOWN]:
        line = Text(one.place.path or one.label)
        spot = one.place.spot()
        if spot and spot not in one.place.path:
            line.append(f"（{spot}）", style="dim")
        said = " ".join(one.text.split())
        line.append(f"：“{said if len(said) <= 40 else said[:39] + '…'}”" if said else "：空白")
        lines.append(line)
    if len(evidence) > _SHOWN:
        lines.append(Text(f"……共 {len(evidence)} 处", style="dim"))
    return lines


def _closing(result: CheckResult) -> Text:
    counts = Counter(entry.verdict for entry in result.checked)
    text = Text("核验 ", style="dim")
    names = (
        (Verdict.PASSED, "通过"), (Verdict.FAILED, "不通过"), (Verdict.UNDECIDABLE, "缺数据无法判定"),
        (Verdict.NOT_APPLICABLE, "不适用"), (Verdict.OFF, "已关闭"),
    )  # fmt: skip
    text.append("，".join(f"{label} {counts[verdict]} 项" for verdict, label in names if counts[verdict]))
    for entry in result.checked:
        if entry.verdict is Verdict.UNDECIDABLE and entry.missing:
            text.append(f"\n  {find(entry.check).name}：缺 {'、'.join(entry.missing[:5])}")
    text.append("\n")
    return text
