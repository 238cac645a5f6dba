"""Checking a filing before it is saved: the long part of saving, done while nobody waits for the database."""

from __future__ import annotations

from typing import NamedTuple

from wenxiao.check import check
from wenxiao.filing import Filing
from wenxiao.finding import Report, Severity
from wenxiao.report.result import score_of
from wenxiao.standards import Pack


class Judged(NamedTuple):
    """A filing with its findings and declared score, by the Standard of the digest `standard`."""

    filing: Filing
    report: Report
    score: str
    standard: str

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity, by the columns of a version."""
        found = [one.severity for one in self.report.findings if one.waived is None]
        names = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "infos": Severity.INFO}
        return {name: sum(one is severity for one in found) for name, severity in names.items()}


def judged(filing: Filing | Judged, pack: Pack) -> Judged:
    """Return a filing with its findings by a Standard; one that was judged by it already is returned as it is."""
    if isinstance(filing, Judged):
        if filing.standard == pack.digest:
            return filing
        filing = filing.filing
    declared = score_of(filing, pack).declared
    return Judged(filing, check(filing, pack), "" if declared is None else str(declared), pack.digest)
