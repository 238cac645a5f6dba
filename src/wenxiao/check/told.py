"""agree.form-prose, agree.prose: what the text tells against the forms, and against itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from wenxiao import quantity
from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.check.relations import figure, printed, scaled
from wenxiao.filing import Fact
from wenxiao.finding import Correction, Severity, evidences
from wenxiao.quantity import trimmed
from wenxiao.relation import Figure, Verdict, evaluate, parse

_SAME = parse("甲 = 乙")
_ACTUAL = ("执行", "决算")
_WHOLE = (None, "汇总", "合计", "总计")
_TOTAL = "spending.whole"
_NEVER = ("staff.change", "staff.other", "budget.added")


@check(
    "agree.form-prose",
    "表文不一致",
    Severity.ERROR,
    rule="正文与附表中同一指标项、同一口径、同一年度的数应一致；差额正好是其他口径所列的数（如其他资金）时不算。",
    template="{指标项}：正文为 {数}，{附表}为 {数}，相差 {差额}",
    example="项目支出：正文为 326.50，基础数据表为 320.50，相差 6.00",
    why="表文不一致，公开后最先被人指出。",
)
def form_prose(case: Case) -> Iterator[Outcome]:
    """Every concept that both the text and a form state."""
    groups: dict[tuple[str | None, str, str | None, str | None], list[Fact]] = defaultdict(list)
    for told in _told(case):
        groups[told.concept, quantity.plain(scaled(told)[0]), told.period, told.dimensions.scope].append(told)
    for tellings in groups.values():
        forms = _in_forms(case, tellings[0])
        if not forms:
            continue
        told = tellings[0]
        if any(_same(told, fact) for fact in forms) or _other_scope(case, told, forms) or _is_part(case, told, forms):
            yield Passed()
            continue
        yield _differs(case, tellings, forms)


def _told(case: Case) -> list[Fact]:
    """Return the facts of prose that have a concept; the figures of a named formula are told too."""
    return [
        fact
        for fact in case.filing.facts
        if fact.origin == "prose" and fact.concept and fact.value is not None and fact.concept not in _NEVER
        and not fact.approximate and fact.basis == "statement"
    ]  # fmt: skip


def _in_forms(case: Case, told: Fact) -> list[Fact]:
    """Return what the forms state for the same concept and year, at a stage that may be meant."""
    found = [
        fact
        for fact in case.form_facts.get(told.concept, ())
        if fact.value is not None and fact.period == told.period
        and fact.dimensions.entity in _WHOLE and not (fact.form or "").startswith("project")
        and fact.heading in (None, "funds.total")
    ]  # fmt: skip
    return [fact for fact in found if _stages_meet(told, fact)]


def _is_part(case: Case, told: Fact, forms: list[Fact]) -> bool:
    """Tell whether the text speaks of one scope while others have money too: of a part of what the form states."""
    scope = told.dimensions.scope
    if scope in (None, "全口径") or any(fact.dimensions.scope == scope for fact in forms):
        return False
    others = [
        fact
        for fact in case.filing.facts
        if fact.value and fact.period == told.period and fact.dimensions.scope not in (None, "全口径", scope)
        and (fact.concept or "").startswith(("source.", "spending.", "income."))
    ]  # fmt: skip
    return bool(others) and all(scaled(told)[0] <= scaled(fact)[0] for fact in forms)


def _stages_meet(told: Fact, fact: Fact) -> bool:
    one, other = told.dimensions.stage, fact.dimensions.stage
    if other is None and quantity.unit_of(told.unit).kind == "money":
        return one in (None, "决算", "执行", "预算")
    if one is None or other is None:
        return True
    if one in _ACTUAL and other in _ACTUAL:
        return True
    return one == other or {one, other} == {"年初预算", "预算"}


def _same(one: Fact, other: Fact) -> bool:
    relation = _SAME.bind({"甲": one.id, "乙": other.id})
    return evaluate(relation, {fact.id: figure(fact) for fact in (one, other)}).verdict is not Verdict.BROKEN


def _other_scope(case: Case, told: Fact, forms: list[Fact]) -> bool:
    """Tell whether the difference is itself stated as part of another scope: 其他资金, 政府性基金, …"""
    relation = parse("整体 = 部分 + 其他")
    parts = [
        fact
        for fact in case.filing.facts
        if fact.value and fact.period == told.period
        and (fact.concept or "").startswith(("source.", "spending.", "income."))
        and fact.dimensions.scope not in (None, "全口径", told.dimensions.scope)
    ]  # fmt: skip
    if quantity.unit_of(told.unit).kind != "money":
        return False
    for whole in forms:
        for part in parts:
            bound = relation.bind({"整体": "w", "部分": "p", "其他": "o"})
            figures: dict[str, Figure | None] = {"w": figure(whole), "p": figure(told), "o": figure(part)}
            if evaluate(bound, figures).verdict is Verdict.HOLDS:
                return True
    return False


def _differs(case: Case, tellings: list[Fact], forms: list[Fact]) -> Failed:
    told, fact = tellings[0], _closest(tellings[0], forms)
    form = case.filing.form(fact.form or "")
    where = case.label(form) if form else "附表"
    column = f"（{fact.column}）" if fact.column else ""
    gap = abs(scaled(told)[0] - scaled(fact)[0])
    certain = _certain(case, told, forms)
    others = [one for one in _told(case) if one.concept == told.concept and one.id != told.id and _same(one, fact)]
    one_value = len({one.text for one in forms}) == 1 or bool(others)
    advice = f"正文 {told.text} 应为 {fact.text}" if one_value else "请核对两处，改正填错的一处"
    scope = "" if certain else "（口径未写明，如口径不同请注明）"
    return Failed(
        severity=Severity.ERROR if certain else Severity.WARNING,
        message=f"{told.label}：正文为 {told.text}，{where}{column}为 {fact.text}，相差 {printed(fact, gap)}{scope}",
        expected=fact.text,
        actual=told.text,
        computation=f"{told.text} ≠ {fact.text}",
        evidence=evidences([*tellings, *forms[:4]]),
        suggestion=f"{advice}。",
        corrections=tuple(_corrections(tellings, fact)) if one_value and certain else (),
        cause=frozenset(one.id for one in (*tellings, *forms, *others)),
    )


_FIGURE = re.compile(r"[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?")


def _corrections(tellings: list[Fact], fact: Fact) -> Iterator[Correction]:
    """Yield each telling with the form's figure in it, where both are in one unit."""
    stated = _FIGURE.search(fact.text)
    for told in tellings:
        if stated is not None and told.unit == fact.unit and len(_FIGURE.findall(told.text)) == 1:
            yield Correction(place=told.place, old=told.text, new=_FIGURE.sub(stated.group(), told.text))


