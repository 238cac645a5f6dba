"""What is wrong with a layout: words that lead nowhere, rows that do not fill the width, cells that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenxiao.standards.layout import PLACEHOLDERS, Layout, LayoutBand, LayoutCell, Report, ReportPart, Sentence, Told
from wenxiao.standards.schema import Block, Column, FormSpec, Pack

_LEVELS = ("level1", "level2", "level3")
_BRACED = re.compile(r"\{([^{}]*)\}")


def layout_faults(layout: Layout, pack: Pack) -> Iterator[str]:
    """Yield a sentence for every mistake in a layout."""
    form = pack.forms.get(layout.id)
    if form is None:
        yield f"版面“{layout.id}”没有对应的表，请先在 forms 里写这张表。"
        return
    if layout.after is not None and layout.after not in pack.layouts:
        yield f"版面“{layout.id}”接在“{layout.after}”之后，但没有这个版面。"
    texts = [layout.title, *layout.above, *layout.notes]
    texts += [cell.text + cell.after for band in layout.bands for line in _lines(band) for cell in line]
    for name in (name for text in texts for name in _BRACED.findall(text)):
        if name not in PLACEHOLDERS:
            yield f"版面“{layout.id}”里的“{{{name}}}”不认识，可用的有：{'、'.join(PLACEHOLDERS)}。"
    for number, band in enumerate(layout.bands, 1):
        for said in _band_faults(band, form, pack, len(layout.widths)):
            yield f"版面“{layout.id}”第 {number} 段：{said}"


def column_named(block: Block, name: str) -> Column | None:
    """Return the column of a block with this concept, role or stage."""
    named = next((one for one in block.columns if name and name in (one.concept, one.role, one.stage)), None)
    if named is None and block.kind == "indicators" and name in _LEVELS:
        return Column(label="", role=name)  # type: ignore[arg-type]  # a level under the head of the one before it
    return named


def block_named(form: FormSpec, name: str | None) -> Block | None:
    """Return the block of a form with this id."""
    return next((block for block in form.blocks if block.id == name), None)


def _lines(band: LayoutBand) -> Iterator[Sequence[LayoutCell]]:
    """Yield every written line of cells, the side and the lead as lines of their own."""
    yield from band.heads or ()
    yield from band.lines
    yield from ([one] for one in (band.side, band.lead) if one is not None)


def _band_faults(band: LayoutBand, form: FormSpec, pack: Pack, width: int) -> Iterator[str]:
    block = block_named(form, band.block)
    if band.block is not None and block is None:
        yield f"表“{form.id}”里没有“{band.block}”这一部分。"
        return
    for name in _facts(band):
        if name not in pack.concepts:
            yield f"引用了不存在的指标项“{name}”。"
    if block is not None:
        yield from _block_faults(band, block, width)
    elif band.columns or band.rows or band.heads is not None:
        yield "写了列、行或表头，却没有写 block。"
    yield from _width_faults(band, width)


def _facts(band: LayoutBand) -> Iterator[str]:
    for line in _lines(band):
        for cell in line:
            yield from (name for name in (cell.fact, cell.row) if name is not None)


def _block_faults(band: LayoutBand, block: Block, width: int) -> Iterator[str]:
    names = [column.of for column in band.columns if column.of]
    names += [cell.head for line in band.heads or () for cell in line if cell.head]
    for name in names:
        if column_named(block, name) is None:
            yield f"“{block.id}”里没有“{name}”这一列。"
    known = {row.concept for row in block.rows}
    for row in band.rows:
        if row.of not in known:
            yield f"“{block.id}”里没有“{row.of}”这一行。"
        for name in row.marks:
            if name not in names:
                yield f"行“{row.of}”的 marks 提到的“{name}”不在本段的列里。"
    filled = sum(one.wide for one in _leading(band)) + sum(one.wide for one in band.columns)
    if filled != width:
        yield f"各列合计宽 {filled} 格，表宽 {width} 格，请核对 wide。"


def _leading(band: LayoutBand) -> Iterator[LayoutCell]:
    yield from (one for one in (band.side, band.lead) if one is not None)


def _width_faults(band: LayoutBand, width: int) -> Iterator[str]:
    """Lay the written lines out; each has to fill its row, with what reaches down from above."""
    inner = width - (band.side.wide if band.side is not None else 0)
    for name, lines in (("表头", band.heads or ()), ("行", band.lines)):
        reaching = [0] * inner
        for number, line in enumerate(lines, 1):
            free = [column for column, left in enumerate(reaching) if not left]
            wanted = sum(cell.wide for cell in line)
            if wanted != len(free):
                yield f"第 {number} {name}的格合计宽 {wanted} 格，应为 {len(free)} 格（上面合并下来的不算）。"
                return
            reaching = [max(0, left - 1) for left in reaching]
            at = 0
            for cell in line:
                taken = free[at : at + cell.wide]
                if taken[-1] - taken[0] != len(taken) - 1:
                    yield f"第 {number} {name}的“{cell.text}”与上面合并下来的格重叠。"
                for column in taken:
                    reaching[column] = cell.high - 1
                at += cell.wide
        if any(reaching):
            yield f"{name}里有向下合并的格超出了本段。"


# --- reports -------------------------------------------------------------------------------------------

_PARTS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")


def report_faults(report: Report, pack: Pack) -> Iterator[str]:
    """Yield a sentence for every mistake in a report."""
    if report.id != "report" and report.id not in pack.forms:
        yield f"报告“{report.id}”没有对应的表，请先在 forms 里写。"
    outline = pack.outlines.get(report.outline or "")
    if report.outline is not None and outline is None:
        yield f"报告“{report.id}”所用的提纲“{report.outline}”不存在。"
    titles = {part.title for part in outline.parts} if outline is not None else None
    for part in report.parts:
        if titles is not None and part.title not in titles:
            yield f"报告“{report.id}”的“{part.title}”不是提纲“{report.outline}”里的部分。"
    for name, told in report.figures.items():
        yield from (f"报告“{report.id}”的数“{name}”{said}" for said in _told_faults(told, report, pack))
    for sentence in (one for part in report.parts for one in _sentences(part)):
        yield from (f"报告“{report.id}”的“{sentence.text[:20]}…”{said}" for said in _sentence_faults(sentence, report))


def _sentences(part: ReportPart) -> Iterator[Sentence]:
    yield from part.say
    for inner in part.parts:
        yield from _sentences(inner)


def _told_faults(told: Told, report: Report, pack: Pack) -> Iterator[str]:
    for concept in (told.concept, told.row):
        if concept is not None and concept not in pack.concepts:
            yield f"引用了不存在的指标项“{concept}”。"
    if told.form is not None and told.form not in pack.forms:
        yield f"引用了不存在的表“{told.form}”。"
    if told.compute is not None and not {told.part, told.whole} <= set(report.figures):
        yield "要由 part 和 whole 两个数算出，其中有的没有写。"


def _sentence_faults(sentence: Sentence, report: Report) -> Iterator[str]:
    known = {*report.figures, *PLACEHOLDERS, *(_PARTS if sentence.each else ())}
    named = [*_BRACED.findall(sentence.text), *(one for one in (sentence.positive, sentence.zero) if one)]
    yield from (f"提到的“{name}”没有在 figures 里写。" for name in named if name not in known)
