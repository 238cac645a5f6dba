"""Reading the forms on the screen as any file is read, and finding the field that a Place of the reading stands for."""

from __future__ import annotations

from collections.abc import Sequence

from wenxiao.document import Place, Table
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.read import read_bytes
from wenxiao.standards import Pack
from wenxiao.web.filings.fields import Field, fields
from wenxiao.write import Page, Sheet, render

FILE = "在线填报.html"


def read_pages(pages: Sequence[Page], pack: Pack) -> Filing:
    """Return what pages say, read as a file is read: the inverse of writing."""
    return extract(read_bytes(render(pages, "html", ""), FILE), pack)


class Spots:
    """Finds the field of a form for a Place in the reading of that form."""

    def __init__(self, sheet: Sheet, filing: Filing) -> None:
        blocks = filing.documents[0].blocks if filing.documents else ()
        tables = [index for index, block in enumerate(blocks) if isinstance(block, Table)]
        self._table = tables[0] if len(tables) == 1 else None
        self._grid, self._fields = sheet.grid(), fields(sheet)

    def field(self, place: Place) -> Field | None:
        """Return the field at a Place."""
        if place.block is None or place.block != self._table or place.row is None or place.column is None:
            return None
        if place.row >= len(self._grid) or place.column >= len(self._grid[place.row]):
            return None
        cell = self._grid[place.row][place.column]
        return None if cell is None else self._fields.get(cell)
