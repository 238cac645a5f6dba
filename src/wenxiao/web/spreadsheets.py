"""Tables for download, as CSV and Excel. No cell is ever a formula, whatever a unit wrote into its name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.http import HttpResponse

from wenxiao.web.downloads import attachment

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_GUARD = "'"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_text(value: object) -> str:
    """Return a cell that a spreadsheet takes as text: what could start a formula gets an apostrophe before it."""
    text = "" if value is None else f"{value}"
    if text.startswith(_STARTS_A_FORMULA) or (text and ord(text[0]) < 32):
        return _GUARD + text
    return text


def without_guard(text: str) -> str:
    """Return a cell as it was before `as_text`, so that what was exported can be imported again."""
    return text[1:] if text.startswith(_GUARD) and as_text(text[1:]) == text else text


def to_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV with a byte-order mark, without which Excel misreads Chinese."""
    stream = io.StringIO()
    csv.writer(stream).writerows([as_text(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as a workbook of one sheet in which every cell is text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("表")
        bold = book.add_format({"bold": True})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, as_text(cell), None if at else bold)
        sheet.freeze_panes(1, 0)
    return stream.getvalue()


def download(rows: Iterable[Sequence[object]], name: str, to: str) -> HttpResponse:
    """Return an answer that the browser saves as NAME.csv or NAME.xlsx."""
    return attachment(to_csv(rows) if to == "csv" else to_xlsx(rows), f"{name}.{to}", MEDIA[to])
