"""Word comments in the unit's own document, each around the words or the cell that its finding is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from wenxiao.document import Place
from wenxiao.finding import Finding
from wenxiao.read.docx import Anchor, Reading, trace_docx
from wenxiao.read.docx.names import FALLBACK, KINDS, TRANSITIONAL, Kind
from wenxiao.read.xml import parse
from wenxiao.report.annotate.parts import Parts
from wenxiao.report.annotate.wording import AUTHOR, evidence_of, lines_of

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class _Span(NamedTuple):
    """What a comment is about: the elements, side by side or in two paragraphs, where it begins and ends."""

    first: etree._Element
    last: etree._Element


def annotate_docx(data: bytes, name: str, findings: Sequence[Finding], now: datetime) -> bytes:
    """Return the Word file with a comment for each finding. `now` is the time that the comments bear."""
    reading = trace_docx(data, name)
    parts = Parts(data, reading.package)
    book = _Book(reading, parts)
    for finding in findings:
        book.add(finding, now)
    book.close()
    return parts.packed()


class _Book:
    """The comments of one document: those that it has, and those that are added."""

    def __init__(self, reading: Reading, parts: Parts) -> None:
        self.reading, self.parts = reading, parts
        self.space = str(reading.root.tag).partition("}")[0].lstrip("{")
        links = reading.package.links(reading.part)
        self.part = next((link.target for link in links if link.kind == "comments" and not link.external), None)
        content = parts.read(self.part) if self.part is not None else None
        self.root = (
            parse(content, self.part or "", reading.package.name)
            if content is not None
            else etree.Element(self._name("comments"), nsmap={"w": self.space})
        )
        marks = reading.root.iter(*map(self._name, ("commentRangeStart", "commentRangeEnd", "commentReference")))
        # A mark without its comment would make ours its own.
        self.next = 1 + max((_number(node.get(self._name("id"))) for node in (*self.root, *marks)), default=-1)

    def _name(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    def add(self, finding: Finding, now: datetime) -> None:
        """Put a comment at the place that is to be mended, at another of the finding, or at the beginning."""
        span = next((found for one in evidence_of(finding) if (found := self._span(one.place)) is not None), None)
        span = span or self._beginning()
        if span is None:
            return
        identity = str(self.next)
        self.next += 1
        self._mark(span, identity)
        self.root.append(self._comment(identity, lines_of(finding), now))

    def _span(self, place: Place) -> _Span | None:
        anchor = self.reading.anchors.get(place.block) if place.block is not None else None
        if anchor is None:
            return None
        span = self._cell_span(anchor, place) if anchor.cells else self._text_span(anchor, place)
        if span is None:
            return None
        first, last = self._in_text(span.first), self._in_text(span.last)
        return _Span(first, last) if first is not None and last is not None else None

    def _in_text(self, node: etree._Element) -> etree._Element | None:
        """Return where a comment on an element may stand: Word takes none in notes and text boxes, only around them."""
        note = next(node.iterancestors(self._name("footnote"), self._name("endnote")), None)
        if note is not None:
            references = self.reading.root.iter(f"{note.tag!s}Reference")
            wanted = note.get(self._name("id"))
            found = next((one for one in references if one.get(self._name("id")) == wanted), None)
            if found is None:
                return None
            node = self._child(found)
        boxes = list(node.iterancestors(self._name("txbxContent")))
        return self._child(boxes[-1]) if boxes else node

    def _cell_span(self, anchor: Anchor, place: Place) -> _Span | None:
        """Return the paragraphs of the cell at a place; of the first cell of its row if it names no column."""
        row = place.row or 0
        cell = anchor.cells.get((row, place.column or 0))
        if cell is None:
            beside = sorted(at for at in anchor.cells if at[0] == row) or sorted(anchor.cells)
            cell = anchor.cells[beside[0]]
        paragraphs = [node for node in cell.iter(self._name("p")) if self._is_own(node, cell)]
        return _Span(paragraphs[0], paragraphs[-1]) if paragraphs else None

    def _is_own(self, paragraph: etree._Element, cell: etree._Element) -> bool:
        around = paragraph.iterancestors(self._name("tc"), self._name("txbxContent"), FALLBACK)
        return next(around, None) is cell

    def _text_span(self, anchor: Anchor, place: Place) -> _Span:
        """Return the runs that hold the words at a place, or the whole paragraph."""
        if place.start is None or place.end is None or not anchor.runs:
            return _Span(anchor.node, anchor.node)
        offsets = [offset for offset, _ in anchor.runs] + [place.end + 1]
        inside = [
            run
            for at, (offset, run) in enumerate(anchor.runs)
            if offset < max(place.end, place.start + 1) and offsets[at + 1] > place.start
        ]
        if not inside:
            return _Span(anchor.node, anchor.node)
        return _Span(self._child(inside[0]), self._child(inside[-1]))

    def _child(self, node: etree._Element) -> etree._Element:
        """Return the child of a paragraph that an element stands in: comments may begin only between such."""
        while (parent := node.getparent()) is not None and KINDS.get(parent.tag) is not Kind.PARAGRAPH:
            node = parent
        return node

    def _beginning(self) -> _Span | None:
        whole = (self._span(Place(block=block)) for block in self.reading.anchors)
        return next((span for span in whole if span is not None), None)

    def _mark(self, span: _Span, identity: str) -> None:
        """Put the marks of a comment around what it is about, and its reference behind."""
        start = self._mark_of("commentRangeStart", identity)
        end = self._mark_of("commentRangeEnd", identity)
        reference = etree.Element(self._name("r"))
        reference.append(self._mark_of("commentReference", identity))
        if KINDS.get(span.first.tag) is Kind.PARAGRAPH:
            properties = span.first.find(self._name("pPr"))
            span.first.insert(0 if properties is None else span.first.index(properties) + 1, start)
        else:
            span.first.addprevious(start)
        if KINDS.get(span.last.tag) is Kind.PARAGRAPH:
            span.last.extend([end, reference])
        else:
            _after(span.last, [end, reference])

    def _mark_of(self, name: str, identity: str) -> etree._Element:
        node = etree.Element(self._name(name))
        node.set(self._name("id"), identity)
        return node

    def _comment(self, identity: str, lines: tuple[str, ...], now: datetime) -> etree._Element:
        body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
        time = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        head = f'w:id="{identity}" w:author="{AUTHOR}" w:initials="{AUTHOR}" w:date="{time}"'
        return etree.fromstring(f'<w:comment xmlns:w="{self.space}" {head}>{body}</w:comment>')

    def close(self) -> None:
        """Write the comments and the marked body into the package."""
        if not len(self.root):
            return
        if self.part is None:
            folder = self.reading.part.rpartition("/")[0]
            self.part = self.parts.free(f"{folder}/comments{{}}.xml" if folder else "comments{}.xml")
            self.parts.declare(self.part, _TYPE)
            self.parts.link(self.reading.part, "comments", self.part, strict=self.space != TRANSITIONAL)
        self.parts.put(self.part, _bytes(self.root))
        self.parts.put(self.reading.part, _bytes(self.reading.root))


def _after(node: etree._Element, more: list[etree._Element]) -> None:
    for each in reversed(more):
        node.addnext(each)


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else 0


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
