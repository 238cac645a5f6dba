"""The rules worked out on the figures of one indicator: every reading, or why there is none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import msgspec

from wenxiao.filing import Indicator
from wenxiao.quantity import trimmed
from wenxiao.rule import Awards, Checklist, Falling, Parts, Rule
from wenxiao.score.card import Reading, RuleUsed
from wenxiao.score.choose import Option
from wenxiao.score.given import Answer, Given, Lacking
from wenxiao.score.kinds import answers
from wenxiao.score.numbers import nearest, rounded, shown
from wenxiao.score.sheet import Sheet
from wenxiao.score.values import Candidate
from wenxiao.score.verdict import fits
from wenxiao.score.words import in_words
from wenxiao.standards.scheme import Beyond

_NO_FIGURES = (Awards, Checklist, Parts)


class Row(NamedTuple):
    """An indicator with the weight that counts for it, `moved` of which came from those that do not apply."""

    item: Indicator
    weight: Decimal | None
    moved: Decimal = Decimal(0)


class Worked(NamedTuple):
    """What the rules gave: the rule used, the readings in order, or why there are none.

    `final` names the figures that the rule leaves out for good (see Lacking).
    """

    rule: RuleUsed
    readings: tuple[Reading, ...]
    lacking: str | None
    flags: tuple[str, ...] = ()
    final: tuple[str, ...] = ()


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
        done = {reading.how for reading in first.readings} | set(worked.final)
        left = [one for one in left if one.how not in done]
        if not left and (first.readings or worked.final):
            break
    if first is not None:
        return first
    words = "口径没有为这项指标规定可计算的评分标准"
    return Worked(RuleUsed(kind="manual", label="人工评判", words=words, origin="standard"), (), words)


def _with_also(
    sheet: Sheet, row: Row, group: tuple[Option, ...], candidates: list[Candidate], worked: Worked
) -> Worked:
    declared = row.item.score
    if declared is None or any(fits(declared, one) for one in worked.readings):
        return worked
    for option in group:
        for rule in option.also:
            other = Option(rule, option.used, f"另一种规定：{rule.text or in_words(rule)}")
            more = _work_group(sheet, row, (other,), candidates, {})
            if any(fits(declared, one) for one in more.readings):
                return worked._replace(readings=worked.readings + more.readings)
    return worked


def _work_group(
    sheet: Sheet, row: Row, group: tuple[Option, ...], candidates: list[Candidate], counts: dict[str, int]
) -> Worked:
    weight = Fraction(row.weight or 0)
    readings: list[Reading] = []
    lacking: list[Lacking] = []
    final: list[str] = []
    flags: list[str] = []
    for option in group:
        for candidate in _for(option.rule, candidates):
            given = msgspec.structs.replace(candidate.given, counts=counts)
            found = answers(option.rule, weight, given)
            if isinstance(found, Lacking):
                lacking.append(found)
                final += [candidate.how] if found.final else []
                continue
            readings += [
                _reading(sheet, option, candidate, _beyond(sheet, option.rule, one, given, flags)) for one in found
            ]
    kept = _distinct(readings)
    return Worked(
        rule=group[0].used,
        readings=tuple(readings[at] for at in kept),
        lacking=next((one.reason for one in lacking), None),
        flags=tuple(dict.fromkeys(flags)),
        final=tuple(final),
    )


def _for(rule: Rule, candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates that a rule works on; one that counts or adds needs no figure."""
    nothing = Candidate(given=Given(), how="", value=None, inputs=())
    return [nothing] if isinstance(rule, _NO_FIGURES) or not candidates else candidates


def _beyond(sheet: Sheet, rule_: Rule, answer: Answer, given: Given, flags: list[str]) -> Answer:
    """Note an actual far above its target, and take off what the scheme says."""
    rule = sheet.scheme.beyond
    said = None if rule is None or isinstance(rule_, Falling) else _how_far(rule, given)
    if rule is None or said is None:
        return answer
    flags.append(f"{said}，应说明原因")
    if rule.deduct is None or answer.points is None:
        return answer
    points = max(Fraction(0), answer.points - Fraction(rule.deduct))
    said = f"{answer.computation}；偏离扣 {trimmed(rule.deduct)} 分，得 {shown(points)}"
    return Answer(way=answer.way, points=points, computation=said)


def _how_far(rule: Beyond, given: Given) -> str | None:
    """Return by how much an actual is beyond its target, None if it is not."""
    if given.target is None or given.actual is None or given.target < 0:
        return None
    if not given.target:
        far = rule.zero is not None and given.actual >= Fraction(rule.zero)
        return f"指标值为 0，完成值达到 {trimmed(rule.zero or Decimal(0))}" if far else None
    ratio = given.actual / given.target * 100
    if ratio < Fraction(rule.percent):
        return None
    return f"完成值是指标值的 {shown(nearest(ratio, 2))}%，达到 {trimmed(rule.percent)}%"


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
