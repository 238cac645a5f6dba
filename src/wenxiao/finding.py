"""What is wrong, and what became of every check: Finding, Severity, Verdict, Report.

The keys are those of `wenxiao.check/1`; see the JSON Schema in `schemas/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from wenxiao.document import Place
from wenxiao.filing import Fact, Indicator


class Severity(StrEnum):
    """How sure we are that something has to be mended. Ordered by `rank`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def label(self) -> str:
        """The word that a reader sees."""
        return {"error": "错误", "warning": "疑点", "info": "提示"}[self.value]

    def lower(self) -> Severity:
        """Return the next milder severity (info stays info)."""
        return list(Severity)[min(self.rank + 1, 2)]


class Verdict(StrEnum):
    """What became of a check. With several instances, the first of this order wins."""

    FAILED = "failed"
    UNDECIDABLE = "undecidable"
    PASSED = "passed"
    NOT_APPLICABLE = "not-applicable"
    OFF = "off"


class Evidence(Struct, frozen=True, kw_only=True):
    """One figure or passage that a finding rests on, as printed."""

    label: str
    text: str
    place: Place


class Correction(Struct, frozen=True, kw_only=True):
    """The one new value that a suggestion names: where it belongs, what is printed there, what it should be."""

    place: Place
    old: str
    new: str


class Waived(Struct, frozen=True, kw_only=True):
    """Why a finding is not counted (已豁免): who decided it, when, and for what reason. `by` may be a post."""

    reason: str
    by: str
    date: date


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong. `expected` and `actual` are plain decimals or words; None if inapplicable.

    `also` names the other checks that the same cause breaks. `suggestion` says how to mend it; where it names exactly
    one value for a place (应为…), `corrections` hold it. A finding that is
    `waived` stays in every output and is not counted for the exit status.
    """

    check: str
    also: tuple[str, ...] = ()
    severity: Severity
    message: str
    expected: str | None = None
    actual: str | None = None
    computation: str | None = None
    evidence: tuple[Evidence, ...]
    suggestion: str | None = None
    waived: Waived | None = None
    corrections: tuple[Correction, ...] = ()


class Checked(Struct, frozen=True, kw_only=True):
    """What became of one check, and which stated values were missing if it could not be decided."""

    check: str
    verdict: Verdict
    missing: tuple[str, ...] = ()


class Report(Struct, frozen=True, kw_only=True):
    """The result of all checks on one Filing, findings ordered by severity, then by place."""

    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]


def evidence(fact: Fact, label: str | None = None) -> Evidence:
    """Return a fact as evidence."""
    head = " ".join(part for part in (label or fact.label, fact.column) if part)
    return Evidence(label=head, text=fact.text, place=fact.place)


def evidences(facts: Iterable[Fact]) -> tuple[Evidence, ...]:
    """Return several facts as evidence, each once."""
    seen: dict[str, Evidence] = {}
    for fact in facts:
        seen.setdefault(fact.id, evidence(fact))
    return tuple(seen.values())


def part(item: Indicator, role: str, label: str) -> Evidence:
    """Return one cell of an indicator row as evidence."""
    texts = {
        "level1": item.level1, "level2": item.level2, "level3": item.level3, "target": item.target,
        "actual": item.actual, "weight": item.weight_text, "score": item.score_text, "reason": item.reason,
    }  # fmt: skip
    return Evidence(label=label, text=texts.get(role) or "", place=item.at(role))
