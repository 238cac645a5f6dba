"""The parts of the report: titles added, removed, moved or renamed, and texts that were changed."""

from __future__ import annotations

from wenxiao.compare.figures import Said
from wenxiao.compare.lens import Lens
from wenxiao.compare.pairing import Item, paired
from wenxiao.compare.tally import Tally
from wenxiao.document import Table
from wenxiao.filing import Filing, Section


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


def _body(filing: Filing, one: Section, lens: Lens) -> Said:
    """Return the text of a part: its paragraphs, and the rows of its tables that are no form."""
    blocks = filing.documents[0].blocks[max(one.first, 0) : max(one.last, 0)] if filing.documents else ()
    forms = {table for form in filing.forms for table in form.tables}
    lines: list[str] = []
    for at, block in enumerate(blocks, max(one.first, 0)):
        if not isinstance(block, Table):
            lines.append(block.text.strip())
        elif at not in forms:
            lines.extend("　".join(cell.text.strip() for cell in row if cell.text.strip()) for row in block.lines())
    text = "\n".join(line for line in lines if line)
    return Said(text, lens.text(text), one.place)
