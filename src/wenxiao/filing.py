"""What one unit states for one year: facts, indicators, sections, signatures, and the Documents behind them.

A Filing (自评材料) is immutable and serialisable: `to_json` and `from_json` are exact inverses.
Checks and scoring read a Filing and never a file.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Literal

import msgspec
from msgspec import Struct

from wenxiao.document import Document, Place, Table
from wenxiao.rule import Rule

Origin = Literal["form", "prose"]
Basis = Literal["cell", "statement", "inference"]
Kind = Literal["overall", "project"]


class Dimensions(Struct, frozen=True, kw_only=True):
    """What a figure covers. Each is None where the document does not say.

    `scope` 资金口径 (全口径, 财政拨款, …), `stage` 阶段 (年初预算, 预算, 执行, 决算, …),
    `entity` the sub-unit or project that a row stands for.
    """

    scope: str | None = None
    stage: str | None = None
    entity: str | None = None


class Fact(Struct, frozen=True, kw_only=True):
    """One stated value.

    `concept` is an id of the Standard (None where the Standard has no word for it), `label` its official
    term, `value` the exact figure in `unit` (None for text, blanks and markers such as 无), `text` what is
    printed, `form` the id of the form instance it stands in, `row` and `column` the printed heads of its cell.
    `group` is shared by the facts of one row, `heading` the concept of that row where concepts stand in columns.
    `places` is the number of decimals that the figure stands for: the finer of its own and the commonest
    among the figures of the same unit around it.
    """

    id: str
    concept: str | None
    label: str
    value: Decimal | None
    unit: str | None
    period: str | None
    column: str | None = None
    row: str | None = None
    dimensions: Dimensions = Dimensions()
    text: str
    origin: Origin
    basis: Basis
    form: str | None = None
    block: str | None = None
    group: str | None = None
    heading: str | None = None
    places: int = 0
    exact: bool = False
    approximate: bool = False
    place: Place


class Indicator(Struct, frozen=True, kw_only=True):
    """One row of an indicator table (绩效指标).

    `weight` 分值 and `score` 得分 are the figures; `weight_text` and `score_text` what is printed.
    `share` is the weight that the first-level heading prints for its whole group (产出指标（50分）).
    `printed` is the rule read from print beside it; `stated` the rate or mark that a report which scores itself gives
    there (in percent or points), and `last` the block after its part.
    `cells` holds the Place of each part by its key.
    """

    form: str
    level1: str | None
    level2: str | None
    level3: str | None
    target: str | None
    actual: str | None
    weight: Decimal | None = None
    score: Decimal | None = None
    weight_text: str | None = None
    score_text: str | None = None
    reason: str | None = None
    sign: str | None = None
    unit: str | None = None
    share: Decimal | None = None
    rule: str | None = None
    printed: Rule | None = None
    stated: Decimal | None = None
    last: int = 0
    place: Place
    cells: dict[str, Place]

    def at(self, key: str) -> Place:
        """Return the Place of one part of the row, or of the row where the part has none of its own."""
        return self.cells.get(key, self.place)


class Term(Struct, frozen=True, kw_only=True):
    """One figure of a statement: what it is called, its exact value as printed, and where it stands."""

    label: str
    value: Decimal
    unit: str | None = None
    places: int = 0
    exact: bool = False
    approximate: bool = False
    text: str
    concept: str | None = None
    place: Place


class Statement(Struct, frozen=True, kw_only=True):
    """A relation that the text itself states.

    parts: `whole` is said to hold `parts` (其中：…); `complete` if they are said, or known, to be all of it;
    share: `parts`[0] is said to be `result` of `whole` (占…的 80%);
    equation: `expression` over `parts`, by position, is said to give `result` (61/63×100%=96.83%);
    list: `result` things are said to be there, and `parts` names them (设 6 个股室：…).
    """

    kind: Literal["parts", "share", "equation", "list"]
    text: str
    place: Place
    whole: Term | None = None
    parts: tuple[Term, ...] = ()
    result: Term | None = None
    complete: bool = False
    expression: str | None = None
    names: tuple[str, ...] = ()


class Goals(Struct, frozen=True, kw_only=True):
    """年度总体目标: what was expected and what was done, as printed."""

    form: str
    expected: str | None
    actual: str | None
    place: Place
    actual_place: Place


class Section(Struct, frozen=True, kw_only=True):
    """One top-level part of the report; `first` and `last` are the blocks of its body (`last` excluded)."""

    number: str
    title: str
    empty: bool
    place: Place
    first: int
    last: int


class Heading(Struct, frozen=True, kw_only=True):
    """Any numbered heading of the report: `style` is how its number is written, `depth` 0 is the highest."""

    number: str
    ordinal: int
    style: str
    depth: int
    title: str
    place: Place


class Form(Struct, frozen=True, kw_only=True):
    """One official form found in the document. `id` is `form`, or `form#2` for the second of its kind.

    `blank` is true if none of the cells that a person fills in says anything.
    `total_weight` and `total_score` are the figures of its 总分 row, `grade` the printed 等级.
    """

    id: str
    form: str
    title: str | None
    year: int | None
    blank: bool
    attachment: str | None = None
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    total_place: Place | None = None
    grade: str | None = None
    grade_place: Place | None = None
    dated: str | None = None
    blocks: tuple[str, ...] = ()
    tables: tuple[int, ...] = ()
    place: Place


class Signature(Struct, frozen=True, kw_only=True):
    """A label that asks for a name, seal, date or number, and what stands after it ("" if blank)."""

    role: str
    text: str
    form: str | None = None
    place: Place


class Spelling(Struct, frozen=True, kw_only=True):
    """A way in which the unit's name, or the year in a title, is written somewhere."""

    text: str
    place: Place


