"""The Standard that a version was checked by, and the titles of its forms: a round may have gone over to another."""

from __future__ import annotations

from wenxiao.errors import StandardError
from wenxiao.standards import Pack
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.pinned.content import pack_by


def standard_by(held: Record, version: Version) -> Pack:
    """Return the Standard that a version was checked by. Raises StandardError if it cannot be read."""
    return pack_by(held.round.standard, version.standard)


def titles_of(held: Record, version: Version) -> dict[str, str]:
    """Return the official titles of the forms of a version, as far as its Standard can be read."""
    try:
        forms = standard_by(held, version).forms
    except StandardError:
        return {}
    return {"report": "自评报告"} | {name: spec.title for name, spec in forms.items()}
