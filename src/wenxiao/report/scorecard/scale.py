"""The totals on a scale with the grades: one sees whether the grade stands. An inline SVG, drawn in whole pixels."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from html import escape

from wenxiao.quantity import trimmed
from wenxiao.score import FormScore, Total
from wenxiao.standards import Band

_WIDTH, _LEFT, _ROW, _TOP = 720, 200, 26, 30


def scale(form: FormScore) -> str:
    """Return the picture of a form's totals; empty if there are fewer than two."""
    bands = form.bands
    if len(form.totals) < 2:
        return ""
    low = _floor(form, bands)
    height = _TOP + _ROW * len(form.totals) + 8
    rows = [_row(form, one, at, low) for at, one in enumerate(form.totals)]
    said = "；".join(f"{one.label} {trimmed(one.points)}" for one in form.totals)
    return (
        f'<svg class="scale" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(said)}">'
        f"{''.join(_band(form, band, low, height) for band in bands)}{''.join(rows)}</svg>"
    )


def _floor(form: FormScore, bands: tuple[Band, ...]) -> Decimal:
    """Return where the scale begins: at the grade below the lowest total, so that what matters is wide enough."""
    least = min(one.points for one in form.totals)
    below = [band.low for band in bands if band.low <= least]
    return max(below, default=Decimal(0)) - 2 if below and max(below) >= 2 else Decimal(0)


def _x(form: FormScore, value: Decimal, low: Decimal) -> int:
    room = Decimal(_WIDTH - _LEFT - 40)
    share = (min(max(value, low), form.full) - low) / (form.full - low)
    return _LEFT + int((share * room).quantize(Decimal(1), ROUND_HALF_UP))


def _band(form: FormScore, band: Band, low: Decimal, height: int) -> str:
    left, right = _x(form, band.low, low), _x(form, band.high, low)
    if right <= left:
        return ""
    return (
        f'<rect class="band" x="{left}" y="{_TOP - 8}" width="{right - left - 1}" height="{height - _TOP}"/>'
        f'<text class="grade" x="{(left + right) // 2}" y="14">{escape(band.grade)}</text>'
        f'<text class="edge" x="{left}" y="14">{trimmed(band.low)}</text>'
    )


def _row(form: FormScore, total: Total, at: int, low: Decimal) -> str:
    y, x = _TOP + _ROW * at + 8, _x(form, total.points, low)
    return (
        f'<text class="name" x="{_LEFT - 12}" y="{y + 4}">{escape(total.label.partition("（")[0])}</text>'
        f'<line class="rail" x1="{_LEFT}" y1="{y}" x2="{x}" y2="{y}"/>'
        f'<circle class="dot {escape(total.name)}" cx="{x}" cy="{y}" r="5"/>'
        f'<text class="value" x="{x + 10}" y="{y + 4}">{trimmed(total.points)}</text>'
    )
