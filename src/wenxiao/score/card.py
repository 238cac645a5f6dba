"""What scoring says: a Scorecard, the score of each indicator, every reading of its rule (`wenxiao.score/1`).

All points are exact decimals, rounded as the scheme says; declared stands beside computed.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from wenxiao.document import Place
from wenxiao.filing import Kind
from wenxiao.finding import Evidence
from wenxiao.standards import Band, Certainty


class Verdict(StrEnum):
    """How the declared points stand to the computed ones."""

    AGREES = "agrees"
    BY_READING = "by-reading"
    DIFFERS = "differs"
    ROUNDED = "rounded-otherwise"
    UNDECLARED = "undeclared"
    MANUAL = "manual"
    NOT_APPLICABLE = "not-applicable"

    @property
    def label(self) -> str:
        """The word that a reader sees."""
        return _LABELS[self]


_LABELS = {
    Verdict.AGREES: "一致",
    Verdict.BY_READING: "因读法而异",
    Verdict.DIFFERS: "不一致",
    Verdict.ROUNDED: "舍入不同",
    Verdict.UNDECLARED: "未填得分",
    Verdict.MANUAL: "需人工评判",
    Verdict.NOT_APPLICABLE: "不适用",
}


class Reading(Struct, frozen=True, kw_only=True):
    """One reading: which figure was taken (`value`, and `how` it comes about), which way the rule was read.

    `points` is what it gives, `exact` the same before rounding, as a fraction (2500/361). Both are None where the rule
    only bounds the points: `low` to `high`, both included, unless `below`: then `high` is not reached.
    """

    how: str
    way: str | None
    value: str | None
    points: Decimal | None
    exact: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    below: bool = False
    computation: str
    inputs: tuple[Evidence, ...] = ()


class RuleUsed(Struct, frozen=True, kw_only=True):
    """The rule applied: its kind, in words, printed in the report or the Standard's, its source."""

    kind: str
    label: str
    words: str
    origin: Literal["printed", "standard"]
    source: str | None = None
    certainty: Certainty | None = None


class IndicatorScore(Struct, frozen=True, kw_only=True):
    """The score of one indicator.

    `points` is what the first reading gives, None if a person has to judge (`manual` says what, `said` what the
    report says). `weight` is the weight that counts: `moved` tells what was added to the printed one from
    indicators that do not apply. `explanation` says in a sentence why declared and computed differ.
    """

    form: str
    name: str
    level1: str | None
    level2: str | None
    level3: str | None
    target: str | None
    actual: str | None
    weight: Decimal | None
    moved: Decimal = Decimal(0)
    declared: Decimal | None
    points: Decimal | None
    difference: Decimal | None
    verdict: Verdict
    rule: RuleUsed
    inputs: tuple[Evidence, ...]
    computation: str | None
    readings: tuple[Reading, ...]
    manual: str | None
    said: str | None = None
    flags: tuple[str, ...] = ()
    explanation: str
    place: Place


class Total(Struct, frozen=True, kw_only=True):
    """A total under one assumption, with its grade by the scheme's bands."""

    name: str
    label: str
    points: Decimal
    grade: str | None
    computation: str


class Swing(Struct, frozen=True, kw_only=True):
    """What the total of the declared points becomes if one indicator alone is scored by one of its readings."""

    indicator: str
    how: str
    points: Decimal
    total: Decimal
    grade: str | None


class FormScore(Struct, frozen=True, kw_only=True):
    """All points of one form under one scheme.

    `totals` holds, where each can be said: `declared` (printed), `sum` (of the declared points), `computed` (by the
    first readings; what a person judges as declared), `lowest`, `highest`, and `capped` where the execution rate
    bounds the total. `grade_holds` tells whether every one of them has the same grade; None with fewer than two.
    """

    form: str
    title: str
    scheme: str
    scheme_title: str | None
    source: str
    certainty: Certainty
    full: Decimal
    rounding: str
    indicators: tuple[IndicatorScore, ...]
    totals: tuple[Total, ...]
    swings: tuple[Swing, ...]
    judged: Decimal
    bands: tuple[Band, ...]
    grade_declared: str | None
    grade_holds: bool | None
    notes: tuple[str, ...] = ()
    place: Place


class Scorecard(Struct, frozen=True, kw_only=True):
    """What the rules give for one filing, form by form."""

    contract: Literal["wenxiao.score/1"] = "wenxiao.score/1"
    file: str | None
    sha256: str | None
    standard: str
    standard_reason: str
    standard_title: str
    unit: str | None
    year: int | None
    kind: Kind
    forms: tuple[FormScore, ...]
