"""Rules that compare an actual with its target: rising, falling, equal, by an external mark.

The definitions follow 财预〔2020〕10号 (weight × actual ÷ target) and the practice of the budget systems for what it
leaves open: falling indicators, targets of zero. Nothing is ever divided by zero, and no negative actual earns points.
"""

from __future__ import annotations

from fractions import Fraction

from wenxiao.rule import Equal, External, Falling, Rising
from wenxiao.score.given import Answer, Answers, Given, Lacking
from wenxiao.score.numbers import nearest, shown

_NO_PAIR = Lacking(reason="指标值和实际完成值不是单位相同的两个数，无法按标准计算")
_NEGATIVE = Lacking(reason="指标值为负数又未达到，不能按比例计分，需人工评判")
_WAYS = {
    "proportion": "按比例",
    "strict": "达不到不得分",
    "double": "超一倍扣完",
    "ratio": "按指标值与完成值之比",
}
_FALLING = {**_WAYS, "strict": "超过不得分"}


def rising(rule: Rising, weight: Fraction, given: Given) -> Answers:
    """正向: full from the target on, below it by proportion or nothing."""
    target, actual = given.target, given.actual
    if target is None or actual is None:
        return _NO_PAIR
    if actual >= target:
        return (_full(weight, f"{given.say(actual)} ≥ {given.say(target)}"),)
    if target < 0 and rule.ways != ("strict",):
        return _NEGATIVE
    return tuple(_short(way, len(rule.ways) > 1, weight, given) for way in rule.ways)


def equal(rule: Equal, weight: Fraction, given: Given) -> Answers:
    """等于: full at the target; a target of zero is missed by anything above it."""
    target, actual = given.target, given.actual
    if target is None or actual is None:
        return _NO_PAIR
    if actual == target or (rule.ways != ("strict",) and _reaches(actual, target)):
        return (_full(weight, f"{given.say(actual)} {'=' if actual == target else '已达到'} {given.say(target)}"),)
    if rule.ways == ("strict",):
        return Lacking(reason=f"{given.say(actual)} 与指标值 {given.say(target)} 不相等，按规定由人工评判")
    if target == 0:
        return (Answer(points=Fraction(0), computation=f"指标值为 0，{given.say(actual)} > 0，得 0"),)
    if target < 0:
        return _NEGATIVE
    return tuple(_short(way, len(rule.ways) > 1, weight, given) for way in rule.ways)


def _reaches(actual: Fraction, target: Fraction) -> bool:
    return actual <= 0 if target == 0 else target > 0 and actual >= target


def _short(way: str, several: bool, weight: Fraction, given: Given) -> Answer:
    """Below the target: by proportion, or nothing."""
    target, actual = given.target or Fraction(1), given.actual or Fraction(0)
    named = _WAYS[way] if several else None
    if way == "strict":
        return Answer(
            way=named, points=Fraction(0), computation=f"{given.say(actual)} < {given.say(target)}，未达到，得 0"
        )
    if actual <= 0 or target == 0:
        return Answer(way=named, points=Fraction(0), computation=f"完成值 {given.say(actual)}，得 0")
    points = weight * actual / target
    return Answer(
        way=named,
        points=points,
        computation=f"{shown(weight)} × {given.say(actual)} ÷ {given.say(target)} = {shown(points)}",
    )


def falling(rule: Falling, weight: Fraction, given: Given) -> Answers:
    """反向: full up to the target; beyond it the points fall. A target of zero is missed by anything above it."""
    target, actual = given.target, given.actual
    if target is None or actual is None:
        return _NO_PAIR
    if actual <= target:
        return (_full(weight, f"{given.say(actual)} ≤ {given.say(target)}"),)
    if target < 0 and rule.ways != ("strict",):
        return _NEGATIVE
    if target == 0:
        return (Answer(points=Fraction(0), computation=f"指标值为 0，{given.say(actual)} > 0，得 0"),)
    return tuple(_over(way, len(rule.ways) > 1, weight, given) for way in rule.ways)


def _over(way: str, several: bool, weight: Fraction, given: Given) -> Answer:
    """Beyond the target: down to nothing at twice the target, by the ratio, or nothing at once."""
    target, actual = given.target or Fraction(1), given.actual or Fraction(0)
    named = _FALLING[way] if several else None
    said, limit = given.say(actual), given.say(target)
    if way == "strict":
        return Answer(way=named, points=Fraction(0), computation=f"{said} > {limit}，超过，得 0")
    if way == "ratio":
        points = weight * target / actual
        return Answer(way=named, points=points, computation=f"{shown(weight)} × {limit} ÷ {said} = {shown(points)}")
    if actual >= 2 * target:
        times = shown(nearest(actual / target * 100, 0))
        return Answer(way=named, points=Fraction(0), computation=f"{said} 是 {limit} 的 {times}%，超出一倍及以上，得 0")
    points = weight * (1 - (actual - target) / target)
    return Answer(
        way=named,
        points=points,
        computation=f"{shown(weight)} × (1 − ({said} − {limit}) ÷ {limit}) = {shown(points)}",
    )


def external(rule: External, weight: Fraction, given: Given) -> Answers:
    """折算: weight × mark ÷ full marks, at least nothing and at most the weight."""
    if given.actual is None:
        return Lacking(reason="材料里没有写明外部考核得分")
    full = Fraction(rule.full)
    if full <= 0:
        return Lacking(reason=f"外部考核的满分写的是 {shown(full)}，无法折算")
    points = min(weight, max(Fraction(0), weight * given.actual / full))
    shown_ = f"{shown(weight)} × {shown(given.actual)} ÷ {shown(full)} = {shown(points)}"
    return (Answer(points=points, computation=shown_),)


def _full(weight: Fraction, because: str) -> Answer:
    return Answer(points=weight, computation=f"{because}，得满分 {shown(weight)}")
