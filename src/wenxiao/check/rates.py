"""rate.*: printed rates against the figures that they are computed from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.check.relations import Bound, figure, printed, relations_of, scaled
from wenxiao.check.sums import corrected, worded
from wenxiao.filing import Fact
from wenxiao.finding import Correction, Severity, evidences
from wenxiao.quantity import is_nothing, plain
from wenxiao.relation import Change, Tier, Verdict, evaluate, parse

_INVERTED = parse("率 = 分母 / 分子 × 100%")
_TIMES = (Decimal(10), Decimal(100), Decimal("0.1"), Decimal("0.01"))


@check(
    "rate.execution",
    "执行率计算错误",
    Severity.ERROR,
    rule="执行率 = 全年执行数 ÷ 全年预算数 × 100%，按印刷的位数四舍五入或截尾都算对。",
    template="{表}：执行率 {印刷值} 应为 {计算值}（{算式}）",
    example="执行率 111.11% 应为 90%（1080.00 ÷ 1200.00 × 100%），分子分母颠倒",
    why="执行率决定预算执行得分，也是双监控和结果应用的依据。",
)
def execution(case: Case) -> Iterator[Outcome]:
    """Each row of a funds block that prints budget, execution and rate."""
    for one in relations_of(case).of("rate.execution"):
        if not _void(case, one):
            yield _rate(case, one)


@check(
    "rate.overspent",
    "执行数大于预算数",
    Severity.ERROR,
    rule="全年执行数不应大于（调整后）全年预算数。",
    template="{表}：全年执行数 {执行数} 大于全年预算数 {预算数}，超出 {差额}",
    example="全年执行数 1230.50 大于全年预算数 1200.00，超出 30.50",
    why="无预算不得支出；执行大于预算，多半是两个数填反或口径不一。",
)
def overspent(case: Case) -> Iterator[Outcome]:
    """Each row of a funds block that prints budget and execution."""
    seen: set[tuple[str | None, tuple[str, ...]]] = set()
    for one in relations_of(case).of("rate.overspent"):
        facts = list(one.facts.values())
        figures = (facts[0].form, tuple(fact.text for fact in facts))
        if figures not in seen:  # a part row may repeat the figures of its total
            seen.add(figures)
            yield _overspent(case, one)


@check(
    "rate.other",
    "比率计算错误",
    Severity.ERROR,
    rule="控制率等比率应等于印在同一处的两个数相除。",
    template="{表}：{比率名称} {印刷值} 应为 {计算值}（{算式}）",
    example="控制率 100% 应为 97.14%（34 ÷ 35 × 100%）",
    why="控制率是财政供养人员和楼堂馆所是否超标的直接依据。",
)
def other(case: Case) -> Iterator[Outcome]:
    """Control rates that the Standard declares."""
    for one in relations_of(case).of("rate.other"):
        if not _void(case, one):
            yield _rate(case, one)


def _void(case: Case, one: Bound) -> bool:
    """Tell whether a row states nothing to divide: 0, 0 and — (or a rate of 0), or no figure but one."""
    figures = [fact.value for fact in one.facts.values()]
    if all(not value for value in figures):
        return True
    if not one.missing:
        return False
    row = case.facts_by_group[next(iter(one.facts.values())).group]
    rates = [fact for fact in row if (fact.concept or "").endswith("rate") and fact.form == row[0].form]
    return any(is_nothing(fact.text) for fact in rates)


def _rate(case: Case, one: Bound) -> Outcome:
    if one.missing or one.evaluation is None or one.evaluation.verdict is Verdict.UNDECIDABLE:
        return Undecidable(missing=one.missing or (one.rule.title,))
    if one.evaluation.verdict is Verdict.HOLDS:
        return Passed()
    rate, numerator, denominator = _three(one)
    computed = one.evaluation.right_value
    assert computed is not None
    places = max(2, rate.places)
    value = f"{(computed * 100).quantize(Decimal(1).scaleb(-places))}%"
    value = _trimmed(value)
    hint = _hint(rate, numerator, denominator, computed)
    form = case.filing.form(rate.form or "")
    inverted = hint.startswith("分子分母")
    return Failed(
        severity=Severity.ERROR if one.evaluation.provable else Severity.WARNING,
        message=f"{case.label(form) if form else ''}：{rate.label} {rate.text} 与 {numerator.label} ÷ "
        f"{denominator.label} 不符，应为 {value}{'；' + hint if hint else ''}",
        expected=value,
        actual=printed(rate, scaled(rate)[0]),
        computation=f"{numerator.text} ÷ {denominator.text} × 100% = {value}",
        evidence=evidences([rate, numerator, denominator]),
        suggestion=_inverted_advice(rate, numerator, denominator, value)
        if inverted
        else _advice(case, one, rate, value),
        corrections=() if inverted else _corrections(case, one, rate, value),
        cause=frozenset((rate.id, numerator.id, denominator.id)),
    )


def _advice(case: Case, one: Bound, rate: Fact, value: str) -> str:
    """Say what to change: the rate, unless a figure that it is computed from is one keystroke away from fitting it.

    One digit of a small number is soon a keystroke away from anything: it is only a possibility.
    """
    facts = {fact.id: fact for fact in one.facts.values()}
    base = _slips(case, one, rate)
    if not base:
        return f"{rate.label} {rate.text} 应为 {value}"
    if _is_strong(case, one, base):
        return worded(facts[base[0].key], base[0], "应为")
    others = "；或".join(worded(facts[change.key], change, "可能应为") for change in base[:2])
    return f"{rate.label} {rate.text} 可能应为 {value}；或{others}。请核对后改正。"


def _corrections(case: Case, one: Bound, rate: Fact, value: str) -> tuple[Correction, ...]:
    """Return the one change that the advice names: the rate, or the figure that is a keystroke away from fitting it."""
    base = _slips(case, one, rate)
    if not base:
        percent = "%" in rate.text or "％" in rate.text
        said = value if percent else value.removesuffix("%")
        return (Correction(place=rate.place, old=rate.text, new=said),) if percent or rate.unit == "%" else ()
    fact = next(fact for fact in one.facts.values() if fact.id == base[0].key)
    return (corrected(fact, base[0].new),) if _is_strong(case, one, base) else ()


def _slips(case: Case, one: Bound, rate: Fact) -> list[Change]:
    """Return the typing errors in the figures below the rate that would explain it; none if the rate itself has one."""
    changes = relations_of(case).blamed(one)
    if any(change.key == rate.id and change.tier is not Tier.COMPUTED for change in changes):
        return []
    return [change for change in changes if change.key != rate.id and change.tier is not Tier.COMPUTED]


def _is_strong(case: Case, one: Bound, base: list[Change]) -> bool:
    fact = next(fact for fact in one.facts.values() if fact.id == base[0].key)
    return relations_of(case).certain(one) and len(re.sub(r"\D", "", fact.text)) >= _TELLING


_TELLING = 4  # digits of a figure from which one keystroke says something


def _inverted_advice(rate: Fact, numerator: Fact, denominator: Fact, value: str) -> str:
    return (
        f"若{denominator.label} {denominator.text} 与{numerator.label} {numerator.text} 没有填反，"
        f"{rate.label}应为 {value}；若填反，请把两数对调。"
    )


def _trimmed(value: str) -> str:
    bare = value.rstrip("%")
    return (bare.rstrip("0").rstrip(".") if "." in bare else bare) + "%"


def _three(one: Bound) -> tuple[Fact, Fact, Fact]:
    facts = list(one.facts.values())
    return facts[0], facts[1], facts[2]


def _hint(rate: Fact, numerator: Fact, denominator: Fact, computed: Decimal) -> str:
    """Say what slip explains the printed rate: the division upside down, or a factor of ten."""
    names = {"率": rate.id, "分子": numerator.id, "分母": denominator.id}
    figures = {fact.id: figure(fact) for fact in (rate, numerator, denominator)}
    if evaluate(_INVERTED.bind(names), figures).verdict is Verdict.HOLDS and computed != 1:
        return f"分子分母颠倒：{denominator.text} ÷ {numerator.text} = {rate.text}"
    stated = scaled(rate)[0]
    for factor in _TIMES:
        if stated and abs(computed / (stated * factor) - 1) < Decimal("0.00005"):
            return "小数点或位数差" + ("十倍" if factor in (Decimal(10), Decimal("0.1")) else "一百倍")
    return ""


def _overspent(case: Case, one: Bound) -> Outcome:
    if one.missing or one.evaluation is None:
        return Undecidable(missing=one.missing)
    if one.evaluation.verdict is not Verdict.BROKEN:
        return Passed()
    executed, budget = list(one.facts.values())[:2]
    excess = scaled(executed)[0] - scaled(budget)[0]
    form = case.filing.form(executed.form or "")
    row = f"（{executed.row}）" if executed.row else ""
    return Failed(
        severity=Severity.ERROR if one.evaluation.provable else Severity.WARNING,
        message=f"{case.label(form) if form else ''}：全年执行数 {executed.text} 大于全年预算数 {budget.text}{row}，"
        f"超出 {plain(excess)} 万元",
        expected=None,
        actual=printed(executed, scaled(executed)[0]),
        computation=f"{executed.text} > {budget.text}，相差 {plain(excess)} 万元",
        evidence=evidences([executed, budget]),
        suggestion="请核对两数是否填反；如确有追加预算，请把全年预算数改为调整后的数。",
        cause=frozenset((executed.id, budget.id)),
    )
