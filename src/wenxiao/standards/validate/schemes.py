"""A scoring scheme as a whole: weights that do not add up, rules never reached, grades with gaps, caps that rise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import pairwise

from wenxiao.quantity import trimmed
from wenxiao.rule import Rule
from wenxiao.standards.schema import Pack
from wenxiao.standards.scheme import Expectation, Measure, Scoring
from wenxiao.standards.validate.fault import Fault, Names, Path, meant, twice
from wenxiao.standards.validate.references import Found, expression_faults, selector_faults
from wenxiao.standards.validate.rules import rule_faults

_LEVELS = ("成本指标", "产出指标", "效益指标", "满意度指标")
_EXECUTION = "预算执行率"
_WHOLE = 100
_MOST_PLACES = 6


def scheme_faults(pack: Pack, names: Names) -> Iterator[Fault]:
    """Yield every mistake of the pack's scoring schemes."""
    yield from _claims(pack)
    for scheme in pack.scoring.values():
        for path, message in _faults(scheme, names):
            yield Fault("scoring", scheme.id, message, path)


def _claims(pack: Pack) -> Iterator[Fault]:
    """Yield schemes that can never be used because another one is for the same forms."""
    taken: dict[str | None, str] = {}
    for scheme in pack.scoring.values():
        for form in scheme.forms or (None,):
            first = taken.setdefault(form, scheme.id)
            if first != scheme.id:
                what = "都没有写 forms（用于其余各表）" if form is None else f"都用于表“{form}”"
                message = f"计分办法“{first}”与“{scheme.id}”{what}，后一个用不上"
                yield Fault("scoring", scheme.id, message, ("forms",))


def _faults(scheme: Scoring, names: Names) -> Found:
    for at, form in enumerate(scheme.forms):
        if said := names.form(form):
            yield ("forms", at), f"计分办法“{scheme.id}”里的{said}"
    yield from _figures(scheme)
    yield from _execution(scheme)
    yield from _profiles(scheme)
    yield from _measures(scheme.measures)
    yield from _indicators(scheme, names)
    yield from _moves(scheme)
    yield from _caps(scheme)
    yield from _grades(scheme)


def _figures(scheme: Scoring) -> Found:
    if scheme.full <= 0:
        yield ("full",), f"满分是 {trimmed(scheme.full)}，应大于 0"
    if not 0 <= scheme.rounding.places <= _MOST_PLACES:
        yield ("rounding", "places"), f"小数位数是 {scheme.rounding.places}，应在 0 到 {_MOST_PLACES} 之间"
    if scheme.beyond is not None and scheme.beyond.percent <= 100:
        yield ("beyond", "percent"), f"偏离的界限是 {trimmed(scheme.beyond.percent)}%，应大于 100%"
    if scheme.beyond is not None and scheme.beyond.deduct is not None and scheme.beyond.deduct <= 0:
        yield ("beyond", "deduct"), f"偏离扣的分是 {trimmed(scheme.beyond.deduct)}，应大于 0"
    if scheme.beyond is not None and scheme.beyond.zero is not None and scheme.beyond.zero <= 0:
        yield ("beyond", "zero"), f"指标值为 0 时偏离的界限是 {trimmed(scheme.beyond.zero)}，应大于 0"


def _execution(scheme: Scoring) -> Found:
    one = scheme.execution
    if one is None:
        return
    if not 0 < one.weight <= scheme.full:
        yield (
            ("execution", "weight"),
            f"执行率的分值是 {trimmed(one.weight)}，应大于 0、不超过满分 {trimmed(scheme.full)}",
        )
    if one.explain is not None and not 0 < one.explain <= _WHOLE:
        yield ("execution", "explain"), f"须说明原因的执行率是 {trimmed(one.explain)}%，应大于 0、不超过 100%"
    yield from _rule("执行率", one.rule, one.weight, ("execution", "rule"))
    for at, rule in enumerate(one.also):
        yield from _rule("执行率", rule, one.weight, ("execution", "also", at))


def _rule(name: str, rule: Rule, weight: Decimal | None, path: Path) -> Found:
    for fault in rule_faults(rule, weight):
        yield (*path, *fault.path), f"“{name}”的规则：{fault.message}"


def _profiles(scheme: Scoring) -> Found:
    for at, one in enumerate(scheme.profiles):
        total = sum(one.weights.values(), Decimal(0))
        if total != scheme.full:
            yield ("profiles", at), f"权重“{one.id}”合计 {trimmed(total)}，不等于满分 {trimmed(scheme.full)}"
    for name in twice([one.id for one in scheme.profiles]):
        yield ("profiles",), f"权重“{name}”写了两次"
    shares = [one.weights[_EXECUTION] for one in scheme.profiles if _EXECUTION in one.weights]
    if scheme.execution is not None and shares and scheme.execution.weight not in shares:
        said = "、".join(dict.fromkeys(map(trimmed, shares)))
        weight = trimmed(scheme.execution.weight)
        yield ("execution", "weight"), f"执行率的分值是 {weight}，各种权重（profiles）里却写 {said}"


