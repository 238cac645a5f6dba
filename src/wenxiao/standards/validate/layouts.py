"""Layouts: words that lead nowhere, rows that do not fill the width, cells that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenxiao.standards.columns import block_named, column_named
from wenxiao.standards.layout import PLACEHOLDERS, Layout, LayoutBand, LayoutCell
from wenxiao.standards.schema import Block, FormSpec, Pack
from wenxiao.standards.validate.fault import Fault, Names, Path, meant

MONEY = ("元", "千元", "万元", "百万元", "亿元")
BRACED = re.compile(r"\{([^{}]*)\}")
Found = Iterator[tuple[Path, str]]


def layout_faults(pack: Pack, names: Names) -> Iterator[Fault]:
    """Yield every mistake in the layouts of a pack."""
    for layout in pack.layouts.values():
        for path, message in _in_layout(layout, pack, names):
            yield Fault("layouts", layout.id, f"版面“{layout.id}”{message}", path)


def _in_layout(layout: Layout, pack: Pack, names: Names) -> Found:
    if said := names.form(layout.id):
        yield ("id",), f"没有对应的表：{said}"
    if layout.after is not None and layout.after not in pack.layouts and "layouts" not in names.unsure:
        yield ("after",), f"接在“{layout.after}”之后，但没有这个版面{meant(layout.after, pack.layouts)}"
    for key, texts in (("title", (layout.title,)), ("above", layout.above), ("notes", layout.notes)):
        yield from (((key,), said) for text in texts for said in _unknown(text))
    if layout.money not in MONEY:
        yield ("money",), f"的金额单位“{layout.money}”不认识{meant(layout.money, MONEY)}；可用的有：{'、'.join(MONEY)}"
    form = pack.forms.get(layout.id)
    for number, band in enumerate(layout.bands):
        if form is not None:
            for path, said in _in_band(band, form, names, len(layout.widths)):
                yield ("bands", number, *path), f"第 {number + 1} 段{said}"


def _unknown(text: str) -> Iterator[str]:
    for name in BRACED.findall(text):
        if name not in PLACEHOLDERS:
            yield f"里的“{{{name}}}”不认识{meant(name, PLACEHOLDERS)}；可用的有：{'、'.join(PLACEHOLDERS)}"


def _in_band(band: LayoutBand, form: FormSpec, names: Names, width: int) -> Found:
    block = block_named(form, band.block)
    if band.block is not None and block is None:
        yield ("block",), f"：表“{form.id}”里没有“{band.block}”这一部分{meant(band.block, [b.id for b in form.blocks])}"
        return
    for path, cell in _cells(band):
        yield from ((path, said) for said in (*_in_cell(cell, names), *_unread(cell, form, names)))
    if block is not None:
        yield from _in_block(band, block, width)
    elif band.columns or band.rows or band.heads is not None:
        yield (), "写了列、行或表头，却没有写 block"
    yield from _in_lines(band, width)


def _cells(band: LayoutBand) -> Iterator[tuple[Path, LayoutCell]]:
    for name, lines in (("heads", band.heads or ()), ("lines", band.lines)):
        for at, line in enumerate(lines):
            yield from (((name, at, column), cell) for column, cell in enumerate(line))
    for name, one in (("side", band.side), ("lead", band.lead)):
        if one is not None:
            yield (name,), one


def _in_cell(cell: LayoutCell, names: Names) -> Iterator[str]:
    for concept in (cell.fact, cell.row):
        if concept is not None and (said := names.concept(concept)):
            yield f"里的{said}"
    yield from _unknown(cell.text + cell.after)


def _unread(cell: LayoutCell, form: FormSpec, names: Names) -> Iterator[str]:
    """Yield that a figure is laid out which no block of the form reads."""
    listed = {
        one.concept for block in form.blocks for part in (block.fields, block.rows, block.columns) for one in part
    }
    if cell.fact is not None and cell.fact not in listed and not names.concept(cell.fact):
        yield f"里的“{cell.fact}”不在表“{form.id}”的任何一部分里，印了也读不回来，请在 forms 的 fields 中加上"


def _in_block(band: LayoutBand, block: Block, width: int) -> Found:
    known = [name for one in block.columns for name in (one.concept, one.role, one.stage) if name]
    wanted: list[tuple[Path, str]] = [(("columns", at, "of"), one.of) for at, one in enumerate(band.columns) if one.of]
    wanted += [
        (("heads", at, column), cell.head)
        for at, line in enumerate(band.heads or ())
        for column, cell in enumerate(line)
        if cell.head
    ]
    for path, name in wanted:
        if column_named(block, name) is None:
            yield path, f"：“{block.id}”里没有“{name}”这一列{meant(name, known)}"
    yield from _in_rows(band, block)
    if band.lists and (block.kind != "columns" or band.lead is None):
        yield ("lists",), f"：“{block.id}”不是一行一项的部分，或者没有 lead，不能用 lists"
    if band.apart and block.kind != "goals":
        yield ("apart",), f"：“{block.id}”不是目标，不能用 apart"
    filled = sum(one.wide for one in (band.side, band.lead) if one is not None)
    filled += sum(one.wide for one in band.columns)
    if filled != width:
        yield ("columns",), f"各列合计宽 {filled} 格，表宽 {width} 格，请核对 wide"


def _in_rows(band: LayoutBand, block: Block) -> Found:
    rows = [row.concept for row in block.rows if row.concept is not None]
    columns = [column.of for column in band.columns]
    for at, row in enumerate(band.rows):
        if row.of not in rows:
            yield ("rows", at, "of"), f"：“{block.id}”里没有“{row.of}”这一行{meant(row.of, rows)}"
        for name in row.marks:
            if name not in columns:
                yield ("rows", at, "marks", name), f"：行“{row.of}”的 marks 提到的“{name}”不在本段的列里"


def _in_lines(band: LayoutBand, width: int) -> Found:
    """Lay the written lines out; each has to fill its row, with what reaches down from above."""
    inner = width - (band.side.wide if band.side is not None else 0)
    for key, name, lines in (("heads", "表头", band.heads or ()), ("lines", "行", band.lines)):
        reaching = [0] * inner
        for at, line in enumerate(lines):
            free = [column for column, left in enumerate(reaching) if not left]
            if sum(cell.wide for cell in line) != len(free):
                said = f"第 {at + 1} {name}的格合计宽 {sum(cell.wide for cell in line)} 格，应为 {len(free)} 格"
                yield (key, at), f"{said}（上面合并下来的不算）"
                break
            reaching = [max(0, left - 1) for left in reaching]
            yield from (((key, at, *path), said) for path, said in _laid(line, free, reaching))
        else:
            if any(reaching):
                yield (key,), f"{name}里有向下合并的格超出了本段"


def _laid(line: Sequence[LayoutCell], free: Sequence[int], reaching: list[int]) -> Found:
    """Lay a line into the free columns, noting how far its cells reach down."""
    at = 0
    for number, cell in enumerate(line):
        taken = free[at : at + cell.wide]
        if taken[-1] - taken[0] != len(taken) - 1:
            yield (number,), f"的“{cell.text}”与上面合并下来的格重叠"
        for column in taken:
            reaching[column] = cell.high - 1
        at += cell.wide
