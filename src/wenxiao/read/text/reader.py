"""The reader of plain text and Markdown: the dialects that dumps of Word and recognisers write."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from wenxiao.document import Document
from wenxiao.errors import ReadError
from wenxiao.read.drafts import Draft, Prose, assemble
from wenxiao.read.encoding import decode
from wenxiao.read.text import markup
from wenxiao.read.text.aligned import read_aligned
from wenxiao.read.text.grid import read_grid
from wenxiao.read.text.lines import Kind, Line, split
from wenxiao.read.text.listing import read_listing
from wenxiao.read.text.prose import heal
from wenxiao.read.text.source import Source
from wenxiao.read.text.tagged import opens_table, read_tagged

_FORMULA_LINES = 60


def read_text(data: bytes, name: str) -> Document:
    """Read `data` as text in whatever encoding it is; raise ReadError if it is not text."""
    decoded = decode(data, name)
    lines = split(decoded.text, name)
    markdown = markup.looks_like_markdown(decoded.text)
    blocks = assemble(heal(_drafts(Source(lines), markdown)), name)
    if not blocks:
        raise ReadError(f"“{name}”里只有空白，没有可读的内容，请检查是否选对了文件。")
    return Document(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/markdown" if markdown else "text/plain",
        encoding=decoded.encoding,
        blocks=blocks,
        notes=decoded.notes,
    )


def _drafts(source: Source, markdown: bool) -> Iterator[Draft]:
    """Yield paragraphs and tables in order, each dialect's stretches handed to its reader."""
    lines, at = source.lines, 0
    while at < len(lines):
        line = lines[at]
        if line.kind in (Kind.CELL, Kind.GRID, Kind.PIPE):
            listing = line.kind is not Kind.PIPE and line.text.startswith("\t") and source.is_listing(at)
            found, at = read_listing(source, at) if listing else read_grid(source, at)
            yield from found
        elif line.kind is Kind.FORMULA:
            formula, at = _formula(source, at)
            yield formula
        elif line.kind is Kind.TEXT and opens_table(line):
            found, at = read_tagged(source, at)
            yield from found
        elif line.kind is Kind.TEXT:
            aligned = read_aligned(source, at)
            yield aligned[0] if aligned else _paragraph(line, markdown)
            at = aligned[1] if aligned else at + 1
        else:
            at += 1


def _paragraph(line: Line, markdown: bool) -> Prose:
    """Return one line of text as a paragraph, without its Markdown."""
    text, level = line.text.strip().replace("\t", " "), None
    if markdown and markup.is_rule(text):
        return Prose("", line.number)
    head = markup.heading(text)
    if head is not None:
        level, text = head
    elif markdown:
        text = markup.plain(text)
    return Prose(text, line.number, line.page, level)


def _formula(source: Source, start: int) -> tuple[Prose, int]:
    """Return a LaTeX block, verbatim, and the line behind it; unclosed, it is one line."""
    first = source.lines[start]
    texts: list[str] = []
    for at, line in enumerate(source.lines[start : start + _FORMULA_LINES], start):
        texts.append(line.text.strip())
        if line.text.rstrip().endswith("$$") and (at > start or texts[0].count("$$") > 1):
            return _verbatim(texts, first), at + 1
    return _verbatim(texts[:1], first), start + 1


def _verbatim(texts: list[str], first: Line) -> Prose:
    text = "\n".join(texts)
    return Prose(text, first.number, first.page, verbatim=True)
