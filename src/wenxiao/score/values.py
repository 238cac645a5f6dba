"""The figures that a rule may work on, each with where it stands: of a table's row, of the execution row, of prose.

Where the filing states more than one figure for the same thing, each is a candidate of its own, the likeliest first:
what follows from printed figures goes before a rate that contradicts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import Struct

from wenxiao import quantity
from wenxiao.filing import Fact, Indicator, Statement, Term
from wenxiao.finding import Evidence, evidence, part
from wenxiao.score.given import Given
from wenxiao.score.measure import compared, is_rate_of_execution
from wenxiao.score.numbers import cut, nearest
from wenxiao.score.sheet import Sheet, target_of

_HUNDRED = Fraction(100)
_PLACES = 2


class Candidate(Struct, frozen=True, kw_only=True):
    """One figure, or pair of figures, that a rule may be given: `how` it comes about, and its inputs with Places."""

    given: Given
    how: str
    value: str | None
    inputs: tuple[Evidence, ...]


def rated(value: Fraction, how: str, inputs: Iterable[Evidence], target: Fraction = _HUNDRED) -> Candidate:
    """Return a rate in percent as a candidate, against 100 % unless a target is printed."""
    said = f"{quantity.plain(nearest(value, _PLACES))}%"
    given = Given(actual=value, target=target, percent=True)
    return Candidate(given=given, how=how, value=said, inputs=tuple(inputs))


def of_row(sheet: Sheet, item: Indicator) -> Iterator[Candidate]:
    """Yield what a row of a table gives: its actual against its target, a budget, or the execution rate."""
    shown_cells = (part(item, "target", "年度指标值"), part(item, "actual", "实际完成值"))
    pair = compared(item)
    if pair is not None:
        given = Given(actual=pair.actual, target=pair.target, percent=pair.percent, unit=pair.unit, words=item.actual)
        value = item.actual or ""
        yield Candidate(given=given, how="表中完成值与指标值", value=value, inputs=shown_cells)
        return
    bound = _within_budget(sheet, item)
    if bound is not None:
        yield bound
        return
    if is_rate_of_execution(sheet.pack, item):
        target = _target_rate(item)
        for one in of_execution(sheet):
            yield Candidate(
                given=Given(actual=one.given.actual, target=target, percent=True),
                how=one.how, value=one.value, inputs=(*shown_cells, *one.inputs),
            )  # fmt: skip
        return
    yield Candidate(given=_of_words(item), how="表中完成情况", value=item.actual, inputs=shown_cells)


def _of_words(item: Indicator) -> Given:
    """Return what a row says in words; a figure of its own still serves a rule that goes by bands."""
    actual = quantity.parse(item.actual) if item.actual else None
    if actual is None:
        return Given(words=item.actual, wanted=item.target)
    percent = actual.unit == "%" or (actual.unit is None and "%" in quantity.squeeze(target_of(item)))
    figure = Fraction(actual.value)
    return Given(actual=figure, percent=percent, unit=actual.unit, words=item.actual, wanted=item.target)


def _within_budget(sheet: Sheet, item: Indicator) -> Candidate | None:
    """A cost that is bound to the budget in words (不超过年初预算): the limit stands in the execution row."""
    target, actual = item.target or "", quantity.parse(item.actual or "")
    if "预算" not in target or any(char.isdecimal() for char in target) or actual is None:
        return None
    fact = sheet.execution("funds.initial" if "年初" in target else "funds.budget")
    if fact is None or fact.value is None or actual.kind not in ("money", "none"):
        return None
    if actual.kind == "none" and "成本" not in f"{item.level1 or ''}{item.level2 or ''}":
        return None
    limit = Fraction(quantity.compared(fact.value, fact.unit, 0)[0])
    spent = Fraction(quantity.compared(actual.value, actual.unit or fact.unit, 0)[0])
    how = f"{target}即{fact.label} {fact.text}"
    inputs = (part(item, "target", "年度指标值"), part(item, "actual", "实际完成值"), evidence(fact))
    return Candidate(given=Given(actual=spent, target=limit, unit="万元"), how=how, value=item.actual, inputs=inputs)


def _target_rate(item: Indicator) -> Fraction:
    target = quantity.parse(item.target) if item.target else None
    return Fraction(target.value) if target is not None and target.unit == "%" else _HUNDRED


def of_execution(sheet: Sheet) -> Iterator[Candidate]:
    """Yield the execution rate: as its two amounts give it, and as printed where that is another."""
    rate = sheet.execution("funds.rate")
    budget, executed = sheet.execution("funds.budget"), sheet.execution("funds.executed")
    found = []
    if budget and executed and budget.value and executed.value is not None:
        value = amount(executed) / amount(budget) * _HUNDRED
        how = f"{executed.text} ÷ {budget.text}"
        found.append(rated(value, how, (evidence(executed), evidence(budget))))
    if rate is not None and rate.value is not None:
        value = Fraction(rate.value) if rate.unit == "%" else Fraction(rate.value) * _HUNDRED
        found.append(rated(value, f"表中所印执行率 {rate.text}", (evidence(rate),)))
    yield from merged(found)


def amount(fact: Fact | Term) -> Fraction:
    """Return a stated figure exactly in the unit of comparison: 万元 for money, a fraction for a rate."""
    assert fact.value is not None
    return Fraction(quantity.compared(fact.value, fact.unit, 0)[0])


def merged(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates, those that say the same but for rounding as one with the inputs of all."""
    kept: list[Candidate] = []
    for one in found:
        at = next((at for at, other in enumerate(kept) if _same(one, other)), None)
        if at is None:
            kept.append(one)
            continue
        inputs = tuple(dict.fromkeys((*kept[at].inputs, *one.inputs)))
        kept[at] = Candidate(given=kept[at].given, how=kept[at].how, value=kept[at].value, inputs=inputs)
    yield from kept


def _same(one: Candidate, other: Candidate) -> bool:
    a, b = one.given.actual, other.given.actual
    if a is None or b is None:
        return a == b
    return nearest(a, _PLACES) == nearest(b, _PLACES) or cut(a, _PLACES) == cut(b, _PLACES) or _fits(a, b)


def _fits(a: Fraction, b: Fraction) -> bool:
    """Tell whether one is the other rounded, or cut off, to fewer decimals."""
    return any(
        b == nearest(a, places) or b == cut(a, places) or a == nearest(b, places) or a == cut(b, places)
        for places in (1, 2)
    )


def of_equation(statement: Statement) -> Candidate | None:
    """Return the quotient of a printed equation's two terms: 362.9/377.3 (its printed result is another candidate)."""
    top, bottom = statement.parts
    below = amount(bottom)
    if not below:
        return None
    value = amount(top) / below * _HUNDRED
    how = f"{top.text} ÷ {bottom.text} = {quantity.plain(nearest(value, _PLACES))}%"
    return rated(value, how, (Evidence(label="算式", text=statement.text, place=statement.place),))
