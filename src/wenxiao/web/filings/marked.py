"""The forms of a version with its findings at their cells, whatever file the version was read from.

The forms are written and read back; what stands in the same order in both readings is the same figure, so that a place
in the unit's own file leads to a cell of the official form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from wenxiao.document import Place
from wenxiao.filing import Fact, Filing, from_json
from wenxiao.finding import Report
from wenxiao.standards import Pack
from wenxiao.web import store
from wenxiao.web.filings.models import Version
from wenxiao.web.filings.reading import Spots, read_pages
from wenxiao.web.pinned.content import pack_by
from wenxiao.write import Sheet, SheetCell, pages_of

Spot = tuple[int | None, int | None, int | None]


class Mark(NamedTuple):
    """A cell with a finding: how grave, and the numbers of the findings on the page."""

    severity: str
    numbers: tuple[int, ...]


class Shown(NamedTuple):
    """A cell of a form on the page, with its mark and its name there; `proofs` are the evidence files of its row."""

    cell: SheetCell
    mark: Mark | None
    name: str
    proofs: tuple[Any, ...] = ()


class Marked(NamedTuple):
    """A form on the page: the sheet, its rows, the share of each column in percent."""

    sheet: Sheet
    rows: tuple[tuple[Shown, ...], ...]
    widths: tuple[int, ...]


class Whole(NamedTuple):
    """All forms of a version, and for each finding (by its number) the name of the first cell that it is about."""

    forms: tuple[Marked, ...]
    targets: dict[int, str]


def marked(version: Version, pack: Pack) -> Whole:
    """Return the forms of a version with its findings at their cells."""
    return _marked(version.digest, version.findings, pack.id, pack.digest)


class Laid(NamedTuple):
    """A version's Filing, its official forms, and what is read in them again."""

    filing: Filing
    sheets: tuple[Sheet, ...]
    again: Filing


@lru_cache(maxsize=8)
def laid(digest: str, standard: str, digest_of_standard: str) -> Laid:
    """Lay a version into its forms and read them again; the pages that a person opens one after another share it."""
    pack, filing = pack_by(standard, digest_of_standard), from_json(store.get(digest))
    sheets = tuple(page for page in pages_of(filing, pack) if isinstance(page, Sheet))
    return Laid(filing, sheets, read_pages(sheets, pack))


@lru_cache(maxsize=64)
def _marked(digest: str, findings: str, standard: str, digest_of_standard: str) -> Whole:
    """Return what `marked` does. What a hash names never changes."""
    filing, sheets, again = laid(digest, standard, digest_of_standard)
    report = msgspec.json.decode(store.get(findings), type=Report)
    spots, places = Spots(sheets, again), dict(pairs(filing, again))
    found: dict[tuple[int, SheetCell], list[int]] = defaultdict(list)
    for number, finding in enumerate(report.findings, 1):
        for one in finding.evidence:
            at = spots.cell(places.get(spot_of(one.place), Place()))
            if at is not None and number not in found[at]:
                found[at].append(number)
    marks = {
        at: Mark(report.findings[min(numbers) - 1].severity.value, tuple(numbers)) for at, numbers in found.items()
    }
    targets: dict[int, str] = {}
    for (page, cell), mark in marks.items():
        for number in mark.numbers:
            targets.setdefault(number, _name(page, cell))
    return Whole(tuple(_form(at, sheet, marks) for at, sheet in enumerate(sheets)), targets)


def _form(at: int, sheet: Sheet, marks: dict[tuple[int, SheetCell], Mark]) -> Marked:
    rows = tuple(tuple(Shown(cell, marks.get((at, cell)), _name(at, cell)) for cell in row) for row in sheet.by_row())
    return Marked(sheet, rows, tuple(share * 100 // sum(sheet.widths) for share in sheet.widths))


def _name(at: int, cell: SheetCell) -> str:
    return f"cell-{at}-{cell.row}-{cell.column}"


def spot_of(place: Place) -> Spot:
    """Return what a Place is compared by."""
    return place.block, place.row, place.column


def pairs(first: Filing, second: Filing) -> Iterator[tuple[Spot, Place]]:
    """Yield the places of the first reading with those of the same figures in the second."""
    yield from _facts(first, second)
    others = defaultdict(list)
    for item in second.indicators:
        others[item.form].append(item)
    for form in first.forms:
        for one, other in zip(first.indicators_of(form.id), others[form.id], strict=False):
            yield from ((spot_of(place), other.cells[key]) for key, place in one.cells.items() if key in other.cells)
        same = next((two for two in second.forms if two.id == form.id), None)
        if same is not None and form.total_place is not None and same.total_place is not None:
            yield spot_of(form.total_place), same.total_place
    for goals, again in zip(first.goals, second.goals, strict=False):
        yield spot_of(goals.place), again.place
        yield spot_of(goals.actual_place), again.actual_place


def _facts(first: Filing, second: Filing) -> Iterator[tuple[Spot, Place]]:
    waiting: dict[object, list[Place]] = defaultdict(list)
    for fact in reversed(second.facts):
        waiting[_identity(fact)].append(fact.place)
    for fact in first.facts:
        if waiting[_identity(fact)]:
            yield spot_of(fact.place), waiting[_identity(fact)].pop()


def _identity(fact: Fact) -> object:
    return fact.form, fact.concept, fact.heading, fact.period, fact.dimensions, fact.text, fact.origin
