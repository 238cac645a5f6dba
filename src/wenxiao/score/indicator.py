"""One indicator: its rule, its figures, every reading, and how the declared points stand to them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import msgspec

from wenxiao import quantity
from wenxiao.filing import Indicator
from wenxiao.finding import Evidence
from wenxiao.quantity import trimmed
from wenxiao.rule import Awards, Checklist, Falling, Parts, Rule
from wenxiao.score.card import IndicatorScore, Reading, RuleUsed, Verdict
from wenxiao.score.choose import Option
from wenxiao.score.given import Answer, Given, Lacking
from wenxiao.score.kinds import answers
from wenxiao.score.numbers import cut, nearest, rounded, shown
from wenxiao.score.sheet import Sheet, actual_of, name_of, target_of
from wenxiao.score.values import Candidate
from wenxiao.score.words import in_words

_NO_FIGURES = (Awards, Checklist, Parts)


class Row(NamedTuple):
    """An indicator with the weight that counts for it, `moved` of which came from those that do not apply."""

    item: Indicator
    weight: Decimal | None
    moved: Decimal = Decimal(0)


class Worked(NamedTuple):
    """What the rules gave: the rule used, the readings in order, or why there are none."""

    rule: RuleUsed
    readings: tuple[Reading, ...]
    lacking: str | None
    flags: tuple[str, ...] = ()


def work(
    sheet: Sheet,
    row: Row,
    groups: list[tuple[Option, ...]],
    candidates: list[Candidate],
    counts: dict[str, int],
) -> Worked:
    """Try each group of rules on every candidate; a figure that one group has no answer for goes to the next.

    Rules that the Standard knows besides are shown only where they alone give the declared points.
    """
    first: Worked | None = None
    left = candidates
    for group in groups:
        worked = _work_group(sheet, row, group, left, counts)
        if worked.readings and first is not None and first.readings:
            first = first._replace(readings=first.readings + worked.readings, flags=first.flags + worked.flags)
        elif worked.readings:
            first = _with_also(sheet, row, group, candidates, worked)
        else:
            first = first or worked
        left = [one for one in left if one.how not in {reading.how for reading in first.readings}]
        if first.readings and not left:
            break
    if first is not None:
        return first
    words = "口径没有为这项指标规定可计算的评分标准"
    return Worked(RuleUsed(kind="manual", label="人工评判", words=words, origin="standard"), (), words)


def _with_also(
    sheet: Sheet, row: Row, group: tuple[Option, ...], candidates: list[Candidate], worked: Worked
) -> Worked:
    declared = row.item.score
    if declared is None or any(_fits(declared, one) for one in worked.readings):
        return worked
    for option in group:
        for rule in option.also:
            other = Option(rule, option.used, f"另一种规定：{in_words(rule)}")
            more = _work_group(sheet, row, (other,), candidates, {})
            if any(_fits(declared, one) for one in more.readings):
                return worked._replace(readings=worked.readings + more.readings)
    return worked


def _work_group(
    sheet: Sheet, row: Row, group: tuple[Option, ...], candidates: list[Candidate], counts: dict[str, int]
) -> Worked:
    weight = Fraction(row.weight or 0)
    readings: list[Reading] = []
    lacking: list[str] = []
    flags: list[str] = []
    for option in group:
        for candidate in _for(option.rule, candidates):
            given = msgspec.structs.replace(candidate.given, counts=counts)
            found = answers(option.rule, weight, given)
            if isinstance(found, Lacking):
                lacking.append(found.reason)
                continue
            readings += [
                _reading(sheet, option, candidate, _beyond(sheet, option.rule, one, given, flags)) for one in found
            ]
    kept = _distinct(readings)
    return Worked(
        rule=group[0].used,
        readings=tuple(readings[at] for at in kept),
        lacking=next(iter(lacking), None),
        flags=tuple(dict.fromkeys(flags)),
    )


def _for(rule: Rule, candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates that a rule works on; one that counts or adds needs no figure."""
    nothing = Candidate(given=Given(), how="", value=None, inputs=())
    return [nothing] if isinstance(rule, _NO_FIGURES) or not candidates else candidates


def _beyond(sheet: Sheet, rule_: Rule, answer: Answer, given: Given, flags: list[str]) -> Answer:
    """Note an actual far above its target, and take off what the scheme says."""
    rule = sheet.scheme.beyond
    if rule is None or isinstance(rule_, Falling) or not given.target or given.actual is None or given.target < 0:
        return answer
    ratio = given.actual / given.target * 100
    if ratio < Fraction(rule.percent):
        return answer
    flags.append(f"完成值是指标值的 {shown(nearest(ratio, 2))}%，达到 {trimmed(rule.percent)}%，应说明原因")
    if rule.deduct is None or answer.points is None:
        return answer
    points = max(Fraction(0), answer.points - Fraction(rule.deduct))
    said = f"{answer.computation}；偏离扣 {trimmed(rule.deduct)} 分，得 {shown(points)}"
    return Answer(way=answer.way, points=points, computation=said)