class Filing(Struct, frozen=True, kw_only=True, dict=True):
    """All that one unit states for one year. `standard` is the pack it was read by, with the reason."""

    contract: str = "wenxiao.filing/1"
    standard: str
    standard_reason: str
    unit: str | None
    unit_place: Place | None = None
    year: int | None
    kind: Kind
    forms: tuple[Form, ...] = ()
    facts: tuple[Fact, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    goals: tuple[Goals, ...] = ()
    statements: tuple[Statement, ...] = ()
    sections: tuple[Section, ...] = ()
    headings: tuple[Heading, ...] = ()
    signatures: tuple[Signature, ...] = ()
    titles: tuple[Spelling, ...] = ()
    documents: tuple[Document, ...] = ()

    def form(self, name: str) -> Form | None:
        """Return the form instance with this id, or the first of this kind of form, or None."""
        for form in self.forms:
            if name in (form.id, form.form):
                return form
        return None

    def forms_of(self, kind: str) -> tuple[Form, ...]:
        """Return all instances of one kind of form."""
        return tuple(form for form in self.forms if form.form == kind)

    def indicators_of(self, form: str) -> tuple[Indicator, ...]:
        """Return the indicators of one form instance in order."""
        return self._indicators.get(form, ())

    def facts_of(self, concept: str, form: str | None = None) -> tuple[Fact, ...]:
        """Return the facts of a concept, all or those of one form instance."""
        return self._facts.get((concept, form), ())

    @cached_property
    def _indicators(self) -> dict[str, tuple[Indicator, ...]]:
        found: dict[str, list[Indicator]] = {}
        for item in self.indicators:
            found.setdefault(item.form, []).append(item)
        return {form: tuple(items) for form, items in found.items()}

    @cached_property
    def _facts(self) -> dict[tuple[str | None, str | None], tuple[Fact, ...]]:
        """The facts of each concept, and of each concept in each form: checks ask for them again and again."""
        found: dict[tuple[str | None, str | None], list[Fact]] = {}
        for fact in self.facts:
            for name in dict.fromkeys(((fact.concept, None), (fact.concept, fact.form))):
                found.setdefault(name, []).append(fact)
        return {name: tuple(facts) for name, facts in found.items()}

    def texts(self) -> tuple[tuple[str, Place], ...]:
        """Return every paragraph and every cell with its Place, in reading order."""
        found: list[tuple[str, Place]] = []
        for document in self.documents:
            for block in document.blocks:
                if isinstance(block, Table):
                    found.extend((cell.text, cell.place) for cell in block.cells)
                else:
                    found.append((block.text, block.place))
        return tuple(found)


def to_json(filing: Filing) -> bytes:
    """Return the Filing as UTF-8 JSON (`wenxiao.filing/1`); decimals are strings."""
    return msgspec.json.encode(filing)


def from_json(data: bytes) -> Filing:
    """Return the Filing that `to_json` wrote. Raises msgspec.ValidationError for anything else."""
    return msgspec.json.decode(data, type=Filing)
