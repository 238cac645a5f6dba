"""A comparison on the terminal: form by form, figures in columns, texts with what was taken out and put in."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from wenxiao.compare import Change, Difference, Group
from wenxiao.report.difference.wording import (
    KINDS,
    KINSHIPS,
    alike,
    amount,
    characters,
    counted,
    excerpt,
    groups_of,
    rate,
    said,
    shown,
    source,
    word,
)
from wenxiao.report.wording import width

_STYLES = {"changed": "yellow", "added": "green", "removed": "red", "moved": "cyan"}
_CELL = 22
_WORDS = 14  # texts wider than this are compared word by word
_AROUND = 12
_QUOTED = 60


def print_difference(difference: Difference, console: Console) -> None:
    """Print the comparison of two filings."""
    console.print(Rule(Text("比较两份材料", style="bold")))
    console.print(_summary(difference))
    for group in groups_of(difference):
        if group.changes:
            console.print()
            console.print(Rule(Text(f"{group.title}　{counted(group)}", style="bold"), align="left"))
            _print_group(group, console)
    console.print(Rule(style="dim"))
    console.print(_closing(difference))


def _summary(difference: Difference) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, one in (("前", difference.before), ("后", difference.after)):
        table.add_row(label, Text(f"{one.file or '（没有原文）'}　{source(one)}　口径 {one.standard}"))
    table.add_row("关系", KINSHIPS[difference.kinship])
    counts = difference.counts
    parts = [f"{name} {getattr(counts, kind)}" for kind, name in KINDS.items()]
    same = f"未变 {counts.unchanged}，写法不同 {counts.written}"
    table.add_row("结论", f"{'，'.join(parts)}；{same}" if difference.differs else f"没有差别；{same}")
    return table


def _print_group(group: Group, console: Console) -> None:
    cells = [change for change in group.changes if _is_short(change)]
    if cells:
        console.print(_table(cells))
    for change in group.changes:
        if not _is_short(change):
            console.print(_passage(change))


def _is_short(change: Change) -> bool:
    """Tell whether both sides fit into columns."""
    most = _WORDS if change.pieces else _CELL
    return all(width(said(side, change)) <= most for side in (change.before, change.after))


def _table(changes: list[Change]) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim", expand=True)
    table.add_column("", no_wrap=True)
    table.add_column("项目", ratio=1, overflow="fold")
    for head in ("前", "后", "增减", "幅度"):
        table.add_column(head, justify="right", no_wrap=True)
    for change in changes:
        table.add_row(
            Text(word(change), style=_STYLES.get(change.kind, "")),
            Text(change.label),
            Text(said(change.before, change)),
            Text(said(change.after, change), style="bold"),
            Text(amount(change)),
            Text(rate(change)),
        )
    return table


def _passage(change: Change) -> Padding:
    line = Text()
    line.append(f"{word(change)} ", style=_STYLES.get(change.kind, ""))
    line.append(change.label, style="bold")
    size = characters(change)
    line.append(f"（{size}）：" if size else "：", style="dim")
    if change.pieces:
        line.append_text(_words(change))
    else:
        sides = [said(side, change, _QUOTED) for side in (change.before, change.after) if side is not None]
        line.append(" → ".join(sides))
    return Padding(line, (0, 0, 0, 0))


def _words(change: Change) -> Text:
    line = Text()
    for piece in excerpt(change.pieces, _AROUND):
        text = " ".join(shown(piece.text, change).split("\n"))
        if piece.kind == "same":
            line.append(text)
        elif piece.kind == "removed":
            line.append(f"[-{text}-]", style="red")
        else:
            line.append(f"{{+{text}+}}", style="green")
    return line


def _closing(difference: Difference) -> Text:
    text = Text()
    for group in groups_of(difference):
        if group.unchanged or group.written:
            text.append(f"{group.title}：{alike(group)}\n", style="dim")
    if any(change.pieces for group in difference.groups for change in group.changes):
        text.append("[-…-] 是删去的字，{+…+} 是增加的字。\n", style="dim")
    return text
