"""Each kind of rule and what works it out."""

from __future__ import annotations

from fractions import Fraction

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
    Rising,
    Rule,
    Step,
)
from wenxiao.score.given import Answers, Given, Lacking
from wenxiao.score.measured import equal, external, falling, rising
from wenxiao.score.stepped import awards, bands, checklist, graded, parts, step


def answers(rule: Rule, weight: Fraction, given: Given) -> Answers:
    """Return the points by every reading of a rule (one at least), or why it can't be applied. Pure and exact."""
    return _answers(rule, weight, given) or Lacking(reason="标准没有写怎样扣分或计分")


def _answers(rule: Rule, weight: Fraction, given: Given) -> Answers:  # noqa: PLR0911 (one return a kind)
    match rule:
        case Rising():
            return rising(rule, weight, given)
        case Falling():
            return falling(rule, weight, given)
        case Equal():
            return equal(rule, weight, given)
        case Bands():
            return bands(rule, weight, given)
        case Step():
            return step(rule, weight, given)
        case Checklist():
            return checklist(rule, weight, given)
        case Awards():
            return awards(rule, weight)
        case Graded():
            return graded(rule, weight, given)
        case External():
            return external(rule, weight, given)
        case Parts():
            return parts(rule, given, answers)
        case Manual():
            return Lacking(reason=rule.reason)
