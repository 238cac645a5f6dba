"""A text becomes numbered lines, each classified by what it looks like.

The characters that no reader of the text can see are taken out here; nothing else is changed,
so that a place points at what stands in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from wenxiao.errors import ReadError

MAX_LINES = 500_000
MAX_TABS = 500_000

_INVISIBLE = ("\ufeff", "\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\u200e", "\u200f")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SOFT_BREAK = re.compile("[\v\x85\u2028\u2029]")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)])\t[^\t]*"
)
_SEPARATOR = frozenset("-|: \t")


class Kind(Enum):
    """What a line looks like, seen alone."""

    BLANK = "blank"
    CELL = "cell"  # begins with a TAB and holds no other: a cell of the Word dump
    GRID = "grid"  # holds a TAB further on: a whole row
    PIPE = "pipe"  # | a | b |
    RULE = "rule"  # ----<TAB>--, |---|---|
    FORMULA = "formula"  # $$ …
    TEXT = "text"


class Line(NamedTuple):
    """One line: its number in the source (from 1), its page (from 1, or None), its text and kind."""

    number: int
    page: int | None
    text: str
    kind: Kind


def split(text: str, name: str) -> list[Line]:
    """Split `text` into lines; raise ReadError if it holds more lines or TABs than any report has."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _guard(text, name)
    for char in _INVISIBLE:
        text = text.replace(char, "")
    text = _CONTROL.sub("", text.replace("\u00a0", " "))
    page = 1 if "\f" in text else None
    lines: list[Line] = []
    for number, raw in enumerate(text.split("\n"), start=1):
        for piece in _SOFT_BREAK.split(raw):
            if page is None:
                lines.append(Line(number, page, piece, classify(piece)))
            else:
                lines.extend(_paged(piece, number, page))
                page += piece.count("\f")
    return _with_open_pipes(lines)


def _with_open_pipes(lines: list[Line]) -> list[Line]:
    """Return `lines`, rows of pipes that lack the outer ones told by the row of dashes among them."""
    for at, line in enumerate(lines):
        if line.kind is Kind.RULE and "|" in line.text and at and "|" in lines[at - 1].text:
            lines[at - 1] = _as_row(lines[at - 1])
        elif at and line.kind is Kind.TEXT and "|" in line.text and lines[at - 1].kind in (Kind.RULE, Kind.PIPE):
            lines[at] = _as_row(line)
    return lines


def _as_row(line: Line) -> Line:
    return line._replace(kind=Kind.PIPE) if line.kind is Kind.TEXT else line


def _paged(piece: str, number: int, page: int) -> Iterator[Line]:
    """Yield the parts of a line that page breaks part, each on its page."""
    parts = piece.split("\f")
    filled = [(page + ahead, part) for ahead, part in enumerate(parts) if part]
    # A lone page break may stand in mid-row: it must not look like the empty line that ends a row.
    for on, part in filled or [(page, " " if len(parts) > 1 else "")]:
        yield Line(number, on, part, classify(part))


def classify(text: str) -> Kind:
    """Tell what one line looks like."""
    if "\t" in text:
        return _tabbed(text)
    bare = text.strip()
    if not bare:
        return Kind.BLANK
    if "|" in bare and _is_rule(bare):
        return Kind.RULE
    if bare.startswith("|") and bare.count("|") > 1:
        return Kind.PIPE
    return Kind.FORMULA if bare.startswith("$$") else Kind.TEXT


def _tabbed(text: str) -> Kind:
    """Tell what a line with a TAB looks like."""
    if _is_rule(text):
        return Kind.RULE
    if text.rfind("\t") == 0:
        return Kind.CELL
    # Word parts the number of a heading from its text by a TAB: that makes no table.
    return Kind.TEXT if _NUMBERED.fullmatch(text.strip()) else Kind.GRID


def _is_rule(text: str) -> bool:
    """Tell whether a row holds nothing but the dashes that part a Markdown table's head from its body."""
    return "--" in text and _SEPARATOR.issuperset(text)


def _guard(text: str, name: str) -> None:
    """Refuse what would become more blocks and cells than a machine should hold."""
    breaks = sum(map(text.count, "\n\v\f\x85\u2028\u2029"))
    if breaks > MAX_LINES:
        raise ReadError(f"“{name}”有 {breaks} 行，超过 {MAX_LINES} 行的上限，请拆分后再试。")
    tabs = text.count("\t") + text.count("|") + text.count("<td") + text.count("<TD")
    if tabs > MAX_TABS:
        raise ReadError(f"“{name}”有 {tabs} 个单元格分隔符，超过 {MAX_TABS} 个的上限，请拆分后再试。")
