"""How declared points stand to the computed ones, as a verdict and in a sentence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from wenxiao import quantity
from wenxiao.quantity import trimmed
from wenxiao.score.card import IndicatorScore, Reading, Verdict
from wenxiao.score.numbers import cut, nearest


def verdict_of(declared: Decimal | None, weight: Decimal | None, readings: tuple[Reading, ...]) -> Verdict:
    """Return how declared points stand to the readings. Rounding to whole points what then is full is none."""
    if not readings:
        return Verdict.MANUAL
    if declared is None:
        return Verdict.UNDECLARED
    fitting = [fits(declared, reading) for reading in readings]
    if all(fitting):
        return Verdict.AGREES
    if any(fitting):
        return Verdict.BY_READING
    fine = any(rounded_off(one, declared) for one in readings)
    otherwise = fine or (declared != weight and any(manner(one, declared) for one in readings))
    return Verdict.ROUNDED if otherwise else Verdict.DIFFERS


def fits(declared: Decimal, reading: Reading) -> bool:
    """Tell whether declared points are those of a reading, or lie within its bounds."""
    if reading.points is not None:
        return declared == reading.points
    assert reading.low is not None
    assert reading.high is not None
    return reading.low <= declared and (declared < reading.high if reading.below else declared <= reading.high)


def rounded_off(reading: Reading, declared: Decimal) -> bool:
    """Tell whether declared points are those of a reading rounded to the decimals (one at least) that they print."""
    places = max(quantity.decimals(declared), 1)
    return reading.exact is not None and nearest(Fraction(reading.exact), places) == declared


def manner(reading: Reading, declared: Decimal) -> str | None:
    """Return how declared points come from those of a reading, if only by another rounding, in words; else None."""
    if reading.exact is None:
        return None
    exact = Fraction(reading.exact)
    if rounded_off(reading, declared):
        return f"只保留 {max(quantity.decimals(declared), 1)} 位小数"
    if nearest(exact, 0) == declared:
        return "取整"
    cut_ = (max(quantity.decimals(declared), 1), 2)
    return "截尾而未四舍五入" if any(cut(exact, places) == declared for places in cut_) else None


def otherwise_rounded(score: IndicatorScore) -> tuple[Reading, str | None]:
    """Return the reading that the declared points come from by another rounding, and how; else the first reading."""
    for reading in score.readings:
        how = None if score.declared is None else manner(reading, score.declared)
        if how is not None:
            return reading, how
    return score.readings[0], None


def explained(verdict: Verdict, declared: Decimal | None, readings: tuple[Reading, ...], lacking: str | None) -> str:
    """Return in a sentence how the declared points stand to the computed ones."""
    if verdict is Verdict.MANUAL:
        return f"{lacking}。"
    first = readings[0]
    gives = _gives(first)
    if declared is None:
        return f"未填得分；按规则应得 {gives}。"
    if verdict is Verdict.AGREES:
        return f"自报 {trimmed(declared)}，与规则相符（{gives}）。"
    if verdict is Verdict.ROUNDED:
        other = next(one for one in readings if manner(one, declared))
        how = manner(other, declared)
        by = f"读作“{_named(other, readings)}”" if len(readings) > 1 else "按规则"
        return f"自报 {trimmed(declared)}，{by}为 {_gives(other)}，自报是{how}。"
    if verdict is Verdict.BY_READING:
        fitting = next(one for one in readings if fits(declared, one))
        other = next(one for one in readings if not fits(declared, one))
        only, else_ = _named(fitting, readings), _named(other, readings)
        return f"自报 {trimmed(declared)} 只在“{only}”时成立；读作“{else_}”应得 {_gives(other)}。"
    every = "、".join(dict.fromkeys(_gives(one) for one in readings))
    many = len({one.points for one in readings}) > 1
    gap = "" if first.points is None or many else f"，{_gap(declared - first.points)}"
    return f"自报 {trimmed(declared)}，按规则应得 {every}{'，哪种读法都不符' if many else ''}{gap}。"


def _gap(gap: Decimal) -> str:
    return f"{'多' if gap > 0 else '少'} {trimmed(abs(gap))}"


def _gives(reading: Reading) -> str:
    if reading.points is not None:
        return trimmed(reading.points)
    assert reading.low is not None
    assert reading.high is not None
    return f"{trimmed(reading.low)}–{trimmed(reading.high)}{'（不含）' if reading.below else ''}"


def _named(reading: Reading, among: tuple[Reading, ...]) -> str:
    """Return how a reading is called: where its figure comes from (if from several), and which way the rule is read."""
    how = reading.how if len({one.how for one in among}) > 1 or reading.way is None else None
    return "，".join(filter(None, (how, reading.way))) or reading.computation
