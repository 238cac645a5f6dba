"""A Word file (.docx) becomes a Document: parts opened, the body walked once, margins and metadata beside it."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from wenxiao.document import Document, Paragraph, Place, Table
from wenxiao.errors import ReadError
from wenxiao.read.assembly import Assembly
from wenxiao.read.docx.fields import Fields
from wenxiao.read.docx.names import Names
from wenxiao.read.docx.numbering import Numbering
from wenxiao.read.docx.story import Shared, Story
from wenxiao.read.docx.styles import Styles, only_used
from wenxiao.read.docx.walk import Anchor, Walk
from wenxiao.read.package import Package, Relationship
from wenxiao.read.xml import as_utf8, parse

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARGINS = {"header": "页眉", "footer": "页脚"}
_MAX_MARGINS = 200


class Reading(NamedTuple):
    """A Word file read, with what leads back from each block to the element that it comes from."""

    document: Document
    package: Package
    part: str
    root: etree._Element
    anchors: dict[int, Anchor]


def read_docx(package: Package, data: bytes) -> Document:
    """Read the package of a Word file; raise ReadError with a Chinese sentence if that cannot be done."""
    return _reading(_Word(package, data), traces=False).document


def trace_docx(data: bytes, name: str) -> Reading:
    """Read a Word file and keep the way back to its elements."""
    return _reading(_Word(Package(data, name), data), traces=True)


def _reading(word: _Word, *, traces: bool) -> Reading:
    reading = word.read(traces=traces, keeps_contents=False)
    if reading is None:  # a table of contents that is closed late or never would have swallowed text
        reading = word.read(traces=traces, keeps_contents=True)
    assert reading is not None
    return reading


class _Word:
    """The parts of one Word file that are read."""

    def __init__(self, package: Package, data: bytes) -> None:
        name = self.name = package.name
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.package = package
        self.part = self.package.main()
        self.links = self.package.links(self.part)
        self.raw = self.package.read(self.part) or b""
        self.root = parse(self.raw, self.part, name)
        self.names = Names(self.root)
        body = self.names.at(self.root, "body")
        if body is None:
            raise ReadError(f"“{name}”里没有正文，文件可能损坏，请用 Word 或 WPS 打开后另存，再试。")
        self.body = body
        self.styles = Styles(self._used_styles(), self.names)
        self._numbered = b"numPr" in self.raw or self.styles.numbers

    def read(self, *, traces: bool, keeps_contents: bool) -> Reading | None:
        """Walk the body; None if a table of contents has swallowed text."""
        shared = Shared(
            names=self.names,
            styles=self.styles,
            numbering=Numbering(self._linked("numbering") if self._numbered else None, self.names),
            hides=b"vanish" in self.raw or self.styles.hides,
            paged=b"lastRenderedPageBreak" in self.raw,
            keeps_contents=keeps_contents,
        )
        assembly = Assembly(self.name)
        fields = Fields(margin=False, contents=keeps_contents)
        walk = Walk(Story(shared, assembly, fields), assembly, self._note, traces=traces)
        walk.blocks(self.body)
        if fields.swallows or (fields.open and fields.contents):
            return None
        if not assembly.blocks:
            raise ReadError(self._nothing())
        for identity, block in walk.commented:
            self._tell_comment(identity, block, assembly)
        document = Document(
            file=self.name,
            sha256=self.sha256,
            media_type=MEDIA_TYPE,
            blocks=tuple(assembly.blocks),
            margins=tuple(self._margins(walk, shared)),
            metadata=self.package.metadata(),
            omitted=tuple(assembly.omitted),
            notes=tuple(self._notes(walk)),
        )
        return Reading(document, self.package, self.part, self.root, walk.anchors)

    def _used_styles(self) -> etree._Element | None:
        part = self._part("styles")
        data = self.package.read(part) if part is not None else None
        if part is None or data is None:
            return None
        return parse(only_used(as_utf8(data, part, self.name), self.raw), part, self.name)

    def _part(self, kind: str) -> str | None:
        """Return the name of the part of a kind (styles, numbering, footnotes) that the body is linked to."""
        return next((link.target for link in self.links if link.kind == kind and not link.external), None)

    def _linked(self, kind: str) -> etree._Element | None:
        part = self._part(kind)
        return self.package.xml(part) if part is not None else None

    @functools.cached_property
    def _noted(self) -> dict[tuple[str, str], etree._Element]:
        found: dict[tuple[str, str], etree._Element] = {}
        for kind in ("footnote", "endnote"):
            root = self._linked(f"{kind}s")
            for node in root.iterfind(self.names.of(kind)) if root is not None else ():
                found[kind, node.get(self.names.of("id"), "")] = node
        return found

    def _note(self, kind: str, identity: str) -> etree._Element | None:
        return self._noted.pop((kind, identity), None)

    @functools.cached_property
    def _comments(self) -> dict[str, str]:
        root = self._linked("comments")
        names = self.names
        if root is None:
            return {}
        return {
            node.get(names.of("id"), ""): "".join(part.text or "" for part in node.iter(names.of("t")))
            for node in root.iterfind(names.of("comment"))
        }

    def _tell_comment(self, identity: str, block: int, assembly: Assembly) -> None:
        text = self._comments.get(identity)
        if text is not None:
            assembly.omit("批注", text, assembly.blocks[block].place)

    def _margins(self, walk: Walk, shared: Shared) -> Iterator[Paragraph]:
        """Yield headers and footers, each text once."""
        parts = {link.id: link for link in self.links if link.kind in _MARGINS and not link.external}
        seen: set[str] = set()
        used = [link for section in walk.sections[:_MAX_MARGINS] for link in self._used(section, parts)]
        for link in dict.fromkeys(used):
            root = self.package.xml(link.target)
            if root is None:
                continue
            for text in self._lines(root, shared):
                if text not in seen:
                    seen.add(text)
                    yield Paragraph(text=text, place=Place(path=_MARGINS[link.kind]))

    def _used(self, section: etree._Element, parts: dict[str, Relationship]) -> Iterator[Relationship]:
        """Yield the parts that a section prints: those of the first page only where it has its own."""
        titled = self.names.on(section, "titlePg")
        for reference in section:
            identity = next((value for key, value in reference.attrib.items() if str(key).endswith("}id")), "")
            kind = reference.get(self.names.of("type"))
            if str(identity) in parts and kind != "even" and (kind != "first" or titled):
                yield parts[str(identity)]

    def _lines(self, root: etree._Element, shared: Shared) -> Iterator[str]:
        assembly = Assembly(self.name)
        story = Story(shared, assembly, Fields(margin=True, contents=True))
        Walk(story, assembly, self._note).blocks(root)
        for block in assembly.blocks:
            if isinstance(block, Table):
                yield "   ".join(cell.text for cell in block.cells if cell.text)
            else:
                yield block.text

    def _notes(self, walk: Walk) -> Iterator[str]:
        yield from self.package.notes(self.links)
        fields = walk.story.fields
        if fields.live:
            yield f"文件里有取用外部数据的域（{'、'.join(sorted(fields.live))}），没有更新，用的是存下来的结果。"
        if walk.foreign:
            yield f"文件里套有 {walk.foreign} 份别的文档（altChunk、subDoc），没有打开；其中的内容不在核验之列。"
        if walk.story.contents or fields.contents:
            yield "目录没有读（各标题在正文里）。"

    def _nothing(self) -> str:
        pictures = sum(1 for member in self.package.members if "/media/" in member)
        if pictures:
            return f"“{self.name}”里只有 {pictures} 张图片，没有文字（可能是扫描件），请先做文字识别（OCR）再试。"
        return f"“{self.name}”里只有空白，没有可读的内容，请检查是否选对了文件。"
