"""What differs between the current version and what a second person wanted to save, short enough to decide by."""

from __future__ import annotations

from typing import NamedTuple

from wenxiao.compare import compare
from wenxiao.filing import Filing
from wenxiao.report.difference.wording import said, word
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.filings.titles import titles_of

_LONGEST, _AT_MOST = 60, 40


class Line(NamedTuple):
    """One difference: in which form or part, where there, what became of it, what the one and the other says."""

    group: str
    where: str
    kind: str
    current: str
    mine: str


class Differing(NamedTuple):
    """The first differences, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


def differing(held: Record, version: Version | None, mine: Filing | None) -> Differing | None:
    """Return what differs, None where there is nothing to compare."""
    if version is None or mine is None:
        return None
    found = compare(filing_of(version), mine, titles_of(held, version))
    lines = [
        Line(group.title, one.label, word(one), said(one.before, one, _LONGEST), said(one.after, one, _LONGEST))
        for group in found.groups
        for one in group.changes
    ]
    return Differing(tuple(lines[:_AT_MOST]), len(lines))
