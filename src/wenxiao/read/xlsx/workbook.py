"""The parts of a workbook: its sheets in order, what its cells refer to, and what is told but not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from wenxiao.errors import ReadError
from wenxiao.read.package import Package, Relationship
from wenxiao.read.stream import Budget, stream
from wenxiao.read.xlsx.cells import Caps, Cells, Sources
from wenxiao.read.xlsx.strings import SharedStrings
from wenxiao.read.xlsx.styles import Styles

MAX_SHEETS = 1_000
"""The most sheets; a workbook that gathers a city's units has some hundreds."""
_OTHERS = {"chartsheet": "图表页", "dialogsheet": "对话框页", "xlMacrosheet": "宏表", "xlIntlMacrosheet": "宏表"}
_YES = ("1", "true", "on")
_LONGEST_NAME = 60
_MAX_PARTS = 100


class SheetPart(NamedTuple):
    """A sheet: its name, its part, whether it is shown, and what it is linked to."""

    name: str
    part: str
    hidden: bool
    links: tuple[Relationship, ...]

    @property
    def path(self) -> str:
        """What a person reads."""
        return f"工作表“{self.name}”"


class Workbook:
    """An Excel file as its parts."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.package = Package(data, name)
        part = self.package.main()
        root = self.package.xml(part)
        assert root is not None
        self.links = self.package.links(part)
        self.others: Counter[str] = Counter()
        self._budget = Budget(name)
        self._root = root
        self._told: set[str] = set()
        since_1904 = any(
            _local(node) == "workbookPr" and node.get("date1904") in _YES for node in root if isinstance(node.tag, str)
        )
        styles = Styles(self._linked("styles"), name, since_1904=since_1904)
        self._sources = Sources(self._strings(), styles, Caps(name), name, since_1904)

    def sheets(self) -> Iterator[SheetPart]:
        """Yield the worksheets in the order of their tabs; count the other kinds."""
        targets = {link.id: link for link in self.links}
        listed = [node for node in self._root.iter() if _local(node) == "sheet"]
        if len(listed) > MAX_SHEETS:
            raise ReadError(f"“{self.name}”有 {len(listed)} 张工作表，超过 {MAX_SHEETS} 张的上限，请拆分后再试。")
        seen: set[str] = set()
        for node in listed:
            identity = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
            link = targets.get(str(identity))
            if link is None or link.external or link.target not in self.package or link.target in seen:
                self.others["没有内容的工作表"] += 1
            elif link.kind != "worksheet":
                self.others[_OTHERS.get(link.kind, "其他页")] += 1
            else:
                seen.add(link.target)
                name = node.get("name", "")[:_LONGEST_NAME]
                hidden = node.get("state", "visible") != "visible"
                yield SheetPart(name, link.target, hidden, self.package.links(link.target))

    def cells(self, sheet: SheetPart) -> Cells:
        """Read the cells of a sheet."""
        judges_white = not any(link.kind == "table" for link in sheet.links)  # a table's own style may fill its head
        data = self.package.read(sheet.part) or b""
        return stream(data, sheet.part, self._budget, lambda: Cells(self._sources, judges_white=judges_white))

    def parts(self, sheet: SheetPart, kind: str) -> Iterator[etree._Element]:
        """Yield the roots of the parts of a kind (comments, drawing) that a sheet is linked to."""
        targets = dict.fromkeys(link.target for link in sheet.links if link.kind == kind and not link.external)
        for target in list(targets)[:_MAX_PARTS]:
            if target not in self._told:
                self._told.add(target)
                root = self.package.xml(target)
                if root is not None:
                    yield root

    def notes(self, sheets: list[SheetPart]) -> Iterator[str]:
        """Yield a sentence for each thing that was neither run, opened nor fetched."""
        links = (*self.links, *(link for sheet in sheets for link in sheet.links))
        yield from self.package.notes(links)
        outside, dde = self._outside()
        if outside:
            yield f"文件引用了 {outside} 个外部工作簿，没有取用；公式用的是存下来的结果。"
        if dde:
            yield f"文件里有 {dde} 处 DDE（动态数据交换）链接，没有执行。"
        if any(link.kind in ("connections", "queryTable") for link in links):
            yield "文件里有外部数据连接，没有更新，用的是存下来的结果。"
        for what, count in self.others.items():
            yield f"文件里有 {count} 张{what}，没有读。"

    def pictures(self) -> int:
        """Return how many pictures the file holds."""
        return sum(1 for member in self.package.members if "/media/" in member)

    def _outside(self) -> tuple[int, int]:
        """Return how many external workbooks and DDE links there are."""
        outside = dde = 0
        for target in {link.target for link in self.links if link.kind == "externalLink" and not link.external}:
            root = self.package.xml(target)
            kinds = {_local(node) for node in root} if root is not None else set()
            dde += "ddeLink" in kinds
            outside += "ddeLink" not in kinds
        return outside, dde

    def _strings(self) -> list[str]:
        link = next((link for link in self.links if link.kind == "sharedStrings" and not link.external), None)
        data = self.package.read(link.target) if link is not None else None
        if link is None or data is None:
            return []
        return stream(data, link.target, self._budget, SharedStrings).texts

    def _linked(self, kind: str) -> etree._Element | None:
        link = next((link for link in self.links if link.kind == kind and not link.external), None)
        return self.package.xml(link.target) if link is not None else None


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]
