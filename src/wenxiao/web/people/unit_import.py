"""Importing the tree of units: what a table would change, and changing it in one transaction.

A plan is bound to the tree that it was made from: if somebody changes the tree before it is confirmed, it is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.http import HttpRequest

from wenxiao.web.audit.log import record
from wenxiao.web.moves.history import as_it_is, remember
from wenxiao.web.people.models import KINDS, Unit
from wenxiao.web.people.unit_table import Line
from wenxiao.web.people.units import place
from wenxiao.web.tables import ChangedMeanwhileError

_KIND_NAMES = dict(KINDS)


class Node(NamedTuple):
    """A unit as it is, or as it is to be."""

    code: str
    name: str
    parent: str
    kind: str
    active: bool


class Change(NamedTuple):
    """What becomes of one unit: `before` is None for a new one."""

    before: Node | None
    after: Node

    @property
    def acts(self) -> list[str]:
        """What happens, in words, for the preview."""
        was, now = self.before, self.after
        if was is None:
            return ["新增"]
        found = []
        if was.name != now.name:
            found.append(f"改名（原“{was.name}”）")
        if was.parent != now.parent:
            found.append(f"移动（上级由 {was.parent or '无'} 改为 {now.parent or '无'}）")
        if was.kind != now.kind:
            found.append(f"改类别（原{_KIND_NAMES[was.kind]}）")
        if was.active != now.active:
            found.append("重新启用" if now.active else "停用")
        return found


class Plan(NamedTuple):
    """What an import would do, the faults that forbid it, and the tree that it was made from."""

    changes: tuple[Change, ...]
    faults: tuple[str, ...]
    tree: str


def tree_now() -> dict[str, Node]:
    """Return the tree as it is, by code."""
    units = Unit.objects.select_related("parent").order_by("code")
    return {
        one.code: Node(one.code, one.name, one.parent.code if one.parent else "", one.kind, one.active) for one in units
    }


def fingerprint(tree: dict[str, Node]) -> str:
    """Return a hash of a tree."""
    return hashlib.sha256(json.dumps(sorted(tree.values()), ensure_ascii=False).encode()).hexdigest()


def plan(lines: Sequence[Line], *, complete: bool) -> Plan:
    """Return what a table would change; `complete` says that units which it does not list are to be made inactive."""
    tree = tree_now()
    wanted = dict(tree)
    faults = list(_repeated(lines))
    for line in lines:
        wanted[line.code] = _merged(tree.get(line.code), line)
    if complete:
        listed = {line.code for line in lines}
        wanted |= {code: node._replace(active=False) for code, node in tree.items() if code not in listed}
    faults += _misplaced(lines, wanted)
    changes = tuple(Change(tree.get(code), node) for code, node in wanted.items() if tree.get(code) != node)
    return Plan(changes, tuple(faults), fingerprint(tree))


def _merged(was: Node | None, line: Line) -> Node:
    kind = line.kind or (was.kind if was else "unit")
    return Node(line.code, line.name, line.parent, kind, True if line.active is None else line.active)


def _repeated(lines: Iterable[Line]) -> Iterator[str]:
    first: dict[str, int] = {}
    for line in lines:
        if line.code in first:
            yield f"第 {line.at} 行的单位编码 {line.code} 与第 {first[line.code]} 行重复，请留一行。"
        first.setdefault(line.code, line.at)


def _misplaced(lines: Iterable[Line], wanted: dict[str, Node]) -> Iterator[str]:
    """Yield a sentence for each row whose place in the new tree cannot be."""
    relied_on = {node.parent for node in wanted.values() if node.active}
    for line in lines:
        above = wanted.get(line.parent) if line.parent else None
        if line.parent and above is None:
            yield f"{line.where}“{line.name}”的上级编码 {line.parent} 没有这个单位，请先加上级或改正编码。"
        elif above is not None and wanted[line.code].active and not above.active:
            yield f"{line.where}“{line.name}”在用，它的上级“{above.name}”却要停用，请一并停用或换一个上级。"
        elif not wanted[line.code].active and line.code in relied_on:
            yield f"{line.where}“{line.name}”要停用，但还有在用的下级，请先停用下级或把它们移走。"
        elif _in_a_ring(line.code, wanted):
            yield f"{line.where}“{line.name}”的上级绕回了它自己，请核对上级编码 {line.parent}。"


def _in_a_ring(code: str, wanted: dict[str, Node]) -> bool:
    seen, at = {code}, wanted[code].parent
    while at in wanted and at not in seen:
        seen.add(at)
        at = wanted[at].parent
    return at == code


@transaction.atomic
def apply(request: HttpRequest, planned: Plan) -> None:
    """Do what a plan without faults says. Raises ChangedMeanwhileError if the tree has changed since."""
    list(Unit.objects.select_for_update().values_list("pk", flat=True))
    tree = tree_now()
    if fingerprint(tree) != planned.tree:
        raise ChangedMeanwhileError("单位在预览之后又有人改过，没有导入；请重新选文件，看过新的预览再确认。")
    held = {one.code: one for one in Unit.objects.select_related("parent")}
    for change in _from_the_root(planned.changes, tree):
        unit = held.setdefault(change.after.code, Unit(code=change.after.code))
        was = None if change.before is None else as_it_is(unit)
        unit.name, unit.kind, unit.active = change.after.name, change.after.kind, change.after.active
        if change.before is None or change.before.parent != change.after.parent:
            place(unit, held[change.after.parent] if change.after.parent else None)
        else:
            unit.save(update_fields=["name", "kind", "active"])
        before = change.before._asdict() if change.before else None
        if was is not None and change.before is not None:
            remember(unit, was, moved=change.before.parent != change.after.parent)
        record(request, "units.import", unit, {"before": before, "after": change.after._asdict()})


def _from_the_root(changes: Iterable[Change], tree: dict[str, Node]) -> list[Change]:
    """Return changes from the root of the new tree down: no move can then pass through a ring on its way."""
    above = {code: node.parent for code, node in tree.items()} | {one.after.code: one.after.parent for one in changes}

    def depth(change: Change) -> int:
        found, at = 0, change.after.parent
        while at:
            found, at = found + 1, above[at]
        return found

    return sorted(changes, key=depth)
