"""A comparison as one self-contained web page, in the manner of the report: paper, ink, hairlines, and two pens."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Literal

from wenxiao.compare import Change, Difference, Group, Piece, Side, Source
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
from wenxiao.report.html import asset, policy
from wenxiao.report.wording import printable
from wenxiao.version import __version__

_AROUND = 40
_QUOTED = 400
_SHORT = 14
_TAGS = {"same": "span", "removed": "del", "added": "ins"}


def html_difference(difference: Difference) -> str:
    """Return the comparison as one page of HTML that loads nothing from anywhere. Equal input gives equal output."""
    style = f"{asset('report.css')}\n{_asset('difference.css')}"
    groups = groups_of(difference)
    page = Template(_asset("difference.html")).substitute(
        policy=policy(style=style),
        style=style,
        title=escape(_title(difference)),
        heading=escape(_title(difference)),
        kinship=escape(KINSHIPS[difference.kinship]),
        counts=_counts(difference),
        before=_source(difference.before),
        after=_source(difference.after),
        contents=_contents(groups),
        groups="\n".join(_group(at, group) for at, group in enumerate(groups)) if groups else "",
        version=escape(__version__),
    )
    return printable(page)


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _title(difference: Difference) -> str:
    one, other = difference.before, difference.after
    units = dict.fromkeys(unit for unit in (one.unit, other.unit) if unit)
    years = dict.fromkeys(f"{year}" for year in (one.year, other.year) if year)
    return f"{'、'.join(units) or '单位未识别'}　{'、'.join(years)}{' 年度' if years else ''}材料比较"


def _counts(difference: Difference) -> str:
    counts = difference.counts
    return "".join(_count(kind, label, getattr(counts, kind)) for kind, label in KINDS.items())


def _count(kind: str, label: str, count: int) -> str:
    zero = "" if count else ' class="zero"'
    return f'<li class="{kind}"><span{zero}><b>{count}</b> <span>{label}</span></span></li>'


def _source(one: Source) -> str:
    return (
        f"{escape(one.file or '（没有原文）')}<br>{escape(source(one))}"
        f"<br><small>口径 <code>{escape(one.standard)}</code>{_digest(one.sha256)}</small>"
    )


def _digest(sha256: str | None) -> str:
    return f'　SHA-256 <code title="{escape(sha256)}">{escape(sha256[:16])}…</code>' if sha256 else ""


def _contents(groups: tuple[Group, ...]) -> str:
    return f"<ol>{''.join(_entry(at, group) for at, group in enumerate(groups))}</ol>"


def _entry(at: int, group: Group) -> str:
    title = escape(group.title)
    linked = f'<a href="#g{at}">{title}</a>' if group.changes or group.written else title
    return f"<li>{linked} <small>{escape(counted(group))}；{escape(alike(group))}</small></li>"


def _group(at: int, group: Group) -> str:
    if not group.changes and not group.written:
        return ""
    body = _table(group, group.changes) if group.changes else ""
    if group.written:
        count = len(group.written)
        body += f"<details><summary>写法不同、意思一样 {count} 处</summary>{_table(group, group.written)}</details>"
    return (
        f'<section class="compared"><h2 id="g{at}">{escape(group.title)} '
        f"<span>{escape(counted(group))}</span></h2>{body}</section>"
    )


def _table(group: Group, changes: tuple[Change, ...]) -> str:
    rows = "\n".join(_row(change) for change in changes)
    heads = '<th scope="col"><span class="sr">变动</span></th><th scope="col">项目</th>' + "".join(
        f'<th scope="col" class="num">{head}</th>' for head in ("前", "后", "增减", "幅度")
    )
    columns = '<col class="k"><col class="l"><col><col><col class="n"><col class="n">'
    return (
        f'<div class="table wide" role="region" aria-label="{escape(group.title)}" tabindex="0">'
        f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(change: Change) -> str:
    head = f'<td class="kind"><b>{word(change)}</b></td><th scope="row">{escape(change.label)}</th>'
    if _is_passage(change):
        size = f'<small class="size">{escape(characters(change))}{_spots(change)}</small>'
        return f'<tr class="{change.kind}">{head}<td colspan="4" class="words">{_words(change)}{size}</td></tr>'
    cells = "".join(_side(side, change) for side in (change.before, change.after))
    figures = f'<td class="num">{escape(amount(change))}</td><td class="num">{escape(rate(change))}</td>'
    return f'<tr class="{change.kind}">{head}{cells}{figures}</tr>'


def _is_passage(change: Change) -> bool:
    """Tell whether texts are better read across the row than side by side: long ones, compared or on one side only."""
    sides = [side for side in (change.before, change.after) if side is not None]
    return (bool(change.pieces) or len(sides) == 1) and any(len(side.text) > _SHORT for side in sides)


def _side(side: Side | None, change: Change) -> str:
    if side is None:
        return '<td class="nothing">—</td>'
    text = said(side, change, _QUOTED)
    numeric = ' class="num"' if side.value is not None else ""
    return f"<td{numeric}>{escape(text)}{_spot(side)}</td>"


def _spot(side: Side) -> str:
    if side.place is None or not (spot := side.place.spot()):
        return ""
    return f' <small title="{escape(side.place.path)}">{escape(spot)}</small>'


def _spots(change: Change) -> str:
    sides = (("前", change.before), ("后", change.after))
    said = [f"{name}{side.place.spot()}" for name, side in sides if side and side.place and side.place.spot()]
    return f"　{escape('，'.join(said))}" if said else ""


def _words(change: Change) -> str:
    pieces = excerpt(change.pieces, _AROUND)
    if not pieces:
        kind: Literal["removed", "added"] = "added" if change.before is None else "removed"
        pieces = (Piece(kind=kind, text=said(change.after or change.before, change, _QUOTED)),)
    return "".join(
        f"<{_TAGS[piece.kind]}>{escape(shown(piece.text, change))}</{_TAGS[piece.kind]}>" for piece in pieces
    )
