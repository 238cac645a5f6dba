"""The shape of tables whose borders are lost: rows cut in two, and tables that run into each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wenxiao.read.drafts import Entry
from wenxiao.read.text.signs import is_numeric

_NEAR = 6  # rows on either side that tell what width is usual here
_LABEL = 24
_COLUMNS = 100  # no header has more, and headers are looked at again for each row below


class Row(NamedTuple):
    """A row as it was found: its cells, and how many blank lines stand before it."""

    cells: tuple[Entry, ...]
    gap: int = 0


def mend_rows(rows: Sequence[Row]) -> list[Row]:
    """Join the two halves of each row that a blank line inside a label has cut."""
    mended: list[Row] = []
    at = 0
    while at < len(rows):
        if at + 1 < len(rows) and _cut_in_two(rows, at):
            mended.append(Row(rows[at].cells + rows[at + 1].cells, rows[at].gap))
            at += 2
        else:
            mended.append(rows[at])
            at += 1
    return mended


def part_tables(rows: Sequence[Row]) -> list[list[Row]]:
    """Part rows that follow each other into tables, wherever a new one evidently begins."""
    tables: list[list[Row]] = []
    for row in rows:
        if tables and not _begins_table(row, tables[-1]):
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables


def is_header(cells: Sequence[Entry]) -> bool:
    """Tell whether a row is made of labels: it begins with one, has another, and holds no figure."""
    if len(cells) > _COLUMNS:
        return False
    filled = [cell.text for cell in cells if cell.text]
    return (
        len(filled) > 1
        and bool(cells[0].text)
        and not any(is_numeric(text) for text in filled)
        and all(len(text) <= _LABEL for text in filled)
    )


def repeats_header(cells: Sequence[Entry], table: Sequence[Row]) -> bool:
    """Tell whether a row behind data begins with the very label that heads the table's first column."""
    head = table[0].cells
    if cells[0].text != head[0].text or not is_header(cells) or not is_header(head):
        return False
    return not is_header(table[-1].cells)


def _begins_table(row: Row, table: Sequence[Row]) -> bool:
    if repeats_header(row.cells, table) or row.gap > 2:
        return True
    return row.gap == 2 and is_header(row.cells) and len(row.cells) != len(table[-1].cells)


def _cut_in_two(rows: Sequence[Row], at: int) -> bool:
    """Tell whether the rows at `at` and behind are one: together as wide as is usual, neither by itself."""
    first, second = rows[at].cells, rows[at + 1].cells
    usual = _usual(rows, at)
    whole = max(usual, default=0)
    if len(first) + len(second) != whole or not first[-1].text or is_numeric(first[-1].text):
        return False
    if at and len(first) > 1 and len(first) == len(rows[at - 1].cells):
        return False  # as wide as the row above it: complete
    if len(first) == 1:
        return len(second) not in usual
    # A short row that begins with a label may be complete; one that continues merged cells is not.
    return not first[0].text


def _usual(rows: Sequence[Row], at: int) -> set[int]:
    """Return the widths that occur more than once around the pair of rows at `at`."""
    return repeated(len(row.cells) for row in (*rows[max(0, at - _NEAR) : at], *rows[at + 2 : at + 2 + _NEAR]))


def repeated(widths: Iterable[int]) -> set[int]:
    """Return the widths that occur more than once."""
    return {width for width, count in Counter(widths).items() if count > 1}
