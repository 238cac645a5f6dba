"""Styles of a document: which paragraphs are headings, numbered, hidden, or lines of a table of contents."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from wenxiao.read.docx.names import Names

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d$", re.IGNORECASE)
_LONGEST_CHAIN = 20


class Style(NamedTuple):
    """What a style, with those that it is based on, says of its paragraphs or runs."""

    level: int | None = None  # 1 is the highest
    number: tuple[str, int] | None = None  # list and depth
    hidden: bool | None = None
    contents: bool = False


class Styles:
    """The styles by id, resolved along what they are based on."""

    def __init__(self, root: etree._Element | None, names: Names) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._names = names
        self._known: dict[str, Style] = {}
        self.default: str | None = None
        for node in root.iterfind(names.of("style")) if root is not None else ():
            identity = node.get(names.of("styleId"), "")
            self._nodes.setdefault(identity, node)
            if node.get(names.of("type")) == "paragraph" and node.get(names.of("default")) in ("1", "true", "on"):
                self.default = identity
        self.hides = any(names.at(node, "rPr/vanish") is not None for node in self._nodes.values())

    def of(self, identity: str | None) -> Style:
        """Return the style with this id, an empty one if there is none."""
        if identity is None:
            return _NONE
        if identity not in self._known:
            self._known[identity] = self._resolved(identity)
        return self._known[identity]

    def _resolved(self, identity: str) -> Style:
        """Collect what the style and its bases say, the nearest first; a ring of bases ends where it closes."""
        style, seen = _NONE, set[str]()
        at: str | None = identity
        while at is not None and at in self._nodes and at not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(at)
            node = self._nodes[at]
            style = _under(style, self._own(node, at))
            at = self._names.value(node, "basedOn")
        return style

    def _own(self, node: etree._Element, identity: str) -> Style:
        names = self._names
        name = names.value(node, "name") or ""
        return Style(
            level=outline(names, names.at(node, "pPr"), _HEADING.match(name)),
            number=number_of(names, names.at(node, "pPr"), identity),
            hidden=names.on(node, "rPr/vanish"),
            contents=_CONTENTS.match(name) is not None,
        )


_NONE = Style()


def _under(near: Style, far: Style) -> Style:
    """Return the nearer style, filled in from the one that it is based on."""
    return Style(
        level=far.level if near.level is None else near.level,
        number=far.number if near.number is None else near.number,
        hidden=far.hidden if near.hidden is None else near.hidden,
        contents=near.contents or far.contents,
    )


def outline(names: Names, properties: etree._Element | None, named: re.Match[str] | None = None) -> int | None:
    """Return the heading level that paragraph properties set; 9 is Word's body text, given as 0."""
    value = names.value(properties, "outlineLvl")
    if value is not None and value.isdigit():
        return int(value) + 1 if int(value) < 9 else 0
    return int(named[1]) if named is not None else None


def number_of(names: Names, properties: etree._Element | None, style: str = "") -> tuple[str, int] | None:
    """Return the list and depth that paragraph properties name; list 0 takes a paragraph out of its list.

    A style may name its list without a depth, which is then found by the style (`style:` and its id).
    """
    node = names.at(properties, "numPr")
    if node is None:
        return None
    depth = names.value(node, "ilvl")
    number = names.value(node, "numId") or ("" if style else "0")
    if depth is None and style:
        return (f"{number}\0{style}", 0)
    return (number, int(depth) if depth and depth.isdigit() else 0)
