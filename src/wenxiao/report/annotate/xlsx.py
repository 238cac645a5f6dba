"""Notes in the unit's own workbook, one at each cell that findings are about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from xml.parsers import expat
from xml.sax.saxutils import escape

from lxml import etree

from wenxiao.errors import ReadError
from wenxiao.finding import Finding
from wenxiao.read.package import Package, Relationship
from wenxiao.read.xml import as_utf8, parse
from wenxiao.report.annotate.parts import Parts
from wenxiao.report.annotate.wording import AUTHOR, evidence_of, lines_of

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
# What stands behind legacyDrawing in a worksheet, by the order that its schema fixes.
_BEHIND = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DRAWING = re.compile(rb"""<(?:\w+:)?legacyDrawing\s[^<>]*?\bid\s*=\s*["']([^"'<>]+)["']""")
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
_SHEET = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
)
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def annotate_xlsx(data: bytes, name: str, findings: Sequence[Finding]) -> bytes:
    """Return the workbook with a note at each cell that findings are about; those without a cell at the first."""
    package = Package(data, name)
    parts = Parts(data, package)
    book = package.main()
    sheets = _sheets(package, book)
    if not sheets:
        raise ReadError(f"“{name}”里没有工作表，写不进批注。")
    notes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    first = next(iter(sheets))
    for finding in findings:
        places = [one.place for one in evidence_of(finding)]
        place = next((place for place in places if place.sheet in sheets and place.reference), None)
        sheet, reference = (place.sheet or first, place.reference or "A1") if place is not None else (first, "A1")
        notes[sheet][reference.partition(":")[0]].append("\n".join(lines_of(finding)))
    for sheet, at in notes.items():
        _Sheet(parts, sheets[sheet]).add({reference: "\n\n".join(texts) for reference, texts in at.items()})
    return parts.packed()


def _sheets(package: Package, book: str) -> dict[str, str]:
    """Return the part of each worksheet by its name; sheets that are charts have no cells."""
    root = package.xml(book)
    targets = {link.id: link.target for link in package.links(book) if link.kind == "worksheet" and not link.external}
    found: dict[str, str] = {}
    for node in root.iter() if root is not None else ():
        if isinstance(node.tag, str) and node.tag.endswith("}sheet"):
            identity = next((str(value) for key, value in node.attrib.items() if str(key).endswith("}id")), "")
            if targets.get(identity, "") in package:
                found[node.get("name", "")] = targets[identity]
    return found


class _Sheet:
    """One worksheet with its notes: the texts in one part, the boxes that show them in another."""

    def __init__(self, parts: Parts, part: str) -> None:
        self.parts, self.part = parts, part
        links = parts.package.links(part)
        self.comments = _target(links, "comments")
        content = as_utf8(parts.read(part) or b"", part, parts.package.name)
        # The boxes of the pictures in a header are related in the same way, but are not those of notes.
        named = _DRAWING.search(content)
        self.drawing = next((link.target for link in links if named and link.id.encode() == named[1]), None)
        self.strict = _STRICT.encode() in content[:2000]

    def add(self, notes: dict[str, str]) -> None:
        """Add the notes; a cell that has one already keeps it, ours below."""
        fresh = self._write_texts(notes)
        self._draw(fresh)

    def _write_texts(self, notes: dict[str, str]) -> list[str]:
        """Write the texts, and return the cells that have no box yet."""
        root = self._root()
        space = str(root.tag).partition("}")[0] + "}"
        authors, list_ = root.find(f"{space}authors"), root.find(f"{space}commentList")
        if authors is None or list_ is None:
            raise ReadError(f"“{self.parts.package.name}”里的批注部件已损坏，请用 Excel 或 WPS 打开后另存，再试。")
        names = [node.text or "" for node in authors]
        if AUTHOR not in names:
            etree.SubElement(authors, f"{space}author").text = AUTHOR
            names.append(AUTHOR)
        known = {node.get("ref", ""): node for node in list_}
        for reference, text in notes.items():
            node = known.get(reference)
            if node is None:
                node = etree.SubElement(list_, f"{space}comment", ref=reference, authorId=str(names.index(AUTHOR)))
            self._append(node, space, text, before=reference in known)
        self.parts.put(self.comments or "", etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
        return [reference for reference in notes if reference not in known]

    def _append(self, node: etree._Element, space: str, text: str, *, before: bool) -> None:
        holder = node.find(f"{space}text")
        if holder is None:
            holder = etree.SubElement(node, f"{space}text")
        run = etree.SubElement(etree.SubElement(holder, f"{space}r"), f"{space}t")
        run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.text = f"\n\n{text}" if before else text

    def _root(self) -> etree._Element:
        """Return the texts that the sheet has, or an empty list of them."""
        content = self.parts.read(self.comments) if self.comments is not None else None
        if content is not None:
            return parse(content, self.comments or "", self.parts.package.name)
        self.comments = self.parts.free("xl/comments{}.xml")
        self.parts.declare(self.comments, _COMMENTS_TYPE)
        self.parts.link(self.part, "comments", self.comments, strict=self.strict)
        space = _STRICT if self.strict else "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return etree.fromstring(f'<comments xmlns="{space}"><authors/><commentList/></comments>')

    def _draw(self, references: Sequence[str]) -> None:
        """Add a box for each note; Excel and LibreOffice show no note without one."""
        if not references:
            return
        content = self.parts.read(self.drawing) if self.drawing is not None else None
        if content is None:
            content = _SHEET.encode()
            self.drawing = self.parts.free("xl/drawings/vmlDrawing{}.vml")
            self.parts.declare_ending("vml", _VML_TYPE)
            self._refer(self.parts.link(self.part, "vmlDrawing", self.drawing, strict=self.strict))
        number = max((int(one) for one in _SHAPE_NUMBER.findall(content)), default=1024)
        shapes = "".join(_shape(number + at, reference) for at, reference in enumerate(references, 1))
        if b'"_x0000_t202"' not in content:  # a sheet that had only buttons lacks the kind of box that notes are
            shapes = _KIND + shapes
        end = content.rfind(b"</xml>")
        self.parts.put(self.drawing or "", content[:end] + shapes.encode() + content[end:])

    def _refer(self, identity: str) -> None:
        """Name the boxes in the worksheet, at the place that its schema fixes."""
        content = as_utf8(self.parts.read(self.part) or b"", self.part, self.parts.package.name)
        at, prefix = _behind(content)
        space = _STRICT_RELATIONS if self.strict else _RELATIONS
        node = f'<{prefix}legacyDrawing xmlns:wxr="{space}" wxr:id="{identity}"/>'
        self.parts.put(self.part, content[:at] + node.encode() + content[at:])


def _behind(content: bytes) -> tuple[int, str]:
    """Return the byte before which legacyDrawing belongs in a worksheet, and the prefix of its names."""
    found: list[int] = []
    depth = 0
    prefix = ""
    reader = expat.ParserCreate()

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth, prefix
        depth += 1
        if depth == 1:
            prefix = f"{name.rpartition(':')[0]}:" if ":" in name else ""
        elif depth == 2 and name.rpartition(":")[2] in _BEHIND and not found:
            found.append(reader.CurrentByteIndex)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0 and not found:
            found.append(reader.CurrentByteIndex)

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.Parse(content, True)
    return found[0], prefix


def _shape(number: int, reference: str) -> str:
    """Return the hidden box of one note, drawn beside its cell."""
    match = _REFERENCE.fullmatch(reference)
    column, row = (_column(match[1]), int(match[2]) - 1) if match is not None else (0, 0)
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 6}, 15, {row + 9}, 4"
    style = "position:absolute;margin-left:80pt;margin-top:5pt;width:320pt;height:150pt;z-index:1;visibility:hidden"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{style}" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{escape(anchor)}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _target(links: tuple[Relationship, ...], kind: str) -> str | None:
    return next((link.target for link in links if link.kind == kind and not link.external), None)
