"""A form that gives points: its indicators, its execution row, its declared total, the scheme that it is under."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import msgspec

from wenxiao import quantity
from wenxiao.filing import Fact, Filing, Form, Indicator
from wenxiao.finding import Evidence
from wenxiao.quantity import Marker, trimmed
from wenxiao.standards import Pack, Scoring

_EXECUTION = ("预算执行", "执行率")


class Sheet(NamedTuple):
    """One form that gives points, under one scheme of its Standard."""

    filing: Filing
    pack: Pack
    form: Form
    items: tuple[Indicator, ...]
    scheme: Scoring

    def execution(self, concept: str) -> Fact | None:
        """Return the total row's fact of the funds block."""
        return execution_fact(self.filing, self.form, concept)


def is_execution(item: Indicator) -> bool:
    """Tell whether a row of the table is the one for the execution rate."""
    return any(word in "".join(filter(None, (item.level1, item.level2))) for word in _EXECUTION)


def name_of(item: Indicator) -> str:
    """Return how an indicator is called: its most precise level that says anything."""
    return (item.level3 or item.level2 or item.level1 or "指标").replace("\n", "")


def prints_execution(items: tuple[Indicator, ...]) -> bool:
    """Tell whether the table has a row of its own for the execution rate."""
    return any(is_execution(item) for item in items)


def sum_text(figures: list[Decimal]) -> str:
    """Return a sum of points as it is written out: 9.2+15 = 24.2."""
    return "+".join(quantity.plain(figure) for figure in figures) + f" = {trimmed(sum(figures, Decimal(0)))}"


def lacks_weight(item: Indicator) -> bool:
    """Tell whether a weight that is not there should be: nothing in the row marks it as 无 or 不适用.

    A cell merged down from the row above gives its weight to both rows at once.
    """
    weight = item.cells.get("weight")
    if weight is not None and (weight.block, weight.row or 0) < (item.place.block, item.place.row or 0):
        return False
    texts = (item.level3, item.target, item.actual, item.weight_text)
    return not any(
        text and quantity.marker(text) in (Marker.NOT_APPLICABLE, Marker.NONE, Marker.SLASH, Marker.DASH)
        for text in texts
    )


def target_of(item: Indicator) -> str:
    """Return a target as a reader needs it: with the sign and the unit that stand in columns of their own."""
    return f"{item.sign or ''}{item.target or ''}{item.unit or ''}"


def actual_of(item: Indicator) -> str:
    """Return an actual with the unit that stands in a column of its own."""
    text = item.actual or ""
    return text if not item.unit or item.unit in text else f"{text}{item.unit}"


def scheme_of(pack: Pack, form: Form) -> Scoring | None:
    """Return the scoring scheme that a form is under: its own, else the one that names no form."""
    return pack.scheme(form.form)


def scored_forms(filing: Filing) -> Iterator[tuple[Form, tuple[Indicator, ...]]]:
    """Yield each form that gives points, with its indicators; blank forms are left out."""
    for form in filing.forms:
        items = filing.indicators_of(form.id)
        if items and not form.blank and any(item.score is not None or item.weight is not None for item in items):
            yield form, items


def execution_fact(filing: Filing, form: Form, concept: str) -> Fact | None:
    """Return the total row's fact of the funds block: funds.weight, funds.score, funds.rate, …"""
    facts = filing.facts_of(concept, form.id)
    whole = [fact for fact in facts if fact.heading == "funds.total"]
    loose = [fact for fact in facts if fact.heading is None]
    if not whole and len([fact for fact in loose if fact.value is not None]) > 1:
        return _summed(loose)
    stated = [fact for fact in whole or loose or facts if fact.value is not None]
    return next(iter(stated or whole or loose or facts), None)


def _summed(facts: list[Fact]) -> Fact:
    """Return several rows that share one weight (任务1, 任务2, …) as one fact."""
    stated = [fact for fact in facts if fact.value is not None]
    total = sum((fact.value for fact in stated if fact.value is not None), Decimal(0))
    text = "+".join(fact.text for fact in stated)
    return msgspec.structs.replace(stated[0], value=total, text=text, places=max(fact.places for fact in stated))


def title_of(pack: Pack, form: Form) -> str:
    """Return how a form is called in a message: its annex number and official title."""
    spec = pack.forms.get(form.form)
    title = spec.title if spec else (form.title or "报告")
    number = f"（第{form.id.split('#')[1]}张）" if "#" in form.id else ""
    return f"{form.attachment}《{title}》{number}" if form.attachment else f"{title}{number}"


def declared_total(filing: Filing, form: Form) -> tuple[Decimal, Evidence] | None:
    """Return the total that a form declares; a report that scores itself declares it in the goals form."""
    holder = form
    if form.form == "scored-indicators":
        holder = next((one for one in filing.forms_of("goals") if one.total_score is not None), form)
    if holder.total_score is None or holder.total_place is None:
        return None
    return holder.total_score, Evidence(label="总分", text=trimmed(holder.total_score), place=holder.total_place)


def points_given(filing: Filing, form: Form, items: tuple[Indicator, ...]) -> tuple[list[Decimal], Fact | None]:
    """Return all printed points of a form, the execution's first, and the fact of the latter."""
    execution = None if prints_execution(items) else execution_fact(filing, form, "funds.score")
    figures = [execution.value] if execution is not None and execution.value is not None else []
    return figures + [item.score for item in items if item.score is not None], execution


def grade_of(scoring: Scoring, score: Decimal) -> str | None:
    """Return the grade of a score by the Standard's bands (low included, high excluded, the top includes both)."""
    top = max((band.high for band in scoring.bands), default=None)
    for band in scoring.bands:
        if band.low <= score < band.high or (band.high == top and score == top):
            return band.grade
    return None


def first_level(text: str | None) -> str:
    """Return the official name of a first level: 产出指标（50分） is 产出指标; another word as printed."""
    bare = text or ""
    for word in ("产出", "效益", "满意", "成本"):
        if word in bare:
            return {"满意": "满意度指标"}.get(word, f"{word}指标")
    return bare
