"""What stands on a filing's page: the findings with what can be done about each, and the forms as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from wenxiao.check import find
from wenxiao.errors import StandardError
from wenxiao.finding import Finding, Severity
from wenxiao.web.filings.contents import identity, report_of
from wenxiao.web.filings.marked import Whole, marked
from wenxiao.web.filings.models import Record, Signature, Version
from wenxiao.web.pinned.content import pack_by
from wenxiao.web.readings.shown import summary


class Shown(NamedTuple):
    """A finding on the page: its number, its check's name and identity, the reason given, its cell."""

    number: int
    finding: Finding
    name: str
    identity: str
    reason: str | None
    target: str = ""

    @property
    def grave(self) -> bool:
        """Whether a filing cannot be handed in before this is mended or explained."""
        return self.finding.severity is Severity.ERROR and not self.reason


def beside(held: Record, version: Version, reasons: Mapping[str, str]) -> dict[str, Any]:
    """Return the findings, with the reasons given for them, and the forms of a version for its page."""
    report = report_of(version)
    shown = []
    for at, finding in enumerate(report.findings):
        known = identity(version, at)
        shown.append(Shown(at + 1, finding, find(finding.check).name, known, reasons.get(known)))
    whole = _forms(held, version)
    shown = [one._replace(target=whole.targets.get(one.number, "")) for one in shown]
    return {
        "version": version,
        "findings": shown,
        "forms": whole.forms,
        "readings": summary(held, version),
        "opinions": version.opinions.select_related("by"),
        "signature": version.signatures.filter(voided=None).select_related("by").first(),
        "voided": _voided(held),
    }


def _forms(held: Record, version: Version) -> Whole:
    """Return the forms by the Standard that the version was checked by; none where the program cannot read it."""
    try:
        return marked(version, pack_by(held.round.standard, version.standard))
    except StandardError:
        return Whole((), {})


def _voided(held: Record) -> Signature | None:
    """Return the last signature that a change voided."""
    return Signature.objects.filter(version__record=held).exclude(voided=None).order_by("-voided").first()
