"""Our own reader, and the short form in which the Document expected of it is written down."""

from __future__ import annotations

from pathlib import Path

from conformance.case import Expected
from conformance.seen import Grid, Seen
from wenxiao.document import Block, Document, Table
from wenxiao.read import read

_LONGEST = 60


def seen(path: Path) -> Seen:
    """Read a file."""
    return seen_in(read(path))


def seen_in(document: Document) -> Seen:
    """Bring a Document to the form that all readers are judged in."""
    tables = tuple(_grid(block) for block in document.blocks if isinstance(block, Table))
    return Seen(tables, "\n".join(map(_text, document.blocks)))


def _grid(table: Table) -> Grid:
    return tuple(tuple(cell.text if cell else "" for cell in row) for row in table.grid())


def _text(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join("\t".join(cell.text for cell in line) for line in block.lines())
    return block.text


def summary(document: Document) -> Expected:
    """Return the short form of a Document: what its blocks say, without the Places that follow from it."""
    return Expected(
        blocks=tuple(map(_short, document.blocks)),
        margins=tuple(one.text for one in document.margins),
        omitted=tuple((one.what, one.text) for one in document.omitted),
    )


def _short(block: Block) -> object:
    if isinstance(block, Table):
        cells = [[one.text, one.row, one.column, one.rowspan, one.colspan] for one in block.cells]
        return {"table": [block.rows, block.columns], "cells": cells}
    return block.text if block.level is None else {"level": block.level, "text": block.text}


def difference(expected: Expected, found: Expected) -> str | None:
    """Return the first difference of two Documents in one sentence, None if there is none."""
    for at, (wanted, read_) in enumerate(zip(expected.blocks, found.blocks, strict=False)):
        if wanted != read_:
            return f"第 {at} 块应为 {_brief(wanted, read_)}，读成 {_brief(read_, wanted)}"
    for name, wanted_, read__ in (
        ("块数", len(expected.blocks), len(found.blocks)),
        ("页眉页脚", list(expected.margins), list(found.margins)),
        ("略去的内容", list(map(list, expected.omitted)), list(map(list, found.omitted))),
    ):
        if wanted_ != read__:
            return f"{name}应为 {wanted_}，读成 {read__}"
    return None


def _brief(block: object, other: object) -> str:
    """Name a block, of two tables only the first cell in which they differ."""
    if isinstance(block, dict) and isinstance(other, dict) and "cells" in block and "cells" in other:
        if block["table"] != other["table"]:
            return f"{block['table'][0]} 行 {block['table'][1]} 列的表"
        mine = next((cell for cell in block["cells"] if cell not in other["cells"]), block["cells"][-1])
        return f"格 {mine}"
    said = str(block)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
