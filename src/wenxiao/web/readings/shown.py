"""What the pages show of readings: each item with who looked at it, and how many are still to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wenxiao.errors import StandardError
from wenxiao.web.filings import draft as drafts
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.filings.titles import standard_by
from wenxiao.web.readings.correcting import field_of
from wenxiao.web.readings.items import Item, items_of
from wenxiao.web.readings.models import Checked


class Shown(NamedTuple):
    """An item on the page: who has looked at it, what its correction begins with, is it the next."""

    item: Item
    checked: Checked | None
    prefill: str
    first: bool = False


class Group(NamedTuple):
    """Items under one heading; `waiting` counts those that nobody has looked at."""

    number: int
    name: str
    items: tuple[Shown, ...]
    waiting: int


class Summary(NamedTuple):
    """How many readings are in doubt, how many of them wait for a look, on how many of these an open error rests."""

    doubtful: int
    waiting: int
    grave: int


def looked_at(held: Record) -> dict[str, Checked]:
    """Return what was confirmed, and what was corrected if the correction still stands in the draft, by key."""
    found = {one.key: one for one in Checked.objects.filter(record=held).select_related("by", "version")}
    if any(one.act == "corrected" for one in found.values()):
        cells = drafts.typed(drafts.draft_of(held)).cells
        found = {
            key: one for key, one in found.items() if one.act != "corrected" or one.text in cells.get(one.field, "")
        }
    return found


def summary(held: Record, version: Version) -> Summary | None:
    """Return how far the readings of an upload are looked at; None for what was typed here, or cannot be read now."""
    if version.origin != "upload":
        return None
    known = looked_at(held)
    try:
        doubtful = items_of(version, standard_by(held, version)).doubtful
    except StandardError:
        return None
    waiting = [item for item in doubtful if item.key not in known]
    explained = (
        set(held.explanations.values_list("finding", flat=True)) if any(one.errors for one in waiting) else set()
    )
    return Summary(len(doubtful), len(waiting), sum(not explained.issuperset(item.errors) for item in waiting))


def groups_of(held: Record, version: Version, only: str = "") -> list[Group]:
    """Return the doubtful (number 0) and the rest by form; with `only` the one item of this key in its group."""
    known, pack = looked_at(held), standard_by(held, version)
    found = items_of(version, pack)

    def shown(items: Sequence[Item]) -> tuple[Shown, ...]:
        wanted = [item for item in items if only in ("", item.key)]
        made = []
        for item in wanted:
            field = field_of(version, pack, item)
            checked = known.get(item.key)
            said = field.said if field is not None else item.source.marked
            made.append(Shown(item, checked, checked.text if checked is not None and checked.text else said))
        next_ = next((at for at, one in enumerate(made) if one.checked is None), None)
        return tuple(one._replace(first=at == next_) for at, one in enumerate(made))

    named = (("要先核对的", found.doubtful), *found.groups)
    groups = [
        Group(number, name, shown(items), sum(item.key not in known for item in items))
        for number, (name, items) in enumerate(named)
    ]
    return [group for group in groups if group.items]
