"""A document written as an Excel workbook: merged ranges, titles over the full width, figures as numbers.

A figure is a number wherever a number format prints it again as it stands; what it cannot print stays text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from layouts import titled_inside
from wenxiao.document import Document, Paragraph, Table

_FIGURE = re.compile(r"(-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*))(\.\d+)?(%?)")
_LARGEST = 15  # digits that a workbook holds exactly
_COLUMNS = 9


def on_one_sheet(document: Document) -> bytes:
    """Return the document with all that it says on one sheet, a blank row between what stood apart."""
    framed = titled_inside(document)
    return _workbook([framed.blocks])


def a_form_a_sheet(document: Document) -> bytes:
    """Return the document with every table on a sheet of its own, the lines between them before the next."""
    sheets: list[list[Paragraph | Table]] = [[]]
    for block in titled_inside(document).blocks:
        if isinstance(block, Table) and any(isinstance(one, Table) for one in sheets[-1]):
            sheets.append([])
        sheets[-1].append(block)
    return _workbook(sheets)


def _workbook(sheets: Iterable[Iterable[Paragraph | Table]]) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}) as book:
        writer = _Writer(book)
        for number, blocks in enumerate(sheets, 1):
            writer.sheet(f"表{number}", list(blocks))
    return buffer.getvalue()


class _Writer:
    """Writes blocks one under the other; keeps the formats of numbers."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.formats: dict[tuple[str, bool], Format] = {}

    def sheet(self, name: str, blocks: list[Paragraph | Table]) -> None:
        """Write one sheet."""
        sheet = self.book.add_worksheet(name)
        columns = max((block.columns for block in blocks if isinstance(block, Table)), default=_COLUMNS)
        row = 0
        for at, block in enumerate(blocks):
            if isinstance(block, Table):
                row = self._table(sheet, row, block, columns) + (1 if at + 1 < len(blocks) else 0)
            else:
                self._put(sheet, row, 0, block.text, (1, columns), framed=False)
                row += 1

    def _table(self, sheet: Worksheet, top: int, table: Table, columns: int) -> int:
        for cell in table.cells:
            at_edge = cell.column + cell.colspan >= table.columns
            wide = columns - cell.column if at_edge else cell.colspan
            self._put(sheet, top + cell.row, cell.column, cell.text, (cell.rowspan, wide))
        return top + table.rows

    def _put(
        self, sheet: Worksheet, row: int, column: int, text: str, reach: tuple[int, int], *, framed: bool = True
    ) -> None:
        """Write one cell, merged over `reach` rows and columns; those of a table are framed."""
        look, value = _number(text)
        shown = self._format(look, framed=framed)
        high, wide = reach
        if high * wide > 1:
            sheet.merge_range(row, column, row + high - 1, column + wide - 1, "", shown)
        if value is not None:
            sheet.write_number(row, column, float(value), shown)
        elif text:
            sheet.write_string(row, column, text, shown)

    def _format(self, look: str, *, framed: bool) -> Format:
        key = (look, framed)
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"num_format": look, "text_wrap": True, "border": int(framed)})
        return self.formats[key]


def _number(text: str) -> tuple[str, Decimal | None]:
    """Return the number format that prints a text and the number, or the text format and None."""
    match = _FIGURE.fullmatch(text)
    if match is None or len(text) > _LARGEST:
        return "@" if text else "General", None
    whole, decimals, percent = match[1], match[2] or "", match[3]
    value = Decimal(f"{whole.replace(',', '')}{decimals}")
    places = "." + "0" * (len(decimals) - 1) if decimals else ""
    if percent:
        return f"0{places}%", value / 100
    if "," in whole:
        return f"#,##0{places}", value
    if not decimals or not decimals.endswith("0"):
        return "General", value
    return f"0{places}", value
