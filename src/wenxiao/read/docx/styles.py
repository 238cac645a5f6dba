"""Styles of a document: which paragraphs are headings, numbered, hidden, or lines of a table of contents."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

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
        self._properties = Properties(names)
        self._known: dict[str, Style] = {}
        self.default: str | None = None
        for node in root.iterfind(names.of("style")) if root is not None else ():
            identity = node.get(names.of("styleId"), "")
            self._nodes.setdefault(identity, node)
            if node.get(names.of("type")) == "paragraph" and node.get(names.of("default")) in ("1", "true", "on"):
                self.default = identity
        self.numbers = any(names.at(node, "pPr/numPr") is not None for node in self._nodes.values())
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
        own = self._properties.read(names.at(node, "pPr"), identity)
        heading = _HEADING.match(name)
        return Style(
            level=int(heading[1]) if own.level is None and heading is not None else own.level,
            number=own.number,
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


_ROOT = re.compile(rb"<(\w+:)?styles\b[^<>]*>")
_USED = re.compile(rb"""Style\s[^<>]*?val\s*=\s*["']([^"'<>]*)["']""")
_BASE = re.compile(rb"""basedOn\s[^<>]*?val\s*=\s*["']([^"'<>]*)["']""")
_IDENTITY = re.compile(rb"""styleId\s*=\s*["']([^"'<>]*)["']""")
_DEFAULT = re.compile(rb"""default\s*=\s*["'](?:1|true|on)["']""")


def only_used(styles: bytes, document: bytes) -> bytes:
    """Return the part of styles cut down to those that `document` uses, with what they are based on.

    Word writes hundreds of styles that a document does not use; parsing them would take longer than the text.
    """
    root = _ROOT.search(styles)
    if root is None:
        return styles
    end = b"</" + (root[1] or b"") + b"style>"
    pieces: dict[bytes, bytes] = {}
    wanted = set(_USED.findall(document))
    for piece in styles[root.end() :].split(end)[:-1]:
        at = piece.rfind(end.replace(b"</", b"<")[:-1])
        head = piece[at : piece.find(b">", at)]
        identity = _IDENTITY.search(head)
        if at < 0 or identity is None:
            return styles
        pieces[identity[1]] = piece[at:] + end
        if _DEFAULT.search(head):
            wanted.add(identity[1])
    kept: dict[bytes, bytes] = {}
    while wanted:
        one = wanted.pop()
        if one in pieces and one not in kept:
            kept[one] = pieces[one]
            wanted.update(_BASE.findall(pieces[one]))
    return root[0] + b"".join(kept.values()) + b"</" + (root[1] or b"") + b"styles>"


class Own(NamedTuple):
    """What the properties of a paragraph themselves say, in one pass over them."""

    style: str | None = None
    level: int | None = None  # 0 is Word's body text
    number: tuple[str, int] | None = None
    runs_on: bool = False  # its end is deleted
    section: etree._Element | None = None


PLAIN = Own()


class Properties:
    """Reads w:pPr by the names of one document."""

    def __init__(self, names: Names) -> None:
        self._names = names
        wanted = ("pStyle", "outlineLvl", "numPr", "rPr", "sectPr")
        self._wanted: dict[object, str] = {names.of(name): name for name in wanted}
        self._gone = (names.of("del"), names.of("moveFrom"))

    def read(self, node: etree._Element | None, style: str = "") -> Own:
        """Return what the properties say; `style` is the id of the style whose properties they are, if of one."""
        if node is None:
            return PLAIN
        own = PLAIN
        for child in node:
            name = self._wanted.get(child.tag)
            if name is not None:
                own = own._replace(**self._said(name, child, style))
        return own

    def _said(self, name: str, node: etree._Element, style: str) -> dict[str, Any]:
        if name == "pStyle":
            return {"style": node.get(self._names.val, "")}
        if name == "outlineLvl":
            value = node.get(self._names.val, "")
            return {"level": (int(value) + 1) % 10 if value in _LEVELS else None}
        if name == "numPr":
            return {"number": self._number(node, style)}
        if name == "sectPr":
            return {"section": node}
        return {"runs_on": any(child.tag in self._gone for child in node)}

    def _number(self, node: etree._Element, style: str) -> tuple[str, int]:
        """Return the list and depth that a paragraph is in; list 0 takes it out of any.

        A style may name its list without a depth, which the list then finds by the style.
        """
        names = self._names
        depth = names.value(node, "ilvl")
        number = names.value(node, "numId") or ("" if style else "0")
        if depth is None and style:
            return (f"{number}\0{style}", 0)
        return (number, int(depth) if depth in _LEVELS else 0)


_LEVELS = frozenset("0123456789")
