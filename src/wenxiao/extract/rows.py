"""A table as lines of cells, in which the heads of official forms are found.

Two kinds of tables come in: exact ones (spans known: a cell stands at every column that it covers) and
ragged ones (a text dialect: a cell's column is its ordinal). Both become Lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from wenxiao import quantity
from wenxiao.document import Cell, Table
from wenxiao.extract.labels import Lexicon, key, printed_year, squeeze
from wenxiao.standards import Column


@dataclass(frozen=True)
class Line:
    """One row. `slots` holds the cell at each column (None where there is none)."""

    row: int
    slots: tuple[Cell | None, ...]
    exact: bool

    def distinct(self) -> Iterator[tuple[int, Cell]]:
        """Yield each cell once, with the first column at which it stands in this row."""
        previous: Cell | None = None
        for column, cell in enumerate(self.slots):
            if cell is not None and cell is not previous:
                yield column, cell
            previous = cell

    def starts_here(self, cell: Cell) -> bool:
        """Tell whether the cell begins in this row (is not merged down from above)."""
        return cell.row == self.row

    def own(self) -> Iterator[tuple[int, Cell]]:
        """Yield each cell that begins in this row, with its column: what is merged down from above was said there."""
        return ((column, cell) for column, cell in self.distinct() if cell.row == self.row)

    def text(self, column: int) -> str:
        """Return the text at a column, "" where there is no cell."""
        cell = self.slots[column] if 0 <= column < len(self.slots) else None
        return cell.text.strip() if cell else ""

    def first(self) -> tuple[int, Cell] | None:
        """Return the first cell of its own that says something, with its column."""
        return next(((column, cell) for column, cell in self.own() if cell.text.strip()), None)

    def filler(self) -> bool:
        """Tell whether the row says nothing: blanks and …… only."""
        blank = (quantity.Marker.BLANK, quantity.Marker.FILLER)
        return all(quantity.marker(cell.text) in blank for _, cell in self.own())


@dataclass
class Header:
    """The heads of one block: which column of the table means what, and in which row(s) they stand."""

    lexicon: Lexicon
    columns: dict[int, Column]
    heads: dict[int, Cell]
    rows: list[int]
    width: int
    rivals: dict[int, tuple[Column, Cell]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """The first column that has a meaning; labels stand before it."""
        return min(self.columns, default=0)

    def settle(self, rows: list[Line]) -> None:
        """Choose between two heads for one concept: the column under which figures, or the words of a goal, stand."""
        count = self._words if self.lexicon.block.kind == "goals" else _figures
        for column, (head, cell) in self.rivals.items():
            taken = next((at for at, other in self.columns.items() if other is head), None)
            if taken is not None and count(rows, column) > 0 and count(rows, taken) == 0:
                del self.columns[taken], self.heads[taken]
                self.columns[column], self.heads[column] = head, cell

    def _words(self, rows: list[Line], column: int) -> int:
        """Return how many cells speak under this head alone."""
        found = (cell for line in rows for at, cell in line.own() if at == column and cell.text.strip())
        return sum(not any(column < other < column + cell.colspan for other in self.columns) for cell in found)


def lines(table: Table) -> list[Line]:
    """Return the rows of a table."""
    if table.exact:
        return [Line(row, tuple(slots), True) for row, slots in enumerate(table.grid())]
    return [Line(row, _ragged(cells), False) for row, cells in enumerate(table.lines())]


def _ragged(cells: list[Cell]) -> tuple[Cell | None, ...]:
    width = max((cell.column for cell in cells), default=-1) + 1
    slots: list[Cell | None] = [None] * width
    for cell in cells:
        slots[cell.column] = cell
    return tuple(slots)


def match_header(line: Line, lexicon: Lexicon) -> Header | None:
    """Return the heads of a block that a line prints, or None if it prints too few of them."""
    found: dict[int, Column] = {}
    heads: dict[int, Cell] = {}
    rivals: dict[int, tuple[Column, Cell]] = {}
    seen: set[int] = set()
    filled = figures = 0
    for column, cell in line.distinct():
        text = cell.text.strip()
        if not text:
            continue
        filled += 1
        figures += quantity.parse(text) is not None
        head = lexicon.column(text)
        if head is None:
            continue
        if id(head) in seen and lexicon.block.kind != "rows":
            rivals[column] = (head, cell)
            continue
        found[column], heads[column] = head, cell
        seen.add(id(head))
    telling = sum(1 for head in found.values() if head.role != "label")
    if len(found) < lexicon.block.least or telling == 0 or figures > filled // 4:
        return None
    if filled > 2 * len(found) + 2:
        return None
    years = {printed_year(cell.text) for cell in heads.values()} - {None}
    if lexicon.block.kind == "columns" and len(years) > 1:
        return None  # 2023年决算数 beside 2024年预算数: a table of two years, not of budget and execution
    return Header(lexicon, found, heads, [line.row], len(line.slots), rivals)


def _figures(rows: list[Line], column: int) -> int:
    return sum(quantity.parse(line.text(column)) is not None for line in rows)


def under_years(header: Header, above: Line) -> bool:
    """Date heads by the years merged over them in the row above (2023年 over 预算数 and 决算数).

    Tell whether the header still stands: one that names concepts holds for a single year.
    """
    years: set[int | None] = set()
    for column, cell in [*header.heads.items(), *((at, cell) for at, (_, cell) in header.rivals.items())]:
        over = above.slots[column] if column < len(above.slots) else None
        if over is None or over is cell or over.colspan == 1 or not _is_year(over.text) or printed_year(cell.text):
            continue
        years.add(printed_year(over.text))
        if column in header.heads:
            header.heads[column] = msgspec.structs.replace(cell, text=f"{squeeze(over.text)}{cell.text.strip()}")
    return len(years) < 2 or header.lexicon.block.kind != "columns"


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(squeeze(text)))


_YEAR = re.compile(r"[(（]?(?:(?:19|20)\d{2}年?度?|上一?年度?|去年|本年度?|当年度?)[)）]?(?:情况|数据)?")


def extend_header(header: Header, line: Line) -> bool:
    """Add the heads of a further header row (基本支出 under 其中：) to a header; tell whether it was one."""
    fresh: dict[int, Cell] = {}
    for column, cell in line.distinct():
        text = cell.text.strip()
        if not text:
            continue
        if quantity.parse(text) is not None:
            return False
        head = header.lexicon.column(text)
        known = header.columns.get(column)
        if head is not None and line.starts_here(cell) and head is not known:
            fresh[column] = cell
        elif head is None and key(text) and not squeeze(text).startswith("其中"):
            return False
    if not fresh or len(line.slots) < max(header.columns, default=0):
        return False
    for column, cell in fresh.items():
        head = header.lexicon.column(cell.text)
        if head is not None:
            header.columns[column], header.heads[column] = head, cell
    header.rows.append(line.row)
    return True


def infer_levels(header: Header, line: Line) -> None:
    """Give unlabelled columns between 一级指标 and 指标值 the levels that are not named, in order."""
    roles = {column.role for column in header.columns.values()}
    if header.lexicon.block.kind != "indicators" or "level3" in roles:
        return
    named = [role for role in ("level1", "level2", "level3") if role in roles]
    missing = [role for role in ("level2", "level3") if role not in named]
    start = max((c for c, head in header.columns.items() if head.role in named), default=-1)
    stop = min((c for c, head in header.columns.items() if c > start and head.role), default=len(line.slots))
    for column, role in zip(range(start + 1, stop), missing, strict=False):
        header.columns[column] = Column(label=role, role=role)  # type: ignore[arg-type]


def best_shift(header: Header, line: Line) -> int:
    """Return how far a ragged row is shifted against its heads.

    A text dialect may leave merged cells out, in the heads or in the row; the shift at which the columns of
    figures hold figures, and those of words hold words, is taken. 0 is preferred.
    """
    if line.exact or len(line.slots) == header.width:
        return 0
    difference = len(line.slots) - header.width
    candidates = sorted({0, difference}, key=lambda shift: (-_fit(header, line, shift), abs(shift)))
    return candidates[0]


def _fit(header: Header, line: Line, shift: int) -> int:
    fit = 0
    for column, head in header.columns.items():
        text = line.text(column + shift)
        numeric = quantity.parse(text) is not None
        if head.role in ("weight", "score") or head.concept is not None or head.stage is not None:
            fit += 2 if numeric else -2 if quantity.marker(text) is None else 0
        elif head.role in ("level1", "level2", "level3"):
            fit += 1 if text and not numeric else -2 if numeric else 0
    return fit
