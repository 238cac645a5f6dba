"""Pairs of small filings, and what a comparison of them says in short lines."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import msgspec

from building import Sheet, filing_of
from wenxiao.compare import Change, Difference, compare
from wenxiao.extract import extract
from wenxiao.filing import Fact, Filing
from wenxiao.read import read_bytes

SHEET = Sheet()


def compared(before: Sheet, after: Sheet) -> Difference:
    """Compare what two sheets say."""
    return compare(filing_of(before), filing_of(after))


def filing_from(text: str) -> Filing:
    """Read and extract a material."""
    return extract(read_bytes(text.encode(), "样例.txt"))


def renamed(sheet: Sheet, unit: str) -> Sheet:
    """Return the sheet as another unit would file it."""
    return replace(sheet, unit=unit, report=sheet.report.replace(sheet.unit, unit))


def changes(difference: Difference) -> list[Change]:
    """Return all changes, 上下年衔接 left out."""
    return [change for group in difference.groups for change in group.changes]


def lines(difference: Difference) -> list[str]:
    """Return each change in a line: kind, label, before → after."""
    return [line(change) for change in changes(difference)]


def line(change: Change) -> str:
    """Return one change in a line."""
    sides = [side.text if side is not None else "—" for side in (change.before, change.after)]
    return f"{change.kind} {change.label}：{' → '.join(sides)}"


def one(difference: Difference, label: str) -> Change:
    """Return the only change whose label ends so."""
    found = [change for change in changes(difference) if change.label.endswith(label)]
    assert len(found) == 1, lines(difference)
    return found[0]


def with_fact(filing: Filing, concept: str, **parts: object) -> Filing:
    """Return the filing with the first fact of a concept changed."""
    at = next(at for at, fact in enumerate(filing.facts) if fact.concept == concept)
    facts = list(filing.facts)
    changed: Fact = msgspec.structs.replace(facts[at], **parts)
    facts[at] = changed
    return msgspec.structs.replace(filing, facts=tuple(facts))


def next_year(sheet: Sheet, **parts: object) -> Sheet:
    """Return the sheet as the unit would file it a year later, other parts as given."""
    later = str(int(sheet.title_year) + 1)
    report = sheet.report.replace(sheet.title_year, later)
    return replace(sheet, title_year=later, report=report, **parts)  # type: ignore[arg-type]


def figure(text: str) -> Decimal:
    """Return a figure."""
    return Decimal(text)
