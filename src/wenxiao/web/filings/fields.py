"""The fields of an official form: each cell that a person fills in, by its identity, and the sheet with other texts.

A field is known by what its cell stands for (form, block, row, concept, stage, year), never by its position, so that
two people who edit one form, or an edit that waited in a browser, meet at the same cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from wenxiao.write import Sheet, SheetCell, Slot

_OWN_ROW = ("item:", "entity:")
LABEL = "label"
GIVEN = "given"  # the stage of a cell that is approved by the bureau: it is shown and not typed into
_NUMBERED = re.compile(r"(approved:)?\d+(\+\d+)*")


class Field(NamedTuple):
    """A cell that can be typed into: its key, what it holds, and the cell."""

    key: str
    said: str
    cell: SheetCell

    @property
    def lines(self) -> int:
        """Return how many lines the field shows at least."""
        return min(self.said.count("\n") + 1, 12)


def fields(sheet: Sheet) -> dict[SheetCell, Field]:
    """Return the fields of a form by their cells."""
    found: dict[SheetCell, Field] = {}
    seen: Counter[str] = Counter()
    for cell, slot in _slots(sheet):
        key = key_of(slot)
        seen[key] += 1
        number = f"~{seen[key]}" if seen[key] > 1 else ""
        found[cell] = Field(key + number, cell.said, cell)
    return found


def key_of(slot: Slot) -> str:
    """Return the name of the field of a slot."""
    return "|".join(part or "" for part in slot)


def _slots(sheet: Sheet) -> Iterator[tuple[SheetCell, Slot]]:
    """Yield the cells with what they stand for; of a row that is the unit's own, its label too."""
    for line in sheet.by_row():
        own = next((one.slot for one in line if one.slot is not None and _is_own(one.slot)), None)
        for cell in line:
            if cell.slot is not None:
                yield cell, cell.slot
            elif own is not None and cell.style in ("label", "text") and cell.rowspan == 1:
                yield cell, own._replace(name=LABEL, stage=None, period=None)


def _is_own(slot: Slot) -> bool:
    return slot.row is not None and slot.block is not None and slot.row.startswith(_OWN_ROW)


def retyped(sheet: Sheet, texts: Mapping[str, str]) -> Sheet:
    """Return a form with other texts in its fields; what the form prints itself stays."""
    known = fields(sheet)
    cells = []
    for cell in sheet.cells:
        field = known.get(cell)
        text = texts.get(field.key) if field is not None else None
        cells.append(cell if text is None else cell._replace(text=cell.around.put(text)))
    signed = ((role, texts.get(sign_key(sheet, role), text)) for role, text in sheet.signatures)
    return sheet._replace(cells=tuple(cells), signatures=tuple(signed))


def sign_key(sheet: Sheet, role: str) -> str:
    """Return the name of the field of what stands after a label below the form (填表人, 填报日期)."""
    return key_of(Slot(sheet.form, None, None, f"sign.{role}"))


def said_in(sheet: Sheet) -> dict[str, str]:
    """Return what every field of a form holds, by its key, with those below the table."""
    table = {field.key: field.said for field in fields(sheet).values()}
    return table | {sign_key(sheet, role): text for role, text in sheet.signatures}


def growing(sheet: Sheet) -> dict[int, str]:
    """Return the rows below which a person may add one (indicators, units, records), by their number on the grid."""
    named = [cell.slot for cell in sheet.cells if cell.slot is not None]
    lists = {slot.block for slot in named if slot.name == "target" or ((slot.row or "").isdigit() and slot.row != "0")}
    found: dict[int, str] = {}
    for cell in sheet.cells:
        slot = cell.slot
        if slot is None or slot.block is None or slot.row is None or cell.rowspan > 1:
            continue
        if _is_own(slot) or (_NUMBERED.fullmatch(slot.row) and slot.block in lists):
            found[cell.row] = f"{slot.block}|{slot.row}"
    return found


def grown(sheet: Sheet, below: Iterable[str]) -> Sheet:
    """Return a form with blank rows added, each below the row (block and row of its slots) that is named."""
    counted: Counter[str] = Counter()
    for parent in below:
        counted[parent] += 1
        sheet = _with_row(sheet, parent, f"{parent.partition('|')[2]}+{counted[parent]}")
    return sheet


def _with_row(sheet: Sheet, parent: str, row: str) -> Sheet:
    """Return a form with one more row like another one, blank; what is merged beside it reaches on.

    Where the row above it is gone (an approved indicator was withdrawn), it stands at the end of its table.
    """
    known = growing(sheet)
    at = next((number for number, name in known.items() if name == parent), None)
    if at is None and "|approved:" in parent:
        at = max((number for number, name in known.items() if _block(name) == _block(parent)), default=None)
    if at is None:
        return sheet
    cells: list[SheetCell] = []
    for cell in sheet.cells:
        ends = cell.row + cell.rowspan - 1
        reaches = cell.row <= at < ends or (cell.row < at == ends and cell.slot is None)
        cells.append(cell._replace(row=cell.row + (cell.row > at), rowspan=cell.rowspan + reaches))
        if ends == at and not reaches:
            slot = None if cell.slot is None else cell.slot._replace(row=row)
            cells.append(cell._replace(text=cell.around.put(""), row=at + 1, rowspan=1, slot=slot))
    ordered = sorted(cells, key=lambda one: (one.row, one.column))
    return sheet._replace(cells=tuple(ordered), rows=sheet.rows + 1)


def _block(name: str) -> str:
    return name.partition("|")[0]


def renamed(sheet: Sheet, form: str) -> Sheet:
    """Return a form as another instance of its kind."""
    cells = tuple(
        cell if cell.slot is None else cell._replace(slot=cell.slot._replace(form=form)) for cell in sheet.cells
    )
    return sheet._replace(form=form, cells=cells)
