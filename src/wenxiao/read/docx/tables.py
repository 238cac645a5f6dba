"""Tables on Word's grid: spans, merges in both notations, rows that begin or end inside the grid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from wenxiao.errors import ReadError
from wenxiao.read.assembly import MAX_COLUMNS, Laid
from wenxiao.read.docx.names import KINDS, Kind, Names

if TYPE_CHECKING:
    from wenxiao.read.docx.walk import Walk


MAX_ROWS = 20_000
"""The most rows of one table."""


class Slot:
    """A cell in the making: its text, where it stands, how far it reaches, and the tables inside it."""

    __slots__ = ("colspan", "column", "inner", "node", "row", "rowspan", "text", "width")

    def __init__(self, text: str, row: int, column: int, colspan: int, node: etree._Element) -> None:
        self.text, self.row, self.column, self.colspan, self.rowspan = text, row, column, colspan, 1
        self.width = colspan  # by its own properties, before any cell is merged into it from the right
        self.node = node
        self.inner: list[etree._Element] = []

    def laid(self) -> Laid:
        """Return the cell as the assembly takes it."""
        return Laid(self.text, self.row, self.column, self.rowspan, self.colspan)


class _Traits(NamedTuple):
    """What a cell's properties say of its extent."""

    span: int
    down: str | None  # restart, continue
    across: str | None
    deleted: bool


class _RowTraits(NamedTuple):
    """What a row's properties say: the columns before its first cell, whether it is deleted or hidden."""

    before: int = 0
    deleted: bool = False
    hidden: bool = False


_PLAIN_ROW = _RowTraits()


