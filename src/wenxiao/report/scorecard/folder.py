"""The summary over several scorecards: a row a form, linking to its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from string import Template
from typing import NamedTuple
from urllib.parse import quote

from wenxiao.quantity import trimmed
from wenxiao.report.html import policy
from wenxiao.report.scorecard.page import asset, style
from wenxiao.report.scorecard.rows import heads
from wenxiao.report.wording import printable
from wenxiao.score import FormScore, Scorecard, Verdict
from wenxiao.version import __version__

_TOTALS = {
    "declared": "自报总分", "sum": "各项之和", "computed": "按规则计算", "lowest": "最低", "highest": "最高",
}  # fmt: skip
_COUNTED = (Verdict.DIFFERS, Verdict.BY_READING, Verdict.ROUNDED, Verdict.MANUAL)
_HEADS = ("材料", "单位", "年度", "表", *_TOTALS.values(), "等级", *(one.label for one in _COUNTED))


class Entry(NamedTuple):
    """One scorecard that was written: the name of its page in the folder, and what it says."""

    page: str
    card: Scorecard


def summary_page(entries: Sequence[Entry], faults: Sequence[str] = ()) -> str:
    """Return the summary of several scorecards; `faults` says which files could not be read, and why."""
    unread = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    page = Template(asset("scorecards.html")).substitute(
        policy=policy(style=style()),
        style=style(),
        count=len(entries),
        heads=heads(_HEADS),
        rows="\n".join(row for entry in entries for row in _rows(entry)),
        faults=f'<section class="unread"><h2>未能计分</h2><ul>{unread}</ul></section>' if unread else "",
        version=escape(__version__),
    )
    return printable(page)


def _rows(entry: Entry) -> list[str]:
    card = entry.card
    if not card.forms:
        return [f'{_head(entry, "")}<td colspan="{len(_HEADS) - 3}">没有可以计分的表</td></tr>']
    return [f"{_head(entry, f'#s{at}')}{_form(one)}</tr>" for at, one in enumerate(card.forms)]


def _head(entry: Entry, anchor: str) -> str:
    card = entry.card
    link = f'<a href="{quote(entry.page, errors="surrogateescape")}{anchor}">{escape(card.file or entry.page)}</a>'
    unit, year = escape(card.unit or "未识别"), card.year or "未识别"
    return f'<tr><th scope="row">{link}</th><td>{unit}</td><td class="num">{year}</td>'


def _form(form: FormScore) -> str:
    totals = {one.name: one for one in form.totals}
    points = "".join(
        f'<td class="num">{trimmed(totals[name].points) if name in totals else "—"}</td>' for name in _TOTALS
    )
    grades = dict.fromkeys(one.grade or "无" for one in form.totals)
    counts = Counter(one.verdict for one in form.indicators)
    verdicts = "".join(f'<td class="num {one.value if counts[one] else "zero"}">{counts[one]}</td>' for one in _COUNTED)
    return f"<td>{escape(form.title)}</td>{points}<td>{escape('、'.join(grades) or '—')}</td>{verdicts}"
