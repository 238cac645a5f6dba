"""Rules that go by bands or by steps, and those that count: bands, step, checklist, awards, graded, parts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import islice, product

from wenxiao.quantity import squeeze
from wenxiao.rule import Awards, Bands, Checklist, Grade, Graded, Parts, PointBand, Rule, Step
from wenxiao.score.given import Answer, Answers, Given, Lacking
from wenxiao.score.numbers import ceiling, floor, shown
from wenxiao.score.unit import in_unit

_STEP_WAYS = {"floor": "满一档才扣", "proportion": "按比例扣", "ceiling": "不足一档按一档扣"}
_COUNTED = {"floor": "满", "proportion": "合", "ceiling": "按"}
_SIDES = {"down": "低于时扣", "up": "超出时扣", "both": "偏离时扣"}
_MOST_READINGS = 24
_SHORT = 24
_Apply = Callable[[Rule, Fraction, Given], Answers]


def bands(rule: Bands, weight: Fraction, given: Given) -> Answers:
    """分档: the band that holds the value; both where it stands on an end that the words give to neither or to both."""
    fitted = in_unit(rule.unit, given)
    if isinstance(fitted, Lacking):
        return fitted
    given, converted = fitted
    value = given.actual
    if value is None:
        return Lacking(reason="没有可归入各档的数")
    found = [band for band in rule.bands if holds(band, value)]
    if not found:
        gap = len(rule.bands) > 1
        return Lacking(reason=f"{converted}{given.say(value)} 不在任何一档，按印出的档位无法计分", final=gap)
    answers: dict[Fraction, Answer] = {}
    for band in found:
        points, name = points_of(band, weight), span(band, given.percent)
        shown_ = f"{converted}{given.say(value)} 属于{name}，得 {shown(points)}"
        answers.setdefault(points, Answer(way=f"归入{name}", points=points, computation=shown_))
    return tuple(answers.values()) if len(answers) > 1 else (_without_way(next(iter(answers.values()))),)


def _without_way(answer: Answer) -> Answer:
    return Answer(points=answer.points, computation=answer.computation)


def holds(band: PointBand, value: Fraction) -> bool:
    """Tell whether a band may hold a value: an end counts unless the words leave it out."""
    above = band.low is None or value > band.low or (value == band.low and band.with_low is not False)
    under = band.high is None or value < band.high or (value == band.high and band.with_high is not False)
    return above and under


def points_of(band: PointBand, weight: Fraction) -> Fraction:
    """Return what a band gives: its points, or its share of the weight."""
    if band.points is not None:
        return Fraction(band.points)
    return weight * Fraction(band.share or 0) / 100


def span(band: PointBand, percent: bool) -> str:
    """Return a band as people write it: 80%（含）–90%."""
    unit = "%" if percent else ""
    low, high = (
        "" if end is None else f"{shown(end)}{unit}{'（含）' if included else ''}"
        for end, included in ((band.low, band.with_low), (band.high, band.with_high))
    )
    if band.low is None:
        return f"{high}以下"
    return f"{low}以上" if band.high is None else f"{low}–{high}"


def step(rule: Step, weight: Fraction, given: Given) -> Answers:
    """扣分: every side that may be punished, by whole steps, by proportion, or by begun steps."""
    fitted = in_unit(rule.unit, given)
    if isinstance(fitted, Lacking):
        return fitted
    given, converted = fitted
    value = given.actual
    base = given.target if rule.base is None else Fraction(rule.base)
    if value is None or base is None:
        return Lacking(reason="没有能代入标准的数" if value is None else "指标值没有可计算的数")
    if rule.step <= 0:
        return Lacking(reason=f"标准写的是每差 {shown(rule.step)} 扣分，不能作一档")
    found: dict[tuple[str, Fraction], list[Answer]] = {}
    for direction in rule.directions:
        gap = _gap(direction, value, base)
        for way in rule.ways:
            points, said = _stepped(rule, weight, way, gap)
            off = _off(rule, direction, gap, given)
            sides = f"{_SIDES[direction]}、" if len(rule.directions) > 1 else ""
            answer = Answer(way=f"{sides}{_STEP_WAYS[way]}", points=points, computation=f"{converted}{off}{said}")
            found.setdefault((direction, points), []).append(answer)
    return _joined(rule, found)


def _gap(direction: str, value: Fraction, base: Fraction) -> Fraction:
    gap = base - value if direction == "down" else value - base
    return abs(gap) if direction == "both" else max(gap, Fraction(0))


def _off(rule: Step, direction: str, gap: Fraction, given: Given) -> str:
    """Return in words how far a value is off, or that it is not."""
    if gap:
        return f"相差 {shown(gap)}{' 个百分点' if given.percent else given.unit or ''}"
    base = "指标值" if rule.base is None else f" {shown(rule.base)}%"
    return f"没有{_SIDES[direction].removesuffix('时扣')}{base}"


def _stepped(rule: Step, weight: Fraction, way: str, gap: Fraction) -> tuple[Fraction, str]:
    """Return the points by one way of counting the steps of a gap, and the computation."""
    if not gap:
        return weight, f"，得满分 {shown(weight)}"
    exact = gap / Fraction(rule.step)
    count = {"floor": floor(exact), "proportion": exact, "ceiling": ceiling(exact)}[way]
    counted = "" if count == gap else f"，每 {shown(rule.step)} 一档，{_COUNTED[way]} {shown(count)} 档"
    lost = Fraction(rule.points) * count
    points = max(Fraction(0), weight - lost)
    end = f"{shown(weight - lost)}，扣完为止，得 0" if lost > weight else shown(points)
    return points, f"{counted}；{shown(weight)} − {shown(rule.points)} × {shown(count)} = {end}"


def _joined(rule: Step, found: dict[tuple[str, Fraction], list[Answer]]) -> tuple[Answer, ...]:
    """Name the readings that give the same points together; a side on which all agree by the side alone."""
    answers = []
    for (direction, points), same in found.items():
        whole = len(same) == len(rule.ways)
        if whole:
            way = _SIDES[direction] if len(rule.directions) > 1 else None
        else:
            head, *rest = (one.way or "" for one in same)
            way = "或".join([head, *(one.rpartition("、")[2] for one in rest)])
        answers.append(Answer(way=way, points=points, computation=same[0].computation))
    return tuple(answers)


def checklist(rule: Checklist, weight: Fraction, given: Given) -> Answers:
    """逐项扣分: so much off for every fault counted."""
    name = rule.counted or rule.counts
    if name not in given.counts:
        return Lacking(reason=f"需要人工清点：{rule.counts}")
    count = given.counts[name]
    lost = min(Fraction(rule.each) * count, Fraction(rule.most) if rule.most is not None else weight, weight)
    points = weight - lost
    shown_ = f"{rule.counts} {count} 项；{shown(weight)} − {shown(lost)} = {shown(points)}"
    return (Answer(points=points, computation=shown_),)


def awards(rule: Awards, weight: Fraction) -> Answers:
    """逐项计分: the sum of what the text awards item by item, at most the weight."""
    total = sum((Fraction(one.points) for one in rule.awards), Fraction(0))
    said = " + ".join(shown(one.points) for one in rule.awards)
    if total > weight:
        return (Answer(points=weight, computation=f"{said} = {shown(total)}，超过满分，得 {shown(weight)}"),)
    return (Answer(points=total, computation=f"{said} = {shown(total)}"),)


def graded(rule: Graded, weight: Fraction, given: Given) -> Answers:
    """定性分档: the level that the actual's words tell bounds the points."""
    grade = level_of(rule, given) if rule.grades else Lacking(reason="标准没有写各级得几分")
    if isinstance(grade, Lacking):
        return grade
    low, high = (weight * Fraction(end) / 100 for end in (grade.low, grade.high))
    top = max(one.high for one in rule.grades) == grade.high
    shown_ = f"“{grade.name}”得分值的 {shown(grade.low)}%–{shown(grade.high)}%，即 {shown(low)}–{shown(high)}"
    return (Answer(low=low, high=high, below=not top, computation=shown_),)


