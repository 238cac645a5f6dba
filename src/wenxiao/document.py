"""What a file says: paragraphs and tables in order, each knowing where it stands.

One model for every format. A reader fills in what its format can give and leaves the rest None.
Nothing here knows of budgets or evaluation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct, field


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """Where something stands, precise enough to highlight it.

    `block` counts the blocks of the Document from 0, `row` and `column` the cells of a table from 0,
    `line` the lines of a text source from 1, `start` and `end` the characters of the block's or cell's
    text from 0 (end excluded). `sheet` and `reference` (B7) name a cell of a workbook, `file` the file where
    a filing has several. `path` is what a person reads: 附件3 › 年度预算申请 › 全年执行数.
    """

    page: int | None = None
    block: int | None = None
    row: int | None = None
    column: int | None = None
    rowspan: int | None = None
    colspan: int | None = None
    line: int | None = None
    start: int | None = None
    end: int | None = None
    sheet: str | None = None
    reference: str | None = None
    file: str | None = None
    path: str = ""

    def spot(self) -> str:
        """Return where to turn to in the file: its line, its cell or its page, "" where the format has none."""
        if self.line:
            said = f"第{self.line}行"
        elif self.reference and self.sheet:
            said = f"工作表“{self.sheet}”{self.reference}"
        else:
            said = f"第{self.page}页" if self.page else ""
        return f"{self.file} {said}".strip() if self.file else said


class Paragraph(Struct, frozen=True, kw_only=True, gc=False, tag="paragraph", tag_field="kind"):
    """A run of text. `level` is set (1 is the highest) only if the format itself marks a heading.

    `marks` holds the offsets at which a new source line begins, as (offset, line number) pairs,
    so that an offset of the healed text can be traced back to the line that it came from.
    """

    text: str
    place: Place
    level: int | None = None
    marks: tuple[tuple[int, int], ...] = ()

    def line_at(self, offset: int) -> int | None:
        """Return the source line of the character at `offset`, or None if the format has no lines."""
        at = bisect_right(self.marks, offset, key=lambda mark: mark[0])
        return self.marks[at - 1][1] if at else self.place.line


class Cell(Struct, frozen=True, kw_only=True, gc=False):
    """One cell: its text, the grid position of its upper left corner, and how far it reaches."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: Place


class Table(Struct, frozen=True, kw_only=True, gc=False, tag="table", tag_field="kind"):
    """A grid of cells. `rows` × `columns` is its size; cells are in reading order.

    `exact` tells whether the spans are known. A text dialect that only lists the cells of each row
    is not exact: the column of a cell is then its ordinal in its row, and rows may differ in length.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    place: Place
    exact: bool = True

    def grid(self) -> list[list[Cell | None]]:
        """Return the cells by row and column, a spanning cell standing at each position it covers."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rowspan, self.rows)):
                for column in range(cell.column, min(cell.column + cell.colspan, self.columns)):
                    grid[row][column] = cell
        return grid

    def lines(self) -> Iterator[list[Cell]]:
        """Yield the cells that begin in each row, in order of their columns."""
        by_row: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            by_row[cell.row].append(cell)
        for row in by_row:
            yield sorted(row, key=lambda cell: cell.column)


Block = Paragraph | Table


class Omission(Struct, frozen=True, kw_only=True, gc=False):
    """What the reader left out on purpose (a tracked deletion, hidden text), and why."""

    what: str
    text: str
    place: Place


class Document(Struct, frozen=True, kw_only=True, gc=False):
    """What one file says. `metadata` holds what the file says of itself (author, title, …).

    `margins` holds what is printed on every page but is no part of the text: headers and footers, each once.
    """

    contract: str = "wenxiao.document/1"
    file: str
    sha256: str
    media_type: str
    encoding: str | None = None
    blocks: tuple[Block, ...]
    margins: tuple[Paragraph, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    omitted: tuple[Omission, ...] = ()
    notes: tuple[str, ...] = ()
