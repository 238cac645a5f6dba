"""The dates of packs: written as dates, in order, and no two packs of one region in force at once.

A pack that extends another of its region adds to it (as 财预〔2021〕101号 does to 财预〔2020〕10号) and may be in
force beside it. Unknown dates say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from wenxiao.standards.schema import Identity

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LAST = date.max


def date_faults(identity: Identity) -> Iterator[tuple[str, str]]:
    """Yield the key and what is wrong with the dates in force of a pack."""
    for key, text in (("in_force_from", identity.in_force_from), ("in_force_to", identity.in_force_to)):
        if text not in (None, "unknown") and _period(text or "") is None:
            yield key, f"{key} 写的“{text}”不是日期，应写成 2024-01-31、2024-01、2024 或 unknown"
    span = in_force(identity)
    if span is not None and span[1] < span[0]:
        yield "in_force_to", f"废止日期 {identity.in_force_to} 早于施行日期 {identity.in_force_from}"


def _period(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that a date means: a year and a month mean all of their days."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return first, first
        return first, _end_of_month(first) if month is not None else date(first.year, 12, 31)
    except ValueError:
        return None


def _end_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def in_force(identity: Identity) -> tuple[date, date] | None:
    """Return the first and the last day in force; None if unknown or miswritten."""
    start = _period(identity.in_force_from)
    end = (_LAST, _LAST) if identity.in_force_to is None else _period(identity.in_force_to)
    return None if start is None or end is None else (start[0], end[1])


def overlaps(identity: Identity, others: Iterable[Identity]) -> Iterator[str]:
    """Yield what to say of other packs of the same region that are in force at the same time."""
    known = {one.id: one for one in others} | {identity.id: identity}
    own, lineage = in_force(identity), _lineage(identity, known)
    for other in known.values():
        theirs = in_force(other)
        if own is None or theirs is None or other.id == identity.id or other.region != identity.region:
            continue
        if other.id in lineage or identity.id in _lineage(other, known):
            continue
        if own[0] <= theirs[1] and theirs[0] <= own[1]:
            yield (
                f"与口径“{other.id}”（{_said(other)}）地区相同，施行期间重叠，分不清用哪个；"
                f"请给先施行的一个写上 in_force_to，或者用 extends 扩展它"
            )


def _lineage(identity: Identity, known: dict[str, Identity]) -> set[str]:
    """Return the ids of a pack and of all that it extends."""
    found: set[str] = set()
    one: Identity | None = identity
    while one is not None and one.id not in found:
        found.add(one.id)
        one = known.get(one.extends or "")
    return found | {identity.extends or identity.id}


def _said(identity: Identity) -> str:
    return f"{identity.in_force_from} 起{f'至 {identity.in_force_to}' if identity.in_force_to else ''}"
