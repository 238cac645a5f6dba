"""What the schema alone cannot see in a pack: references that lead nowhere, gaps, sums that do not add up.

fault.py       a mistake, and the name that was probably meant
references.py  forms, requirements, relations
schemes.py     scoring schemes: weights, indicators, levels, grades, caps
rules.py       one rule: bands, steps, levels, parts
layouts.py     layouts: columns, rows, widths, merged cells
reports.py     reports in prose: outlines, figures, sentences
in_force.py    dates, and packs of one region that are in force at once
"""

from __future__ import annotations

from collections.abc import Iterator

from wenxiao.standards.schema import Pack
from wenxiao.standards.validate.fault import Broken, Fault, names_of
from wenxiao.standards.validate.in_force import date_faults, overlaps
from wenxiao.standards.validate.layouts import layout_faults
from wenxiao.standards.validate.references import reference_faults
from wenxiao.standards.validate.reports import report_faults
from wenxiao.standards.validate.schemes import scheme_faults

__all__ = ["IDENTITY", "Broken", "Fault", "faults", "overlaps"]
IDENTITY = "pack"
"""The section under which faults of the head of a pack are told."""


def faults(pack: Pack, broken: Broken | None = None) -> Iterator[Fault]:
    """Yield every mistake of the pack as a whole; `broken` are items, by section, that are known to be faulty."""
    names = names_of(pack, broken or {})
    for key, message in date_faults(pack.identity):
        yield Fault(IDENTITY, pack.id, message, (key,))
    yield from reference_faults(pack, names)
    yield from scheme_faults(pack, names)
    yield from layout_faults(pack, names)
    yield from report_faults(pack, names)
