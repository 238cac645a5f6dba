"""Pages as an Excel workbook: a sheet a form, merged as on paper.

A figure is written as a number only if a number format prints it again as it stands; all else stays text, so that
`=1+1` in a report is never run.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter

from wenxiao.report.wording import width
from wenxiao.write.clean import printable, signature_line
from wenxiao.write.sheet import Page, Sheet, SheetCell

_A4 = 9
_FIGURE = re.compile(r"(-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*))(\.\d+)?(%?)")
_CELL, _CUT = 32767, "……（一格写不下，全文见 Word 版）"
_DIGITS = 15  # that a workbook holds exactly
_ROOM = {"portrait": 88, "landscape": 132}  # characters of the default font over the page
_LINE, _TALLEST = 14, 400  # points
_NAME = re.compile(r"[\[\]:*?/\\']|^\d{4}年度|部门（单位）|^[一二三四五六七八九十]、|[（(].*?元[)）]$")
_LOOKS = {
    "head": ("黑体", "center"),
    "label": ("仿宋", "center"),
    "figure": ("仿宋", "center"),
    "text": ("仿宋", "left"),
}


class _Look(NamedTuple):
    """What a cell format is made of."""

    style: str
    number: str
    framed: bool = True


def render(pages: Sequence[Page]) -> bytes:
    """Return the forms among the pages as one workbook; prose has no place in it."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        writer = _Writer(book)
        for page in pages:
            if isinstance(page, Sheet):
                writer.add(page)
    return buffer.getvalue()


class _Writer:
    """Writes sheets; keeps their names apart and the formats in one place."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats: dict[_Look, Any] = {}
        self.names: set[str] = set()

    def add(self, page: Sheet) -> None:
        """Write one form on a sheet of its own."""
        sheet = self.book.add_worksheet(self._name(page))
        room = _ROOM[page.orientation]
        widths = [max(4, share * room // sum(page.widths)) for share in page.widths]
        for column, wide in enumerate(widths):
            sheet.set_column(column, column, wide)
        row = 0
        for text, style in ((page.part, "annex"), (page.annex, "annex"), (page.title, "title")):
            row += self._alone(sheet, row, text, style, widths)
        for text in page.above:
            row += self._alone(sheet, row, text, "note", widths)
        self._table(sheet, row, page, widths)
        first, row = row, row + page.rows
        for text in (*page.notes, signature_line(page)):
            row += self._alone(sheet, row, text, "note", widths)
        self._paper(sheet, page, first)

    def _paper(self, sheet: Any, page: Sheet, first: int) -> None:
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.7, right=0.7, top=0.8, bottom=0.8)
        sheet.set_footer("&C— &P —")
        sheet.center_horizontally()
        if page.orientation == "landscape":
            sheet.set_landscape()
        if page.heads:
            sheet.repeat_rows(first, first + page.heads - 1)

    def _name(self, page: Sheet) -> str:
        name = _NAME.sub("", printable(page.title)).strip()[:24] or page.form
        found, number = name, 1
        while found in self.names:
            number += 1
            found = f"{name}{number}"
        self.names.add(found)
        return found

    def _alone(self, sheet: Any, row: int, text: str | None, style: str, widths: Sequence[int]) -> int:
        """Write a line over the whole width; return how many rows it took."""
        if not text:
            return 0
        shown = self._format(_Look(style, "@", framed=False))
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", shown)
        sheet.write_string(row, 0, _fit(text), shown)
        size = 32 if style == "title" else 24 if style == "annex" else _LINE
        sheet.set_row(row, min(size * _lines(text, sum(widths)) + 4, _TALLEST))
        return 1

    def _table(self, sheet: Any, top: int, page: Sheet, widths: Sequence[int]) -> None:
        heights = [1] * page.rows
        for cell in page.cells:
            room = sum(widths[cell.column : cell.column + cell.colspan])
            needed = _lines(cell.text, room)
            if cell.rowspan == 1:
                heights[cell.row] = max(heights[cell.row], needed)
            self._put(sheet, top, cell)
        for cell in page.cells:
            if cell.rowspan > 1:
                room = sum(widths[cell.column : cell.column + cell.colspan])
                last = cell.row + cell.rowspan - 1
                heights[last] += max(0, _lines(cell.text, room) - sum(heights[cell.row : last + 1]))
        for row, lines in enumerate(heights):
            sheet.set_row(top + row, min(lines * _LINE + 6, _TALLEST))

    def _put(self, sheet: Any, top: int, cell: SheetCell) -> None:
        number, value = _number(cell.text) if cell.slot is not None else ("@", None)
        shown = self._format(_Look(cell.style, number))
        row = top + cell.row
        if cell.rowspan * cell.colspan > 1:
            sheet.merge_range(row, cell.column, row + cell.rowspan - 1, cell.column + cell.colspan - 1, "", shown)
        if value is not None:
            sheet.write_number(row, cell.column, value, shown)
        elif cell.text:
            sheet.write_string(row, cell.column, _fit(cell.text), shown)
        else:
            sheet.write_blank(row, cell.column, None, shown)

    def _format(self, look: _Look) -> Any:
        if look not in self.formats:
            font, align = _LOOKS.get(look.style, ("仿宋", "left"))
            size = 10.5
            if look.style == "title":
                font, align, size = "方正小标宋简体", "center", 18
            elif look.style == "annex":
                font, size = "黑体", 14
            made = {"num_format": look.number, "text_wrap": True, "border": int(look.framed), "valign": "vcenter"}
            self.formats[look] = self.book.add_format({**made, "font_name": font, "font_size": size, "align": align})
        return self.formats[look]


def _fit(text: str) -> str:
    """Return a text that a cell can hold; one that is cut says so."""
    said = printable(text)
    return said if len(said) <= _CELL else f"{said[: _CELL - len(_CUT)]}{_CUT}"


def _lines(text: str, room: int) -> int:
    """Return how many lines a text takes in so many characters."""
    return sum(max(1, -(-width(line) // max(1, room - 1))) for line in text.split("\n"))


def _number(text: str) -> tuple[str, float | None]:
    """Return the number format that prints a text and its number, or the text format and None."""
    match = _FIGURE.fullmatch(text)
    if match is None or sum(char.isdecimal() for char in text) > _DIGITS or text.startswith("-0"):
        return "@", None
    whole, decimals, percent = match[1], match[2] or "", match[3]
    stated = Decimal(f"{whole.replace(',', '')}{decimals}")
    places = "." + "0" * (len(decimals) - 1) if decimals else ""
    value = float(stated / 100 if percent else stated)
    return f"{'#,##0' if ',' in whole else '0'}{places}{percent}", value
