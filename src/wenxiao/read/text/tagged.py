"""Tables that a recogniser writes as HTML inside its Markdown: <table><tr><td rowspan=2>….

The only dialect of text that tells how far a cell reaches; its tables are exact.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wenxiao.read.drafts import Draft, Entry, Grid, Prose
from wenxiao.read.text.lines import Line
from wenxiao.read.text.markup import plain
from wenxiao.read.text.source import Source

_MAX_LINES = 20_000
_MAX_SPAN = 100
_TOKEN = re.compile(r"<(/?)(table|tr|td|th)(?:\s([^<>]{0,300}))?>", re.IGNORECASE)
_SPAN = {name: re.compile(rf"{name}\s*=\s*[\"']?(\d{{1,3}})", re.IGNORECASE) for name in ("rowspan", "colspan")}
_FRAME = re.compile(r"</?(?:html|body|thead|tbody|tfoot|div|center)(?:\s[^<>]{0,300})?>", re.IGNORECASE)


class _Token(NamedTuple):
    """A tag that shapes a table, and the text behind it up to the next."""

    name: str  # "" for the text before the first tag; with a leading / for closing tags
    attributes: str
    text: str
    start: int


def opens_table(line: Line) -> bool:
    """Tell whether a table in HTML begins on this line."""
    return "<table" in line.text or "<TABLE" in line.text


def read_tagged(source: Source, start: int) -> tuple[list[Draft], int]:
    """Read the tables that begin on line `start`; return them, the text around them, and the line behind."""
    end = start
    for end in range(start, min(len(source.lines), start + _MAX_LINES)):
        if "</table>" in source.lines[end].text.lower():
            break
    lines = source.lines[start : end + 1]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.text) + 1)
    tokens = _tokens("\n".join(line.text for line in lines))
    builder = _Builder(lines, starts)
    for token in tokens:
        builder.take(token)
    builder.close()
    return builder.drafts, end + 1


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tags of `text` that shape tables, each with the text behind it."""
    text = _FRAME.sub(lambda match: " " * len(match[0]), text)
    name, attributes, at, start = "", "", 0, 0
    for match in _TOKEN.finditer(text):
        yield _Token(name, attributes, text[at : match.start()], start)
        name, attributes = match[1] + match[2].lower(), match[3] or ""
        at, start = match.end(), match.end()
    yield _Token(name, attributes, text[at:], start)


class _Builder:
    """Rows and cells as the tags come, each cell put where the spans above it leave room."""

    def __init__(self, lines: Sequence[Line], starts: list[int]) -> None:
        self.lines, self.starts = lines, starts
        self.drafts: list[Draft] = []
        self.rows: list[list[Entry]] = []
        self.taken: dict[int, int] = {}  # column → rows that a cell above still reaches into
        self.column = 0

    def take(self, token: _Token) -> None:
        """Take in one tag and the text behind it."""
        if token.name in ("table", "/table"):
            self.close()
        if token.name == "tr":
            self._open_row()
        if token.name in ("td", "th"):
            self._add_cell(token)
        elif token.text.strip():
            self._add_text(token)

    def close(self) -> None:
        """End the table that is open."""
        rows = tuple(tuple(row) for row in self.rows)
        if any(rows):
            self.drafts.append(Grid(rows, exact=True))
        self.rows, self.taken, self.column = [], {}, 0

    def _open_row(self) -> None:
        self.taken = {column: left - 1 for column, left in self.taken.items() if left > 1}
        self.rows.append([])
        self.column = 0

    def _add_cell(self, token: _Token) -> None:
        if not self.rows:
            self._open_row()
        while self.taken.get(self.column):
            self.column += 1
        line = self._line(token)
        rowspan, colspan = (_span(token.attributes, name) for name in ("rowspan", "colspan"))
        entry = Entry(plain(token.text.strip()), line.number, line.page, self.column, rowspan, colspan)
        self.rows[-1].append(entry)
        for _ in range(colspan):
            self.taken[self.column] = rowspan
            self.column += 1

    def _add_text(self, token: _Token) -> None:
        """Keep text that stands outside all cells: as a paragraph before the table, or behind it."""
        line = self._line(token)
        text = plain(token.text.strip())
        if self.rows and self.rows[-1]:
            last = self.rows[-1][-1]
            self.rows[-1][-1] = last._replace(text=f"{last.text}\n{text}".strip())
        else:
            self.drafts.append(Prose(text, line.number, line.page))

    def _line(self, token: _Token) -> Line:
        blanks = len(token.text) - len(token.text.lstrip())
        return self.lines[min(bisect_right(self.starts, token.start + blanks), len(self.lines)) - 1]


def _span(attributes: str, name: str) -> int:
    match = _SPAN[name].search(attributes)
    return min(max(int(match[1]), 1), _MAX_SPAN) if match else 1
