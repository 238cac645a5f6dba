"""The catalogue of checks: each has an id, a rule in words, a template of its message, an example, and a function.

A check function takes a Case and yields outcomes. One that yields nothing is not applicable to the filing.
The documentation of the checks is made from this catalogue (docs/checks.md), so it can't drift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wenxiao.errors import UsageError
from wenxiao.finding import Correction, Evidence, Severity

if TYPE_CHECKING:
    from wenxiao.check.case import Case


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A finding in the making. `cause` holds what is to blame: drafts that share it become one finding."""

    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    expected: str | None = None
    actual: str | None = None
    computation: str | None = None
    suggestion: str | None = None
    cause: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Passed:
    """One instance of the check held."""


@dataclass(frozen=True, kw_only=True)
class Undecidable:
    """One instance could not be decided for want of stated values."""

    missing: tuple[str, ...] = ()


Outcome = Failed | Passed | Undecidable
Run = Callable[["Case"], Iterable[Outcome]]


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check. `severity` is the highest that it may reach; `why` tells why it matters to a reviewer."""

    id: str
    name: str
    severity: Severity
    rule: str
    template: str
    example: str
    why: str
    run: Run = field(repr=False)

    @property
    def family(self) -> str:
        """The part of the id before the dot."""
        return self.id.split(".")[0]


_CHECKS: dict[str, Check] = {}
_ORDER = (
    "form", "sum", "rate", "agree", "score", "target", "claim", "stale", "evidence", "wording", "privacy", "peer",
)  # fmt: skip
_LAST = 99
_RANK = {
    name: at
    for at, name in enumerate((
        "form.missing-form", "form.blank", "form.blank-cell", "form.missing-section", "form.empty-section",
        "score.weights", "score.weight-profile", "score.total", "score.over-weight", "score.execution", "sum.parts",
        "rate.execution", "agree.form-form",
    ))
}  # fmt: skip


def check(
    id: str,  # noqa: A002
    name: str,
    severity: Severity,
    *,
    rule: str,
    template: str,
    example: str,
    why: str,
) -> Callable[[Run], Run]:
    """Enter a function into the catalogue under its id."""

    def enter(run: Run) -> Run:
        _CHECKS[id] = Check(
            id=id,
            name=name,
            severity=severity,
            rule=rule,
            template=template,
            example=example,
            why=why,
            run=run,
        )
        return run

    return enter


def catalogue() -> tuple[Check, ...]:
    """Return all checks in the order of their families, the weightiest of each first."""
    return tuple(sorted(_CHECKS.values(), key=lambda one: (_ORDER.index(one.family), _RANK.get(one.id, _LAST), one.id)))


def find(name: str) -> Check:
    """Return a check by id. Raises UsageError if there is none."""
    if name not in _CHECKS:
        close = [known for known in _CHECKS if known.split(".")[0] == name.split(".", maxsplit=1)[0]]
        raise UsageError(
            f"没有名为“{name}”的核验项；{'同类有：' + '、'.join(close) if close else '可用的见 docs/checks.md'}。"
        )
    return _CHECKS[name]
