"""The shape of a scoring scheme (计分办法) in a pack: full marks, rules, bands, caps, and what does not apply.

A scheme holds no logic: each rule is one of the named kinds of `wenxiao.rule`; a value that no cell prints is an
expression of the relation language over official terms.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from wenxiao.rule import Rising, Rule

Certainty = Literal["official", "known", "practice", "unknown"]
Sign = Literal[">=", ">", "<=", "<", "=", "qualitative"]


class Selector(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which facts a name in an expression means, where the concept alone does not say."""

    concept: str | None = None
    form: str | None = None
    stage: str | None = None
    period: Literal["this", "last"] | None = None
    scope: str | None = None

    def fits(self, form: str | None, stage: str | None, scope: str | None) -> bool:
        """Tell whether a fact of this form instance, stage and scope is meant (the period apart)."""
        if self.form is not None and (form or "").split("#")[0] != self.form:
            return False
        return self.stage in (None, stage) and self.scope in (None, scope)


class Band(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A grade: from `low` (included) to `high` (excluded; the topmost includes it)."""

    grade: str
    low: Decimal
    high: Decimal


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A legal set of first-level weights, 预算执行率 included."""

    id: str
    weights: dict[str, Decimal]


class Rounding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How points are printed: to `places` decimals, rounded half up or cut off (truncate)."""

    places: int = 2
    mode: Literal["half-up", "truncate"] = "half-up"


class Execution(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the execution rate (in percent, against 100) earns `weight` points; `also` are rules used besides.

    Below `explain` percent a reason is due.
    """

    weight: Decimal
    rule: Rule = field(default_factory=Rising)
    also: tuple[Rule, ...] = ()
    explain: Decimal | None = None


class Measure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rule for a class of indicators; of several the first that fits is used.

    `signs` are the comparisons that a target asks for (`qualitative`: no figure), `levels` words of its first or
    second level, `names` words of its name; what is left empty fits all. `also` are rules used besides.
    """

    id: str
    rule: Rule
    signs: tuple[Sign, ...] = ()
    levels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    also: tuple[Rule, ...] = ()
    certainty: Certainty | None = None


class Expectation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An indicator that the Standard itself fixes, with its full marks and rule (a self-scoring report).

    `values` are the figures that the rule may work on, each an expression over official terms (in percent if it is
    a quotient), the likeliest first; `where` says which facts its names mean. `absent` are words in the report
    which tell that the thing does not exist (无新建); the scheme's `not_applicable` then decides.
    """

    name: str
    weight: Decimal
    synonyms: tuple[str, ...] = ()
    level1: str | None = None
    level2: str | None = None
    rule: Rule | None = None
    values: tuple[str, ...] = ()
    where: dict[str, Selector] = field(default_factory=dict)
    absent: tuple[str, ...] = ()


class Cap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An execution rate below `below` percent bounds the total to `at_most` points; the lowest that fits is used."""

    below: Decimal
    at_most: Decimal


class Beyond(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actual of at least `percent` of its target: a reason is due, and `deduct` points are lost (None: none).

    Of a target of 0, whose percentage says nothing, an actual of at least `zero` (None: any is let pass).
    """

    percent: Decimal
    deduct: Decimal | None = None
    zero: Decimal | None = None


class NotApplicable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of the weight of an indicator that does not apply.

    `to`: shared out within its first level (level1), over all indicators (all), or earned in full (full). `moves`
    names first levels whose whole weight goes to another when none of their indicators applies (满意度指标: 效益指标).
    """

    to: Literal["level1", "all", "full"] = "level1"
    moves: dict[str, str] = field(default_factory=dict)


class Scoring(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scheme: full marks, execution rule, rules, profiles and grades, for `forms` (none named: for all others)."""

    id: str
    title: str | None = None
    forms: tuple[str, ...] = ()
    full: Decimal
    rounding: Rounding = Rounding()
    execution: Execution | None = None
    measures: tuple[Measure, ...] = ()
    indicators: tuple[Expectation, ...] = ()
    not_applicable: NotApplicable = NotApplicable()
    caps: tuple[Cap, ...] = ()
    beyond: Beyond | None = None
    profiles: tuple[Profile, ...] = ()
    bands: tuple[Band, ...] = ()
    source: str = "unknown"
    certainty: Certainty = "unknown"
