"""`wenxiao.check/1`: the result of checking one file, in the shape that others rely on."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec
from msgspec import Struct

from wenxiao import quantity
from wenxiao.check.case import Case
from wenxiao.document import Document, Place
from wenxiao.filing import Basis, Fact, Filing, Form, Indicator, Kind, Origin
from wenxiao.finding import Checked, Finding, Report
from wenxiao.score.sheet import declared_total, grade_of, points_given
from wenxiao.standards import Pack


class SectionEntry(Struct, frozen=True, kw_only=True):
    """One top-level part of the report."""

    number: str
    title: str
    empty: bool
    place: Place


class FormEntry(Struct, frozen=True, kw_only=True):
    """One official form found in the document."""

    form: str
    id: str
    name: str
    title: str | None
    blank: bool
    place: Place


class DimensionsEntry(Struct, frozen=True, kw_only=True):
    """What a figure covers."""

    scope: str | None
    stage: str | None
    entity: str | None


class FactEntry(Struct, frozen=True, kw_only=True):
    """One stated value; `value` is an exact decimal as a string, or null."""

    concept: str | None
    label: str
    value: Decimal | None
    unit: str | None
    period: str | None
    column: str | None
    row: str | None
    form: str | None
    dimensions: DimensionsEntry
    text: str
    origin: Origin
    basis: Basis
    place: Place


class IndicatorEntry(Struct, frozen=True, kw_only=True):
    """One indicator row. `weight` and `score` are exact decimals, or a marker as printed (无), or null if blank."""

    form: str
    level1: str | None
    level2: str | None
    level3: str | None
    target: str | None
    actual: str | None
    weight: str | None
    score: str | None
    reason: str | None
    sign: str | None
    unit: str | None
    place: Place


class GradeEntry(Struct, frozen=True, kw_only=True):
    """The grade as declared, and as the Standard's bands give it for the declared total."""

    declared: str | None
    by_bands: str | None


class ScoreEntry(Struct, frozen=True, kw_only=True):
    """The declared total, the sum of the printed points, the sum of the printed weights."""

    declared: Decimal | None
    sum: Decimal | None
    weights: Decimal | None
    grade: GradeEntry


class CheckResult(Struct, frozen=True, kw_only=True):
    """All that `wenxiao check` says of one file."""

    contract: Literal["wenxiao.check/1"] = "wenxiao.check/1"
    file: str
    sha256: str
    media_type: str
    standard: str
    standard_reason: str
    standard_title: str
    standard_number: str | None
    unit: str | None
    year: int | None
    kind: Kind
    sections: tuple[SectionEntry, ...]
    forms: tuple[FormEntry, ...]
    facts: tuple[FactEntry, ...]
    indicators: tuple[IndicatorEntry, ...]
    score: ScoreEntry
    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that count: those not waived."""
        return tuple(one for one in self.findings if one.waived is None)

    @property
    def excused(self) -> tuple[Finding, ...]:
        """The findings that a person has waived (已豁免)."""
        return tuple(one for one in self.findings if one.waived is not None)


def result_of(document: Document, filing: Filing, report: Report, pack: Pack) -> CheckResult:
    """Return what was read and found, in the contract's shape."""
    return CheckResult(
        file=document.file,
        sha256=document.sha256,
        media_type=document.media_type,
        standard=filing.standard,
        standard_reason=filing.standard_reason,
        standard_title=pack.identity.title,
        standard_number=None if pack.identity.number == "unknown" else pack.identity.number,
        unit=filing.unit,
        year=filing.year,
        kind=filing.kind,
        sections=tuple(
            SectionEntry(number=one.number, title=one.title, empty=one.empty, place=one.place)
            for one in filing.sections
        ),
        forms=tuple(
            FormEntry(
                form=one.form, id=one.id, name=_form_name(one, pack), title=one.title, blank=one.blank, place=one.place
            )
            for one in filing.forms
        ),
        facts=tuple(_fact(one) for one in filing.facts),
        indicators=tuple(_indicator(one) for one in filing.indicators),
        score=score_of(filing, pack),
        findings=report.findings,
        checked=report.checked,
    )


def _form_name(form: Form, pack: Pack) -> str:
    """Return the official title of a form, by the Standard; the report has none."""
    return pack.forms[form.form].title if form.form in pack.forms else "自评报告"


def _fact(fact: Fact) -> FactEntry:
    one = fact.dimensions
    return FactEntry(
        concept=fact.concept,
        label=fact.label,
        value=_plain(fact.value),
        unit=fact.unit,
        period=fact.period,
        column=fact.column,
        row=fact.row,
        form=fact.form,
        dimensions=DimensionsEntry(scope=one.scope, stage=one.stage, entity=one.entity),
        text=fact.text,
        origin=fact.origin,
        basis=fact.basis,
        place=fact.place,
    )


def _indicator(item: Indicator) -> IndicatorEntry:
    return IndicatorEntry(
        form=item.form,
        level1=item.level1,
        level2=item.level2,
        level3=item.level3,
        target=item.target,
        actual=item.actual,
        weight=quantity.plain(item.weight) if item.weight is not None else item.weight_text,
        score=quantity.plain(item.score) if item.score is not None else item.score_text,
        reason=item.reason,
        sign=item.sign,
        unit=item.unit,
        place=item.place,
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """Return the same value in a form that prints without an exponent."""
    return None if value is None else Decimal(quantity.plain(value))


def score_of(filing: Filing, pack: Pack) -> ScoreEntry:
    """Return the points of the form that speaks for the whole filing."""
    case = Case(filing, pack)
    chosen = _speaking(case)
    if chosen is None:
        return ScoreEntry(declared=None, sum=None, weights=None, grade=GradeEntry(declared=None, by_bands=None))
    form, items = chosen
    declared = declared_total(filing, form)
    figures, _ = points_given(filing, form, items)
    weight = case.execution(form, "funds.weight")
    weights = [item.weight for item in items if item.weight is not None]
    if weight is not None and weight.value is not None and form.form in ("overall", "project"):
        weights.append(weight.value)
    scoring = case.scoring_of(form)
    grade = next((one.grade for one in (form, *filing.forms_of("goals")) if one.grade), None)
    return ScoreEntry(
        declared=declared[0] if declared else None,
        sum=_tidy(sum(figures, Decimal(0))) if figures else None,
        weights=_tidy(sum(weights, Decimal(0))) if weights else None,
        grade=GradeEntry(
            declared=grade,
            by_bands=grade_of(scoring, declared[0]) if scoring is not None and declared else None,
        ),
    )


def _tidy(value: Decimal) -> Decimal:
    bare = value.normalize()
    return Decimal(quantity.plain(bare)) if bare else Decimal(0)


def _speaking(case: Case) -> tuple[Form, tuple[Indicator, ...]] | None:
    order = ("overall", "scored-indicators", "goals", "project", "work-assessment")
    found = {form.form: (form, items) for form, items in reversed(list(case.scored_forms()))}
    return next((found[name] for name in order if name in found), None)


def to_json(result: CheckResult, *, indent: bool) -> str:
    """Return the result as JSON text; one line unless `indent`."""
    data = msgspec.json.encode(result)
    return (msgspec.json.format(data, indent=2) if indent else data).decode()