def level_of(rule: Graded, given: Given) -> Grade | Lacking:
    """Return the level that a short actual tells; one that repeats its target claims the highest.

    The longest word is looked for first, so that 部分达成 is not taken for 达成; two levels at once tell nothing.
    """
    said = squeeze(given.words or "")
    if said and said == squeeze(given.wanted or ""):
        return max(rule.grades, key=lambda one: one.high)
    known = sorted(((word, grade) for grade in rule.grades for word in (grade.name, *grade.words)), key=_longest)
    found: dict[str, Grade] = {}
    rest = said if len(said) <= _SHORT else ""
    for word, grade in known:
        if word in rest:
            found[grade.name] = grade
            rest = rest.replace(word, "|")
    if len(found) == 1:
        return next(iter(found.values()))
    return Lacking(reason="定性指标，完成情况没有写明达成程度，由人工判断属于哪一档")


def _longest(pair: tuple[str, Grade]) -> int:
    return -len(pair[0])


def parts(rule: Parts, given: Given, apply: _Apply) -> Answers:
    """分项: the sum of the parts; where a part needs a person, the bounds that the others leave."""
    worked = [(part, apply(part.rule, Fraction(part.weight), given)) for part in rule.parts]
    lacking = [(part, found) for part, found in worked if isinstance(found, Lacking)]
    known = [found for _, found in worked if not isinstance(found, Lacking)]
    if not known:
        return Lacking(reason="；".join(f"{part.name}：{found.reason}" for part, found in lacking))
    answers = []
    for chosen in islice(product(*known), _MOST_READINGS):
        low, high = (sum((side(one) for one in chosen), Fraction(0)) for side in (_low, _high))
        more = sum((Fraction(part.weight) for part, _ in lacking), Fraction(0))
        exact = low == high and not lacking
        shown_ = "；".join(
            f"{part.name}：{found.reason if isinstance(found, Lacking) else _first(found)}" for part, found in worked
        )
        way = "、".join(filter(None, (one.way for one in chosen))) or None
        answers.append(
            Answer(way=way, points=low, computation=shown_)
            if exact
            else Answer(way=way, low=low, high=high + more, computation=shown_)
        )
    return tuple(answers)


def _low(answer: Answer) -> Fraction:
    return answer.points if answer.points is not None else answer.low or Fraction(0)


def _high(answer: Answer) -> Fraction:
    return answer.points if answer.points is not None else answer.high or Fraction(0)


def _first(found: tuple[Answer, ...]) -> str:
    return found[0].computation
