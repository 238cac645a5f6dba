"""The official forms with what is approved in them: given cells, which nobody types into, and the unit's own rows.

The forms of a draft are laid out anew with the approved indicators in their places. What a unit had typed to an
indicator before it was approved stands in the approved row; rows of its own follow those of their group. Nothing in the
draft is changed: when an approval changes, the same texts are laid out around it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from wenxiao import quantity
from wenxiao.document import Place
from wenxiao.filing import Filing, Indicator
from wenxiao.standards import Pack
from wenxiao.standards.columns import block_named
from wenxiao.web.filings.fields import GIVEN, fields, grown, key_of, retyped
from wenxiao.web.targets.aims import Aim, joined
from wenxiao.web.targets.models import ApprovedForm, ApprovedIndicator, standing
from wenxiao.web.targets.names import key_of as known_as
from wenxiao.web.targets.names import level, name
from wenxiao.write import Sheet, Slot, pages_of

_LEVELS = ("level1", "level2")
_PROJECT = "project"


class GivenRow(NamedTuple):
    """An approved indicator with its number in the database, which its row is named after."""

    pk: int
    level1: str
    level2: str
    level3: str
    aim: Aim
    weight: str

    @property
    def row(self) -> str:
        """The name of its row in the form."""
        return f"approved:{self.pk}"


class Given(NamedTuple):
    """What is approved for one form."""

    pk: int
    project: str
    goal: str
    rows: tuple[GivenRow, ...]

    @property
    def form(self) -> str:
        """The name of a form that stands for it alone."""
        return f"{_PROJECT}#a{self.pk}"


class Own(NamedTuple):
    """A row of the unit's: its name in the form, and its texts by role."""

    row: str
    said: dict[str, str]

    @property
    def level1(self) -> str:
        """Its first level."""
        return self.said.get("level1", "")

    @property
    def level2(self) -> str:
        """Its second level."""
        return self.said.get("level2", "")


class Laid(NamedTuple):
    """A form laid out around what is approved; `moved` leads from rows to the approved rows that took their place."""

    sheet: Sheet
    moved: dict[str, str]


def given_for(record: int) -> tuple[Given, ...]:
    """Return what is approved for a filing, the overall form first."""
    forms = ApprovedForm.objects.filter(record=record, withdrawn=False).prefetch_related(standing())
    return tuple(
        Given(one.pk, one.project if one.key else "", one.goal, tuple(map(_row, one.indicators.all()))) for one in forms
    )


def _row(one: ApprovedIndicator) -> GivenRow:
    weight = "" if one.weight is None else quantity.trimmed(one.weight)
    return GivenRow(one.pk, one.level1, one.level2, one.level3, one.aim, weight)


def is_given(sheet: Sheet) -> bool:
    """Tell whether a form has approved cells."""
    return any(cell.slot is not None and cell.slot.stage == GIVEN for cell in sheet.cells)


def laid_out(
    sheet: Sheet, given: Given, filing: Filing, pack: Pack, rows: Sequence[str], cells: Mapping[str, str]
) -> Laid:
    """Return a typed form with what is approved for it; `rows` and `cells` are what the draft adds to the form."""
    block, roles = _table(sheet.form, pack)
    moved: dict[str, str] = {}
    if given.rows and block:
        sheet, moved = _with_rows(sheet, given, _Base(filing, pack, block, roles), rows, cells)
    texts = {key: text for key, text in cells.items() if key.startswith(f"{sheet.form}|")}
    return Laid(retyped(_locked(sheet, given, pack), texts), moved)


def _table(form: str, pack: Pack) -> tuple[str, tuple[str, ...]]:
    """Return the block of indicators of a form, and the roles of its columns."""
    kind = form.partition("#")[0]
    for band in pack.layouts[kind].bands:
        block = block_named(pack.forms[kind], band.block)
        if block is not None and block.kind == "indicators":
            return block.id, tuple(column.of for column in band.columns)
    return "", ()


class _Base(NamedTuple):
    """What the form is laid out from: the filing below the draft, and its table of indicators."""

    filing: Filing
    pack: Pack
    block: str
    roles: tuple[str, ...]


def _with_rows(
    sheet: Sheet, given: Given, base: _Base, rows: Sequence[str], cells: Mapping[str, str]
) -> tuple[Sheet, dict[str, str]]:
    own = _own_rows(sheet, base.block)
    taken = _same(given.rows, own)
    listed = _in_groups(given.rows, [one for one in own if one.row not in {row.row for row in taken.values()}])
    fresh = _filled(sheet, listed, base)
    texts = {field.key: field.said for field in fields(sheet).values()}
    for row in given.rows:
        texts |= _texts(sheet.form, row, taken.get(row.pk), base)
    made = grown(retyped(fresh, texts), [one for one in rows if "|approved:" in one])
    return retyped(made, cells), {one.row: f"approved:{pk}" for pk, one in taken.items()}


def _own_rows(sheet: Sheet, block: str) -> list[Own]:
    """Return the rows of indicators that say something, or that a person added; levels are carried down."""
    found: list[Own] = []
    levels = dict.fromkeys(_LEVELS, "")
    for at, line in enumerate(sheet.grid()):
        here = {cell.slot.name: cell for cell in line if cell is not None and cell.slot and cell.slot.block == block}
        named = next((one.slot.row for one in here.values() if one.slot and one.row == at and one.rowspan == 1), None)
        if named is None:
            continue
        said = {role: cell.said for role, cell in here.items()}
        if not any(said[role].strip() for role, cell in here.items() if cell.row == at) and "+" not in named:
            continue
        if said.get("level1") and level(said["level1"]) != level(levels["level1"]):
            levels["level2"] = ""
        levels = {role: said.get(role) or levels[role] for role in _LEVELS}
        found.append(Own(named, said | levels))
    return found


