"""Office packages (OPC): parts found by their relationships, and what a package carries that is reported, not run."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from wenxiao.errors import ReadError
from wenxiao.read.container import Container
from wenxiao.read.xml import parse

_EMBEDDED = ("embeddings/", "activex/")
_HARMLESS = ("hyperlink",)
_PROPERTIES = ("core-properties", "extended-properties", "metadata/core-properties")
_SAID = {
    "title": "title",
    "subject": "subject",
    "creator": "author",
    "lastModifiedBy": "lastModifiedBy",
    "created": "created",
    "modified": "modified",
    "keywords": "keywords",
    "description": "description",
    "Company": "company",
    "Manager": "manager",
    "Application": "application",
}
_LONGEST = 1_000


class Relationship(NamedTuple):
    """What a part points to: the kind (the last word of its type), the member, or an address outside."""

    id: str
    kind: str
    target: str
    external: bool


class Package(Container):
    """A Word or Excel file as its parts."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name)
        self._links: dict[str, tuple[Relationship, ...]] = {}

    def main(self) -> str:
        """Return the name of the part that the package is about; raise ReadError if it has none."""
        for link in self.links(""):
            if link.kind == "officeDocument" and link.target in self:
                return link.target
        raise ReadError(f"“{self.name}”里找不到正文，文件不完整，请用 Word、WPS 或 Excel 打开后另存，再试。")

    def links(self, part: str) -> tuple[Relationship, ...]:
        """Return the relationships of a part ("" for the package), in order."""
        if part in self._links:
            return self._links[part]
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        self._links[part] = tuple(_relationships(root, folder)) if root is not None else ()
        return self._links[part]

    def xml(self, part: str) -> etree._Element | None:
        """Return the root element of a part, None if the package has none of that name."""
        data = self.read(part)
        return parse(data, part, self.name) if data is not None else None

    def metadata(self) -> dict[str, str]:
        """Return what the file says of itself: title, author, lastModifiedBy, company, …"""
        found: dict[str, str] = {}
        for link in self.links(""):
            if link.kind not in _PROPERTIES or link.external:
                continue
            root = self.xml(link.target)
            for node in root if root is not None else ():
                name = str(node.tag).rpartition("}")[2]
                key = _SAID.get(name)
                if key is not None and node.text and node.text.strip():
                    found[key] = node.text.strip()[:_LONGEST]
        return found

    def notes(self, links: tuple[Relationship, ...]) -> Iterator[str]:
        """Yield a sentence for each thing that a document does not need and that was neither run nor opened."""
        if any("vbaproject" in member for member in self.members):
            yield "文件里有宏，没有运行。"
        embedded = sum(any(folder in member for folder in _EMBEDDED) for member in self.members)
        if embedded:
            yield f"文件里嵌有 {embedded} 个对象（如另一份表格），没有打开；其中的内容不在核验之列。"
        outside = [link for link in links if link.external and link.kind not in _HARMLESS]
        if outside:
            kinds = "、".join(sorted({link.kind for link in outside}))
            yield f"文件引用了 {len(outside)} 处外部内容（{kinds}），没有取用。"


def _relationships(root: etree._Element, folder: str) -> Iterator[Relationship]:
    for node in root:
        if not isinstance(node.tag, str):
            continue
        target = node.get("Target", "")
        external = node.get("TargetMode", "") == "External"
        if not external:
            path = unquote(target.replace("\\", "/"))
            joined = path if path.startswith("/") else posixpath.join(folder, path)
            target = posixpath.normpath(joined).lstrip("/")
        yield Relationship(node.get("Id", ""), node.get("Type", "").rpartition("/")[2], target, external)
