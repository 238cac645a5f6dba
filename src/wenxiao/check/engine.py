"""All checks run on one filing: verdicts gathered, findings of one cause made one, ordered for a reader."""

from __future__ import annotations

from collections.abc import Iterable

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Check, Failed, Outcome, Passed, Undecidable, catalogue, find
from wenxiao.filing import Filing
from wenxiao.finding import Checked, Evidence, Finding, Report, Severity, Verdict
from wenxiao.standards import Pack

_JOINED = (
    # (the check that speaks, the check that is joined to it when they share the figures to blame)
    ("rate.execution", "rate.overspent"),
    ("agree.scale", "agree.form-form"),
    ("sum.by-source", "agree.form-form"),
    ("sum.parts", "agree.form-form"),
    ("sum.parts", "sum.parts"),
    ("sum.by-source", "sum.by-source"),
    ("sum.parts", "sum.by-source"),
    ("score.over-weight", "score.total"),
    ("form.blank", "form.blank-cell"),
    ("stale.year", "form.year"),
    ("agree.form-prose", "agree.prose"),
    ("sum.by-source", "agree.form-prose"),
    ("sum.parts", "agree.form-prose"),
    ("sum.people", "agree.form-prose"),
    ("rate.equation", "score.rule"),
)


def check(filing: Filing, standard: Pack, off: Iterable[str] = ()) -> Report:
    """Run every check of the catalogue but those in `off`. Raises UsageError if `off` names an unknown one."""
    switched = {find(name).id for name in off}
    case = Case(filing, standard)
    drafts: list[tuple[Check, Failed]] = []
    checked: list[Checked] = []
    for item in catalogue():
        if item.id in switched:
            checked.append(Checked(check=item.id, verdict=Verdict.OFF))
            continue
        outcomes = list(item.run(case))
        drafts.extend((item, outcome) for outcome in outcomes if isinstance(outcome, Failed))
        checked.append(_checked(item, outcomes))
    findings = sorted((_finding(item, draft) for item, draft in _merged(drafts)), key=_order)
    return Report(findings=tuple(findings), checked=tuple(checked))


def _checked(item: Check, outcomes: list[Outcome]) -> Checked:
    missing = tuple(dict.fromkeys(name for one in outcomes if isinstance(one, Undecidable) for name in one.missing))
    if any(isinstance(one, Failed) for one in outcomes):
        return Checked(check=item.id, verdict=Verdict.FAILED)
    if any(isinstance(one, Undecidable) for one in outcomes):
        return Checked(check=item.id, verdict=Verdict.UNDECIDABLE, missing=missing)
    if any(isinstance(one, Passed) for one in outcomes):
        return Checked(check=item.id, verdict=Verdict.PASSED)
    return Checked(check=item.id, verdict=Verdict.NOT_APPLICABLE)


def _merged(drafts: list[tuple[Check, Failed]]) -> list[tuple[Check, Failed]]:
    """Join drafts of one cause: the one that speaks keeps its words and names the other in `also`."""
    kept: dict[int, tuple[Check, Failed]] = dict(enumerate(drafts))
    for speaker, joined in _JOINED:
        sharing: dict[str, list[int]] = {}
        for at, (item, draft) in kept.items():
            for figure in draft.cause if item.id == joined else ():
                sharing.setdefault(figure, []).append(at)
        for first in [at for at, (item, _) in kept.items() if item.id == speaker]:
            others = {at for figure in drafts[first][1].cause for at in sharing.get(figure, ())} - {first}
            for second in sorted(others):
                if first in kept and second in kept and _same_cause(kept[first][1], kept[second][1]):
                    kept[first] = (kept[first][0], _join(kept[first][1], kept.pop(second)))
    return list(kept.values())


def _same_cause(first: Failed, second: Failed) -> bool:
    if not first.cause or not second.cause:
        return False
    small, large = sorted((first.cause, second.cause), key=len)
    return small <= large


def _join(first: Failed, second: tuple[Check, Failed]) -> Failed:
    also = dict.fromkeys((*first.also, second[0].id, *second[1].also))
    seen = {(one.label, one.text, one.place) for one in first.evidence}
    more = tuple(one for one in second[1].evidence if (one.label, one.text, one.place) not in seen)
    return Failed(
        severity=min(first.severity, second[1].severity, key=lambda severity: severity.rank),
        message=first.message,
        evidence=(*first.evidence, *more),
        expected=first.expected,
        actual=first.actual,
        computation="；".join(dict.fromkeys(filter(None, (first.computation, second[1].computation)))) or None,
        suggestion=first.suggestion,
        cause=first.cause,
        also=tuple(also),
        corrections=first.corrections,
    )


def _finding(item: Check, draft: Failed) -> Finding:
    severity = max(draft.severity, item.severity, key=lambda one: one.rank) if not draft.also else draft.severity
    return Finding(
        check=item.id,
        also=tuple(name for name in draft.also if name != item.id),
        severity=severity,
        message=draft.message,
        expected=draft.expected,
        actual=draft.actual,
        computation=draft.computation,
        evidence=draft.evidence,
        suggestion=draft.suggestion,
        corrections=draft.corrections,
    )


def _order(finding: Finding) -> tuple[int, int, int, int]:
    first: Evidence | None = finding.evidence[0] if finding.evidence else None
    place = first.place if first else None
    return (
        Severity(finding.severity).rank,
        place.block if place and place.block is not None else 10**6,
        place.row if place and place.row is not None else -1,
        place.column if place and place.column is not None else -1,
    )
