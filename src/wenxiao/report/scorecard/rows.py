"""The indicators of a form on the page: a row of figures each, and below it the reasoning in its fold."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from wenxiao.finding import Evidence
from wenxiao.quantity import trimmed
from wenxiao.report.scorecard.wording import (
    computed,
    figure,
    gap,
    gives,
    rule_in_words,
    said_of,
    shown,
    spread,
    way,
)
from wenxiao.score import FormScore, IndicatorScore, Reading, Verdict

_HEADS = ("指标", "分值", "自报", "计算", "差", "结论")
_NUMBERS = {
    *_HEADS[1:5], "分", "得分", "该项", "总分", "年度", "自报总分", "各项之和", "按规则计算", "最低", "最高",
}  # fmt: skip
"""The heads of columns that hold figures."""


def points(form: FormScore) -> str:
    """Return the table of a form's indicators."""
    return region(
        f"{form.title}：各项得分",
        f'<table class="points"><thead><tr>{heads(_HEADS)}</tr></thead>'
        f"{''.join(_item(one, form.title) for one in form.indicators)}</table>",
    )


def table(kind: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a plain table whose first column names its rows; every text is escaped here."""
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        f"{''.join(_cell(name, one) for name, one in zip(names[1:], row[1:], strict=True))}</tr>"
        for row in rows
    )
    return f'<table class="{kind}"><thead><tr>{heads(names)}</tr></thead><tbody>{body}</tbody></table>'


def region(label: str, inside: str) -> str:
    """Return what may be wider than a narrow screen, to be scrolled by hand or by keyboard."""
    return f'<div class="scroll" role="region" aria-label="{escape(label)}" tabindex="0">{inside}</div>'


def heads(names: Sequence[str]) -> str:
    """Return the head cells of a table."""
    return "".join(f'<th scope="col"{_numeric(one)}>{escape(one)}</th>' for one in names)


def _cell(head: str, text: str) -> str:
    return f"<td{_numeric(head)}>{escape(text)}</td>"


def _numeric(head: str) -> str:
    return ' class="num"' if head in _NUMBERS else ""


def _item(score: IndicatorScore, within: str) -> str:
    between = spread(score)
    cells = (figure(score.weight), figure(score.declared), computed(score), gap(score))
    figures = [f'<td class="num">{escape(one)}</td>' for one in cells]
    if between:
        figures[2] = f'<td class="num">{escape(cells[2])}<small>{between}</small></td>'
    opened = " open" if score.verdict is Verdict.DIFFERS else ""
    return (
        f'<tbody class="{score.verdict.value}"><tr><th scope="row">{escape(score.name)}{_level(score)}</th>'
        f'{"".join(figures)}<td class="verdict">{escape(score.verdict.label)}</td></tr>'
        f'<tr class="why"><td colspan="{len(_HEADS)}"><details{opened}>'
        f"<summary>{escape(score.explanation)}</summary>{_reasoning(score, within)}</details></td></tr></tbody>"
    )


def _level(score: IndicatorScore) -> str:
    levels = [one for one in (score.level1, score.level2) if one and one != score.name]
    return f"<small>{escape(' › '.join(dict.fromkeys(levels)))}</small>" if levels else ""


def _reasoning(score: IndicatorScore, within: str) -> str:
    rule = rule_in_words(score)
    lines = [_line("标准", rule)] if rule else []
    if score.target is not None or score.actual is not None:
        lines.append(_line("指标值", score.target or "空白") + _line("完成值", score.actual or "空白"))
    if len(score.readings) > 1:
        lines.append(f"<div><dt>读法</dt><dd>{_readings(score)}</dd></div>")
    elif score.computation:
        lines.append(_line("推算", score.computation))
    if score.inputs:
        inputs = "".join(_input(one, within) for one in score.inputs)
        lines.append(f"<div><dt>依据</dt><dd><ul>{inputs}</ul></dd></div>")
    said = said_of(score) if score.actual is None else ""  # else it stands above as 完成值
    if said:
        lines.append(_line("材料", said))
    lines += [_line("注意", one) for one in score.flags]
    if score.moved:
        lines.append(_line("分值", f"含不适用指标分来的 {trimmed(score.moved)} 分"))
    return f"<dl>{''.join(lines)}</dl>" if lines else ""


def _line(label: str, text: str) -> str:
    return f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>"


def _input(one: Evidence, within: str) -> str:
    return f"<li>{escape(shown(one, within))}</li>"


def _readings(score: IndicatorScore) -> str:
    rows = [(_named(one), one.computation, gives(one)) for one in score.readings]
    return region(f"{score.name}的各种读法", table("readings", ("读法", "推算", "得分"), rows))


def _named(reading: Reading) -> str:
    return way(reading) or "按标准"
