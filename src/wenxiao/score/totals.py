"""The totals of one form: declared, by the rules, the lowest and highest that any reading gives, and with caps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenxiao.quantity import trimmed
from wenxiao.score.card import IndicatorScore, Swing, Total
from wenxiao.score.sheet import Sheet, declared_total, grade_of
from wenxiao.score.values import Candidate


def totals(sheet: Sheet, scores: list[IndicatorScore], rates: list[Candidate]) -> Iterator[Total]:
    """Yield every total that can be said of a form, each with its grade."""
    stated = declared_total(sheet.filing, sheet.form)
    if stated is not None:
        yield _total(sheet, "declared", "自报总分", stated[0], "表中所印总分")
    declared = [one.declared for one in scores if one.declared is not None]
    if declared:
        yield _total(sheet, "sum", "自报各项得分之和", sum(declared, Decimal(0)), _sum(declared))
    if not any(one.readings for one in scores):
        return
    computed = [points_of(one) for one in scores]
    whole = sum(computed, Decimal(0))
    yield _total(sheet, "computed", "按规则计算（需人工评判的按自报）", whole, _sum(computed))
    low, high = ([_extreme(one, least=least) for one in scores] for least in (True, False))
    if low != computed or high != computed:
        yield _total(sheet, "lowest", "各种读法中最低", sum(low, Decimal(0)), _sum(low))
        yield _total(sheet, "highest", "各种读法中最高", sum(high, Decimal(0)), _sum(high))
    yield from _capped(sheet, whole, rates)


def points_of(score: IndicatorScore) -> Decimal:
    """Return what an indicator counts for: its computed points, or the declared ones within the bounds of its rule."""
    if score.points is not None:
        return score.points
    declared = score.declared or Decimal(0)
    first = score.readings[0] if score.readings else None
    if first is None or first.low is None or first.high is None:
        return declared
    return min(max(declared, first.low), first.high)


def _extreme(score: IndicatorScore, *, least: bool) -> Decimal:
    """Return the least or most that any reading gives; bounds leave the judgement as it was declared."""
    found = [one.points for one in score.readings if one.points is not None]
    return (min if least else max)(found) if found else points_of(score)


def _capped(sheet: Sheet, whole: Decimal, rates: list[Candidate]) -> Iterator[Total]:
    """Yield the total that the execution rate allows, where the scheme bounds it and it is exceeded."""
    rate = rates[0].given.actual if rates else None
    if rate is None:
        return
    for cap in sorted(sheet.scheme.caps, key=lambda one: one.below):
        if rate < cap.below:
            if whole > cap.at_most:
                said = f"执行率 {rates[0].value} < {trimmed(cap.below)}%，总分最高 {trimmed(cap.at_most)}"
                yield _total(sheet, "capped", "执行率封顶后", cap.at_most, said)
            return


def _total(sheet: Sheet, name: str, label: str, points: Decimal, computation: str) -> Total:
    points = Decimal(trimmed(points))
    return Total(name=name, label=label, points=points, grade=grade_of(sheet.scheme, points), computation=computation)


def _sum(figures: list[Decimal]) -> str:
    return f"{' + '.join(trimmed(one) for one in figures)} = {trimmed(sum(figures, Decimal(0)))}"


def swings(sheet: Sheet, scores: list[IndicatorScore]) -> Iterator[Swing]:
    """Yield what the sum of the declared points becomes if one indicator alone goes by one of its readings."""
    whole = sum((one.declared for one in scores if one.declared is not None), Decimal(0))
    for score in scores:
        seen: set[Decimal] = set()
        for reading in score.readings:
            if score.declared is None or reading.points is None or reading.points in (score.declared, *seen):
                continue
            seen.add(reading.points)
            total = Decimal(trimmed(whole - score.declared + reading.points))
            how = "，".join(filter(None, (reading.how, reading.way))) or reading.computation
            yield Swing(
                indicator=score.name, how=how, points=reading.points, total=total, grade=grade_of(sheet.scheme, total)
            )