def _same(rows: Iterable[GivenRow], own: Iterable[Own]) -> dict[int, Own]:
    """Return the unit's row of each approved indicator: the same in all levels, or the only one of this name."""
    free = {one.row: one for one in own if one.said.get("level3", "").strip()}
    found: dict[int, Own] = {}
    for exact in (True, False):
        for row in rows:
            like = [one for one in free.values() if _is_same(row, one, exact=exact)]
            if row.pk not in found and (exact or len(like) == 1) and like:
                found[row.pk] = free.pop(like[0].row)
    return found


def _is_same(row: GivenRow, own: Own, *, exact: bool) -> bool:
    said = own.said["level3"]
    if not exact:
        return name(said) == name(row.level3)
    return known_as(own.level1, own.level2, said) == known_as(row.level1, row.level2, row.level3)


def _in_groups(rows: Sequence[GivenRow], own: Iterable[Own]) -> list[GivenRow | Own]:
    """Return the approved rows with the unit's own after those of their group."""
    listed: list[GivenRow | Own] = list(rows)
    for one in own:
        near = [at for at, row in enumerate(listed) if _kin(row) == _kin(one)]
        near = near or [at for at, row in enumerate(listed) if _kin(row)[0] == _kin(one)[0]]
        at = near[-1] if near else len(listed) - 1
        like = listed[at] if near else None
        first = like.level1 if like is not None else one.level1
        second = like.level2 if like is not None and _kin(like) == _kin(one) else one.level2
        listed.insert(at + 1, Own(one.row, one.said | {"level1": first, "level2": second}))
    return listed


def _kin(row: GivenRow | Own) -> tuple[str, str]:
    return level(row.level1), level(row.level2)


def _filled(sheet: Sheet, listed: Sequence[GivenRow | Own], base: _Base) -> Sheet:
    """Return the form of the filing below the draft with these rows of indicators; each has its own name."""
    kind, _, number = sheet.form.partition("#")
    known = base.filing.form(sheet.form)
    own = known.id if known is not None and known.id == sheet.form else kind
    stands = number == "" or own == sheet.form
    forms = (known,) if known is not None and known.id == own else ()
    filing = msgspec.structs.replace(
        base.filing,
        forms=forms if stands else (),
        facts=base.filing.facts if stands else (),
        goals=base.filing.goals if stands else (),
        indicators=tuple(_indicator(own, row) for row in listed),
    )
    pages = pages_of(filing, base.pack, kind)
    page = next(one for one in pages if isinstance(one, Sheet) and one.form == own)
    return _named(page, sheet.form, base.block, [row.row for row in listed])


def _indicator(form: str, row: GivenRow | Own) -> Indicator:
    """Return a row as the writer takes it: what matters are the levels, by which cells are merged."""
    third = row.level3 if isinstance(row, GivenRow) else row.said.get("level3", "")
    levels = (row.level1 or None, row.level2 or None, third or None)
    return Indicator(
        form=form, level1=levels[0], level2=levels[1], level3=levels[2], target=None, actual=None,
        place=Place(), cells={},
    )  # fmt: skip


def _named(sheet: Sheet, form: str, block: str, names: Sequence[str]) -> Sheet:
    """Return a form under its name, its rows of indicators known by theirs."""
    cells = []
    for cell in sheet.cells:
        slot = cell.slot
        if slot is not None:
            row = names[int(slot.row)] if slot.block == block and slot.row is not None else slot.row
            slot = slot._replace(form=form, row=row)
        cells.append(cell._replace(slot=slot))
    return sheet._replace(form=form, cells=tuple(cells))


def _texts(form: str, row: GivenRow, own: Own | None, base: _Base) -> dict[str, str]:
    """Return what stands in an approved row: what is approved, and what the unit said to it before."""
    said = dict(own.said) if own is not None else {}
    said |= {role: text for role, text in _approved(row, base.roles).items() if text}
    return {key_of(Slot(form, base.block, row.row, role)): text for role, text in said.items()}


def _approved(row: GivenRow, roles: Sequence[str]) -> dict[str, str]:
    """Return the approved cells by role; what has no column of its own stands with the figure."""
    sign, unit = "sign" in roles, "unit" in roles
    return {
        "level1": row.level1, "level2": row.level2, "level3": row.level3, "weight": row.weight,
        "target": joined(row.aim, sign=not sign, unit=not unit),
        "sign": row.aim.sign, "unit": row.aim.unit,
    }  # fmt: skip


def _locked(sheet: Sheet, given: Given, pack: Pack) -> Sheet:
    """Return a form in which what is approved, and not blank, is marked as given: it is no field any more."""
    _, roles = _table(sheet.form, pack)
    approved = {row.row: _approved(row, roles) for row in given.rows}
    goals = {block.id for block in pack.forms[sheet.form.partition("#")[0]].blocks if block.kind == "goals"}
    goal, cells = given.goal, []
    for cell in sheet.cells:
        slot, text = cell.slot, ""
        if slot is None:
            pass
        elif slot.row in approved:
            text = approved[slot.row].get(slot.name, "")
        elif slot.name == "project.name":
            text = given.project
        elif given.goal and slot.block in goals and slot.name == "expected":
            text, goal = goal or " ", ""  # a table that has a row for each goal shows all of them in the first
        if text and slot is not None:
            cell = cell._replace(slot=slot._replace(stage=GIVEN), text=cell.around.put(text.strip()))  # noqa: PLW2901
        cells.append(cell)
    return sheet._replace(cells=tuple(cells))
