"""The scorecard as one self-contained page: declared beside computed, the reasoning of each row in its fold."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from wenxiao.finding import Evidence
from wenxiao.quantity import trimmed
from wenxiao.report.html.page import asset as base
from wenxiao.report.scorecard.scale import scale
from wenxiao.report.scorecard.wording import CERTAINTY, computed, figure, gap, gives, holds, origin, shown
from wenxiao.report.wording import kind_of, printable
from wenxiao.score import FormScore, IndicatorScore, Reading, Scorecard, Verdict
from wenxiao.version import __version__

_OPEN = (Verdict.DIFFERS, Verdict.BY_READING)


def html_scorecard(card: Scorecard, hide: Callable[[str], str] = str) -> str:
    """Return the scorecard as a page that loads nothing from anywhere; `hide` masks personal numbers in all of it."""
    style = base("report.css") + _asset("scorecard.css")
    unit = card.unit or "单位未识别"
    year = f"{card.year} 年度" if card.year else "年度未识别　"
    page = Template(_asset("scorecard.html")).substitute(
        policy=escape(f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"),
        style=style,
        title=hide(escape(f"{unit}　{year}计分表")),
        unit=hide(escape(unit)),
        subject=escape(f"{year}{kind_of(card.kind)}绩效自评　计分表"),
        standard=escape(f"{card.standard}　{card.standard_title}"),
        reason=hide(escape(card.standard_reason)),
        file=hide(escape(card.file or "—")),
        forms=hide("\n".join(_form(one) for one in card.forms)) or "<p>材料里没有读到带分值或得分的表，无分可算。</p>",
        version=escape(__version__),
    )
    return printable(page)


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _form(form: FormScore) -> str:
    source = f"{form.source}（{CERTAINTY[form.certainty]}）；{form.rounding}"
    rows = "".join(_row(one) for one in form.indicators)
    notes = "".join(f"<li>{escape(one)}</li>" for one in (*form.notes, holds(form)) if one)
    return (
        f'<section class="sheet"><h2>{escape(form.title)}</h2>'
        f'<p class="source">满分 {trimmed(form.full)}　{escape(form.scheme_title or form.scheme)}<br>'
        f"{escape(source)}</p>"
        f'<div class="totals">{_totals(form)}{scale(form)}</div>'
        f'<ul class="remarks">{notes}</ul>'
        '<table class="points"><thead><tr><th scope="col">指标</th><th scope="col">分值</th><th scope="col">自报</th>'
        '<th scope="col">计算</th><th scope="col">差</th><th scope="col">结论</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{_swings(form)}</section>"
    )


def _table(kind: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a plain table; every text is escaped here."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _totals(form: FormScore) -> str:
    rows = [(one.label, trimmed(one.points), one.grade or "—") for one in form.totals]
    return _table("sums", ("合计", "分", "等级"), rows)


def _row(score: IndicatorScore) -> str:
    kind = score.verdict.value
    opened = " open" if score.verdict in _OPEN else ""
    cells = "".join(f"<td>{escape(one)}</td>" for one in (
        figure(score.weight), figure(score.declared), computed(score), gap(score)
    ))  # fmt: skip
    return (
        f'<tr class="{kind}"><th scope="row"><details{opened}><summary>{escape(score.name)}</summary>'
        f'{_reasoning(score)}</details></th>{cells}<td class="verdict">{escape(score.verdict.label)}</td></tr>'
    )


def _reasoning(score: IndicatorScore) -> str:
    lines = [_line("标准", f"{score.rule.words}　［{score.rule.label}，{origin(score)}］")]
    if score.target is not None or score.actual is not None:
        lines.append(_line("指标值 / 完成值", f"{score.target or '空白'} / {score.actual or '空白'}"))
    if score.explanation.rstrip("。") != score.rule.words:
        lines.append(_line("结论", score.explanation))
    if len(score.readings) > 1:
        lines.append(f"<dt>读法</dt><dd>{_readings(score.readings)}</dd>")
    elif score.computation:
        lines.append(_line("推算", score.computation))
    if score.inputs:
        lines.append(f"<dt>依据</dt><dd><ul>{''.join(_input(one) for one in score.inputs)}</ul></dd>")
    if score.said:
        lines.append(_line("材料写的", f"“{score.said}”"))
    lines += [_line("注意", one) for one in score.flags]
    if score.moved:
        lines.append(_line("分值", f"含不适用指标分来的 {trimmed(score.moved)} 分"))
    return f"<dl>{''.join(lines)}</dl>"


def _line(label: str, text: str) -> str:
    return f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>"


def _input(one: Evidence) -> str:
    return f"<li>{escape(shown(one))}</li>"


def _readings(readings: tuple[Reading, ...]) -> str:
    rows = [(one.how, one.way or "—", one.computation, gives(one)) for one in readings]
    return _table("readings", ("数的来历", "标准的读法", "推算", "得分"), rows)


def _swings(form: FormScore) -> str:
    if not form.swings:
        return ""
    rows = [(one.indicator, one.how, trimmed(one.points), trimmed(one.total), one.grade or "—") for one in form.swings]
    table = _table("changes", ("指标", "按此读法", "该项", "总分", "等级"), rows)
    return f'<details class="swings"><summary>只改一项，自报总分会变成多少</summary>{table}</details>'
