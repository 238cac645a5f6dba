"""What a version holds: its Filing, its findings, and what each finding is known by in later versions."""

from __future__ import annotations

import hashlib

import msgspec

from wenxiao.filing import Filing, from_json
from wenxiao.finding import Finding, Report
from wenxiao.web import store
from wenxiao.web.filings.models import Version


def filing_of(version: Version) -> Filing:
    """Return the Filing of a version."""
    return from_json(store.get(version.digest))


def report_of(version: Version) -> Report:
    """Return the findings of a version as they were when it was saved."""
    held = version.__dict__.get("_report")
    if held is None:
        held = version.__dict__["_report"] = msgspec.json.decode(store.get(version.findings), type=Report)
    assert isinstance(held, Report)
    return held


def identity(version: Version, at: int) -> str:
    """Return what a finding of a version is known by in later versions."""
    return identity_of(report_of(version).findings[at])


def identity_of(finding: Finding) -> str:
    """Return what a finding is known by in later versions: its check, and where its evidence stands."""
    spots = [(one.label, one.place.path, one.text) for one in finding.evidence]
    return hashlib.sha256(repr((finding.check, spots)).encode()).hexdigest()
