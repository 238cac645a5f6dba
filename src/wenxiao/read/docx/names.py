"""The names of WordprocessingML, in both of its namespaces, as the kinds that the walk tells apart."""

from __future__ import annotations

from enum import IntEnum, auto

from lxml import etree

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"


class Kind(IntEnum):
    """What an element is to the walk; elements that are none of these carry no text."""

    PARAGRAPH = auto()
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    CONTROL = auto()
    CONTENT = auto()
    INSIDE = auto()  # what only wraps: its children stand where it stands
    DELETED = auto()
    RUN = auto()
    TEXT = auto()
    TAB = auto()
    BREAK = auto()
    RETURN = auto()
    HYPHEN = auto()
    SYMBOL = auto()
    FIELD_MARK = auto()
    FIELD_CODE = auto()
    FIELD = auto()
    SHAPE = auto()
    ALTERNATES = auto()
    NOTE = auto()
    COMMENT = auto()
    RUBY = auto()
    RUBY_BASE = auto()
    PAGE = auto()
    MATH = auto()
    SECTION = auto()
    FOREIGN = auto()


_KINDS = {
    "p": Kind.PARAGRAPH,
    "tbl": Kind.TABLE,
    "tr": Kind.ROW,
    "tc": Kind.CELL,
    "sdt": Kind.CONTROL,
    "sdtContent": Kind.CONTENT,
    "ins": Kind.INSIDE,
    "moveTo": Kind.INSIDE,
    "hyperlink": Kind.INSIDE,
    "smartTag": Kind.INSIDE,
    "customXml": Kind.INSIDE,
    "dir": Kind.INSIDE,
    "bdo": Kind.INSIDE,
    "del": Kind.DELETED,
    "moveFrom": Kind.DELETED,
    "r": Kind.RUN,
    "t": Kind.TEXT,
    "tab": Kind.TAB,
    "ptab": Kind.TAB,
    "br": Kind.BREAK,
    "cr": Kind.RETURN,
    "noBreakHyphen": Kind.HYPHEN,
    "sym": Kind.SYMBOL,
    "fldChar": Kind.FIELD_MARK,
    "instrText": Kind.FIELD_CODE,
    "fldSimple": Kind.FIELD,
    "drawing": Kind.SHAPE,
    "pict": Kind.SHAPE,
    "object": Kind.SHAPE,
    "footnoteReference": Kind.NOTE,
    "endnoteReference": Kind.NOTE,
    "commentReference": Kind.COMMENT,
    "ruby": Kind.RUBY,
    "rubyBase": Kind.RUBY_BASE,
    "lastRenderedPageBreak": Kind.PAGE,
    "sectPr": Kind.SECTION,
    "altChunk": Kind.FOREIGN,
    "subDoc": Kind.FOREIGN,
}

KINDS: dict[object, Kind] = {
    **{f"{{{space}}}{name}": kind for space in (TRANSITIONAL, STRICT) for name, kind in _KINDS.items()},
    **{f"{{{space}}}{name}": Kind.MATH for space in _MATH for name in ("oMath", "oMathPara")},
    f"{{{_COMPATIBILITY}}}AlternateContent": Kind.ALTERNATES,
    f"{{{_WORD_2010}}}conflictIns": Kind.INSIDE,
    f"{{{_WORD_2010}}}conflictDel": Kind.DELETED,
}
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"


class Names:
    """The qualified names of one document, made once for the namespace that it is written in."""

    def __init__(self, root: etree._Element) -> None:
        self.space = STRICT if str(root.tag).startswith(f"{{{STRICT}}}") else TRANSITIONAL
        self._made: dict[str, str] = {}
        self.val = self.of("val")

    def of(self, path: str) -> str:
        """Return the qualified form of a name such as gridSpan, or of a path of names."""
        made = self._made.get(path)
        if made is None:
            made = self._made[path] = "/".join(f"{{{self.space}}}{name}" for name in path.split("/"))
        return made

    def value(self, node: etree._Element | None, path: str) -> str | None:
        """Return w:val of the element at `path` below `node`, None if there is no such element."""
        found = self.at(node, path)
        return None if found is None else found.get(self.val, "")

    def at(self, node: etree._Element | None, path: str) -> etree._Element | None:
        """Return the first element at a path of names below `node`."""
        if node is None:
            return None
        return node.find(self.of(path))

    def on(self, node: etree._Element | None, path: str) -> bool | None:
        """Return whether the switch at `path` is on; None if it is not there."""
        value = self.value(node, path)
        return None if value is None else value.lower() not in ("0", "false", "off", "none")


def local(node: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(node.tag).rpartition("}")[2]
