"""The totals on a scale with the grades: one sees whether the grade stands.

An inline SVG without a view box: it is placed in percent across and in pixels down, so that its letters keep their
size on a narrow screen.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape

from wenxiao.quantity import trimmed
from wenxiao.report.scorecard.wording import RANGE, total_name
from wenxiao.score import FormScore, Total
from wenxiao.standards import Band

_TOP, _ROW, _FOOT = 22, 26, 22
_MIDDLE = Decimal(45)  # percent of the width; a mark beyond it has its label at its left
_LEAST = Decimal(5)  # percent of the width that a grade's name or the figure of an edge needs
_POINT = "M-5.5 0L0 -5.5L5.5 0L0 5.5Z"  # a lozenge


def scale(form: FormScore) -> str:
    """Return the picture of a form's totals on the whole scale; empty if there are fewer than two."""
    if len(form.totals) < 2:
        return ""
    single = [one for one in form.totals if one.name not in RANGE]
    ends = tuple(one for one in form.totals if one.name in RANGE)
    ruler = _Ruler(form)
    rows = [_mark(ruler, one, at) for at, one in enumerate(single)]
    if len(ends) == len(RANGE):
        rows.append(_range(ruler, ends, len(single)))
    bottom = _TOP + _ROW * len(rows)
    return (
        f'<svg class="scale" height="{bottom + _FOOT}" role="img" aria-label="{escape(_said(form))}">'
        f"{_bands(ruler, form.bands, bottom)}{''.join(rows)}</svg>"
    )


class _Ruler:
    """Where points stand, in percent of the width: from 0 (or the least total) to the full marks (or the most)."""

    def __init__(self, form: FormScore) -> None:
        points = [one.points for one in form.totals]
        self.low = min(Decimal(0), *points)
        self.high = max(form.full, *points)

    def at(self, value: Decimal) -> Decimal:
        """Return the percent of the width at which a value stands."""
        if self.high == self.low:
            return Decimal(0)
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return (share * 100).quantize(Decimal("0.01"))


def _said(form: FormScore) -> str:
    """Return the picture in words, for those who hear the page."""
    totals = "，".join(f"{one.label} {trimmed(one.points)}（{one.grade or '不在等级内'}）" for one in form.totals)
    bands = "、".join(f"{one.grade} {trimmed(one.low)}–{trimmed(one.high)}" for one in form.bands)
    return f"各种总分在刻度上的位置：{totals}。{f'等级：{bands}。' if bands else ''}"


def _bands(ruler: _Ruler, bands: tuple[Band, ...], bottom: int) -> str:
    ordered = sorted(bands, key=lambda one: one.low)
    drawn = "".join(_band(ruler, band, at, bottom) for at, band in enumerate(ordered))
    edges = sorted({ruler.low, ruler.high, *(end for one in ordered for end in (one.low, one.high))})
    return f"{drawn}{_edges(ruler, edges, bottom)}"


def _band(ruler: _Ruler, band: Band, at: int, bottom: int) -> str:
    left, right = ruler.at(band.low), ruler.at(band.high)
    if right <= left:
        return ""
    name = ""
    if right - left >= _LEAST:
        name = f'<text class="grade" x="{(left + right) / 2}%" y="15">{escape(band.grade)}</text>'
    return (
        f'<rect class="band b{at % 2}" x="{left}%" y="{_TOP}" width="{right - left}%" height="{bottom - _TOP}"/>'
        f'<line class="edge" x1="{left}%" x2="{left}%" y1="{_TOP}" y2="{bottom + 4}"/>{name}'
    )


def _edges(ruler: _Ruler, values: list[Decimal], bottom: int) -> str:
    """Return the figures below the scale; one too near to the one before it, or to the last, is left out."""
    last = ruler.at(values[-1])
    said, before = "", Decimal(-100)
    for value in values:
        x = ruler.at(value)
        if x != last and (x - before < _LEAST or last - x < _LEAST):
            continue
        anchor = " first" if not x else " last" if x == last else ""
        said += f'<text class="at{anchor}" x="{x}%" y="{bottom + 17}">{trimmed(value)}</text>'
        before = x
    return said


def _mark(ruler: _Ruler, total: Total, at: int) -> str:
    x, y = ruler.at(total.points), _TOP + _ROW * at + _ROW // 2
    shape = f'<path d="{_POINT}"/>' if total.name in ("computed", "capped") else '<circle r="5"/>'
    said = f"{total_name(total)} {trimmed(total.points)}{f' {total.grade}' if total.grade else ''}"
    return f'<svg class="mark {escape(total.name)}" x="{x}%" y="{y}">{shape}</svg>{_label(said, x, x, y)}'


def _range(ruler: _Ruler, ends: tuple[Total, ...], at: int) -> str:
    low, high = sorted(ends, key=lambda one: one.points)
    left, right, y = ruler.at(low.points), ruler.at(high.points), _TOP + _ROW * at + _ROW // 2
    figures = f"{trimmed(low.points)}–{trimmed(high.points)}"
    grades = "–".join(dict.fromkeys(one.grade for one in (low, high) if one.grade))
    ticks = "".join(f'<line x1="{x}%" x2="{x}%" y1="{y - 5}" y2="{y + 5}"/>' for x in (left, right))
    bar = f'<g class="range"><line class="bar" x1="{left}%" x2="{right}%" y1="{y}" y2="{y}"/>{ticks}</g>'
    return f"{bar}{_label(f'各种读法 {figures} {grades}'.strip(), left, right, y)}"


def _label(said: str, left: Decimal, right: Decimal, y: int) -> str:
    """Return a label where there is room: at the left of its mark, else at the right, else over it."""
    if left >= _MIDDLE:
        place = f'class="label left" x="{left}%" dx="-10" y="{y + 4}"'
    elif right <= 100 - _MIDDLE:
        place = f'class="label" x="{right}%" dx="10" y="{y + 4}"'
    else:
        place = f'class="label over" x="50%" y="{y - 5}"'
    return f"<text {place}>{escape(said)}</text>"
