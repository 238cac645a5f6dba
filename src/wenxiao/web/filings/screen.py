"""A form on the screen: its rows of cells and fields, each field with words for those who do not see the table."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from wenxiao.web.filings.fields import GIVEN, Field, fields, growing, sign_key
from wenxiao.write import Sheet, SheetCell

_SEPARATOR = "#"
_IN_ADDRESS = "."
_APPROVED = re.compile(r"approved:\d+")


class Box(NamedTuple):
    """A cell on the screen. `computed` is what follows where the person typed nothing, `last` last year's text.

    `given` cells are approved and not typed into; `added` is the name of a row that the unit added to approved ones.
    """

    cell: SheetCell
    field: Field | None
    label: str
    computed: str
    last: str
    given: bool = False
    added: bool = False

    @property
    def fixed(self) -> bool:
        """Return whether a person cannot type here."""
        return self.field is None


class Row(NamedTuple):
    """A row on the screen; `grows` names the row below which another may be added, "" if none may.

    `proof` is what the row has of evidence files, None where it can have none.
    """

    boxes: tuple[Box, ...]
    head: bool
    grows: str
    proof: Any = None


class Tab(NamedTuple):
    """A form in the row of tabs."""

    name: str
    title: str
    here: bool


def short_title(sheet: Sheet) -> str:
    """Return what a form is called for short: its title without the year and what all titles begin with."""
    title = sheet.title.replace("\n", "")
    return title.split("年度", 1)[-1].removeprefix("部门（单位）") or title


def in_address(form: str) -> str:
    """Return the name of a form instance as it stands in an address."""
    return form.replace(_SEPARATOR, _IN_ADDRESS)


def from_address(name: str) -> str:
    """Return the form instance that an address names."""
    return name.replace(_IN_ADDRESS, _SEPARATOR)


def rows(sheet: Sheet, computed: Mapping[str, str], last: Mapping[str, str]) -> list[Row]:
    """Return a form's rows for the screen."""
    known, grows, grid = fields(sheet), growing(sheet), sheet.grid()
    slots = [cell.slot for cell in sheet.cells if cell.slot is not None]
    lists = {slot.block for slot in slots if _APPROVED.match(slot.row or "")}
    made = []
    for at, line in enumerate(sheet.by_row()):
        boxes = []
        for cell in line:
            given = cell.slot is not None and cell.slot.stage == GIVEN
            field = known.get(cell) if not given else None
            key = field.key if field is not None else ""
            box = Box(cell, field, _label(cell, grid), computed.get(key, ""), last.get(key, ""))
            boxes.append(box._replace(given=given, added=_is_added(cell, lists)))
        made.append(Row(tuple(boxes), at < sheet.heads, grows.get(at, "")))
    return made


def _is_added(cell: SheetCell, lists: Collection[str | None]) -> bool:
    """Tell whether a cell is the name of an indicator that stands in an approved table and is not approved itself."""
    slot = cell.slot
    if slot is None or slot.name != "level3" or slot.block not in lists:
        return False
    return _APPROVED.fullmatch(slot.row or "") is None


def _label(cell: SheetCell, grid: list[list[SheetCell | None]]) -> str:
    """Return the heads of a cell: what is printed left of it, and above it."""
    if cell.around.before:
        return cell.around.before.strip("：: \u3000")
    left = (grid[cell.row][column] for column in range(cell.column - 1, -1, -1))
    above = (grid[row][cell.column] for row in range(cell.row - 1, -1, -1))
    heads = [next((one.text for one in line if one is not None and _is_head(one)), "") for line in (left, above)]
    return " ".join(dict.fromkeys(head.replace("\n", "") for head in heads if head)) or f"第{cell.row + 1}行"


def _is_head(cell: SheetCell) -> bool:
    return cell.slot is None and bool(cell.text.strip())


class Line(NamedTuple):
    """What stands below a form with a label: who filled it in, when, how he is reached."""

    label: str
    key: str
    said: str


def below(sheet: Sheet) -> list[Line]:
    """Return the labels below a form with their fields."""
    return [Line(role, sign_key(sheet, role), text) for role, text in sheet.signatures]
