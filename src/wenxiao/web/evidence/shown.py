"""Evidence as pages show it: each file with its indicator of now, beside the rows of forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from wenxiao.web.evidence.models import Evidence, Sealed
from wenxiao.web.evidence.names import in_order
from wenxiao.web.evidence.rows import Row, Rows, name_of, rows_now, spot_of
from wenxiao.web.evidence.sealing import digest_of
from wenxiao.web.filings.models import Record, Signature
from wenxiao.web.filings.official import Marked
from wenxiao.web.filings.screen import Row as ScreenRow
from wenxiao.write import SheetCell

_WHOLE = "整份材料"
_NAMES = ("level3", "level2", "level1")


class Piece(NamedTuple):
    """A file: the title of the form and the name of the indicator that it belongs to now.

    `lost` says that its indicator is not on the forms any more: a person has to say where it belongs.
    """

    held: Evidence
    title: str
    name: str
    row: Row | None
    lost: bool


class Proof(NamedTuple):
    """What stands beside a row of the form on the screen: the row's spot, and how many files there are."""

    spot: str
    files: int


def pieces_of(held: Record, rows: Rows | None = None) -> list[Piece]:
    """Return the evidence of a filing in the order of its numbers."""
    found = list(Evidence.objects.filter(record=held, removed=None).select_related("by"))
    if not found:
        return []
    now = rows if rows is not None else rows_now(held)
    return sorted((_piece(one, now) for one in found), key=lambda one: in_order(one.held.number))


def _piece(one: Evidence, rows: Rows) -> Piece:
    if not one.form:
        return Piece(one, _WHOLE, "", None, lost=False)
    row = rows.in_draft(one) or rows.in_version(one)
    if row is None:
        return Piece(one, f"项目：{one.project}" if one.project else "", name_of(one.levels), None, lost=True)
    return Piece(one, row.title, row.name, row, lost=False)


def removed_of(held: Record) -> list[Evidence]:
    """Return what was taken out, the last first."""
    gone = Evidence.objects.filter(record=held).exclude(removed=None)
    return list(gone.select_related("removed_by").order_by("-removed"))


def beside_filing(held: Record, forms: Sequence[Marked], signature: Signature | None) -> dict[str, Any]:
    """Return what a filing's page shows: the list, the forms with the numbers at their rows, what was signed."""
    if not Evidence.objects.filter(record=held, removed=None).exists():
        return {"pieces": [], "evidence_digest": "", "sealed": None}
    rows = rows_now(held)
    pieces = pieces_of(held, rows)
    sealed = Sealed.objects.filter(signature=signature).first() if signature is not None else None
    shown = {"pieces": pieces, "evidence_digest": digest_of(held), "sealed": sealed}
    return shown | {"forms": _with_numbers(forms, pieces, rows)}


def _with_numbers(forms: Sequence[Marked], pieces: Sequence[Piece], rows: Rows) -> list[Marked]:
    at: dict[str, list[Evidence]] = defaultdict(list)
    for one in pieces:
        row = rows.in_version(one.held) if one.held.form else None
        if row is not None:
            at[row.spot].append(one.held)
    made = []
    for form in forms:
        lines = []
        for line in form.rows:
            spot = spot_of(box.cell for box in line)
            named = _named_cell([box.cell for box in line]) if at.get(spot) else None
            lines.append(tuple(box._replace(proofs=tuple(at[spot])) if box.cell is named else box for box in line))
        made.append(form._replace(rows=tuple(lines)))
    return made


def _named_cell(cells: Sequence[SheetCell]) -> SheetCell | None:
    """Return the cell of a row that names its indicator."""
    by_name = {cell.slot.name: cell for cell in cells if cell.slot is not None}
    return next((by_name[name] for name in (*_NAMES, "target") if name in by_name), None)


def beside_rows(held: Record, shown: Sequence[ScreenRow]) -> list[ScreenRow]:
    """Return the rows of a form on the screen, those of indicators with how many files each has."""
    rows = rows_now(held)
    count: dict[str, int] = defaultdict(int)
    for one in Evidence.objects.filter(record=held, removed=None).exclude(form=""):
        row = rows.in_draft(one)
        if row is not None:
            count[row.spot] += 1
    made = []
    for line in shown:
        spot = spot_of(box.cell for box in line.boxes)
        made.append(line._replace(proof=Proof(spot, count[spot])) if spot else line)
    return made