def _reading(sheet: Sheet, option: Option, candidate: Candidate, answer: Answer) -> Reading:
    rounding = sheet.scheme.rounding
    points = None if answer.points is None else rounded(answer.points, rounding)
    computation = answer.computation
    if answer.points is not None and points is not None and Fraction(points) != answer.points:
        computation += f" → {trimmed(points)}"
    return Reading(
        how=candidate.how,
        way="、".join(filter(None, (option.side, answer.way))) or None,
        value=candidate.value,
        points=points,
        exact=None if answer.points is None else str(answer.points),
        low=None if answer.low is None else rounded(answer.low, rounding),
        high=None if answer.high is None else rounded(answer.high, rounding),
        below=answer.below,
        computation=computation,
        inputs=candidate.inputs,
    )


def _distinct(readings: list[Reading]) -> list[int]:
    """Return the positions of the readings worth showing: of those that differ in nothing but the side, the first."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for at, one in enumerate(readings):
        mark = (one.how, one.points, one.low, one.high, one.computation)
        if mark not in seen:
            seen.add(mark)
            kept.append(at)
    return kept


def scored(sheet: Sheet, row: Row, worked: Worked, said: str | None) -> IndicatorScore:
    """Return the score of an indicator: the readings beside the declared points."""
    item, declared = row.item, row.item.score
    first = worked.readings[0] if worked.readings else None
    points = first.points if first is not None else None
    verdict = _verdict(declared, worked)
    return IndicatorScore(
        form=sheet.form.id,
        name=name_of(item),
        level1=item.level1,
        level2=item.level2,
        level3=item.level3,
        target=target_of(item) or None,
        actual=actual_of(item) or None,
        weight=row.weight,
        moved=row.moved,
        declared=declared,
        points=points,
        difference=None if declared is None or points is None else declared - points,
        verdict=verdict,
        rule=worked.rule,
        inputs=_inputs(worked),
        computation=first.computation if first is not None else None,
        readings=worked.readings,
        manual=worked.lacking if first is None else None,
        said=said if first is None or first.points is None else None,
        flags=worked.flags,
        explanation=_explained(verdict, declared, worked),
        place=item.place,
    )


def _inputs(worked: Worked) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(one for reading in worked.readings for one in reading.inputs))


def _verdict(declared: Decimal | None, worked: Worked) -> Verdict:
    if not worked.readings:
        return Verdict.MANUAL
    if declared is None:
        return Verdict.UNDECLARED
    fits = [_fits(declared, reading) for reading in worked.readings]
    if all(fits):
        return Verdict.AGREES
    if any(fits):
        return Verdict.BY_READING
    return Verdict.ROUNDED if any(manner(one, declared) for one in worked.readings) else Verdict.DIFFERS


def _fits(declared: Decimal, reading: Reading) -> bool:
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


def _explained(verdict: Verdict, declared: Decimal | None, worked: Worked) -> str:
    """Return in a sentence how the declared points stand to the computed ones."""
    if verdict is Verdict.MANUAL:
        return f"{worked.lacking}。"
    first = worked.readings[0]
    gives = _gives(first)
    if declared is None:
        return f"未填得分；按规则应得 {gives}。"
    if verdict is Verdict.AGREES:
        return f"自报 {trimmed(declared)}，与规则相符（{gives}）。"
    if verdict is Verdict.ROUNDED:
        other = next(one for one in worked.readings if manner(one, declared))
        how = manner(other, declared)
        by = f"按“{_named(other)}”" if len(worked.readings) > 1 else "按规则"
        return f"自报 {trimmed(declared)}，{by}为 {_gives(other)}，自报是{how}。"
    if verdict is Verdict.BY_READING:
        fitting = next(one for one in worked.readings if _fits(declared, one))
        other = next(one for one in worked.readings if not _fits(declared, one))
        return f"自报 {trimmed(declared)} 只在“{_named(fitting)}”时成立；按“{_named(other)}”应得 {_gives(other)}。"
    every = "、".join(dict.fromkeys(_gives(one) for one in worked.readings))
    many = len({one.points for one in worked.readings}) > 1
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


def _named(reading: Reading) -> str:
    """Return how a reading is called: where its figure comes from, and which way the rule is read."""
    return "，".join(filter(None, (reading.how, reading.way))) or reading.computation


def not_applicable(sheet: Sheet, row: Row, said: str | None, *, full: bool) -> IndicatorScore:
    """Return the score of an indicator that does not apply: nothing, or its full marks where the scheme says so."""
    item, declared = row.item, row.item.score
    points = row.weight if full else None
    words = "不适用的指标按满分计" if full else "不适用，其分值由其他指标分担"
    rule = RuleUsed(
        kind="manual", label="不适用", words=words, origin="standard",
        source=sheet.scheme.source, certainty=sheet.scheme.certainty,
    )  # fmt: skip
    weighted = row.weight is not None and row.weight > 0
    return IndicatorScore(
        form=sheet.form.id, name=name_of(item), level1=item.level1, level2=item.level2, level3=item.level3,
        target=target_of(item) or None, actual=actual_of(item) or None, weight=row.weight, declared=declared,
        points=points, difference=None if declared is None or points is None else declared - points,
        verdict=Verdict.NOT_APPLICABLE, rule=rule, inputs=(), computation=None, readings=(), manual=None, said=said,
        explanation=f"{words}。" if weighted else "不适用，没有分值。", place=item.place,
    )  # fmt: skip
