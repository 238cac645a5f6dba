"""What stands on a sheet beside its cells: comments, text boxes, what is printed on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from wenxiao.read.xlsx.cells import Cells
from wenxiao.read.xlsx.strings import MAX_TEXT, cleaned

_CODE = re.compile(r'&(?:"[^"]{0,200}"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|[LCRPNDTFAZGBIUESXYHO]|&)|&$')
_MARGIN_NAMES = {"Header": "页眉", "Footer": "页脚"}
_FURNITURE = re.compile(r"(?i:[第共页总计，,/\s\-—―–－]|page|of)*")


class Remark(NamedTuple):
    """A comment at a cell."""

    reference: str
    text: str


class Box(NamedTuple):
    """A text box: its paragraphs, and whether it is hidden."""

    lines: list[str]
    hidden: bool


def margins(cells: Cells) -> Iterator[tuple[str, str]]:
    """Yield what the sheet prints above and below each page, as (页眉 or 页脚, text), without codes for numbers."""
    for name, code in cells.margins.items():
        used = name.startswith("odd") or (cells.titled_first if name.startswith("first") else cells.odd_and_even)
        text = _without_codes(code)
        if used and text:
            yield _MARGIN_NAMES[name[-6:]], text


def _without_codes(code: str) -> str:
    """Return a header without &L, &"宋体", &12, &P; nothing if only page numbers are left."""
    text = _CODE.sub(lambda match: "&" if match[0] == "&&" else "   " if match[0] in ("&L", "&C", "&R") else "", code)
    text = "   ".join(part.strip() for part in re.split(r"\s{2,}", text) if part.strip())
    return "" if _FURNITURE.fullmatch(text) else text


def comments(root: etree._Element) -> Iterator[Remark]:
    """Yield the notes of a comments part, or the comments of a threaded one."""
    for node in root.iter():
        if _local(node) in ("comment", "threadedComment"):
            yield Remark(node.get("ref", ""), cleaned(_written(node)[:MAX_TEXT]))


def boxes(root: etree._Element) -> Iterator[Box]:
    """Yield the text boxes and shapes of a drawing in order; of alternate contents only the first."""
    for shape in _shapes(root):
        lines = [cleaned(_written(node)[:MAX_TEXT]) for node in shape.iter() if _local(node) == "p"]
        lines = [line for line in lines if line]
        hidden = any(_local(node) == "cNvPr" and node.get("hidden") in ("1", "true") for node in shape.iter())
        if lines:
            yield Box(lines, hidden)


def _shapes(root: etree._Element) -> Iterator[etree._Element]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if _local(node) == "sp":
            yield node
        elif _local(node) == "AlternateContent":
            waiting.extend([child for child in node if isinstance(child.tag, str)][:1])
        else:
            waiting.extend(child for child in reversed(node) if isinstance(child.tag, str))


def _written(node: etree._Element) -> str:
    """Return the characters of a node's t and text elements, line breaks among them."""
    pieces: list[str] = []
    skipped: set[etree._Element] = set()
    for part in node.iter():
        kind = _local(part)
        if kind == "rPh":
            skipped.update(part.iter())
        elif kind == "br":
            pieces.append("\n")
        elif kind in ("t", "text") and part not in skipped:
            pieces.append(part.text or "")
    return "".join(pieces)


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]