class Grid:
    """One table while its rows come in."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.slots: list[Slot] = []
        self.rows = 0
        names = walk.story.names
        self._value = names.val
        self._named = {name: names.of(name) for name in ("tc", "trPr", "tcPr", "vMerge")}
        traits = ("gridSpan", "vMerge", "hMerge", "cellDel", "cellMerge")
        self._traits_by_tag: dict[object, str] = {names.of(name): name for name in traits}
        self._row_traits_by_tag: dict[object, str] = {names.of(name): name for name in ("gridBefore", "del", "hidden")}
        self._above: dict[int, Slot] = {}  # column → the merged cell that may go on there in the next row
        self._blank: set[etree._Element] = set()  # rows and cells that show only a prompt

    def take(self, table: etree._Element) -> None:
        """Take in the rows of a table, wherever controls and marks wrap them."""
        for row in self._parts(table, Kind.ROW):
            if self.rows > MAX_ROWS:
                raise ReadError(
                    f"“{self.walk.assembly.name}”有一张表超过 {MAX_ROWS} 行，不像正常的文件，没有读；请拆分后再试。"
                )
            if self._left_out(row):
                self._pass_over(row)
            else:
                self._row(row)

    def framed(self, table: etree._Element) -> Iterator[etree._Element]:
        """Yield the cells of a table that only lays out what they hold."""
        for row in self._parts(table, Kind.ROW):
            if not self._left_out(row):
                yield from (cell for cell in self._parts(row, Kind.CELL) if not {row, cell} & self._blank)

    def _parts(self, node: etree._Element, wanted: Kind) -> Iterator[etree._Element]:
        for child in node:
            kind = KINDS.get(child.tag)
            if kind is None:
                continue
            if kind is wanted:
                yield child
            elif kind is Kind.INSIDE:
                yield from self._parts(child, wanted)
            elif kind is Kind.CONTROL:
                content = self.walk.story.content_of(child)
                yield from self._parts(content, wanted) if content is not None else self._unfilled(child, wanted)
            elif kind is Kind.ALTERNATES:
                chosen = self.walk.story.chosen(child)
                if chosen is not None:
                    yield from self._parts(chosen, wanted)

    def _unfilled(self, control: etree._Element, wanted: Kind) -> Iterator[etree._Element]:
        """Yield the parts of a control that shows only a prompt: they say nothing, but keep their place in the grid."""
        content = self.walk.story.names.at(control, "sdtContent")
        for part in self._parts(content, wanted) if content is not None else ():
            self._blank.add(part)
            yield part

    def _pass_over(self, row: etree._Element) -> None:
        """Let no cell below a row that is left out go on with one above it, if in that row another began."""
        column = self._row_traits(row).before
        for cell in self._parts(row, Kind.CELL):
            traits = self._traits(cell)
            if traits.down != "continue":
                for covered in range(column, column + traits.span):
                    self._above.pop(covered, None)
            column += traits.span

    def _left_out(self, row: etree._Element) -> bool:
        """Tell whether a row is deleted or hidden, and note what it said."""
        traits = self._row_traits(row)
        if not traits.deleted and not traits.hidden:
            return False
        story = self.walk.story
        names = story.names
        cells = [" ".join(t.text or "" for t in cell.iter(names.of("t"), names.of("delText"))) for cell in row]
        text = " | ".join(filter(None, map(str.strip, cells)))
        story.omit("已删除的行" if traits.deleted else "隐藏的行", text)
        return True

    def _row_traits(self, row: etree._Element) -> _RowTraits:
        """Read the properties of a row, which stand before its cells."""
        found = _PLAIN_ROW
        for child in row:
            if child.tag == self._named["tc"]:
                break
            if child.tag == self._named["trPr"]:
                for node in child:
                    trait = self._row_traits_by_tag.get(node.tag)
                    if trait == "gridBefore":
                        found = found._replace(before=_count(node.get(self._value), 0))
                    elif trait == "del":
                        found = found._replace(deleted=True)
                    elif trait == "hidden":
                        found = found._replace(hidden=node.get(self._value, "") not in ("0", "false", "off"))
        return found

    def _row(self, row: etree._Element) -> None:
        column = self._row_traits(row).before
        above, self._above = self._above, {}
        last: Slot | None = None
        unfilled = row in self._blank
        for cell in self._parts(row, Kind.CELL):
            traits = self._traits(cell)
            if unfilled:
                self._blank.add(cell)
            if column + traits.span > MAX_COLUMNS:
                raise ReadError(
                    f"“{self.walk.assembly.name}”有一张表超过 {MAX_COLUMNS} 列，不像正常的文件，没有读；请检查后再试。"
                )
            if traits.across == "continue" and last is not None:
                self._cover(last, cell)
                if last.row == self.rows:
                    last.colspan += traits.span
            else:
                last = self._place(cell, column, traits, above)
            column += traits.span
        self.rows += 1

    def _place(self, cell: etree._Element, column: int, traits: _Traits, above: dict[int, Slot]) -> Slot:
        """Put a cell at its column: as the rest of a merged one above, if that has its edges, else as its own."""
        upper = above.get(column)
        if traits.down == "continue" and upper is not None and upper.width == traits.span:
            upper.rowspan += 1
            self._cover(upper, cell)
            self._above[column] = upper
            return upper
        slot = Slot("", self.rows, column, traits.span, cell)
        if cell not in self._blank:
            slot.text, slot.inner = self.walk.cell_text(cell)
        if traits.deleted:
            self.walk.story.omit("已删除的格", slot.text)
            slot.text = ""
        self.slots.append(slot)
        if traits.down is not None:
            self._above[column] = slot
        return slot

    def _cover(self, slot: Slot, cell: etree._Element) -> None:
        """Note the text of a cell that a merged one hides."""
        text, inner = self.walk.cell_text(cell)
        slot.inner.extend(inner)
        if text:
            self.walk.story.omit("合并格盖住的文字", text)

    def _traits(self, cell: etree._Element) -> _Traits:
        properties = cell[0] if len(cell) else None
        if properties is None or properties.tag != self._named["tcPr"]:
            return _PLAIN
        span, down, across, deleted = 1, None, None, False
        for node in properties:
            trait = self._traits_by_tag.get(node.tag)
            if trait is None:
                continue
            if trait == "gridSpan":
                span = max(_count(node.get(self._value), 1), 1)
            elif trait == "vMerge":
                down = node.get(self._value, "continue")
            elif trait == "hMerge":
                across = node.get(self._value, "continue")
            elif trait == "cellDel":
                deleted = True
            else:
                down = "restart" if node.get(self._named["vMerge"]) == "rest" else "continue"
        return _Traits(span, down, across, deleted)


_PLAIN = _Traits(1, None, None, False)


def _count(text: str | None, default: int) -> int:
    return min(int(text), MAX_COLUMNS) if text is not None and text.isdecimal() and len(text) < 8 else default


def is_frame(table: etree._Element, names: Names) -> bool:
    """Tell whether a table only lays out what it holds: other tables, and never two texts beside each other."""
    inner = names.of("tbl")
    if next(table.iterdescendants(inner), None) is None:
        return False
    texts = names.of("t")
    return all(sum(_says(cell, texts) for cell in _wrapped(row, Kind.CELL)) <= 1 for row in _wrapped(table, Kind.ROW))


def _wrapped(node: etree._Element, wanted: Kind) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, whatever wraps them."""
    for child in node:
        kind = KINDS.get(child.tag)
        if kind is wanted:
            yield child
        elif kind in _WRAPPERS:
            yield from _wrapped(child, wanted)


_WRAPPERS = (Kind.CONTROL, Kind.CONTENT, Kind.INSIDE)


def _says(cell: etree._Element, texts: str) -> bool:
    return any((node.text or "").strip() for node in cell.iter(texts))
