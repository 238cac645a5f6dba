"""Cases of scoring in YAML, read into typed data, and the tiny Filing that each is about.

`cases/README.md` explains the keys to whoever wants to add a case.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Struct

from wenxiao import quantity
from wenxiao.document import Document, Paragraph, Place
from wenxiao.filing import Dimensions, Fact, Filing, Form, Indicator
from wenxiao.rule import Rule
from wenxiao.standards import Expectation, Pack, Rounding, Scoring, concepts_by_label, load
from wenxiao.standards.scheme import Beyond, Cap, Execution, NotApplicable
from wenxiao.standards.yaml_lines import Source

FOLDER = Path(__file__).parent / "cases"
_YEAR = 2024


class Expected(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator as the form prints it, and what scoring is to say of it; what is left out is not looked at."""

    level1: str | None = "产出指标"
    level2: str | None = "数量指标"
    level3: str | None = "办结件数"
    target: str | None = None
    actual: str | None = None
    sign: str | None = None
    unit: str | None = None
    weight: Decimal | None = Decimal(10)
    score: Decimal | None = None
    stated: Decimal | None = None
    said: str | None = None
    rule: Rule | None = None
    points: Decimal | None = None
    readings: dict[str, Decimal] | None = None
    range: tuple[Decimal, Decimal] | None = None
    below: bool | None = None
    manual: str | None = None
    computation: str | None = None
    verdict: str | None = None
    explanation: str | None = None
    moved: Decimal | None = None
    gets: Decimal | None = None
    flags: tuple[str, ...] | None = None


class Funds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The execution row as the form prints it."""

    weight: str | None = "10"
    note: str | None = None
    budget: str | None = None
    executed: str | None = None
    rate: str | None = None
    score: str | None = None


class Stated(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure that a form of the filing states for an official term."""

    label: str
    value: str
    form: str = "base-data"
    stage: str | None = None
    period: str | None = None


class Scheme(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a case needs of a scheme besides the rule printed beside the indicator."""

    full: Decimal = Decimal(100)
    rounding: Rounding = Rounding()
    execution: Execution | None = None
    not_applicable: NotApplicable = NotApplicable()
    caps: tuple[Cap, ...] = ()
    beyond: Beyond | None = None


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case: a form with its scheme, and what its points are to be.

    Without `pack` the rules are those printed beside the indicators, under a scheme that says nothing else. With
    `forms`, the pack whose required forms a checklist may count, that scheme lists the indicators as its own.
    """

    name: str
    pack: str | None = None
    forms: str | None = None
    form: str = "overall"
    scheme: Scheme = Scheme()
    execution: Funds | None = None
    facts: tuple[Stated, ...] = ()
    indicators: tuple[Expected, ...] = ()
    totals: dict[str, Decimal] = {}
    without: tuple[str, ...] = ()
    first: Expected | None = None

    def standard(self) -> Pack:
        """Return the pack that the case is scored by."""
        if self.pack is not None:
            return load(self.pack)
        given = {name: getattr(self.scheme, name) for name in Scheme.__struct_fields__}
        listed = tuple(Expectation(name=one.level3 or "", weight=one.weight or Decimal(0)) for one in self.indicators)
        own = Scoring(id="case", indicators=listed if self.forms else (), **given)
        return msgspec.structs.replace(load(self.forms or "national-2020"), scoring={"case": own})


def cases() -> list[tuple[str, Case]]:
    """Return every case with the name of its file."""
    return [(path.stem, case) for path in sorted(FOLDER.glob("*.yaml")) for case in cases_of(path)]


def cases_of(path: Path) -> list[Case]:
    """Return the cases of one file; a single indicator may stand in the case itself."""
    return [_case(value) for value in Source(path, path.name).value]


def _case(value: dict[str, object]) -> Case:
    own = Case.__struct_fields__
    single = {name: part for name, part in value.items() if name not in own}
    if single:
        value = {name: part for name, part in value.items() if name in own} | {"indicators": [single]}
    return msgspec.convert(value, Case, strict=False)


def filing_of(case: Case) -> Filing:
    """Return a filing with one form that states what the case says, and nothing else."""
    form = Form(id=case.form, form=case.form, title=None, year=_YEAR, blank=False, place=Place(path="表"))
    listed = case.indicators or (Expected(weight=Decimal(90)),)  # a form without any indicator gives no points
    items = [_indicator(case, at, one) for at, one in enumerate(listed)]
    paragraphs = [
        Paragraph(text=one.said, place=Place(block=at * 2, path=f"第{at + 1}项"))
        for at, one in enumerate(case.indicators)
        if one.said is not None
    ]
    document = Document(file="case", sha256="", media_type="text/plain", blocks=tuple(paragraphs))
    return Filing(
        standard=case.standard().id, standard_reason="", unit="某单位", year=_YEAR, kind="overall",
        forms=(form,), indicators=tuple(items), facts=tuple(_facts(case)), documents=(document,),
    )  # fmt: skip


def _indicator(case: Case, at: int, one: Expected) -> Indicator:
    return Indicator(
        form=case.form, level1=one.level1, level2=one.level2, level3=one.level3, target=one.target, actual=one.actual,
        sign=one.sign, unit=one.unit, weight=one.weight, score=one.score, printed=one.rule, stated=one.stated,
        last=at * 2 + 2, place=Place(block=at * 2, path=f"第{at + 1}项"), cells={},
    )  # fmt: skip


def _facts(case: Case) -> list[Fact]:
    pack = case.standard()
    found = []
    if case.execution is not None:
        funds = msgspec.structs.asdict(case.execution)
        found += [
            _fact(f"funds.{name}", name, text, form=case.form, stage=None, period=None)
            for name, text in funds.items()
            if text is not None
        ]
    for one in case.facts:
        concept = concepts_by_label(pack)[one.label]
        period = {"this": str(_YEAR), "last": str(_YEAR - 1)}.get(one.period or "")
        found.append(_fact(concept, one.label, one.value, form=one.form, stage=one.stage, period=period))
    return found


def _fact(concept: str, label: str, text: str, *, form: str, stage: str | None, period: str | None) -> Fact:
    figure = quantity.parse(text)
    return Fact(
        id=f"{concept}:{stage}:{period}:{text}", concept=concept, label=label,
        value=None if figure is None else figure.value, unit=None if figure is None else figure.unit,
        period=period, text=text, dimensions=Dimensions(stage=stage), origin="form", basis="cell", form=form,
        heading="funds.total" if concept.startswith("funds.") else None, place=Place(path=label),
    )  # fmt: skip
