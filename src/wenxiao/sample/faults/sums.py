"""Errors in sums and rates of the forms."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from wenxiao.filing import Fact
from wenxiao.sample.books import rate
from wenxiao.sample.faults.catalogue import Scene, Spoilt, fault
from wenxiao.sample.faults.hand import WHOLE, facts, nudged, put, row, shown
from wenxiao.truth import Injected

_CENT = Decimal("0.01")
_NATURES = ("expenditure.basic", "expenditure.project")


def _wrong(scene: Scene, check: str, fact: Fact, value: Decimal, *also: str) -> Spoilt:
    """Return the scene with one figure wrong."""
    after = put(scene, {fact.id: value})
    printed = next(one.text for one in after.filing.facts if one.id == fact.id)
    return Spoilt(after, Injected(check=check, where=shown(scene, fact), printed=printed, right=fact.text, also=also))


def _positive(found: list[Fact]) -> list[Fact]:
    return [one for one in found if one.value is not None and one.value > 1]


@fault("sum.parts")
def part_of_project_funds(scene: Scene, random: Random) -> Spoilt | None:
    """A source of a project's funds with a wrong digit in the budget of the year's beginning."""
    found = _positive([one for one in facts(scene, "funds.initial", kind="project") if one.heading != WHOLE])
    if not found:
        return None
    chosen = random.choice(found)
    return _wrong(scene, "sum.parts", chosen, nudged(chosen.value or Decimal(0), random))


@fault("sum.parts")
def part_of_base_data(scene: Scene, random: Random) -> Spoilt | None:
    """A kind of project spending with a wrong digit in this year's budget."""
    names = ("project.operation", "project.maintenance", "project.special.item")
    found = _positive(facts(scene, *names, kind="base-data", stage="预算"))
    if not found:
        return None
    chosen = random.choice(found)
    value = (chosen.value or Decimal(0)) + random.choice((-1, 1)) * _tenth(chosen)
    return _wrong(scene, "sum.parts", chosen, value)


def _tenth(fact: Fact) -> Decimal:
    """Return about a twentieth of a figure: enough to be wrong, too little to be a jump."""
    return ((fact.value or Decimal(0)) / 20 + _CENT * 3).quantize(_CENT, ROUND_HALF_UP)


@fault("sum.by-source")
def source(scene: Scene, random: Random) -> Spoilt | None:
    """One source of the unit's funds with a wrong digit, or one of the rows of the year's beginning."""
    found = [one for one in facts(scene, kind="overall") if (one.concept or "").startswith("source.")]
    sources = [one for one in facts(scene, "funds.initial", kind="overall") if (one.heading or "").startswith("source")]
    found = _positive([*found, *sources])
    if not found:
        return None
    chosen = random.choice(found)
    return _wrong(scene, "sum.by-source", chosen, nudged(chosen.value or Decimal(0), random))


@fault("sum.part-exceeds")
def part_above_whole(scene: Scene, random: Random) -> Spoilt | None:
    """An item of the office expenses raised until the items are more than the whole."""
    wholes = facts(scene, "expenditure.office", kind="base-data", stage="预算")
    items = facts(scene, "office.daily", "office.utilities", "office.meetings", kind="base-data", stage="预算")
    if not wholes or len(items) < 3 or any(one.value is None for one in (*wholes, *items)):
        return None
    spare = (wholes[0].value or Decimal(0)) - sum((one.value or Decimal(0) for one in items), Decimal(0))
    chosen = max(items, key=lambda one: one.value or Decimal(0))
    value = chosen.value or Decimal(0)
    raised = value + spare + max(_CENT * random.randint(3, 90), _tenth(wholes[0]) / 10).quantize(_CENT)
    return _wrong(scene, "sum.part-exceeds", chosen, raised) if raised < value * Decimal("1.4") else None


@fault("rate.execution")
def execution_rate(scene: Scene, random: Random) -> Spoilt | None:
    """A rate of execution upside down, ten times too small, or with a wrong digit."""
    found = [one for one in facts(scene, "funds.rate") if one.heading == WHOLE and one.value]
    if not found:
        return None
    chosen = random.choice(found)
    value, funds = chosen.value or Decimal(0), row(scene, chosen.form)
    upside_down = rate(funds["funds.budget"].value or Decimal(0), funds["funds.executed"].value or Decimal(0))
    wrong = random.choice((upside_down, (value / 10).quantize(_CENT), nudged(value, random)))
    if abs(wrong - value) < 1 or (wrong > 100 and wrong != upside_down):
        wrong = value - random.randint(2, 9)  # a tenth of a point may be what rounding leaves of small amounts
    return _wrong(scene, "rate.execution", chosen, wrong)


@fault("rate.other")
def staff_rate(scene: Scene, random: Random) -> Spoilt | None:
    """A rate of posts that are filled with a wrong figure."""
    found = [one for one in facts(scene, "staff.rate") if one.value]
    if not found:
        return None
    chosen = random.choice(found)
    return _wrong(scene, "rate.other", chosen, (chosen.value or Decimal(0)) - random.randint(2, 9))


@fault("rate.overspent")
def overspent(scene: Scene, random: Random) -> Spoilt | None:
    """A budget below what was spent; its first parts, the rate and the points follow."""
    found = [one for one in facts(scene, "funds.budget") if one.heading == WHOLE and (one.value or 0) > 10]
    if not found:
        return None
    total = random.choice(found)
    funds = row(scene, total.form)
    executed, budget = funds["funds.executed"].value or Decimal(0), total.value or Decimal(0)
    lowered = (executed * Decimal(random.randint(80, 97)) / 100).quantize(_CENT, ROUND_HALF_UP)
    figures = {total.id: lowered}
    for names in (_NATURES, _partition(scene, total.form)):
        first = next((one for name in names if (one := row(scene, total.form, name).get("funds.budget"))), None)
        if first is not None and first.value is not None:
            figures[first.id] = first.value - (budget - lowered)
            if figures[first.id] <= 0:
                return None
    if "funds.rate" in funds:
        figures[funds["funds.rate"].id] = rate(executed, lowered)
    after = put(scene, figures)
    if "funds.score" in funds:
        after = put(after, {funds["funds.score"].id: _weight(scene, funds, total.form)})
    printed = next(one.text for one in after.filing.facts if one.id == total.id)
    return Spoilt(after, Injected(check="rate.overspent", where=shown(scene, total), printed=printed, right=total.text))


def _weight(scene: Scene, funds: dict[str, Fact], form: str | None) -> Decimal:
    """Return what execution is worth: as the form prints it, else by the Standard's scheme."""
    scheme = scene.pack.scheme((form or "").partition("#")[0])
    printed = funds["funds.weight"].value if "funds.weight" in funds else None
    return printed or (scheme.execution.weight if scheme and scheme.execution else Decimal(0))


def _partition(scene: Scene, form: str | None) -> list[str]:
    """Return the rows among which a form divides its total by source, in order."""
    found = (one.heading or "" for one in scene.filing.facts if one.form == form)
    return list(dict.fromkeys(name for name in found if name.startswith("source.")))
