"""A filled form before it has a format: cells on a grid, each knowing what it stands for.

Fill makes sheets from a Filing and a layout; every renderer reads nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from wenxiao.document import Place
from wenxiao.standards.layout import Orientation, Style


class Slot(NamedTuple):
    """What a cell stands for: its form instance, block and row, and the concept or role, by ids and not by position.

    `row` is the concept of a row, `item:` and its printed label, `entity:` and its name, or an indicator's number.
    """

    form: str
    block: str | None
    row: str | None
    name: str
    stage: str | None = None
    period: str | None = None


class Around(NamedTuple):
    """What a cell prints beside what the filing says: before it, after it, and in its place where it says nothing."""

    before: str = ""
    after: str = ""
    otherwise: str = ""

    def put(self, said: str) -> str:
        """Return the text of the cell for what is said."""
        return f"{self.before}{said or self.otherwise}{self.after}"


BARE = Around()


class SheetCell(NamedTuple):
    """One cell: its text, the grid position of its upper left corner, how far it reaches, its look and its slot.

    `around` is the part of the text that the form prints itself, `places` are where the Filing was read from that says
    the rest: none in an empty cell, several where one cell stands for several rows of the source.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    style: Style = "text"
    slot: Slot | None = None
    around: Around = BARE
    places: tuple[Place, ...] = ()

    @property
    def said(self) -> str:
        """What the filing says in this cell, without what the form prints around it."""
        bare = self.text.removeprefix(self.around.before).removesuffix(self.around.after)
        return "" if bare == self.around.otherwise else bare


class Sheet(NamedTuple):
    """One form as it is handed in: what stands above the table, its cells, what stands below.

    `heads` counts the rows at the top that are printed again on each page.
    """

    form: str
    title: str
    annex: str | None
    part: str | None
    apart: bool
    orientation: Orientation
    above: tuple[str, ...]
    widths: tuple[int, ...]
    rows: int
    cells: tuple[SheetCell, ...]
    heads: int
    notes: tuple[str, ...]
    signatures: tuple[tuple[str, str], ...]

    def by_row(self) -> Iterator[list[SheetCell]]:
        """Yield the cells that begin in each row, in order of their columns."""
        lines: list[list[SheetCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            lines[cell.row].append(cell)
        for line in lines:
            yield sorted(line, key=lambda cell: cell.column)

    def grid(self) -> list[list[SheetCell | None]]:
        """Return the cells by row and column, a merged cell standing at each position that it covers."""
        grid: list[list[SheetCell | None]] = [[None] * len(self.widths) for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                grid[row][cell.column : cell.column + cell.colspan] = [cell] * cell.colspan
        return grid


class Line(NamedTuple):
    """A line of a report: a heading, a sentence, or a gap that a person has to fill in."""

    kind: Literal["heading1", "heading2", "text", "gap"]
    text: str


class Prose(NamedTuple):
    """A page of prose: the report, or a notice."""

    form: str
    title: str
    lines: tuple[Line, ...]
    closing: tuple[str, ...] = ()


Page = Sheet | Prose
