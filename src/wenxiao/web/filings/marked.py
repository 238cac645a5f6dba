"""The forms of a version with its findings at their cells, whatever file the version was read from.

Each cell of a written form knows where the figure that it shows was read, so that a place in the unit's own file leads
to a cell of the official form.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

import msgspec

from wenxiao.document import Place
from wenxiao.filing import from_json
from wenxiao.finding import Report
from wenxiao.standards import Pack
from wenxiao.web import store
from wenxiao.web.filings.models import Version
from wenxiao.web.filings.official import Mark, Marked, Shown
from wenxiao.web.pinned.content import pack_by
from wenxiao.write import Sheet, SheetCell, pages_of

Spot = tuple[int | None, int | None, int | None]


class Whole(NamedTuple):
    """All forms of a version, and for each finding (by its number) the name of the first cell that it is about."""

    forms: tuple[Marked, ...]
    targets: dict[int, str]


def marked(version: Version, pack: Pack) -> Whole:
    """Return the forms of a version with its findings at their cells."""
    return _marked(version.digest, version.findings, pack.id, pack.digest)


class Laid(NamedTuple):
    """The official forms of a version, and the cell (the form's number first) that shows what stood at a spot."""

    sheets: tuple[Sheet, ...]
    cells: dict[Spot, tuple[int, SheetCell]]


@lru_cache(maxsize=8)
def laid(digest: str, standard: str, digest_of_standard: str) -> Laid:
    """Lay a version into its forms; the pages that a person opens one after another share it."""
    pack, filing = pack_by(standard, digest_of_standard), from_json(store.get(digest))
    sheets = tuple(page for page in pages_of(filing, pack) if isinstance(page, Sheet))
    cells: dict[Spot, tuple[int, SheetCell]] = {}
    for at, sheet in enumerate(sheets):
        for cell in sheet.cells:
            for place in cell.places:
                cells.setdefault(spot_of(place), (at, cell))
    return Laid(sheets, cells)


@lru_cache(maxsize=64)
def _marked(digest: str, findings: str, standard: str, digest_of_standard: str) -> Whole:
    """Return what `marked` does. What a hash names never changes."""
    sheets, cells = laid(digest, standard, digest_of_standard)
    report = msgspec.json.decode(store.get(findings), type=Report)
    found: dict[tuple[int, SheetCell], list[int]] = defaultdict(list)
    for number, finding in enumerate(report.findings, 1):
        for one in finding.evidence:
            at = cells.get(spot_of(one.place))
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
