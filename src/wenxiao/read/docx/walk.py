"""The one pass over a Word document: paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from wenxiao.errors import ReadError
from wenxiao.read.assembly import Assembly
from wenxiao.read.breaks import soft_lines
from wenxiao.read.docx.inline import Inline
from wenxiao.read.docx.names import KINDS, Kind
from wenxiao.read.docx.story import Story
from wenxiao.read.docx.tables import Grid, is_frame

_PARAGRAPH = Kind.PARAGRAPH  # members of an enumeration are slow to look up, and most of a document is paragraphs
_DEEPEST = 30  # tables and text boxes inside each other


Notes = Callable[[str, str], "etree._Element | None"]
"""Return the footnote or endnote of an id, None if it is not there."""


class Anchor(NamedTuple):
    """Where a block comes from: its paragraph with the runs of its text, or its table with the cells' elements."""

    node: etree._Element
    runs: tuple[tuple[int, etree._Element], ...] = ()  # offset in the block's text → run
    cells: dict[tuple[int, int], etree._Element] = {}  # noqa: RUF012 - never changed


class Walk:
    """Walks one story and hands its blocks to the assembly."""

    def __init__(self, story: Story, assembly: Assembly, notes: Notes, *, traces: bool = False) -> None:
        self.story, self.assembly, self.notes, self.traces = story, assembly, notes, traces
        self.anchors: dict[int, Anchor] = {}
        self.sections: list[etree._Element] = []
        self.foreign = 0
        self.commented: list[tuple[str, int]] = []
        self._depth = 0
        self._open: tuple[Inline, etree._Element] | None = None
        self._pending: list[Inline] = []  # of the cells of the table that is being read

    def blocks(self, node: etree._Element) -> None:
        """Walk the block-level children of a body, a control, a text box or a note."""
        self._descend()
        for child in node:
            kind = KINDS.get(child.tag)
            if kind is Kind.PARAGRAPH:
                self._paragraph(child)
            elif kind is Kind.TABLE:
                self._close()
                self._table(child)
            elif kind is Kind.INSIDE:
                self.blocks(child)
            elif kind is Kind.CONTROL:
                content = self.story.content_of(child)
                if content is not None:
                    self.blocks(content)
            elif kind is Kind.ALTERNATES:
                chosen = self.story.chosen(child)
                if chosen is not None:
                    self.blocks(chosen)
            elif kind is Kind.SECTION:
                self.sections.append(child)
            elif kind is Kind.FOREIGN:
                self.foreign += 1
            if self.story.fields.swallows:  # all is read again
                break
        self._close()
        self._depth -= 1

    def _descend(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ReadError(
                f"“{self.assembly.name}”里的表格或文本框一层套一层，超过 {_DEEPEST} 层，不像正常的文件，没有读；"
                "请用 Word 或 WPS 打开后另存，再试。"
            )

    def _paragraph(self, node: etree._Element) -> None:
        """Read a paragraph; one whose end is deleted runs on in the next."""
        if not len(node) and self._open is None:
            return
        inline, own = self.story.inline(node)
        if own.section is not None:
            self.sections.append(own.section)
        if self._open is not None:
            before, node = self._open
            inline = _joined(before, inline)
        self._open = (inline, node) if own.runs_on else None
        if not own.runs_on:
            self._emit(inline, node, own.level or None)

    def _close(self) -> None:
        """Emit a paragraph that waited for one to run on in."""
        if self._open is not None:
            inline, node = self._open
            self._open = None
            self._emit(inline, node, None)

    def _emit(self, inline: Inline, node: etree._Element, level: int | None) -> None:
        start = 0
        for line in soft_lines(inline.text()):
            block = self.assembly.paragraph(line.replace("\t", " "), level=level, page=self._page())
            if block is not None and self.traces:
                lead = len(line) - len(line.lstrip())
                self.anchors[block] = Anchor(node, _runs(inline, start + lead, start + len(line)))
            start += len(line) + 1
        self._hang(inline)

    def _page(self) -> int | None:
        return self.story.page if self.story.paged else None

    def _hang(self, inline: Inline) -> None:
        """Add what hangs on a paragraph after it: its text boxes, its notes; remember its comments."""
        if inline.comments:
            at = max(len(self.assembly.blocks) - 1, 0)
            self.commented.extend((comment, at) for comment in inline.comments)
        for box in inline.boxes:
            self.blocks(box)
        for kind, identity in inline.notes:
            note = self.notes(kind, identity)
            if note is not None:
                self.blocks(note)

    def _table(self, node: etree._Element) -> None:
        """Add a table, and after it the tables that stand inside its cells; a mere frame is dissolved."""
        self._descend()
        self.story.fields.swallows |= self.story.fields.reads_contents()
        pending, self._pending = self._pending, []
        if is_frame(node, self.story.names):
            for cell in Grid(self).framed(node):
                self.blocks(cell)
        else:
            self._grid(node)
        for inline in self._pending:
            self._hang(inline)
        self._pending = pending
        self._depth -= 1

    def _grid(self, node: etree._Element) -> None:
        grid, page = Grid(self), self._page()
        grid.take(node)
        block = self.assembly.table([slot.laid() for slot in grid.slots], rows=grid.rows, page=page)
        if block is not None and self.traces:
            self.anchors[block] = Anchor(node, cells={(slot.row, slot.column): slot.node for slot in grid.slots})
        for slot in grid.slots:
            for inner in slot.inner:
                self._table(inner)

    def cell_text(self, cell: etree._Element) -> tuple[str, list[etree._Element]]:
        """Return what a cell says, one line a paragraph, and the tables that stand in it."""
        lines: list[str] = []
        inner: list[etree._Element] = []
        if len(cell) == 2 and KINDS.get(cell[1].tag) is _PARAGRAPH and KINDS.get(cell[0].tag) is None:
            # By far most cells hold their properties and one paragraph.
            self._gather(self.story.inline(cell[1])[0], lines, inner)
        else:
            self._cell(cell, lines, inner)
        return "\n".join(lines), inner

    def _cell(self, node: etree._Element, lines: list[str], inner: list[etree._Element]) -> None:
        self._descend()
        waiting: Inline | None = None
        for child in node:
            kind = KINDS.get(child.tag)
            if kind is None:
                continue
            if kind is _PARAGRAPH:
                inline, own = self.story.inline(child)
                inline = inline if waiting is None else _joined(waiting, inline)
                waiting = inline if own.runs_on else None
                if waiting is None:
                    self._gather(inline, lines, inner)
            elif kind is Kind.TABLE:
                inner.append(child)
            elif kind is Kind.INSIDE:
                self._cell(child, lines, inner)
            elif kind is Kind.CONTROL:
                content = self.story.content_of(child)
                if content is not None:
                    self._cell(content, lines, inner)
            elif kind is Kind.ALTERNATES:
                chosen = self.story.chosen(child)
                if chosen is not None:
                    self._cell(chosen, lines, inner)
            elif kind is Kind.FOREIGN:
                self.foreign += 1
        if waiting is not None:
            self._gather(waiting, lines, inner)
        self._depth -= 1

    def _gather(self, inline: Inline, lines: list[str], inner: list[etree._Element]) -> None:
        """Take a paragraph of a cell and its text boxes into it; keep its notes and comments for after the table."""
        if text := _tidy(inline.text()):
            lines.append(text)
        for box in inline.boxes:
            self._cell(box, lines, inner)
        inline.boxes.clear()
        if inline.notes or inline.comments:
            self._pending.append(inline)


def _tidy(text: str) -> str:
    """Return the text of a paragraph in a cell: its lines without blanks at their ends."""
    if "\n" not in text:
        return text.strip().replace("\t", " ")
    return "\n".join(line for part in text.replace("\t", " ").split("\n") if (line := part.strip()))


def _joined(before: Inline, after: Inline) -> Inline:
    """Return two paragraphs as one; it is numbered as the second."""
    if after.numbered:
        before.pieces.insert(0, after.pieces.pop(0))
        before.owners.insert(0, after.owners.pop(0))
    before.numbered = after.numbered
    for name in ("pieces", "owners", "boxes", "notes", "comments"):
        getattr(before, name).extend(getattr(after, name))
    return before


def _runs(inline: Inline, start: int, end: int) -> tuple[tuple[int, etree._Element], ...]:
    """Return the runs of the text from `start` to `end`, each with its offset there (the first may be negative)."""
    found: list[tuple[int, etree._Element]] = []
    offset = 0
    for piece, owner in zip(inline.pieces, inline.owners, strict=True):
        if owner is not None and offset < end and offset + len(piece) > start:
            found.append((offset - start, owner))
        offset += len(piece)
    return tuple(found)
