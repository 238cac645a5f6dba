"""What a reader made of a file, brought to one form: its tables as grids of strings, and its text in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree, html

Grid = tuple[tuple[str, ...], ...]

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li tr table br hr section aside blockquote dt dd figure".split()  # noqa: SIM905
)
_UNSEEN = frozenset(("script", "style", "head", "title", "template"))
_APART = {"td": "\t", "th": "\t", "sup": "^"}  # a raised mark is seen to be none of the figure's digits
_FRACTION = re.compile(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}")
_GAP = re.compile(r"\s+")
_TIGHT = re.compile(r"(?<![0-9A-Za-z.]) | (?![0-9A-Za-z.])")
_SEPARATOR = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*\|?\s*")
_WIDEST = 400


class Seen(NamedTuple):
    """Tables and text of one file, as one reader gives them."""

    tables: tuple[Grid, ...]
    text: str


def plain(text: str) -> str:
    """Return a text for comparing: no blanks but between words or figures, widths and signs of one kind."""
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    text = _GAP.sub(" ", text).strip()
    return _TIGHT.sub("", text).translate(_ALIKE).casefold()


_ALIKE = str.maketrans("‑−", "--")


def untexed(text: str) -> str:
    """Write the TeX that some readers give for formulas as everyone else does: 61/63×100%."""
    text = _FRACTION.sub(r"\1/\2", text)
    return text.replace(r"\times", "×").replace(r"\%", "%")


def from_html(markup: str) -> Seen:
    """Take in a web page, spans honoured; a table in a cell is a table of its own, not part of the cell's text."""
    if not markup.strip():
        return Seen((), "")
    root = html.document_fromstring(markup)
    return Seen(tuple(_grid(table) for table in root.iter("table")), untexed("".join(_texts(root))))


def _grid(table: etree._Element) -> Grid:
    """Lay out the cells of one table as a browser does."""
    laid: dict[tuple[int, int], str] = {}
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    for at, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (at, column) in laid:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            text = "".join(_texts(cell, nested=False)).strip()
            for below in range(at, min(at + down, len(rows))):
                for right in range(column, column + across):
                    laid.setdefault((below, right), text)
            column += across
    width = max((column for _, column in laid), default=-1) + 1
    return tuple(tuple(laid.get((at, column), "") for column in range(width)) for at in range(len(rows)))


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1")
    return max(1, min(int(value), _WIDEST)) if value.isdigit() else 1


def _texts(node: etree._Element, *, nested: bool = True) -> Iterator[str]:
    """Yield the text below a node, block elements parted by line breaks."""
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN and (nested or child.tag != "table"):
            part = "\n" if child.tag in _BLOCKS else _APART.get(child.tag, "")
            yield part
            yield from _texts(child, nested=nested)
            yield part
        yield child.tail or ""


def from_markdown(text: str) -> Seen:
    """Take in Markdown: pipe tables as grids (they know no spans), its signs of emphasis and escape taken away."""
    tables: list[list[list[str]]] = []
    lines: list[str] = []
    inside = False
    for line in untexed(text).splitlines():
        bare = line.strip()
        if not (bare.startswith("|") and bare.endswith("|")):
            inside = False
            lines.append(_unmarked(line))
        elif not _SEPARATOR.fullmatch(bare):
            cells = [_unmarked(part).strip() for part in re.split(r"(?<!\\)\|", bare)[1:-1]]
            if not inside:
                tables.append([])
            inside = True
            tables[-1].append(cells)
            lines.append("\t".join(cells))
    return Seen(tuple(rectangle(table) for table in tables), "\n".join(lines))


def rectangle(rows: list[list[str]]) -> Grid:
    """Fill up short rows."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def text_of(tables: tuple[Grid, ...]) -> str:
    """Return what tables say, row by row."""
    return "\n".join("\t".join(row) for table in tables for row in table)


def _unmarked(text: str) -> str:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<br\s*/?>", "\n", text)
    text = re.sub(r"^\s*#{1,6}\s+", "", text)
    text = text.replace("**", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"\\([^\w\s])", r"\1", text)
