"""The parts of the report: titles added, removed, moved or renamed, and texts that were changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wenxiao.compare.figures import Said
from wenxiao.compare.lens import Lens
from wenxiao.compare.pairing import Item, paired
from wenxiao.compare.tally import Tally
from wenxiao.document import Block, Place, Table
from wenxiao.filing import Filing, Section
from wenxiao.quantity import squeeze

_ANNEX = re.compile(r"附[件表][\d一二三四五六七八九十]*[:：]?")


def compare_sections(tally: Tally, before: Filing, after: Filing, lenses: tuple[Lens, Lens]) -> None:
    """Compare the top-level parts of two reports."""
    items = [
        [Item((name := lens.name(one.title),), name) for one in filing.sections]
        for filing, lens in zip((before, after), lenses, strict=True)
    ]
    found = paired(items[0], items[1])
    pairs, taken = dict(found.pairs), {second for _, second in found.pairs}
    for at, one in enumerate(before.sections):
        if at not in pairs:
            tally.note("removed", "section", _label(one, lenses[0]), _body(before, one, lenses[0]), None)
            continue
        other = after.sections[pairs[at]]
        if (at, pairs[at]) in found.moved:
            places = [Said(f"第 {spot + 1} 部分", "", part.place) for spot, part in ((at, one), (pairs[at], other))]
            tally.note("moved", "section", f"{_label(other, lenses[1])} › 次序", *places)
        titles = [
            Said(part.title, lens.text(part.title), part.place) for part, lens in zip((one, other), lenses, strict=True)
        ]
        tally.weigh("section", f"{_label(other, lenses[1])} › 标题", *titles)
        bodies = _body(before, one, lenses[0]), _body(after, other, lenses[1])
        tally.weigh("section", f"{_label(other, lenses[1])} › 正文", *bodies)
    for at, one in enumerate(after.sections):
        if at not in taken:
            tally.note("added", "section", _label(one, lenses[1]), None, _body(after, one, lenses[1]))


def _label(one: Section, lens: Lens) -> str:
    title = lens.text(" ".join(one.title.split()))
    return f"{one.number}、{title}" if one.number else title


def compare_rest(tally: Tally, before: Filing, after: Filing, lenses: tuple[Lens, Lens]) -> None:
    """Compare what stands in no part and in no form, so that nothing that differs is passed over in silence."""
    rests = [_said(filing, _rest(filing), lens, None) for filing, lens in zip((before, after), lenses, strict=True)]
    tally.weigh("section", "章节和附表以外的文字", *rests)


def _body(filing: Filing, one: Section, lens: Lens) -> Said:
    """Return the text of a part: its paragraphs, and the rows of its tables that are no form."""
    return _said(filing, range(max(one.first, 0), min(max(one.last, 0), _length(filing))), lens, one.place)


def _rest(filing: Filing) -> list[int]:
    """Return the blocks that are compared nowhere else: no part, no heading, title or signature line."""
    taken = {at for one in filing.sections for at in range(max(one.first, 0), min(max(one.last, 0), _length(filing)))}
    known = [one.place for one in filing.sections]
    known += [one.place for one in filing.forms]
    known += [one.place for one in filing.signatures]
    known += [one.place for one in filing.titles]
    taken.update(place.block for place in known if place.block is not None)
    return [at for at in range(_length(filing)) if at not in taken and not _is_number(filing.documents[0].blocks[at])]


def _is_number(block: Block) -> bool:
    """Tell whether a line is the bare number of an annex, which its form is compared by."""
    return not isinstance(block, Table) and _ANNEX.fullmatch(squeeze(block.text)) is not None


def _length(filing: Filing) -> int:
    return len(filing.documents[0].blocks) if filing.documents else 0


def _said(filing: Filing, spots: Iterable[int], lens: Lens, place: Place | None) -> Said:
    """Return the text of some blocks, tables row by row; tables of forms are left out."""
    forms = {table for form in filing.forms for table in form.tables}
    lines: list[str] = []
    for at in spots:
        block = filing.documents[0].blocks[at]
        if not isinstance(block, Table):
            lines.append(block.text.strip())
        elif at not in forms:
            lines.extend("　".join(cell.text.strip() for cell in row if cell.text.strip()) for row in block.lines())
    text = "\n".join(line for line in lines if line)
    return Said(text, lens.text(text), place)
