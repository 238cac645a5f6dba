"""The words that something was read from, with the figure marked in them."""

from __future__ import annotations

from typing import NamedTuple

from wenxiao.document import Document, Paragraph, Place, Table

_BREAKS = "。；;\n"
_AROUND, _IN_CELL = 60, 24
_BETWEEN = " ｜ "


class Source(NamedTuple):
    """A passage: what stands before the figure, the figure, what stands after, the id of its block in the report."""

    before: str
    marked: str
    after: str
    anchor: str


class _Cell(NamedTuple):
    """A cell of a row: its column, its text, and what of it is shown beside another cell ("" for an empty one)."""

    column: int
    text: str
    short: str


class Sources:
    """Finds the passage of a Place in a document."""

    def __init__(self, document: Document | None) -> None:
        self._blocks = document.blocks if document is not None else ()
        self._lines: dict[int, list[list[_Cell]]] = {}

    def at(self, place: Place, text: str) -> Source:
        """Return the passage at a Place; only the text itself if the document has no such block."""
        if place.block is None or not 0 <= place.block < len(self._blocks):
            return Source("", text, "", "")
        block, anchor = self._blocks[place.block], f"b{place.block}"
        if isinstance(block, Paragraph):
            return _sentence(block.text, *_span(block.text, place, text))._replace(anchor=anchor)
        return self._row(place, block, text)._replace(anchor=f"{anchor}r{place.row or 0}")

    def text(self, place: Place) -> str:
        """Return the whole paragraph or cell at a Place."""
        if place.block is None or not 0 <= place.block < len(self._blocks):
            return ""
        block = self._blocks[place.block]
        if isinstance(block, Paragraph):
            return block.text
        return next((one.text for one in self._line(place.block, block, place.row) if one.column == place.column), "")

    def _line(self, number: int, table: Table, row: int | None) -> list[_Cell]:
        if number not in self._lines:
            grid = [{cell.column: cell.text for cell in line if cell is not None} for line in table.grid()]
            self._lines[number] = [
                [_Cell(at, said, _short(said)) for at, said in sorted(line.items())] for line in grid
            ]
        lines = self._lines[number]
        return lines[row] if row is not None and 0 <= row < len(lines) else []

    def _row(self, place: Place, table: Table, text: str) -> Source:
        line = self._line(place.block or 0, table, place.row)
        before = [one.short for one in line if one.column < (place.column or 0) and one.short]
        after = [one.short for one in line if one.column > (place.column or 0) and one.short]
        own = next((one.text for one in line if one.column == place.column), text)
        start = place.start if place.start is not None else 0
        end = place.end if place.end is not None and place.start is not None else len(own)
        return Source(
            "".join(f"{one}{_BETWEEN}" for one in before) + own[:start],
            own[start:end] or text or "（空）",
            own[end:] + "".join(f"{_BETWEEN}{one}" for one in after),
            "",
        )


def _span(whole: str, place: Place, text: str) -> tuple[int, int]:
    """Return the characters meant: as given, or where the text stands once, else all."""
    if place.start is not None and place.end is not None and place.start < place.end <= len(whole):
        return place.start, place.end
    at = whole.find(text) if text and whole.count(text) == 1 else -1
    return (at, at + len(text)) if at >= 0 else (0, len(whole))


def _sentence(whole: str, start: int, end: int) -> Source:
    """Return the sentence around some characters, cut where it is long."""
    first = max((whole.rfind(mark, 0, start) for mark in _BREAKS), default=-1) + 1
    found = [at for mark in _BREAKS if (at := whole.find(mark, end)) >= 0]
    last = min(found) + 1 if found else len(whole)
    before, after = whole[first:start].lstrip(), whole[end:last].rstrip()
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND]}…"
    return Source(before, whole[start:end], after, "")


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _IN_CELL else f"{said[:_IN_CELL]}…"
