"""Rows and columns of a worksheet: references such as B7, and which of them are hidden."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


class Range(NamedTuple):
    """A rectangle of cells, both ends included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


@functools.lru_cache(maxsize=MAX_COLUMN)
def letters(column: int) -> str:
    """Return the name of a column: 28 is AB."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def position(reference: str) -> tuple[int, int] | None:
    """Return row and column of a reference, None if it is none or lies outside a worksheet."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for char in match[1].upper():
        column = column * 26 + ord(char) - ord("A") + 1
    row = int(match[2])
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


def range_of(reference: str) -> Range | None:
    """Return the rectangle that A1:C3 names, None if it names none or one that is cut off by the sheet's edge."""
    first, _, last = reference.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Range(rows[0], columns[0], rows[1], columns[1])


class Axis:
    """The rows, or the columns, of a sheet, some of them hidden."""

    def __init__(self, hidden: Iterable[int]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for number in sorted(set(hidden)):
            if self._ends and self._ends[-1] == number - 1:
                self._ends[-1] = number
            else:
                self._starts.append(number)
                self._ends.append(number)
        lengths = (end - start + 1 for start, end in zip(self._starts, self._ends, strict=True))
        self._before = [0, *accumulate(lengths)]
        self._above = [start - 1 - count for start, count in zip(self._starts, self._before, strict=False)]

    def hides(self, number: int) -> bool:
        """Tell whether a row or column is hidden."""
        at = bisect_right(self._starts, number) - 1
        return at >= 0 and number <= self._ends[at]

    def shown(self, number: int) -> int:
        """Return the ordinal of a row or column among those that are shown."""
        if not self._starts:
            return number
        at = bisect_right(self._starts, number) - 1
        if at < 0:
            return number
        return number - self._before[at] - min(number, self._ends[at]) + self._starts[at] - 1

    def number(self, ordinal: int) -> int:
        """Return the row or column that is shown as the so manieth: the inverse of `shown`."""
        return ordinal + self._before[bisect_left(self._above, ordinal)]

    def first_shown(self, start: int, end: int) -> int | None:
        """Return the first row or column between two that is not hidden, None if all are."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and start <= self._ends[at]:
            start = self._ends[at] + 1
        return start if start <= end else None

    def span(self, start: int, end: int) -> int:
        """Return how many rows or columns between two, both included, are shown."""
        return self.shown(end) - (self.shown(start) if not self.hides(start) else self.shown(start) + 1) + 1
