"""The pen that puts cells on a grid, row by row, around what is merged down from above."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wenxiao.document import Place
from wenxiao.standards.layout import LayoutCell, Style
from wenxiao.write.sheet import BARE, Around, SheetCell, Slot

if TYPE_CHECKING:
    from wenxiao.write.words import Words


class Pen:
    """Keeps where the next cell goes."""

    def __init__(self, width: int) -> None:
        self.width, self.left = width, 0
        self.row, self.column, self.heads = 0, 0, 0
        self.cells: list[SheetCell] = []
        self._reaching = [0] * width  # the first row that is free again, by column

    def put(
        self,
        text: str,
        wide: int,
        high: int,
        style: Style,
        slot: Slot | None,
        *,
        around: Around = BARE,
        places: tuple[Place, ...] = (),
    ) -> None:
        """Put a cell at the next free place of the row."""
        while self.column < self.width and self._reaching[self.column] > self.row:
            self.column += 1
        self.cells.append(SheetCell(text, self.row, self.column, high, wide, style, slot, around, places))
        self._reaching[self.column : self.column + wide] = [self.row + high] * wide
        self.column += wide

    def next(self) -> None:
        """Go on to the next row."""
        self.row += 1
        self.column = self.left

    @contextmanager
    def beside(self, side: LayoutCell | None, words: Words) -> Iterator[None]:
        """Write a band beside a cell that is merged down its left."""
        if side is None:
            yield
            return
        at, top, left = len(self.cells), self.row, self.left
        cell = SheetCell(words.filled(side.text), top, left, 1, side.wide, side.style or "head", None)
        self.cells.append(cell)
        self.left = self.column = left + side.wide
        yield
        self.left = self.column = left
        self.cells[at] = cell._replace(rowspan=max(1, self.row - top))