def _measures(measures: tuple[Measure, ...]) -> Found:
    for name in twice([one.id for one in measures]):
        yield ("measures",), f"指标规则“{name}”写了两次"
    for at, one in enumerate(measures):
        before = next((earlier for earlier in measures[:at] if _covers(earlier, one)), None)
        if before is not None:
            yield ("measures", at), f"指标规则“{one.id}”永远用不上：“{before.id}”排在前面，范围相同或更宽"
        for path, rule in ((("rule",), one.rule), *((("also", n), rule) for n, rule in enumerate(one.also))):
            yield from _rule(one.id, rule, None, ("measures", at, *path))


def _covers(earlier: Measure, later: Measure) -> bool:
    """Tell whether every indicator that the later one is for goes to the earlier one."""
    pairs: tuple[tuple[Collection[str], Collection[str]], ...] = (
        (earlier.signs, later.signs),
        (earlier.levels, later.levels),
        (earlier.names, later.names),
    )
    return all(not wide or (narrow and set(narrow) <= set(wide)) for wide, narrow in pairs)


def _indicators(scheme: Scoring, names: Names) -> Found:
    if not scheme.indicators:
        return
    total = sum((one.weight for one in scheme.indicators), Decimal(0))
    if total != scheme.full:
        yield ("indicators",), f"各指标满分合计 {trimmed(total)}，不等于满分 {trimmed(scheme.full)}"
    seen: dict[str, str] = {}
    for at, one in enumerate(scheme.indicators):
        path = ("indicators", at)
        for name in (one.name, *one.synonyms):
            if name in seen:
                where = f"与“{seen[name]}”" if seen[name] != one.name else ""
                yield path, f"指标“{one.name}”{where}的名称或同义写法“{name}”写了两次，分不清是哪一项"
            seen[name] = one.name
        yield from _indicator(one, path, names)


def _indicator(one: Expectation, path: Path, names: Names) -> Found:
    if one.weight <= 0:
        yield (*path, "weight"), f"指标“{one.name}”的分值是 {trimmed(one.weight)}，应大于 0"
    if one.rule is not None:
        yield from _rule(one.name, one.rule, one.weight, (*path, "rule"))
    for at, expression in enumerate(one.values):
        for message in expression_faults(expression, one.where, names):
            yield (*path, "values", at), f"指标“{one.name}”{message}"
    said = "".join(one.values)
    used = [name for name in one.where if name in said]
    for inner, message in selector_faults(one.where, used, names):
        yield (*path, "where", *inner), f"指标“{one.name}”{message}"


def _moves(scheme: Scoring) -> Found:
    known = {level for one in scheme.profiles for level in one.weights} | set(_LEVELS)
    known |= {one.level1 for one in scheme.indicators if one.level1}
    for source, heir in scheme.not_applicable.moves.items():
        for level in (source, heir):
            if level not in known:
                yield ("not_applicable", "moves", source), f"moves 里的“{level}”不是一级指标{meant(level, known)}"
        if source == heir:
            yield ("not_applicable", "moves", source), f"moves 里“{source}”的分值归它自己，请写归哪个一级指标"


def _caps(scheme: Scoring) -> Found:
    for at, one in enumerate(scheme.caps):
        if not 0 <= one.at_most <= scheme.full:
            yield ("caps", at), f"封顶 {trimmed(one.at_most)} 分，应在 0 到满分 {trimmed(scheme.full)} 之间"
    ranks = sorted(enumerate(scheme.caps), key=lambda one: one[1].below)
    for (_, lower), (at, upper) in pairwise(ranks):
        if lower.below == upper.below:
            yield ("caps", at), f"执行率低于 {trimmed(upper.below)}% 的封顶写了两次"
        elif lower.at_most >= upper.at_most:
            yield (
                ("caps", at),
                f"封顶没有随执行率降低：低于 {trimmed(lower.below)}% 最高 {trimmed(lower.at_most)} 分，"
                f"低于 {trimmed(upper.below)}% 最高 {trimmed(upper.at_most)} 分",
            )


def _grades(scheme: Scoring) -> Found:
    for name in twice([one.grade for one in scheme.bands]):
        yield ("bands",), f"等级“{name}”写了两次"
    ranks = sorted(enumerate(scheme.bands), key=lambda one: one[1].low)
    for at, one in ranks:
        if one.low >= one.high:
            yield ("bands", at), f"等级“{one.grade}”的下限 {trimmed(one.low)} 不小于上限 {trimmed(one.high)}"
    for (_, lower), (at, upper) in pairwise(ranks):
        if lower.high != upper.low:
            gap = "之间有空档" if lower.high < upper.low else "互相重叠"
            ends = f"（{trimmed(lower.high)} 与 {trimmed(upper.low)}）"
            yield ("bands", at), f"等级“{lower.grade}”与“{upper.grade}”{gap}{ends}"
    if ranks and (ranks[0][1].low > 0 or ranks[-1][1].high < scheme.full):
        ends = f"{trimmed(ranks[0][1].low)}–{trimmed(ranks[-1][1].high)}"
        yield ("bands",), f"等级只到 {ends}，没有覆盖 0 到满分 {trimmed(scheme.full)}"
