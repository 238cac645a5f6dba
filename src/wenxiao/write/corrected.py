"""The corrected forms: suggestions that name exactly one value applied, each change marked and listed at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from msgspec.structs import replace

from wenxiao import quantity
from wenxiao.check import check
from wenxiao.document import Document, Paragraph, Place
from wenxiao.filing import Fact, Filing, Form
from wenxiao.finding import Correction, Finding
from wenxiao.standards import Pack
from wenxiao.write.marks import mark_pages
from wenxiao.write.pages import pages_of
from wenxiao.write.sheet import Line, Page, Prose

_Spot = tuple[int | None, int | None, int | None, int | None]


class Applied(NamedTuple):
    """One correction that was made, and the finding that asked for it."""

    correction: Correction
    finding: Finding


class Corrected(NamedTuple):
    """A filing with its certain corrections made, and how many findings are left to a person."""

    filing: Filing
    applied: tuple[Applied, ...]
    left: int


def corrected(filing: Filing, pack: Pack) -> Corrected:
    """Return the filing with every correction made that some finding is certain of and none contradicts."""
    findings = [one for one in check(filing, pack).findings if one.waived is None]
    wanted = _agreed(findings)
    by_spot = {_spot(one.correction.place): one.correction for one in wanted}
    changed = replace(
        filing,
        facts=tuple(_fact(one, by_spot) for one in filing.facts),
        forms=tuple(_form(one, by_spot) for one in filing.forms),
        documents=tuple(_document(one, by_spot) for one in filing.documents),
    )
    made = tuple(one for one in wanted if _stands(filing, changed, one.correction))
    done = {id(one.finding) for one in made}
    return Corrected(changed, made, sum(id(one) not in done for one in findings))


def corrected_pages(filing: Filing, pack: Pack, form: str = "all") -> list[Page]:
    """Return the pages of the corrected filing, each change marked, and the list of the changes."""
    after = corrected(filing, pack)
    return [*mark_pages(pages_of(filing, pack, form), pages_of(after.filing, pack, form)), _listed(after)]


def _listed(after: Corrected) -> Prose:
    """Return the list of changes as a page of its own."""
    lines = [
        Line("text", f"{number}. {one.correction.place.path or '正文'}：由“{one.correction.old}”改为"
             f"“{one.correction.new}”。依据 {one.finding.check}。")
        for number, one in enumerate(after.applied, 1)
    ]  # fmt: skip
    rest = f"另有 {after.left} 条发现没有唯一的改法，要由人核对，见核验报告。" if after.left else ""
    summary = f"以上 {len(lines)} 处已在文中标出修订。" if lines else "没有能够确定改法的发现，各处照原样写出。"
    return Prose("corrections", "更正清单", (*lines, Line("text", f"{summary}{rest}")))


def _agreed(findings: Iterable[Finding]) -> list[Applied]:
    """Return the corrections by place, those left out on which two findings disagree."""
    found: dict[_Spot, list[Applied]] = {}
    for finding in findings:
        for one in finding.corrections:
            found.setdefault(_spot(one.place), []).append(Applied(one, finding))
    return [same[0] for same in found.values() if len({one.correction.new for one in same}) == 1]


def _spot(place: Place) -> _Spot:
    return place.block, place.row, place.column, place.start


# --- applying ------------------------------------------------------------------------------------------


def _fact(fact: Fact, by_spot: Mapping[_Spot, Correction]) -> Fact:
    wanted = by_spot.get(_spot(fact.place))
    if wanted is None or fact.text != wanted.old:
        return fact
    read = quantity.parse(wanted.new)
    return replace(fact, text=wanted.new, value=read.value if read is not None else None)


def _form(form: Form, by_spot: Mapping[_Spot, Correction]) -> Form:
    wanted = by_spot.get(_spot(form.total_place)) if form.total_place is not None else None
    total = _decimal(wanted.new) if wanted is not None else None
    return form if total is None or form.total_score is None else replace(form, total_score=total)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _document(document: Document, by_spot: Mapping[_Spot, Correction]) -> Document:
    blocks = tuple(
        _paragraph(one, [wanted for spot, wanted in by_spot.items() if spot[0] == at and spot[1] is None])
        if isinstance(one, Paragraph)
        else one
        for at, one in enumerate(document.blocks)
    )
    return replace(document, blocks=blocks)


def _paragraph(block: Paragraph, wanted: list[Correction]) -> Paragraph:
    """Return a paragraph with corrections made from its end to its beginning, so that the offsets hold."""
    text = block.text
    for one in sorted(wanted, key=lambda one: -(one.place.start or 0)):
        start = one.place.start
        if start is not None and text[start : start + len(one.old)] == one.old:
            text = f"{text[:start]}{one.new}{text[start + len(one.old) :]}"
    return block if text == block.text else replace(block, text=text)


def _stands(before: Filing, after: Filing, wanted: Correction) -> bool:
    """Tell whether a correction has changed anything that is written."""
    spot = _spot(wanted.place)
    if spot[1] is None:
        pairs = zip(before.documents, after.documents, strict=True)
        return any(old.blocks[spot[0] or 0] != new.blocks[spot[0] or 0] for old, new in pairs)
    cells = zip(before.facts, after.facts, strict=True)
    totals = zip(before.forms, after.forms, strict=True)
    return any(old != new and _spot(old.place) == spot for old, new in cells) or any(
        old != new and old.total_place is not None and _spot(old.total_place) == spot for old, new in totals
    )
