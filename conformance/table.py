"""The table of results: a trait a row, a reader a column."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from conformance.case import Case
from conformance.judge import WRONG_HEADING, WRONG_ROW
from conformance.readers import OURS, Reader
from conformance.trial import Trial

Trials = dict[str, dict[str, Trial]]
"""By reader and case."""

SEVEN = "01-seven-traits"
PAGE = Path(__file__).parents[1] / "docs" / "conformance.md"
_BEGIN, _END = "<!-- results -->", "<!-- end of results -->"
_SILENT = (WRONG_HEADING, WRONG_ROW)


def show(console: Console, cases: list[Case], readers: list[Reader], trials: Trials, *, reasons: bool) -> None:
    """Print the table, the sums, and why our reader failed (with `reasons` also why the peers did)."""
    tried = [reader for reader in readers if reader.name in trials]
    drawn = Table(title="符合性检验：一份小文件一种写法", title_justify="left")
    drawn.add_column("项")
    drawn.add_column("写法")
    for reader in tried:
        drawn.add_column(f"{reader.name}\n{reader.version()}")
    for case in cases:
        drawn.add_row(case.path.name, case.trait, *(_coloured(trials[reader.name].get(case.name)) for reader in tried))
    drawn.add_section()
    for label, values in sums(cases, tried, trials):
        drawn.add_row("", label, *values)
    console.print(drawn)
    for reader in tried:
        if reader is OURS or reasons:
            _explain(console, reader, cases, trials[reader.name])


def sums(cases: list[Case], readers: list[Reader], trials: Trials) -> list[tuple[str, list[str]]]:
    """Return the last rows: cases passed by format, traits of the form, figures silently put elsewhere."""
    rows = []
    for suffix in dict.fromkeys(case.path.suffix for case in cases):
        names = [case.name for case in cases if case.path.suffix == suffix]
        rows.append((f"通过（{suffix}，{len(names)} 项）", [_passed(trials[one.name], names) for one in readers]))
    form = next((case for case in cases if case.name == SEVEN), None)
    if form is not None:
        rows.append(("01 的七种写法读对几种", [traits(form, trials[one.name].get(SEVEN)) for one in readers]))
    rows.append(("放错表头或行名而不作声的数", [_silent(trials[one.name]) for one in readers]))
    return rows


def traits(form: Case, trial: Trial | None) -> str:
    """Return how many traits of the form are right, of how many."""
    if trial is None:
        return "—"
    named = {one.trait for one in form.figures if one.trait}
    wrong = {fault.trait for fault in trial.faults}
    crashed = any(fault.trait is None and fault.kind == "出错" for fault in trial.faults)
    return f"{0 if crashed else len(named - wrong)}/{len(named)}"


def _passed(trials: dict[str, Trial], names: list[str]) -> str:
    tried = [trials[name] for name in names if name in trials]
    return str(sum(not trial.faults for trial in tried)) if tried else "—"


def _silent(trials: dict[str, Trial]) -> str:
    return str(sum(fault.kind in _SILENT for trial in trials.values() for fault in trial.faults))


def _coloured(trial: Trial | None) -> str:
    if trial is None:
        return "[dim]—[/dim]"
    if not trial.faults:
        return "[green]✓[/green]"
    colour = "yellow" if trial.excused else "red"
    return f"[{colour}]{escape(trial.kinds)}[/{colour}]"


def _explain(console: Console, reader: Reader, cases: list[Case], trials: dict[str, Trial]) -> None:
    for case in cases:
        trial = trials.get(case.name)
        for fault in trial.faults if trial else ():
            console.print(
                f"{reader.name} {case.path.name}：{fault.kind}：{fault.message}", markup=False, soft_wrap=True
            )
        if trial and trial.faults and trial.excused:
            console.print(f"  已知：{trial.excused}", markup=False, soft_wrap=True)


def document(cases: list[Case], readers: list[Reader], trials: Trials) -> Path:
    """Put the table into its page of the documentation, between its marks; return the page."""
    before, rest = PAGE.read_text(encoding="utf-8").split(_BEGIN)
    after = rest.split(_END)[1]
    PAGE.write_text(f"{before}{_BEGIN}\n\n{markdown(cases, readers, trials)}\n\n{_END}{after}", encoding="utf-8")
    return PAGE


def markdown(cases: list[Case], readers: list[Reader], trials: Trials) -> str:
    """Write the table in Markdown."""
    tried = [reader for reader in readers if reader.name in trials]
    lines = ["| 项 | 写法 | " + " | ".join(f"{one.name} {one.version()}" for one in tried) + " |"]
    lines.append("|---|---|" + "---|" * len(tried))
    for case in cases:
        results = [trials[one.name].get(case.name) for one in tried]
        shown = ["—" if trial is None else trial.kinds or "✓" for trial in results]
        lines.append(f"| {case.path.name} | {case.trait} | " + " | ".join(shown) + " |")
    for label, values in sums(cases, tried, trials):
        lines.append(f"| | **{label}** | " + " | ".join(values) + " |")
    return "\n".join(lines)
