"""The scorecard as one self-contained page: declared beside computed, the totals on a scale, the reasoning in folds."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from wenxiao.quantity import trimmed
from wenxiao.report.html import asset as base
from wenxiao.report.html import policy
from wenxiao.report.scorecard.rows import points, region, table
from wenxiao.report.scorecard.scale import scale
from wenxiao.report.scorecard.wording import CERTAINTY, NOTHING_READ, counted, remarks
from wenxiao.report.wording import kind_of, printable
from wenxiao.score import FormScore, Scorecard, Verdict
from wenxiao.version import __version__


def html_scorecard(card: Scorecard) -> str:
    """Return the scorecard as a page that loads nothing from anywhere. Equal input gives equal output."""
    unit = card.unit or "单位未识别"
    year = f"{card.year} 年度" if card.year else "年度未识别　"
    page = Template(asset("scorecard.html")).substitute(
        policy=policy(style=style()),
        style=style(),
        title=escape(f"{unit}　{year}计分表"),
        unit=escape(unit),
        subject=escape(f"{year}{kind_of(card.kind)}绩效自评　计分表"),
        counts="".join(_count(verdict, count) for verdict, count in counted(card)),
        standard=escape(f"{card.standard}　{card.standard_title}"),
        reason=escape(card.standard_reason),
        file=escape(card.file or "（没有原文）"),
        contents=_contents(card),
        forms="\n".join(_form(at, one) for at, one in enumerate(card.forms)) or f"<p>{NOTHING_READ}</p>",
        version=escape(__version__),
    )
    return printable(page)


@cache
def style() -> str:
    """Return the style of the page: the report's, and what is the scorecard's own."""
    return f"{base('report.css')}\n{asset('scorecard.css')}"


@cache
def asset(name: str) -> str:
    """Return a file that lies beside this one."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _count(verdict: Verdict, count: int) -> str:
    return f'<li class="{verdict.value}"><b>{count}</b> <span>{escape(verdict.label)}</span></li>'


def _contents(card: Scorecard) -> str:
    if len(card.forms) < 2:
        return ""
    entries = "".join(f'<li><a href="#s{at}">{escape(one.title)}</a></li>' for at, one in enumerate(card.forms))
    return f'<nav class="sheets" aria-label="各表"><ul>{entries}</ul></nav>'


def _form(at: int, form: FormScore) -> str:
    source = f"{form.source}（{CERTAINTY[form.certainty]}）；{form.rounding}"
    notes = "".join(f"<li>{escape(one)}</li>" for one in remarks(form))
    return (
        f'<section class="sheet" aria-labelledby="s{at}"><h2 id="s{at}">{escape(form.title)}</h2>'
        f'<p class="source">满分 {trimmed(form.full)}　{escape(form.scheme_title or form.scheme)}<br>'
        f'{escape(source)}</p><div class="totals">{scale(form)}{_totals(form)}</div>'
        f'<ul class="remarks">{notes}</ul>{points(form)}{_swings(form)}</section>'
    )


def _totals(form: FormScore) -> str:
    if not form.totals:
        return ""
    rows = [(one.label, trimmed(one.points), one.grade or "—", one.computation) for one in form.totals]
    brief = table("sums", ("合计", "分", "等级"), [row[:3] for row in rows])
    sums = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(how)}</dd></div>" for name, _, _, how in rows)
    return f'<div class="added">{brief}<details><summary>怎样相加</summary><dl>{sums}</dl></details></div>'


def _swings(form: FormScore) -> str:
    if not form.swings:
        return ""
    rows = [(one.indicator, one.how, trimmed(one.points), trimmed(one.total), one.grade or "—") for one in form.swings]
    inside = region("只改一项", table("changes", ("指标", "按此读法", "该项", "总分", "等级"), rows))
    return f'<details class="swings"><summary>只改一项，自报各项之和会变成多少</summary>{inside}</details>'
