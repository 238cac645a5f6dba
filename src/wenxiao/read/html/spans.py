"""The places of cells in a table: spans of rows and columns, laid out as browsers do, without overlaps."""

from __future__ import annotations

from msgspec import Struct

from wenxiao.errors import ReadError
from wenxiao.read.assembly import MAX_COLUMNS, MAX_GRID
from wenxiao.read.html.flow import Slot

_LIKELY = 100  # a wider span is a way to say “all columns”
_FOREVER = 1 << 30


class Row(Struct, gc=False, eq=False):
    """A row as it comes in: its cells, whether it is shown, and the group (thead, tbody) that it belongs to."""

    group: int
    slots: list[Slot]
    shown: bool
    last: bool  # of a tfoot, which is printed at the end wherever it is written


class Budget:
    """How much more of tables one document may hold."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.left = 2 * MAX_GRID

    def spend(self, positions: int) -> None:
        """Take `positions` from what is left; raise ReadError if that is not enough."""
        self.left -= positions
        if self.left < 0:
            raise ReadError(
                f"“{self.name}”里的表格合起来超过 {2 * MAX_GRID} 格（合并的格按展开计），不像正常的网页，没有读；"
                "请拆分或删去无关内容后再试。"
            )

    def too_wide(self) -> ReadError:
        """Return the refusal of a table with more columns than any form has."""
        return ReadError(f"“{self.name}”有一张表超过 {MAX_COLUMNS} 列，不像正常的网页，没有读；请检查后再试。")


class _Reach(Struct, gc=False, eq=False):
    """A cell that goes on into the rows below: the columns it takes, and for how many rows."""

    start: int
    end: int
    left: int
    slot: Slot


def lay(rows: list[Row], budget: Budget) -> int:
    """Give each cell its row, column and true spans; return the number of rows that are shown."""
    ordered = [row for row in rows if not row.last] + [row for row in rows if row.last]
    count = 0
    reaches: list[_Reach] = []
    group = -1
    for row in ordered:
        if row.group != group:
            group, reaches = row.group, []
        if row.shown:
            reaches = _place(row, count, reaches, budget)
            count += 1
        else:
            reaches = _passed(reaches)
    slots = [slot for row in ordered if row.shown for slot in row.slots]
    _clip(slots)
    width = max((slot.column + slot.colspan for slot in slots), default=0)
    budget.spend(width * count)
    return count


def _place(row: Row, number: int, reaches: list[_Reach], budget: Budget) -> list[_Reach]:
    """Place the cells of one row around those that reach into it; return those that reach below."""
    if not reaches and all(slot.rowspan == 1 == slot.colspan for slot in row.slots):
        for column, slot in enumerate(row.slots):
            slot.row, slot.column = number, column
        return reaches
    budget.spend(len(reaches) + len(row.slots))
    column, at = 0, 0
    begun: list[_Reach] = []
    for reach in reaches:
        reach.slot.rowspan += 1
    for slot in row.slots:
        while at < len(reaches) and reaches[at].start <= column:
            column = max(column, reaches[at].end)
            at += 1
        room = reaches[at].start - column if at < len(reaches) else _FOREVER
        slot.row, slot.column, slot.colspan = number, column, min(slot.colspan, room)
        column += slot.colspan
        if column > 2 * MAX_COLUMNS:
            raise budget.too_wide()
        if slot.rowspan != 1:
            begun.append(_Reach(slot.column, column, (slot.rowspan or _FOREVER) - 1, slot))
            slot.rowspan = 1
    return sorted(_passed(reaches) + begun, key=lambda reach: reach.start)


def _passed(reaches: list[_Reach]) -> list[_Reach]:
    """Return the cells that reach on below one more row."""
    for reach in reaches:
        reach.left -= 1
    return [reach for reach in reaches if reach.left > 0]


def _clip(slots: list[Slot]) -> None:
    """Cut spans that are too wide to be counted off down to the columns that the table has."""
    if all(slot.colspan <= _LIKELY for slot in slots):
        return
    width = max(slot.column + (slot.colspan if slot.colspan <= _LIKELY else 1) for slot in slots)
    for slot in slots:
        slot.colspan = min(slot.colspan, width - slot.column)