def _closest(told: Fact, forms: list[Fact]) -> Fact:
    return min(forms, key=lambda fact: abs(scaled(fact)[0] - scaled(told)[0]))


def _certain(case: Case, told: Fact, forms: list[Fact]) -> bool:
    """Tell whether scope, year and stage are known on both sides: head counts, and amounts that say all three."""
    if quantity.unit_of(told.unit).kind == "count":
        return True
    stated = {(fact.dimensions.scope, fact.dimensions.stage) for fact in forms}
    del case
    return len(stated) == 1 and told.dimensions.scope is not None and next(iter(stated))[0] == told.dimensions.scope


# --- two places of the text ----------------------------------------------------------------------------


@check(
    "agree.prose",
    "前后文不一致",
    Severity.WARNING,
    rule="正文前后对同一人数（编制、实有）、同一年度的数应一致。",
    template="{指标项}：前文为 {数}，后文为 {数}，相差 {差额}",
    example="编制数：前文为 63名，后文为 58名，相差 5",
    why="前后不一，必有一处是旧数。",
)
def prose(case: Case) -> Iterator[Outcome]:
    """Every head count that the text states twice for one year."""
    groups: dict[tuple[str | None, str | None, str | None, str | None], list[Fact]] = defaultdict(list)
    for fact in _told(case):
        one = fact.dimensions
        groups[fact.concept, fact.period, one.scope, one.stage].append(fact)
    for facts in groups.values():
        distinct = {scaled(fact)[0]: fact for fact in reversed(facts)}
        if len(facts) < 2 or not (quantity.unit_of(facts[0].unit).kind == "count" or facts[0].concept == _TOTAL):
            continue  # amounts repeat in other scopes and at other stages more often than the words say
        if len(distinct) < 2 or all(_same(a, b) for a, b in combinations(distinct.values(), 2)):
            yield Passed()
            continue
        if facts[0].concept in ("staff.administrative", "staff.institutional"):
            continue  # 编制 and 实有 both have 行政 and 事业: which is meant, the words don't say
        shown = sorted(distinct.values(), key=lambda fact: fact.place.block or 0)
        low, high = min(distinct), max(distinct)
        yield Failed(
            severity=Severity.WARNING,
            message=f"{facts[0].label}：正文有 {len(shown)} 种说法，{'、'.join(fact.text for fact in shown)}，"
            f"相差 {trimmed(high - low)}",
            computation=" ≠ ".join(fact.text for fact in shown),
            evidence=evidences(shown),
            suggestion="请核对各处是否同一口径；同一口径的应统一，不同口径的应写明。",
            cause=frozenset(fact.id for fact in shown),
        )
