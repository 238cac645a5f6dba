"""The shape of a Standard (口径): what a regulation says, as data.

Every class here is one kind of item in the YAML of a pack. A pack holds no logic: expressions stand only
in `relations`, in the relation language; all else is words, numbers and references by id.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from wenxiao.standards.layout import Layout, Report
from wenxiao.standards.scheme import Certainty, Scoring, Selector

ValueKind = Literal["money", "count", "rate", "points", "measure", "text"]
BlockKind = Literal["fields", "rows", "columns", "indicators", "goals", "scored"]
Role = Literal[
    "level1",
    "level2",
    "level3",
    "target",
    "actual",
    "weight",
    "score",
    "reason",
    "deduction",
    "sign",
    "unit",
    "rule",
    "expected",
    "done",
    "label",
]


class Identity(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of a pack (`pack:`). Dates are ISO strings or `unknown`."""

    id: str
    title: str
    region: str
    year: int | None = None
    number: str = "unknown"
    in_force_from: str = "unknown"
    in_force_to: str | None = None
    source: str = "unknown"
    certainty: Certainty = "unknown"
    extends: str | None = None
    names: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Concept(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A term of the field: `label` is the official one, `synonyms` are read as the same."""

    id: str
    label: str
    kind: ValueKind
    synonyms: tuple[str, ...] = ()
    scope: str | None = None
    stage: str | None = None
    unit: str | None = None


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A head of a table column. It gives a concept, or a stage and a period, or a role in an indicator row."""

    label: str
    synonyms: tuple[str, ...] = ()
    concept: str | None = None
    stage: str | None = None
    period: Literal["this", "last"] | None = None
    role: Role | None = None


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label of a table row. `repeat` names the concept of unlisted rows that follow it, one an item."""

    concept: str | None = None
    scope: str | None = None
    label: str | None = None
    synonyms: tuple[str, ...] = ()
    repeat: str | None = None
    core: bool = False


class Block(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a form.

    fields: a label cell with its value beside it, or "label：value" inside a cell;
    rows: concepts stand in rows, stages in columns; columns: concepts stand in columns, scopes or entities in rows;
    indicators: the table of 绩效指标; goals: 预期目标 beside 实际完成情况;
    scored: headings such as （一）名称（3分） followed by the reasoning and 计3分.
    """

    id: str
    kind: BlockKind
    title: str | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    fields: tuple[Row, ...] = ()
    unit: str | None = None
    scope: str | None = None
    stage: str | None = None
    least: int = 2
    entities: bool = False
    totals: tuple[str, ...] = ()


class Requirement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form that must be there: always, or (`positive`) if `concept` is stated above zero.

    `id` is the form's id, `attachment` the annex number that the regulation gives it.
    """

    id: str
    when: Literal["always", "positive"] = "always"
    concept: str | None = None
    attachment: str | None = None


class FormSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official form: how it is called, what tells it from others, and its blocks in order."""

    id: str
    title: str
    titles: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    source: str | None = None


class RelationRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An equation or inequality that must hold. Names are official terms of concepts.

    `per` says over what the names are bound: each column, each row, or a whole form; `filing` binds across
    forms. `alternatives` lists the terms that a name may stand for where the form leaves it open. `optional`
    parts count as nothing where the form has no cell for them; without any other part nothing can be said.
    """

    id: str
    check: str
    title: str
    expr: str
    form: str | None = None
    per: Literal["column", "row", "form", "filing"] = "form"
    where: dict[str, Selector] = field(default_factory=dict)
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    provable: bool = True


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of the report's outline; `required` parts are missed when absent."""

    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = True


class Outline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One legal order of the report's parts."""

    id: str
    parts: tuple[Part, ...]


class Threshold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number that no regulation fixes; `source` says where it comes from."""

    id: str
    value: Decimal
    unit: str | None = None
    source: str = "practice"


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of words that checks look for, by id."""

    id: str
    words: tuple[str, ...]
    source: str = "practice"


class Pack(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Standard, whole: the pack itself and all that it extends.

    `origins` says by section and id which pack an item was written in.
    """

    identity: Identity
    lineage: tuple[str, ...]
    digest: str
    concepts: dict[str, Concept]
    forms: dict[str, FormSpec]
    requirements: dict[str, Requirement]
    relations: dict[str, RelationRule]
    outlines: dict[str, Outline]
    scoring: dict[str, Scoring]
    thresholds: dict[str, Threshold]
    words: dict[str, Words]
    layouts: dict[str, Layout]
    reports: dict[str, Report]
    origins: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Region and year, such as hunan-2020."""
        return self.identity.id

    def scheme(self, form: str) -> Scoring | None:
        """Return the scheme that a kind of form is under: its own, else the one that names no form."""
        own = next((one for one in self.scoring.values() if form in one.forms), None)
        return own or next((one for one in self.scoring.values() if not one.forms), None)

    def own(self, section: str) -> tuple[str, ...]:
        """Return the ids of the items of a section that this pack has written itself."""
        return tuple(item for item, pack in self.origins.get(section, {}).items() if pack == self.id)

    def threshold(self, name: str) -> Decimal:
        """Return the value of a threshold by id."""
        return self.thresholds[name].value

    def vocabulary(self, name: str) -> tuple[str, ...]:
        """Return a word list by id, empty if the pack has none."""
        return self.words[name].words if name in self.words else ()
