"""The scorecard on a terminal: a table a form, then the reasoning of what does not simply agree, then the totals."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from wenxiao.quantity import trimmed
from wenxiao.report.scorecard.wording import (
    CERTAINTY,
    NOTHING_READ,
    QUIET,
    computed,
    counted,
    figure,
    gap,
    gives,
    remarks,
    rule_in_words,
    said_of,
    shown,
    spread,
    way,
)
from wenxiao.report.wording import kind_of
from wenxiao.score import FormScore, IndicatorScore, Reading, Scorecard, Verdict

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
    """Print the scorecard of one filing; `every` shows the reasoning of those that agree, and how totals add up."""
    console.print(_head(card))
    if not card.forms:
        console.print(Text(f"{NOTHING_READ}\n"))
    for form in card.forms:
        console.print(_form(form))
        said = [one for one in form.indicators if every or one.verdict not in QUIET]
        for group in _alike(said):
            console.print(_reasoning(group, form.title))
        console.print(_totals(form, every=every))


def _head(card: Scorecard) -> RenderableType:
    table = _grid()
    year = f"{card.year} 年度" if card.year else "年度未识别"
    table.add_row("文件", Text(card.file or "（没有原文）"))
    table.add_row("单位", Text(f"{card.unit or '未识别'}　{year}　{kind_of(card.kind)}绩效自评"))
    table.add_row("口径", Text(f"{card.standard}　{card.standard_title}"))
    counts = Text()
    for verdict, count in counted(card):
        counts.append(f"{verdict.label} {count} ", style=_STYLES[verdict])
        counts.append("项　")
    if counts:
        table.add_row("结论", counts)
    return Group(Rule(Text(card.unit or card.file or "计分", style="bold")), table, Text(""))


def _grid() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _columns(first: str, figures: tuple[str, ...], last: str) -> Table:
    """Return an empty table: names, figures at the right of their columns, a word."""
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    table.add_column(first, overflow="fold", ratio=1)
    for head in figures:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column(last, no_wrap=True)
    return table


def _form(form: FormScore) -> RenderableType:
    table = _columns("指标", ("分值", "自报", "计算", "差"), "结论")
    for one in form.indicators:
        between = spread(one)
        table.add_row(
            Text(one.name), figure(one.weight), figure(one.declared),
            f"{computed(one)}（{between}）" if between else computed(one), gap(one),
            Text(one.verdict.label, style=_STYLES[one.verdict]),
        )  # fmt: skip
    scheme = _grid()
    scheme.add_row("办法", Text(f"{form.scheme_title or form.scheme}，满分 {trimmed(form.full)}；{form.rounding}"))
    scheme.add_row("依据", Text(f"{form.source}（{CERTAINTY[form.certainty]}）"))
    title = Rule(Text(form.title, style="bold"), align="left")
    return Group(title, scheme, Text(""), table, Text(""))


def _alike(scores: list[IndicatorScore]) -> Iterator[list[IndicatorScore]]:
    """Yield what is explained together: those that a person has to judge for the same reason, else each alone."""
    groups: dict[tuple[str, str, int], list[IndicatorScore]] = {}
    for at, one in enumerate(scores):
        alone = -1 if one.verdict is Verdict.MANUAL and not one.flags and not one.moved else at
        groups.setdefault((one.rule.words, one.explanation, alone), []).append(one)
    yield from groups.values()


def _reasoning(group: list[IndicatorScore], within: str) -> RenderableType:
    score = group[0]
    head = Text("、".join(one.name for one in group), style="bold")
    head.append(f"　{score.verdict.label}", style=f"not bold {_STYLES[score.verdict]}")
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("结论", Text(score.explanation))
    rule = rule_in_words(score)
    if rule:
        table.add_row("标准", Text(rule))
    for at, reading in enumerate(score.readings):
        table.add_row("" if at else "推算", _reading(reading, alone=len(score.readings) == 1))
    if len(group) == 1:
        for at, one in enumerate(score.inputs):
            table.add_row("" if at else "依据", Text(shown(one, within)))
    told = [(one.name, said_of(one)) for one in group if said_of(one)]
    for at, (name, said) in enumerate(told):
        table.add_row("" if at else "材料", Text(said if len(group) == 1 else f"{name}：{said}"))
    for flag in score.flags:
        table.add_row("注意", Text(flag, style="yellow"))
    if score.moved:
        table.add_row("分值", Text(f"含不适用指标分来的 {trimmed(score.moved)} 分"))
    return Group(head, Padding(table, (0, 0, 1, 3)))


def _reading(reading: Reading, *, alone: bool) -> Text:
    """Return one reading in a line; what it gives comes first where there are several to choose between."""
    line = Text()
    if not alone:
        line.append(f"{gives(reading)} 分", style="bold")
        line.append("　")
    named = way(reading)
    line.append(f"{named}：{reading.computation}" if named else reading.computation)
    return line


def _totals(form: FormScore, *, every: bool) -> RenderableType:
    parts: list[RenderableType] = []
    if form.totals:
        table = _columns("合计", ("分",), "等级")
        for one in form.totals:
            table.add_row(one.label, trimmed(one.points), one.grade or "—")
        parts.append(table)
    if every:
        parts += [Padding(Text(f"{one.label}：{one.computation}", style="dim"), (0, 0, 0, 3)) for one in form.totals]
    parts += [Text(line) for line in remarks(form)]
    if form.swings:
        swings = _columns("只改一项，自报各项之和会变成", ("该项", "总分"), "等级")
        for swing in form.swings:
            swings.add_row(
                Text(f"{swing.indicator}：{swing.how}"), trimmed(swing.points), trimmed(swing.total), swing.grade or "—"
            )
        parts += [Text(""), swings]
    return Group(*parts, Text(""))
