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


class Known(NamedTuple):
    """What is approved for a filing, and the reasons that its unit gave by finding: asked once for a page."""

    given: tuple[Given, ...]
    reasons: Mapping[str, str]


def known_of(held: Record) -> Known:
    """Return what is approved for a filing and the reasons given, as they are now."""
    reasons = dict(held.explanations.values_list("finding", "reason")) if held.current_id is not None else {}
    return Known(given_for(held.pk), reasons)


def targets_beside(held: Record, known: Known) -> dict[str, Any]:
    """Return what a filing's page shows of approved targets."""
    shown = _shown(held.current, known)
    return {"approved": bool(known.given), "unlike": shown, "adjusted": _adjusted(held) if known.given else None}


def _shown(version: Version | None, known: Known) -> list[Shown]:
    if version is None:
        return []
    found = []
    for one in unlike(version.digest, known.given):
        reason = known.reasons.get(one.identity)
        found.append(Shown(one, reason, reason is None and not _allowed(one, version)))
    return found


def _allowed(one: Difference, version: Version) -> bool:
    """Tell whether a difference needs no reason: a row that the unit added in the form, which is marked as its own."""
    return one.kind == "added" and version.origin == "form"


def to_explain(version: Version, known: Known) -> int:
    """Return how many differences have still to be mended or explained before the filing is handed in."""
    return sum(one.open for one in _shown(version, known)) if known.given else 0


def _adjusted(held: Record) -> Adjustment | None:
    """Return the last adjustment if the unit's work does not know of it yet: it is newer than the current version."""
    last = list(held.adjustments.select_related("approval")[:2])
    if not last:
        return None
    if held.current is not None:
        return last[0] if last[0].approval.at > held.current.created else None
    begun = len(last) > 1 or Draft.objects.filter(record=held, changed__lt=last[0].approval.at).exists()
    return last[0] if begun else None
