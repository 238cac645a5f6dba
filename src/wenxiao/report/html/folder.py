"""The index over the reports of several files: one row a file, linking to its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from pathlib import PurePath
from string import Template
from urllib.parse import quote

from wenxiao import quantity
from wenxiao.finding import Severity
from wenxiao.report.html.marks import tone
from wenxiao.report.html.page import asset, policy
from wenxiao.report.result import CheckResult
from wenxiao.report.wording import printable
from wenxiao.version import __version__

INDEX = "index.html"
_KINDS = (*map(str, Severity), "waived")


@dataclass(frozen=True)
class Entry:
    """One report that was written: the name of its page in the folder, and what it says."""

    page: str
    result: CheckResult


def page_names(paths: Iterable[PurePath]) -> list[str]:
    """Return a name for the page of each file; equal stems, and `index`, are told apart by a number."""
    taken = {INDEX}
    names: list[str] = []
    counts: Counter[str] = Counter()
    for path in paths:
        name = f"{path.stem}.html"
        while name.lower() in taken:
            counts[path.stem] += 1
            name = f"{path.stem}-{counts[path.stem] + 1}.html"
        taken.add(name.lower())
        names.append(name)
    return names


def index_page(entries: Sequence[Entry], faults: Sequence[str] = ()) -> str:
    """Return the summary of several reports; `faults` says which files could not be read, and why."""
    rows = "\n".join(_row(entry) for entry in entries)
    unread = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    page = Template(asset("index.html")).substitute(
        policy=policy(),
        style=asset("report.css"),
        count=len(entries),
        rows=rows,
        totals=_totals(entries),
        faults=f'<section class="unread"><h2>未能核验</h2><ul>{unread}</ul></section>' if unread else "",
        version=escape(__version__),
    )
    return printable(page)


def _row(entry: Entry) -> str:
    result, score = entry.result, entry.result.score
    counts = _counts(result)
    cells = [
        f'<th scope="row"><a href="{quote(entry.page, errors="surrogateescape")}">{escape(result.file)}</a></th>',
        f"<td>{escape(result.unit or '未识别')}</td>",
        f"<td>{result.year or '未识别'}</td>",
        f"<td>{'整体支出' if result.kind == 'overall' else '项目支出'}</td>",
        *(_count(kind, counts[kind]) for kind in _KINDS),
        *(_figure(value) for value in (score.declared, score.sum, score.weights)),
        f"<td>{escape(score.grade.declared or '—')}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _counts(result: CheckResult) -> Counter[str]:
    return Counter(tone(finding) for finding in result.findings)


def _count(kind: str, count: int) -> str:
    return f'<td class="num {kind if count else "zero"}">{count}</td>'


def _figure(value: Decimal | None) -> str:
    return f'<td class="num">{quantity.plain(value) if value is not None else "—"}</td>'


def _totals(entries: Sequence[Entry]) -> str:
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update(_counts(entry.result))
    cells = "".join(_count(kind, counts[kind]) for kind in _KINDS)
    return f'<tr><th scope="row" colspan="4">合计 {len(entries)} 份</th>{cells}<td colspan="4"></td></tr>'
