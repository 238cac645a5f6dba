"""score.rule: the points awarded against the rule printed beside the indicator, or the Standard's own.

The points come from the room `score`, which scores by the same rules; what is said of them is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.filing import Form, Indicator
from wenxiao.finding import Severity, part
from wenxiao.quantity import trimmed
from wenxiao.score.card import IndicatorScore, Reading, Verdict
from wenxiao.score.sheet import is_execution

_PROVABLE = ("step", "bands")
_MEASURED = ("rising", "falling", "equal")
_OWN = ("算式", "报告所述", "实际完成值")
_SILENT = (Verdict.AGREES, Verdict.ROUNDED, Verdict.UNDECLARED, Verdict.NOT_APPLICABLE)


@check(
    "score.rule",
    "得分与评分标准不符",
    Severity.ERROR,
    rule="按指标旁印出的评分标准（没有印的按口径）和印出的数字计算，应得出所给的分；标准有歧义时列出各种读法，都不符才算错。",
    template="{指标}：按“{评分标准}”，{数值}应得 {分数}，所给为 {得分}",
    example="公用经费控制率：按“每超出1%扣2分”，103% 应得 2 分，所给为 8 分",
    why="分数与自己印的标准不符，等于没有标准。",
)
def rule(case: Case) -> Iterator[Outcome]:
    """Every indicator that some rule can be applied to."""
    for form, items in case.scored_forms():
        for item, score in case.scored_rows(form, items):
            if not is_execution(item):
                yield from _judged(case, form, item, score)


def _judged(case: Case, form: Form, item: Indicator, score: IndicatorScore) -> Iterator[Outcome]:
    if score.verdict in _SILENT:
        if score.readings:
            yield Passed()
    elif score.verdict is Verdict.MANUAL:
        printed = item.printed is not None or score.rule.origin == "printed"
        if score.weight and (printed or form.form == "scored-indicators"):
            yield Undecidable(missing=(f"{score.name}（{score.manual}）",))
    elif score.rule.origin == "printed":
        yield _by_print(case, form, item, score)
    else:
        yield from _by_standard(case, form, item, score)


def _by_print(case: Case, form: Form, item: Indicator, score: IndicatorScore) -> Outcome:
    """Judge by the rule that the document prints: wrong by every reading, or right only for a wrong rate."""
    if score.verdict is Verdict.BY_READING:
        return _by_equation(case, form, item, score)
    own = any(one.label in _OWN for one in score.inputs)
    shown = _said(score.readings)
    several = len({one.points for one in score.readings}) > 1
    return Failed(
        severity=Severity.ERROR if own and score.rule.kind in _PROVABLE else Severity.WARNING,
        message=f"{case.label(form)}：“{score.name}”按“{score.rule.words}”，{shown}，"
        f"所给为 {trimmed(_declared(score))}{'，哪种读法都不符' if several else ''}",
        expected="、".join(dict.fromkeys(_gives(one) for one in score.readings)),
        actual=trimmed(_declared(score)),
        computation="；".join(dict.fromkeys(one.computation for one in score.readings)),
        evidence=(part(item, "score", "得分"), part(item, "level3", "指标"), *score.inputs),
        suggestion="请按评分标准重算得分，并写明采用的读法。",
    )


def _by_equation(case: Case, form: Form, item: Indicator, score: IndicatorScore) -> Outcome:
    """The points fit one reading; where they rest on a miscalculated rate, say what the right one would give."""
    computed = [one for one in score.readings if any(shown.label == "算式" for shown in one.inputs)]
    declared = _declared(score)
    if not computed or any(one.points == declared for one in computed):
        return Passed()
    equation = next(shown for shown in computed[0].inputs if shown.label == "算式")
    first = computed[0].points
    gap = "" if first is None else f"，相差 {trimmed(abs(declared - first))}"
    return Failed(
        severity=Severity.WARNING,
        message=f"{case.label(form)}：“{score.name}”所给 {trimmed(declared)} 分依据的比率有误，"
        f"按“{score.rule.words}”，{_said(tuple(computed))}{gap}",
        expected="、".join(dict.fromkeys(_gives(one) for one in computed)),
        actual=trimmed(declared),
        computation="；".join(dict.fromkeys(one.computation for one in computed)),
        evidence=(part(item, "score", "得分"), equation),
        suggestion="请先改正比率，再按评分标准重算得分。",
        cause=frozenset((f"equation:{equation.place.block}:{equation.place.start}",)),
    )


def _by_standard(case: Case, form: Form, item: Indicator, score: IndicatorScore) -> Iterator[Outcome]:
    """Judge by the Standard's rule: more points than any reading gives. Full marks for a miss is another check."""
    points = [one.points for one in score.readings if one.points is not None]
    declared = _declared(score)
    most = max(points, default=declared)
    if score.rule.kind not in _MEASURED or declared <= most or (score.weight or declared) < declared:
        yield Passed()
        return
    in_words = any(one.label not in ("年度指标值", "实际完成值") for one in score.inputs)
    if declared == score.weight and not in_words:
        return
    shown = _said(score.readings)
    yield Failed(
        severity=Severity.WARNING if case.known_region else Severity.INFO,
        message=f"{case.label(form)}：“{score.name}”指标值为 {score.target}，实际 {score.actual}，"
        f"所给 {trimmed(declared)} 分；按口径“{score.rule.words}”，{shown}",
        expected="、".join(dict.fromkeys(_gives(one) for one in score.readings)),
        actual=trimmed(declared),
        computation="；".join(dict.fromkeys(one.computation for one in score.readings)),
        evidence=tuple(dict.fromkeys((part(item, "actual", "实际完成值"), part(item, "score", "得分"), *score.inputs))),
        suggestion=f"得分应为 {_gives(score.readings[0])}，或写明所用的评分标准。",
    )


def _declared(score: IndicatorScore) -> Decimal:
    assert score.declared is not None
    return score.declared


def _said(readings: tuple[Reading, ...]) -> str:
    """Return the readings in words, figure by figure, those that give the same points together."""
    parts = []
    for value in dict.fromkeys(one.value for one in readings):
        same = [one for one in readings if one.value == value]
        ways: dict[str, list[str]] = {}
        for one in same:
            ways.setdefault(_gives(one), []).append(one.way or "")
        gives = "；".join(f"{'或'.join(filter(None, how))}应得 {points}" for points, how in ways.items())
        parts.append(f"{value or ''} {gives}".strip())
    return "；".join(parts)


def _gives(reading: Reading) -> str:
    if reading.points is not None:
        return trimmed(reading.points)
    return f"{trimmed(reading.low or Decimal(0))}–{trimmed(reading.high or Decimal(0))}"
