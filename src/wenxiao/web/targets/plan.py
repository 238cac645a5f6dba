"""What a table of approved targets would change in a round: for each form, what is new, changed, withdrawn.

A form that the table lists is as the table says; a form that it does not list stays, or is withdrawn if the table is
said to be complete. A plan is bound to what was approved when it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from wenxiao import quantity
from wenxiao.standards import Pack
from wenxiao.web.targets.aims import Aim, joined
from wenxiao.web.targets.names import in_order, key_of, name
from wenxiao.web.targets.table import Line

Whose = tuple[str, str]  # the unit's code, and the form's key
_FULL = Decimal(100)


class Item(NamedTuple):
    """An approved indicator."""

    level1: str
    level2: str
    level3: str
    aim: Aim
    weight: Decimal | None

    @property
    def key(self) -> str:
        """What it is known by in its form."""
        return key_of(self.level1, self.level2, self.level3)

    @property
    def said(self) -> str:
        """Its target and weight in words."""
        points = "" if self.weight is None else f"，分值 {quantity.trimmed(self.weight)}"
        return f"指标值 {joined(self.aim)}{points}"


class Approved(NamedTuple):
    """What is approved for one form. `project` is "" for the overall form."""

    project: str
    code: str
    goal: str
    items: tuple[Item, ...]

    @property
    def title(self) -> str:
        """What the form is called."""
        return f"项目“{self.project}”" if self.project else "部门整体支出"


class Owner(NamedTuple):
    """A unit of the round: its name and where its filing stands."""

    name: str
    state: str


class Change(NamedTuple):
    """What becomes of one form: sentences; `after` is None if it is withdrawn."""

    whose: Whose
    owner: Owner
    before: Approved | None
    after: Approved | None
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unchanged: int = 0

    @property
    def title(self) -> str:
        """What the form is called."""
        form = self.after or self.before
        return form.title if form is not None else ""

    @property
    def said(self) -> list[str]:
        """All changes as sentences for the unit."""
        title = f"{self.title}："
        return [f"{title}{one}" for one in (*self.changed, *self.withdrawn, *self.added)]

    @property
    def handed_in(self) -> bool:
        """Whether the filing is handed in, so that the change takes effect only when it is returned."""
        return self.owner.state in ("submitted", "accepted")


class Plan(NamedTuple):
    """What an import would do, what forbids it, what to look at before, and what it was made from."""

    changes: tuple[Change, ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    unchanged: int
    now: str


def fingerprint(now: Mapping[Whose, Approved]) -> str:
    """Return a hash of all that is approved in a round."""
    return hashlib.sha256(repr(sorted(now.items())).encode()).hexdigest()


def plan(
    lines: Sequence[Line], now: Mapping[Whose, Approved], owners: Mapping[str, Owner], pack: Pack, *, complete: bool
) -> Plan:
    """Return what a table would change in a round of these units."""
    faults = [*_strangers(lines, owners), *_repeated(lines), *_two_goals(lines)]
    wanted: dict[Whose, Approved | None] = dict(_forms(lines, pack))
    if complete:
        wanted |= {whose: None for whose in now if whose not in wanted}
    listed = [(whose, form) for whose, form in wanted.items() if whose[0] in owners]
    changes = [_change(whose, owners[whose[0]], now.get(whose), form) for whose, form in listed]
    real = tuple(one for one in changes if one.said)
    warnings = tuple(_unweighed(wanted, owners, pack))
    return Plan(real, tuple(faults), warnings, len(changes) - len(real), fingerprint(now))


# --- what the table says ---------------------------------------------------------------------------


def _whose(line: Line) -> Whose:
    return line.unit_code, line.project_code or name(line.project)


def _forms(lines: Iterable[Line], pack: Pack) -> Iterator[tuple[Whose, Approved]]:
    rows: dict[Whose, list[Line]] = {}
    for line in lines:
        rows.setdefault(_whose(line), []).append(line)
    for whose, own in rows.items():
        items = [Item(one.level1, one.level2, one.level3, one.aim, one.weight) for one in own if one.level3]
        goal = next((one.goal for one in own if one.goal), "")
        yield whose, Approved(own[0].project, own[0].project_code, goal, tuple(in_order(items, pack)))


def _strangers(lines: Iterable[Line], owners: Mapping[str, Owner]) -> Iterator[str]:
    """Yield a sentence for each row whose unit is not in the round, or is another than its name says."""
    for line in lines:
        owner = owners.get(line.unit_code)
        if owner is None:
            yield f"第 {line.at} 行的单位编码 {line.unit_code} 不在这次年度工作的单位里，请核对编码，或先把单位加进来。"
        elif line.unit_name and not _same_unit(line.unit_name, owner.name):
            yield (
                f"第 {line.at} 行的单位编码 {line.unit_code} 是“{owner.name}”，表里写的却是“{line.unit_name}”，"
                "请改正编码或名称。"
            )


def _same_unit(said: str, known: str) -> bool:
    one, other = sorted((name(said), name(known)), key=len)
    return one in other


def _repeated(lines: Iterable[Line]) -> Iterator[str]:
    first: dict[tuple[Whose, str], int] = {}
    projects: dict[Whose, str] = {}
    for line in lines:
        if name(projects.setdefault(_whose(line), line.project)) != name(line.project):
            yield f"第 {line.at} 行的项目编码 {line.project_code} 在前面是“{projects[_whose(line)]}”，请改正。"
        if not line.level3:
            continue
        at = first.setdefault((_whose(line), key_of(line.level1, line.level2, line.level3)), line.at)
        if at != line.at:
            yield f"第 {line.at} 行的指标“{line.level3}”与第 {at} 行重复，请留一行；确是两个指标的，请把名称写得不同。"


def _two_goals(lines: Iterable[Line]) -> Iterator[str]:
    first: dict[Whose, Line] = {}
    for line in lines:
        if line.goal:
            other = first.setdefault(_whose(line), line)
            if name(other.goal) != name(line.goal):
                yield f"第 {line.at} 行的年度目标与第 {other.at} 行的不同，同一张表只有一个年度目标，请改正。"


def _unweighed(wanted: Mapping[Whose, Approved | None], owners: Mapping[str, Owner], pack: Pack) -> Iterator[str]:
    """Yield a sentence for each form whose weights are not what the Standard gives to indicators."""
    for (code, _), form in wanted.items():
        weights = [one.weight for one in form.items if one.weight is not None] if form is not None else []
        if form is None or not weights or code not in owners:
            continue
        scheme = pack.scheme("project" if form.project else "overall")
        full = scheme.full if scheme is not None else _FULL
        rest = full - scheme.execution.weight if scheme is not None and scheme.execution is not None else full
        where = f"“{owners[code].name}”{form.title}"
        if len(weights) < len(form.items):
            yield f"{where}有 {len(form.items) - len(weights)} 个指标没有分值，请核对。"
        elif sum(weights) not in (full, rest):
            without = "" if rest == full else f"（不含预算执行率的 {quantity.trimmed(rest)}）"
            total = quantity.trimmed(sum(weights, Decimal(0)))
            yield f"{where}的分值合计 {total}，应为 {quantity.trimmed(full)}{without}，请核对。"


# --- what it changes -------------------------------------------------------------------------------


def _change(whose: Whose, owner: Owner, before: Approved | None, after: Approved | None) -> Change:
    was = {one.key: one for one in before.items} if before is not None else {}
    now = {one.key: one for one in after.items} if after is not None else {}
    added = tuple(f"新增指标“{one.level3}”（{one.said}）" for key, one in now.items() if key not in was)
    gone = tuple(f"撤销指标“{one.level3}”" for key, one in was.items() if key not in now)
    pairs = [(was[key], one) for key, one in now.items() if key in was]
    changed = [said for pair in pairs if (said := _changed(*pair))]
    if before is not None and after is not None and before.project != after.project:
        changed.insert(0, f"项目名称由“{before.project}”改为“{after.project}”")
    goals = (before.goal if before is not None else "", after.goal if after is not None else "")
    if goals[0] != goals[1]:
        changed.insert(0, _goal(*goals))
    if after is None and before is not None and not gone:
        gone = ("撤销批复",)
    same = sum(one == other for one, other in pairs)
    return Change(whose, owner, before, after, added, tuple(changed), gone, same)


def _goal(was: str, now: str) -> str:
    return "撤销年度目标" if not now else "年度目标有改动" if was else "下达年度目标"


def _changed(was: Item, now: Item) -> str:
    parts = []
    if was[:3] != now[:3]:
        parts.append(f"名称由“{' › '.join(filter(None, was[:3]))}”改为“{' › '.join(filter(None, now[:3]))}”")
    if was.aim != now.aim:
        parts.append(f"指标值由 {joined(was.aim)} 改为 {joined(now.aim)}")
    if was.weight != now.weight:
        parts.append(f"分值由 {_points(was.weight)} 改为 {_points(now.weight)}")
    return f"指标“{now.level3}”的{'，'.join(parts)}" if parts else ""


def _points(weight: Decimal | None) -> str:
    return "（未定）" if weight is None else quantity.trimmed(weight)
