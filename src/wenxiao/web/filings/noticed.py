"""The findings of a form while it is typed: at which fields each stands, and the one change that would mend it."""

from __future__ import annotations

import re
from typing import Any

from wenxiao.check import check, find
from wenxiao.filing import Filing
from wenxiao.finding import Finding
from wenxiao.quantity import parse
from wenxiao.standards import Pack
from wenxiao.web.filings.contents import identity_of
from wenxiao.web.filings.fields import Field
from wenxiao.web.filings.reading import Spots
from wenxiao.write import Sheet

# What one form alone cannot say: which other forms and parts there are, what stands in the report, who will sign.
_OF_THE_WHOLE = (
    "form.missing-form", "form.missing-section", "form.empty-section", "form.unsigned", "form.unit-name",
    "agree.form-form", "agree.form-prose", "evidence.satisfaction", "privacy.person", "privacy.phone",
)  # fmt: skip
_FIGURE = re.compile(r"-?\d[\d,]*(\.\d+)?%?")


def noticed(sheet: Sheet, filing: Filing, pack: Pack) -> list[dict[str, Any]]:
    """Return what is wrong within one form; what needs the other forms is said when a version is saved."""
    spots = Spots(sheet, filing)
    found = []
    for one in check(filing, pack, _OF_THE_WHOLE).findings:
        places = [field for spot in one.evidence if (field := spots.field(spot.place)) is not None]
        if places:
            found.append(_said(one, list(dict.fromkeys(places))))
    return found


def _said(finding: Finding, places: list[Field]) -> dict[str, Any]:
    change = change_of(finding, places)
    return {
        "identity": identity_of(finding),
        "severity": finding.severity.value,
        "label": finding.severity.label,
        "name": find(finding.check).name,
        "message": finding.message,
        "computation": finding.computation,
        "suggestion": finding.suggestion,
        "keys": [field.key for field in places],
        "change": None if change is None else {"key": change[0], "value": change[1]},
    }


def change_of(finding: Finding, places: list[Field]) -> tuple[str, str] | None:
    """Return the field and text that mend a finding, if it says one value for one cell."""
    if finding.expected is None or finding.actual is None or not _FIGURE.fullmatch(finding.expected):
        return None
    wrong = [field for field in places if _same(field.said, finding.actual)]
    if len(wrong) != 1:
        return None
    mark = "%" if wrong[0].said.endswith("%") and not finding.expected.endswith("%") else ""
    return wrong[0].key, finding.expected + mark


def _same(said: str, actual: str) -> bool:
    first, second = parse(said.rstrip("%")), parse(actual.rstrip("%"))
    return said == actual or (first is not None and second is not None and first.value == second.value)
