"""The units among which the office chooses: by supervising department, folded where there are many.

A city has two thousand units. The rows are made here and not by a template, which takes ten times as long for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from wenxiao.web.people.models import Unit
from wenxiao.web.people.units import Listed

_FEW = 60
"""So many units are looked through at once; with more, only the departments stand open that have something noted."""


class Choice(NamedTuple):
    """A unit that can be ticked; one that is `held` cannot be left out; a `notable` one opens the list it stands in."""

    unit: Listed
    ticked: bool
    held: bool = False
    note: str = ""
    notable: bool = False


class Group(NamedTuple):
    """The units of one department; `rows` is what the page shows of them."""

    name: str
    rows: SafeString
    total: int
    ticked: int
    open: bool


class Choices(NamedTuple):
    """All units among which to choose."""

    groups: tuple[Group, ...]
    total: int


def choices(found: Iterable[Choice]) -> Choices:
    """Return the choices by the department above each unit, both in the order of their codes. One query."""
    above = {pk: (code, name) for pk, code, name in Unit.objects.exclude(kind="unit").values_list("pk", "code", "name")}
    of: dict[int | None, list[Choice]] = defaultdict(list)
    for one in found:
        of[_above(one.unit, above)].append(one)
    total = sum(map(len, of.values()))
    order = sorted(of, key=lambda pk: (pk is None, above[pk] if pk is not None else ()))
    groups = (_group(above[pk][1] if pk is not None else "其他单位", of[pk], total) for pk in order)
    return Choices(tuple(groups), total)


def _above(unit: Listed, above: dict[int, tuple[str, str]]) -> int | None:
    """Return the nearest department or bureau over a unit."""
    line = (int(one) for one in reversed(unit.path.split("/")) if one)
    return next((pk for pk in line if pk in above), None)


def _group(name: str, found: list[Choice], total: int) -> Group:
    rows = SafeString("\n".join(map(_row, found)))
    unfolded = total <= _FEW or any(one.notable for one in found)
    return Group(name, rows, len(found), sum(one.ticked for one in found), unfolded)


def _row(one: Choice) -> str:
    """Return a row as HTML: everything that people wrote is escaped here."""
    marks = " checked" * one.ticked + " disabled" * one.held
    note = f' <span class="hint">{escape(one.note)}</span>' if one.note else ""
    said = f"{escape(one.unit.code)} {escape(one.unit.name)}{note}"
    return f'<label><input type="checkbox" name="units" value="{one.unit.pk}"{marks}><span>{said}</span></label>'
