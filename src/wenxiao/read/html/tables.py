"""A table while its rows come in, and whether it holds data or only lays out what stands in it."""

from __future__ import annotations

import re

from wenxiao.read.assembly import MAX_COLUMNS
from wenxiao.read.html.flow import Container, Flow, Gone, Grid, Slot, Text
from wenxiao.read.html.spans import Budget, Row, lay

_NUMBER = re.compile(r"\s{0,8}(\d{1,6})")
_ROWS = 65_534  # the most that HTML allows
_PAGE = 3  # paragraphs in one cell that make it a part of a page rather than a field of a form
_MENU = 3  # links in one cell that make it a menu


class Draft:
    """A table that is open: where it stands, and its rows."""

    def __init__(self, outer: list[Flow], box: Container, level: int | None, budget: Budget) -> None:
        self.outer, self.box, self.level = outer, box, level
        self.inside = box.inside("table")
        self.before: list[Flow] = []
        self.presents = False  # the page says itself that the table only lays out what it holds
        self._budget = budget
        self._rows: list[Row] = []
        self._group = 0
        self._foot = self._in_row = False

    def open_group(self, *, foot: bool) -> None:
        """Begin a thead, tbody or tfoot, or what follows one."""
        self._group += 1
        self._foot, self._in_row = foot, False

    def open_row(self, *, shown: bool = True) -> None:
        """Begin a row; cells that follow one that is not shown need a row of their own."""
        self._rows.append(Row(self._group, [], shown, self._foot))
        self._in_row = shown

    def close_row(self) -> None:
        """End a row."""
        self._in_row = False

    def open_cell(self, attributes: dict[str, str]) -> Slot:
        """Begin a cell, in a new row if none is open."""
        if not self._in_row:
            self.open_row()
        down = min(_span(attributes["rowspan"]), _ROWS) if "rowspan" in attributes else 1
        across = min(max(_span(attributes["colspan"]), 1), MAX_COLUMNS) if "colspan" in attributes else 1
        if len(self._rows[-1].slots) >= MAX_COLUMNS:
            raise self._budget.too_wide()
        slot = Slot([], down, across)
        self._rows[-1].slots.append(slot)
        return slot

    def close(self) -> list[Flow]:
        """End the table: return it as one unit, or what it holds if it only lays that out."""
        rows = lay(self._rows, self._budget)
        slots = [slot for row in self._rows if row.shown for slot in row.slots]
        slots.sort(key=lambda slot: (slot.row, slot.column))
        if self.presents or _only_lays_out(slots):
            return [*self.before, *_contents(slots)]
        if not any(slot.flow for slot in slots):
            return self.before
        return [Grid(slots, rows, self.box, self.before)]


def _span(text: str) -> int:
    match = _NUMBER.match(text)
    return int(match[1]) if match else 1


def _only_lays_out(slots: list[Slot]) -> bool:
    """Tell whether a table is a frame: a single cell, or one that holds others and never two texts side by side."""
    if len(slots) == 1:
        return True
    if not any(map(_holds, slots)) and not (any(map(_is_menu, slots)) and any(map(_is_page, slots))):
        return False
    rows: set[int] = set()
    for slot in slots:
        if _speaks(slot):
            if slot.row in rows:
                return False
            rows.add(slot.row)
    return True


def _holds(slot: Slot) -> bool:
    """Tell whether there are tables in a cell, or what was in one."""
    return any(isinstance(unit, Grid) or (isinstance(unit, Text) and not unit.own) for unit in slot.flow)


def _speaks(slot: Slot) -> bool:
    """Tell whether a cell has text of its own, other than links."""
    own = [unit for unit in slot.flow if isinstance(unit, Text) and unit.own]
    return sum(len(unit.text) for unit in own) > 2 * sum(unit.linked for unit in own)


def _is_menu(slot: Slot) -> bool:
    links = 0
    for unit in slot.flow:
        if isinstance(unit, Text):
            links += unit.links
    return links >= _MENU and not _speaks(slot)


def _is_page(slot: Slot) -> bool:
    return sum(isinstance(unit, Text) for unit in slot.flow) >= _PAGE and _speaks(slot)


def _contents(slots: list[Slot]) -> list[Flow]:
    """Return what the cells hold, marked as no cell's own unless it is a single line in a box."""
    flow = [unit for slot in slots for unit in slot.flow]
    if len(slots) > 1 or len([unit for unit in flow if not isinstance(unit, Gone)]) > 1:
        for unit in flow:
            if isinstance(unit, Text):
                unit.own = False
    return flow
