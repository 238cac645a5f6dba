"""The lines of a text with what a reader of a dialect asks about those ahead."""

from __future__ import annotations

from collections.abc import Sequence

from wenxiao.read.text.lines import Kind, Line

_AHEAD = 200  # lines of a chunk that are looked at to tell its dialect


class Source:
    """Classified lines, with the end of each run of text known beforehand (so that looking is cheap)."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._end = self._run_ends()

    def run(self, at: int, limit: int) -> Sequence[Line]:
        """Return the lines of text from `at` on that nothing parts, at most `limit`."""
        return self.lines[at : min(self._end[at], at + limit)]

    def is_followed_by_cell(self, at: int) -> bool:
        """Tell whether the run of text at `at` is followed by a line that begins a cell."""
        lines, end = self.lines, self._end[at]
        while end < len(lines) and lines[end].kind is Kind.BLANK and lines[end].text and end < self._end[at] + 8:
            end += 1
        return end < len(lines) and lines[end].kind is Kind.CELL

    def is_listing(self, at: int) -> bool:
        """Tell whether the chunk at `at` lists one cell a line, rather than one row."""
        cells = grids = 0
        for line in self.lines[at : at + _AHEAD]:
            if line.kind is Kind.BLANK:
                break
            cells += line.kind is Kind.CELL
            # A row of dashes belongs to a grid, whatever the lines around it look like.
            grids += _AHEAD * (line.kind is Kind.RULE) + (line.kind is Kind.GRID)
        return cells >= grids and cells > 0

    def is_lone(self, at: int) -> bool:
        """Tell whether the line at `at` is followed by a blank one or by nothing."""
        return at + 1 >= len(self.lines) or self.lines[at + 1].kind is Kind.BLANK

    def _run_ends(self) -> list[int]:
        ends = [0] * len(self.lines)
        end = len(self.lines)
        for at in range(len(self.lines) - 1, -1, -1):
            if self.lines[at].kind is not Kind.TEXT:
                end = at
            ends[at] = end
        return ends
