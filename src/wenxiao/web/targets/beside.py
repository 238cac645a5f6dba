"""What stands on a filing's page about approved targets: what differs from them, and what was adjusted since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from wenxiao.web.filings.models import Draft, Record, Version
from wenxiao.web.targets.differences import Difference, unlike
from wenxiao.web.targets.given import Given, given_for
from wenxiao.web.targets.models import Adjustment


class Shown(NamedTuple):
    """A difference on the page, and the reason given for it."""

    difference: Difference
    reason: str | None
    open: bool


def targets_beside(held: Record) -> dict[str, Any]:
    """Return what a filing's page shows of approved targets."""
    given = given_for(held.pk)
    reasons: Mapping[str, str] = {}
    if given and held.current is not None:
        reasons = dict(held.explanations.values_list("finding", "reason"))
    shown = _shown(held.current, given, reasons)
    return {"approved": bool(given), "unlike": shown, "adjusted": _adjusted(held) if given else None}


def _shown(version: Version | None, given: tuple[Given, ...], reasons: Mapping[str, str]) -> list[Shown]:
    if version is None:
        return []
    found = []
    for one in unlike(version.digest, given):
        reason = reasons.get(one.identity)
        found.append(Shown(one, reason, reason is None and not _allowed(one, version)))
    return found


def _allowed(one: Difference, version: Version) -> bool:
    """Tell whether a difference needs no reason: a row that the unit added in the form, which is marked as its own."""
    return one.kind == "added" and version.origin == "form"


def to_explain(held: Record, version: Version) -> int:
    """Return how many differences have still to be mended or explained before the filing is handed in."""
    given = given_for(held.pk)
    if not given:
        return 0
    reasons = dict(held.explanations.values_list("finding", "reason"))
    return sum(one.open for one in _shown(version, given, reasons))


def _adjusted(held: Record) -> Adjustment | None:
    """Return the last adjustment if the unit's work does not know of it yet: it is newer than the current version."""
    last = list(held.adjustments.select_related("approval")[:2])
    if not last:
        return None
    if held.current is not None:
        return last[0] if last[0].approval.at > held.current.created else None
    begun = len(last) > 1 or Draft.objects.filter(record=held, changed__lt=last[0].approval.at).exists()
    return last[0] if begun else None
