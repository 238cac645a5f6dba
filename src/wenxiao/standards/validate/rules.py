"""One scoring rule: bands with gaps or overlaps, steps of nothing, ways written twice, points above the weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from wenxiao.quantity import trimmed
from wenxiao.rule import (
    Awards,
    Bands,
    Checklist,
    Equal,
    External,
    Falling,
    Graded,
    Manual,
    Parts,
    PointBand,
    Rising,
    Rule,
    Step,
)
from wenxiao.standards.validate.fault import Path, twice


class RuleFault(NamedTuple):
    """A mistake in a rule, and where in it."""

    path: Path
    message: str


def rule_faults(rule: Rule, weight: Decimal | None) -> Iterator[RuleFault]:  # noqa: PLR0911 (one return a kind)
    """Yield what is wrong with a rule; `weight` is what the indicator may get, None where any may."""
    match rule:
        case Rising() | Falling() | Equal():
            return _ways(rule.ways, "ways")
        case Bands():
            return _bands(rule, weight)
        case Step():
            return _step(rule)
        case Checklist():
            return _checklist(rule, weight)
        case Awards():
            return _awards(rule, weight)
        case Graded():
            return _graded(rule)
        case External():
            return _positive("full", rule.full, "外部考核的满分")
        case Parts():
            return _parts(rule, weight)
        case Manual():
            return iter(() if rule.reason.strip() else (RuleFault(("reason",), "没有写要人判断什么"),))


def _ways(ways: Sequence[str], key: str) -> Iterator[RuleFault]:
    if not ways:
        yield RuleFault((key,), f"{key} 是空的，至少写一种")
    for name in twice(ways):
        yield RuleFault((key,), f"{key} 里的 {name} 写了两次")


def _positive(key: str, value: Decimal, what: str) -> Iterator[RuleFault]:
    if value <= 0:
        yield RuleFault((key,), f"{what}是 {trimmed(value)}，应大于 0")


def _step(rule: Step) -> Iterator[RuleFault]:
    yield from _positive("step", rule.step, "每档的差距（step）")
    yield from _positive("points", rule.points, "每档扣的分（points）")
    yield from _ways(rule.ways, "ways")
    yield from _ways(rule.directions, "directions")


def _checklist(rule: Checklist, weight: Decimal | None) -> Iterator[RuleFault]:
    yield from _positive("each", rule.each, "每项扣的分（each）")
    if rule.most is not None:
        yield from _positive("most", rule.most, "最多扣的分（most）")
        yield from _above("most", rule.most, weight, "最多扣")


def _above(key: str | int, points: Decimal, weight: Decimal | None, what: str) -> Iterator[RuleFault]:
    if weight is not None and points > weight:
        yield RuleFault((key,), f"{what} {trimmed(points)} 分，超过分值 {trimmed(weight)}")


def _awards(rule: Awards, weight: Decimal | None) -> Iterator[RuleFault]:
    for at, one in enumerate(rule.awards):
        for fault in _positive("points", one.points, f"“{one.name}”的分"):
            yield fault._replace(path=("awards", at, *fault.path))
    for name in twice([one.name for one in rule.awards]):
        yield RuleFault(("awards",), f"计分项“{name}”写了两次")
    yield from _above("awards", sum((one.points for one in rule.awards), Decimal(0)), weight, "各项合计")


def _parts(rule: Parts, weight: Decimal | None) -> Iterator[RuleFault]:
    total = sum((one.weight for one in rule.parts), Decimal(0))
    if weight is not None and total != weight:
        yield RuleFault(("parts",), f"各部分的分值合计 {trimmed(total)}，不等于指标的分值 {trimmed(weight)}")
    for name in twice([one.name for one in rule.parts]):
        yield RuleFault(("parts",), f"部分“{name}”写了两次")
    for at, one in enumerate(rule.parts):
        for fault in rule_faults(one.rule, one.weight):
            yield RuleFault(("parts", at, "rule", *fault.path), f"“{one.name}”{fault.message}")


# --- bands and levels --------------------------------------------------------------------------------------


def _bands(rule: Bands, weight: Decimal | None) -> Iterator[RuleFault]:
    if not rule.bands:
        yield RuleFault(("bands",), "bands 是空的，至少写一档")
    sound = []
    for at, band in enumerate(rule.bands):
        found = list(_band(band, weight))
        yield from (RuleFault(("bands", at, *fault.path), f"{said(band)}档{fault.message}") for fault in found)
        if not any(fault.path == ("low",) for fault in found):
            sound.append((at, band))
    sound.sort(key=lambda one: (one[1].low is not None, one[1].low or Decimal(0)))
    for (_, lower), (at, upper) in pairwise(sound):
        gap = _between(lower, upper)
        if gap is not None:
            yield RuleFault(("bands", at), f"{said(lower)}与{said(upper)}两档{gap}")


def _band(band: PointBand, weight: Decimal | None) -> Iterator[RuleFault]:
    if band.low is not None and band.high is not None:
        single = band.low == band.high and band.with_low is not False and band.with_high is not False
        if band.low > band.high or (band.low == band.high and not single):
            yield RuleFault(("low",), f"的下限 {trimmed(band.low)} 不小于上限 {trimmed(band.high)}")
    if (band.points is None) == (band.share is None):
        how = "既没有写 points 也没有写 share" if band.points is None else "同时写了 points 和 share"
        yield RuleFault((), f"{how}，应写其中一个")
    if band.points is not None:
        yield from _within("points", band.points, weight, "分", "分值")
    if band.share is not None:
        yield from _within("share", band.share, Decimal(100), "%", "100%，")


def _within(key: str, value: Decimal, most: Decimal | None, unit: str, limit: str) -> Iterator[RuleFault]:
    if value < 0:
        yield RuleFault((key,), f"得 {trimmed(value)}{unit}，不能是负数")
    if most is not None and value > most:
        shown = limit.rstrip("，") if limit.endswith("，") else f"{limit} {trimmed(most)}"
        yield RuleFault((key,), f"得 {trimmed(value)}{unit}，超过{shown}")


def _between(lower: PointBand, upper: PointBand) -> str | None:
    """Return what is wrong between two neighbours, in order of their lower ends; None if they meet."""
    if lower.high is None or upper.low is None or upper.low < lower.high:
        return "互相重叠"
    if lower.high < upper.low:
        return f"之间有空档（{trimmed(lower.high)} 与 {trimmed(upper.low)}）"
    both = (lower.with_high, upper.with_low)
    if both == (True, True):
        return f"都含 {trimmed(upper.low)}，互相重叠"
    return f"都不含 {trimmed(upper.low)}，之间有空档" if both == (False, False) else None


def said(band: PointBand) -> str:
    """Return a band as its writer would call it."""
    low, high = ("" if end is None else trimmed(end) for end in (band.low, band.high))
    if band.low is None:
        return f"“{high} 以下”" if high else "“不限”"
    return f"“{low} 以上”" if band.high is None else f"“{low}–{high}”"


def _graded(rule: Graded) -> Iterator[RuleFault]:
    if not rule.grades:
        yield RuleFault(("grades",), "grades 是空的，至少写一级")
    for name in twice([word for one in rule.grades for word in dict.fromkeys((one.name, *one.words))]):
        yield RuleFault(("grades",), f"“{name}”属于两级，分不清")
    for at, one in enumerate(rule.grades):
        if not 0 <= one.low < one.high <= 100:
            yield RuleFault(
                ("grades", at),
                f"“{one.name}”的 {trimmed(one.low)}–{trimmed(one.high)} 不是 0 到 100 之间由低到高的两个数",
            )
    ranks = sorted(enumerate(rule.grades), key=lambda one: one[1].low)
    for (_, lower), (at, upper) in pairwise(ranks):
        if lower.high != upper.low:
            gap = "之间有空档" if lower.high < upper.low else "互相重叠"
            ends = f"（{trimmed(lower.high)} 与 {trimmed(upper.low)}）"
            yield RuleFault(("grades", at), f"“{lower.name}”与“{upper.name}”两级{gap}{ends}")
