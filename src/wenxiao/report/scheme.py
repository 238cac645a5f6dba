"""A scoring scheme as a person reads it: its rules in words, its indicators by level, what becomes of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from wenxiao.quantity import trimmed
from wenxiao.rule import Rule
from wenxiao.score.form import rounding_in_words
from wenxiao.score.words import in_words
from wenxiao.standards import Certainty, Execution, Expectation, Measure, Pack, Scoring, Selector, Sign

_CERTAINTY: dict[Certainty, str] = {
    "official": "",
    "known": "［K］待与正式文本核对",
    "practice": "［P］据公开材料和实务整理",
    "unknown": "［?］未知",
}
_CLASSES: tuple[tuple[tuple[Sign, ...], str], ...] = (
    ((">=", ">"), "正向指标（≥、>）"),
    (("<=", "<"), "反向指标（≤、<）"),
    (("=",), "等值指标（=）"),
    (("qualitative",), "定性指标"),
)
_TO = {
    "level1": "不适用的指标，分值由同一一级指标的其他指标按分值分担；一级指标全不适用的，由全部指标分担",
    "all": "不适用的指标，分值由全部其他指标按分值分担",
    "full": "不适用的指标按满分计",
}
_PERIODS = {"this": "本年", "last": "上年"}


class Rows(NamedTuple):
    """A table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Part(NamedTuple):
    """What is said under a heading (that may be empty): sentences, then a table."""

    title: str
    said: tuple[str, ...] = ()
    rows: Rows | None = None


def certainty_in_words(certainty: Certainty) -> str:
    """Return the mark of what is not checked against the official text, with its meaning; nothing if it is."""
    return _CERTAINTY[certainty]


def scheme_parts(pack: Pack, scheme: Scoring) -> Iterator[Part]:
    """Yield a scheme part by part."""
    yield Part("", tuple(_general(pack, scheme)))
    if scheme.execution is not None:
        yield Part(f"预算执行率（{trimmed(scheme.execution.weight)} 分）", tuple(_execution(scheme.execution)))
    if scheme.measures:
        head = ("指标", "评分标准", "另有规定", "把握")
        yield Part("各类指标的评分标准（依次，用第一个适用的）", (), Rows(head, tuple(map(_measure, scheme.measures))))
    yield from _indicators(pack, scheme)
    yield Part("不适用、封顶和偏离", tuple(_others(scheme)))
    if scheme.profiles:
        said = (
            f"{one.id}：{'、'.join(f'{level} {trimmed(weight)}' for level, weight in one.weights.items())}"
            for one in scheme.profiles
        )
        yield Part("合规的一级指标权重", tuple(said))
    if scheme.bands:
        yield Part("等级", ("、".join(_grades(scheme)),))


def _general(pack: Pack, scheme: Scoring) -> Iterator[str]:
    titles = [pack.forms[form].title if form in pack.forms else form for form in scheme.forms]
    yield f"用于：{'、'.join(titles) if titles else '没有另行规定的各表'}［{scheme.id}］"
    source = "未知" if scheme.source == "unknown" else scheme.source
    yield f"出处：{source}{certainty_in_words(scheme.certainty)}"
    yield f"满分 {trimmed(scheme.full)}；{rounding_in_words(scheme.rounding)}"


def _execution(one: Execution) -> Iterator[str]:
    yield _rule(one.rule)
    yield from (f"另有规定：{_rule(rule)}" for rule in one.also)
    if one.explain is not None:
        yield f"执行率低于 {trimmed(one.explain)}% 的，应说明原因"


def _rule(rule: Rule) -> str:
    """Return a rule in words made from its data, and as the regulation prints it where that is known."""
    return in_words(rule) + (f"（原文：{rule.text}）" if rule.text else "")


def _measure(one: Measure) -> tuple[str, ...]:
    also = "；".join(map(_rule, one.also))
    return _scope(one), _rule(one.rule), also, "" if one.certainty is None else certainty_in_words(one.certainty)


def _scope(one: Measure) -> str:
    """Return for which indicators a measure is."""
    said = [label for signs, label in _CLASSES if set(signs) & set(one.signs)]
    words = ["、".join(said)] if said and len(said) < len(_CLASSES) else []
    if one.levels:
        words.append(f"一、二级指标含{_either(one.levels)}")
    if one.names:
        words.append(f"名称含{_either(one.names)}")
    return "，".join(words) or "所有指标"


def _either(words: tuple[str, ...]) -> str:
    return "或".join(f"“{word}”" for word in words)


def _indicators(pack: Pack, scheme: Scoring) -> Iterator[Part]:
    """Yield the indicators that the scheme itself fixes, by first level."""
    levels: dict[str, list[Expectation]] = {}
    for one in scheme.indicators:
        levels.setdefault(one.level1 or "", []).append(one)
    head = ("指标", "分值", "评分标准", "数从哪里来")
    for level, items in levels.items():
        total = trimmed(sum((one.weight for one in items), Decimal(0)))
        title = f"{level or '指标'}（{len(items)} 项，{total} 分）"
        yield Part(title, (), Rows(head, tuple(_indicator(pack, one) for one in items)))


def _indicator(pack: Pack, one: Expectation) -> tuple[str, ...]:
    name = one.name + (f"（也叫{'、'.join(one.synonyms)}）" if one.synonyms else "")
    rule = "口径没有规定，按材料所印或各类指标的标准" if one.rule is None else _rule(one.rule)
    return name, trimmed(one.weight), rule, "；".join(_sources(pack, one))


def _sources(pack: Pack, one: Expectation) -> Iterator[str]:
    if one.values:
        yield "材料所写；没有写或写得不同的，另按 " + " 或 ".join(one.values)
    yield from (f"{name}＝{_selected(pack, name, selector)}" for name, selector in one.where.items())
    if one.absent:
        yield f"写明{_either(one.absent)}的为不适用"


def _selected(pack: Pack, name: str, selector: Selector) -> str:
    """Return which figure a name stands for."""
    label = pack.concepts[selector.concept].label if selector.concept in pack.concepts else name
    form = pack.forms[selector.form].title if selector.form in pack.forms else selector.form
    parts = (_PERIODS.get(selector.period or ""), selector.stage, selector.scope, form)
    which = "、".join(part for part in parts if part)
    return f"{label}（{which}）" if which else label


def _others(scheme: Scoring) -> Iterator[str]:
    yield _TO[scheme.not_applicable.to]
    for source, heir in scheme.not_applicable.moves.items():
        yield f"没有{source}的，它的分值归{heir}"
    for cap in sorted(scheme.caps, key=lambda one: one.below):
        yield f"执行率低于 {trimmed(cap.below)}% 的，总分最高 {trimmed(cap.at_most)} 分"
    if scheme.beyond is not None:
        lost = "" if scheme.beyond.deduct is None else f"，扣 {trimmed(scheme.beyond.deduct)} 分"
        yield f"完成值达到指标值的 {trimmed(scheme.beyond.percent)}% 的，应说明原因{lost}"
        if scheme.beyond.zero is not None:
            yield f"指标值为 0 的，完成值达到 {trimmed(scheme.beyond.zero)} 应说明原因{lost}"


def _grades(scheme: Scoring) -> Iterator[str]:
    top = max(band.high for band in scheme.bands)
    for band in scheme.bands:
        yield f"{band.grade} {trimmed(band.low)}（含）–{trimmed(band.high)}{'（含）' if band.high == top else ''}"
