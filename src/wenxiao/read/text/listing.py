"""Dialect 1, the dump of a Word table: one cell a line, led by a TAB; a blank line ends the row.

The blank line is not to be trusted: a cell's own text may hold some, and the table's end has no sign
of its own. What follows a row is judged by how it looks and by how wide the rows are.
"""

from __future__ import annotations

from wenxiao.read.drafts import Draft, Entry, Grid, Prose
from wenxiao.read.text.glue import Piece, join
from wenxiao.read.text.lines import Kind, Line
from wenxiao.read.text.shape import Row, mend_rows, part_tables
from wenxiao.read.text.signs import (
    Item,
    begins_form,
    ends_table,
    follows,
    is_bare_seal,
    is_numeric,
    is_title,
    item,
)
from wenxiao.read.text.source import Source

_SHORT = 24  # a label in a narrow cell; more is a sentence
_PROSE = 15
_MAX_LABEL_LINES = 8


class _Cell:
    """A cell that is still being read."""

    def __init__(self, line: Line) -> None:
        self.first = line
        self.pieces: list[Piece] = []
        self.item: Item | None = None
        self.add(line, after_blank=False)

    def add(self, line: Line, *, after_blank: bool) -> None:
        """Take in one more line of the source."""
        text = line.text.strip().replace("\t", " ")
        if text:
            self.pieces.append(Piece(line.number, text, after_blank))
            self.item = item(text) or self.item

    @property
    def last(self) -> str:
        """The text of the latest line that is not blank."""
        return self.pieces[-1].text if self.pieces else ""

    def entry(self) -> Entry:
        """Return what the cell says and the line where its text begins."""
        line = self.pieces[0].line if self.pieces else self.first.number
        return Entry(join(self.pieces), line, self.first.page)


class _Listing:
    """The rows of one stretch of the dialect, read line by line."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.rows: list[list[_Cell]] = []
        self.gaps: list[int] = []
        self.usual = 0  # the widest complete row so far

    def read(self, start: int) -> int:
        """Read from line `start` to the end of the table; return where that is."""
        lines = self.source.lines
        at, gap, end = start, 0, start
        while at < len(lines):
            line = lines[at]
            if line.kind is Kind.BLANK:
                # A line of blanks below a cell's text is still a line of that cell.
                gap += not (line.text and at and lines[at - 1].kind is Kind.TEXT and not gap)
            elif not self._take(at, line, gap):
                break
            else:
                gap, end = 0, at + 1
            at += 1
        return end

    def _take(self, at: int, line: Line, gap: int) -> bool:
        """Take in one line that is not blank; return False if it stands outside the table."""
        if line.kind is Kind.CELL or (line.kind is Kind.GRID and line.text.startswith("\t")):
            if gap and not self.source.is_listing(at):
                return False
            self._open_cell(line, gap)
            return True
        if line.kind is Kind.RULE or not self._continues(at, line.text.strip(), gap):
            return False
        self.rows[-1][-1].add(line, after_blank=gap > 0)
        return True

    def _open_cell(self, line: Line, gap: int) -> None:
        if gap or not self.rows:
            self.usual = max(self.usual, len(self.rows[-1]) if self.rows else 0)
            self.rows.append([])
            self.gaps.append(gap)
        self.rows[-1].append(_Cell(line))

    def _continues(self, at: int, text: str, gap: int) -> bool:
        """Tell whether the text at line `at` is a part of the cell before it."""
        cell = self.rows[-1][-1]
        if follows(cell.item, text):
            return True
        full = 0 < self.usual <= len(self.rows[-1])
        led_on = self.source.is_followed_by_cell(at) and not any(
            begins_form(line.text.strip()) for line in self.source.run(at, _MAX_LABEL_LINES)
        )
        if gap:
            return led_on and not full and self._is_more_text(at, cell, gap)
        return _is_more_lines(cell, text, full=full, led_on=led_on)

    def _is_more_text(self, at: int, cell: _Cell, gap: int) -> bool:
        """Tell whether the lines from `at`, which a blank line parts from the cell, belong to it."""
        texts = [line.text.strip() for line in self.source.run(at, _MAX_LABEL_LINES + 1)]
        if any(ends_table(text) or item(text) for text in texts) or (cell.pieces and gap > 1):
            return False
        if len(texts) <= _MAX_LABEL_LINES and all(len(text) <= _SHORT for text in texts):
            return True
        return len(cell.last) >= _PROSE and not texts[-1].endswith(("：", ":"))

    def tables(self) -> list[list[Row]]:
        """Return what was read, its cut rows mended, parted into tables."""
        rows = [
            Row(tuple(cell.entry() for cell in cells), gap) for cells, gap in zip(self.rows, self.gaps, strict=True)
        ]
        return part_tables(mend_rows(rows))


def read_listing(source: Source, start: int) -> tuple[list[Draft], int]:
    """Read the table or tables that begin at line `start`; return them and the line behind."""
    listing = _Listing(source)
    end = listing.read(start)
    drafts: list[Draft] = []
    for rows in listing.tables():
        drafts.extend(_drafts(rows))
    return drafts, end


def _is_more_lines(cell: _Cell, text: str, *, full: bool, led_on: bool) -> bool:
    """Tell whether a line directly below a cell's line belongs to it.

    `full` says that the row is as wide as any before it, `led_on` that another cell follows the text.
    """
    idle = not cell.pieces or is_numeric(cell.last)
    if begins_form(text):
        return False
    if is_bare_seal(text) and led_on:
        return True
    if is_title(text):
        return not (full and idle)
    if ends_table(text):
        return led_on and not full
    return led_on or not (full and idle and len(text) > _SHORT)


def _drafts(rows: list[Row]) -> list[Draft]:
    """Return a table, and as paragraphs the indented text around it that only looked like cells."""
    first, last = 0, len(rows)
    if all(len(row.cells) == 1 or _is_prose(row) for row in rows):
        first = last
    while first < last and _is_prose(rows[first]):
        first += 1
    while last > first and _is_prose(rows[last - 1]):
        last -= 1
    drafts: list[Draft] = [*_prose(rows[:first])]
    if first < last:
        drafts.append(Grid(tuple(row.cells for row in rows[first:last])))
    return [*drafts, *_prose(rows[last:])]


def _is_prose(row: Row) -> bool:
    """Tell whether the cells of a row are indented paragraphs: a title by itself, or only long text."""
    texts = [cell.text for cell in row.cells]
    if not all(texts):
        return False
    if len(texts) == 1:
        return len(texts[0]) >= 8
    return all(len(text) > _SHORT or item(text) or is_title(text) for text in texts) and max(map(len, texts)) >= 40


def _prose(rows: list[Row]) -> list[Prose]:
    return [Prose(cell.text, cell.line, cell.page) for row in rows for cell in row.cells]
