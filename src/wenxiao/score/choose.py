"""Which rule scores an indicator: the one printed beside it, the Standard's own for it, or the one for its target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from wenxiao import quantity
from wenxiao.filing import Indicator
from wenxiao.rule import KINDS, Falling, Rising, Rule, Step, kind_of
from wenxiao.score.card import RuleUsed
from wenxiao.score.measure import figures, printed_sign, signs
from wenxiao.score.sheet import Sheet, is_execution, name_of
from wenxiao.score.words import in_words
from wenxiao.standards import Certainty, Execution, Expectation, Measure, Scoring, Sign

_MARKS = re.compile(r"[“”\"'‘’《》\s]|[(（][^()（）]*[)）]")
_LIKE = 0.9
_FLOOR, _CEILING = (">=", ">"), ("<=", "<")
_SIDES: dict[Sign, str] = {">=": "按正向", ">": "按正向", "<=": "按反向", "<": "按反向", "=": "按等值"}


class Option(NamedTuple):
    """A rule that may be applied, what is said of it, and how this reading of the target is called (if several)."""

    rule: Rule
    used: RuleUsed
    side: str | None = None
    also: tuple[Rule, ...] = ()


def expected_of(scheme: Scoring, item: Indicator) -> Expectation | None:
    """Return the Standard's own indicator of this name; a slip of the pen in the name is forgiven."""
    name = _bare(name_of(item))
    named = [(one, _bare(word)) for one in scheme.indicators for word in (one.name, *one.synonyms)]
    exact = next((one for one, word in named if word == name), None)
    if exact is not None or not named:
        return exact
    likeness, best = max(((SequenceMatcher(None, word, name).ratio(), one) for one, word in named), key=lambda p: p[0])
    return best if likeness >= _LIKE else None


def _bare(name: str) -> str:
    return _MARKS.sub("", name)


def options(sheet: Sheet, item: Indicator, expected: Expectation | None) -> Iterator[tuple[Option, ...]]:
    """Yield the rules to try in order; those of one group are readings beside each other."""
    if item.printed is not None:
        words = item.printed.text or item.rule or ""
        rules = dict.fromkeys(_turned(item.printed, sign) for sign in _signs(sheet, item))
        if not _contradicts(item.printed, printed_sign(item)):
            yield tuple(Option(rule, used(rule, None, words)) for rule in rules)
    if expected is not None and expected.rule is not None:
        yield (Option(expected.rule, used(expected.rule, sheet.scheme)),)
    if is_execution(item) and sheet.scheme.execution is not None:
        yield (execution_option(sheet.scheme, sheet.scheme.execution),)
    wanted = _signs(sheet, item)
    found = [(sign, measure) for sign in wanted if (measure := measure_of(sheet.scheme, item, sign)) is not None]
    if found:
        yield tuple(
            Option(
                measure.rule,
                used(measure.rule, sheet.scheme, certainty=measure.certainty),
                _SIDES.get(sign) if len(found) > 1 else None,
                measure.also,
            )
            for sign, measure in found
        )


def _turned(printed: Rule, sign: Sign) -> Rule:
    """Return a printed rule as it is meant for a target of this sign.

    完成得满分，否则不得分 says of a ceiling (≤) that going beyond it earns nothing.
    """
    if not isinstance(printed, Rising) or sign not in _CEILING:
        return printed
    return Falling(text=printed.text, ways=("strict",) if printed.ways == ("strict",) else ("double", "ratio"))


def _contradicts(printed: Rule, sign: Sign | None) -> bool:
    """Tell whether a rule speaks of the other direction than the sign of its target: 每超出1%扣1分 of a floor (≥)."""
    if sign in _FLOOR:
        return isinstance(printed, Falling) or (isinstance(printed, Step) and printed.directions == ("up",))
    return sign in _CEILING and isinstance(printed, Step) and printed.directions == ("down",)


def execution_option(scheme: Scoring, execution: Execution) -> Option:
    """Return the rule for the execution rate."""
    return Option(execution.rule, used(execution.rule, scheme), None, execution.also)


def _signs(sheet: Sheet, item: Indicator) -> tuple[Sign, ...]:
    pair = figures(item)
    if pair is not None:
        return signs(sheet.pack, item, pair[0])
    target = quantity.parse(item.target) if item.target else None
    if target is not None and target.kind != "none":
        return signs(sheet.pack, item, target)
    return ("<=",) if "预算" in (item.target or "") else ("qualitative",)


def measure_of(scheme: Scoring, item: Indicator, sign: Sign) -> Measure | None:
    """Return the first rule of the scheme for indicators of this sign, level and name."""
    levels, name = f"{item.level1 or ''}{item.level2 or ''}", name_of(item)
    for one in scheme.measures:
        if one.signs and sign not in one.signs:
            continue
        if one.levels and not any(word in levels for word in one.levels):
            continue
        if not one.names or any(word in name for word in one.names):
            return one
    return None


def used(rule: Rule, scheme: Scoring | None, words: str = "", certainty: Certainty | None = None) -> RuleUsed:
    """Return what is said of a rule: `scheme` is None where the report itself prints it."""
    kind = kind_of(rule)
    return RuleUsed(
        kind=kind,
        label=KINDS[kind],
        words=words or rule.text or in_words(rule),
        origin="printed" if scheme is None else "standard",
        source=None if scheme is None else scheme.source,
        certainty=None if scheme is None else certainty or scheme.certainty,
    )
