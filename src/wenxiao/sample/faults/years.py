"""Errors between forms and between years."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from wenxiao.filing import Fact
from wenxiao.sample.faults.catalogue import Scene, Spoilt, fault
from wenxiao.sample.faults.hand import facts, put, shown
from wenxiao.truth import Injected

_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_THREE = ("three-public.total", "three-public.reception")


@fault("agree.form-form")
def two_forms(scene: Scene, random: Random) -> Spoilt | None:
    """The three public expenses of this year differ from the base table, by reception and total alike."""
    year = str(scene.filing.year)
    found = [one for one in facts(scene, *_THREE, kind="three-public") if _final(one) and one.period == year]
    there = [one for one in facts(scene, *_THREE, kind="base-data") if _final(one) and one.period == year]
    if not found or not there or any(one.value is None for one in found):
        return None
    more = Decimal(random.randint(20, 90)) / 100 * _scale(found[0])
    after = put(scene, {one.id: (one.value or _ZERO) + more for one in found})
    total = found[0]
    printed = next(one.text for one in after.filing.facts if one.id == total.id)
    return Spoilt(
        after, Injected(check="agree.form-form", where=shown(scene, total), printed=printed, right=total.text)
    )


def _scale(fact: Fact) -> Decimal:
    return Decimal(10000) if fact.unit == "元" else Decimal(1)


def _final(fact: Fact) -> bool:
    return fact.dimensions.stage in ("决算", "执行", None)


@fault("agree.form-form")
def two_counts(scene: Scene, random: Random) -> Spoilt | None:
    """The table of the unit's particulars gives another number of posts than the base table."""
    found = [one for one in facts(scene, "staff.quota", kind="information") if one.value]
    if not found or not facts(scene, "staff.quota", kind="base-data"):
        return None
    chosen = found[0]
    after = put(scene, {chosen.id: (chosen.value or _ZERO) + random.randint(1, 9)})
    printed = next(one.text for one in after.filing.facts if one.id == chosen.id)
    return Spoilt(
        after, Injected(check="agree.form-form", where=shown(scene, chosen), printed=printed, right=chosen.text)
    )


@fault("agree.same-as-last-year")
def copied_year(scene: Scene, random: Random) -> Spoilt | None:
    """Last year's three public expenses are this year's, in every form that states both."""
    del random
    year = scene.filing.year or 0
    pairs = {
        (one.form, one.concept, one.period): one
        for one in facts(scene)
        if (one.concept or "").startswith("three-public.") and one.dimensions.stage == "决算" and one.column
    }
    figures = {
        last.id: this.value
        for (form, concept, period), this in pairs.items()
        if period == str(year) and this.value and (last := pairs.get((form, concept, str(year - 1)))) is not None
    }
    changed = [one for one in facts(scene) if one.id in figures and one.value != figures[one.id]]
    if len({one.concept for one in changed}) < 2 or len(set(figures.values())) < 2:
        return None
    last = changed[0]
    after = put(scene, figures)
    printed = next(one.text for one in after.filing.facts if one.id == last.id)
    return Spoilt(
        after, Injected(check="agree.same-as-last-year", where=shown(scene, last), printed=printed, right=last.text)
    )


@fault("agree.scale")
def in_yuan(scene: Scene, random: Random) -> Spoilt | None:
    """The initial budget of a project in 元, under a head that says 万元."""
    found = [one for one in facts(scene, "funds.initial", kind="project") if one.heading == "funds.total"]
    fits = [one for one in found if one.unit == "万元" and one.value and _equal_budget(scene, one)]
    if not fits:
        return None
    chosen = random.choice(fits)
    column = [one for one in facts(scene, "funds.initial") if one.form == chosen.form and one.value]
    after = put(scene, {one.id: (one.value or _ZERO) * 10000 for one in column})
    printed = next(one.text for one in after.filing.facts if one.id == chosen.id)
    return Spoilt(after, Injected(check="agree.scale", where=shown(scene, chosen), printed=printed, right=chosen.text))


def _equal_budget(scene: Scene, fact: Fact) -> bool:
    budgets = [one for one in facts(scene, "funds.budget", heading="funds.total") if one.form == fact.form]
    return bool(budgets) and budgets[0].value == fact.value


@fault("agree.jump")
def jump(scene: Scene, random: Random) -> Spoilt | None:
    """Spending on projects far above this year's budget, and no word of a reason; the sums of the budget follow."""
    del random
    this = next(
        (one for one in facts(scene, "project.operation", kind="base-data", stage="决算") if _now(scene, one)), None
    )
    budget = next(iter(facts(scene, "project.operation", kind="base-data", stage="预算")), None)
    whole = next(iter(facts(scene, "expenditure.project", kind="base-data", stage="预算")), None)
    if this is None or budget is None or whole is None or None in (this.value, budget.value, whole.value):
        return None
    spent = this.value or _ZERO
    lowered = (spent / 2).quantize(_CENT, ROUND_HALF_UP)
    if spent - lowered <= 25 * _scale(this):
        return None
    rest = (whole.value or _ZERO) - (budget.value or _ZERO) + lowered
    after = put(scene, {budget.id: lowered, whole.id: rest})
    printed = next(one.text for one in after.filing.facts if one.id == budget.id)
    return Spoilt(after, Injected(check="agree.jump", where=shown(scene, budget), printed=printed, right=budget.text))


def _now(scene: Scene, fact: Fact) -> bool:
    return fact.period == str(scene.filing.year)
