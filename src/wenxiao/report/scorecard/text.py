"""The scorecard on a terminal: a table a form, then the reasoning of what does not simply agree, then the totals."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from wenxiao.quantity import trimmed
from wenxiao.report.scorecard.wording import CERTAINTY, QUIET, computed, figure, gap, gives, holds, origin, shown
from wenxiao.report.wording import kind_of
from wenxiao.score import FormScore, IndicatorScore, Scorecard, Verdict

_STYLES = {
    Verdict.AGREES: "green",
    Verdict.DIFFERS: "bold red",
    Verdict.BY_READING: "bold yellow",
    Verdict.ROUNDED: "yellow",
    Verdict.UNDECLARED: "yellow",
    Verdict.MANUAL: "cyan",
    Verdict.NOT_APPLICABLE: "dim",
}


def print_scorecard(card: Scorecard, console: Console, *, every: bool = False) -> None:
    """Print the scorecard of one filing; `every` shows the reasoning of those that agree as well."""
    console.print(_head(card))
    if not card.forms:
        console.print(Text("材料里没有读到带分值或得分的表，无分可算。\n"))
    for form in card.forms:
        console.print(_form(form))
        said = [one for one in form.indicators if every or one.verdict not in QUIET]
        for one in said:
            console.print(_reasoning(one))
        console.print(_totals(form))


def _head(card: Scorecard) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    year = f"{card.year} 年度" if card.year else "年度未识别"
    table.add_row("文件", card.file or "")
    table.add_row("单位", f"{card.unit or '未识别'}　{year}　{kind_of(card.kind)}绩效自评")
    table.add_row("口径", f"{card.standard}　{card.standard_title}")
    return Group(Rule(Text(card.unit or card.file or "计分", style="bold")), table, Text(""))


def _form(form: FormScore) -> RenderableType:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    table.add_column("指标", overflow="fold", ratio=1)
    for head in ("分值", "自报", "计算", "差"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("结论", no_wrap=True)
    for one in form.indicators:
        style = _STYLES[one.verdict]
        table.add_row(
            one.name, figure(one.weight), figure(one.declared), computed(one), gap(one),
            Text(one.verdict.label, style=style),
        )  # fmt: skip
    title = f"{form.title}　满分 {trimmed(form.full)}　{form.scheme_title or form.scheme}"
    source = Text(f"{form.source}（{CERTAINTY[form.certainty]}）；{form.rounding}", style="dim")
    return Group(Rule(Text(title, style="bold"), align="left"), source, Text(""), table, Text(""))


def _reasoning(score: IndicatorScore) -> RenderableType:
    head = Text()
    head.append(score.name, style="bold")
    head.append(f"　{score.verdict.label}", style=_STYLES[score.verdict])
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("标准", Text(f"{score.rule.words}　［{score.rule.label}，{origin(score)}］"))
    if score.explanation.rstrip("。") != score.rule.words:
        table.add_row("结论", Text(score.explanation))
    for at, reading in enumerate(score.readings):
        way = "，".join(filter(None, (reading.how, reading.way)))
        line = Text(f"{way}：" if way else "")
        line.append(reading.computation)
        if len(score.readings) > 1:
            line.append(f"　→ {gives(reading)}", style="bold")
        table.add_row("推算" if at == 0 else "", line)
    for at, one in enumerate(score.inputs):
        table.add_row("依据" if at == 0 else "", Text(shown(one)))
    if score.said:
        table.add_row("材料", Text(f"“{score.said}”"))
    for flag in score.flags:
        table.add_row("注意", Text(flag, style="yellow"))
    if score.moved:
        table.add_row("分值", Text(f"含不适用指标分来的 {trimmed(score.moved)} 分"))
    return Group(head, Padding(table, (0, 0, 1, 3)))


def _totals(form: FormScore) -> RenderableType:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    table.add_column("合计")
    table.add_column("分", justify="right")
    table.add_column("等级")
    for one in form.totals:
        table.add_row(one.label, trimmed(one.points), one.grade or "—")
    parts: list[RenderableType] = [table]
    if form.swings:
        swings = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
        swings.add_column("只改一项", overflow="fold", ratio=1)
        for head in ("该项", "总分"):
            swings.add_column(head, justify="right", no_wrap=True)
        swings.add_column("等级", no_wrap=True)
        for swing in form.swings:
            swings.add_row(
                f"{swing.indicator}：{swing.how}", trimmed(swing.points), trimmed(swing.total), swing.grade or "—"
            )
        parts += [Text(""), swings]
    notes = [*form.notes, holds(form)]
    declared = f"自报等级“{form.grade_declared}”。" if form.grade_declared else ""
    parts += [Text(line, style="dim") for line in (*notes, declared) if line]
    return Group(*parts, Text(""))
