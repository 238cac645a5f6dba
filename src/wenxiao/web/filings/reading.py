"""Reading the forms on the screen as any file is read, and finding the field that a Place of the reading stands for."""

from __future__ import annotations

from collections.abc import Sequence

from wenxiao.document import Place, Table
from wenxiao.extract import extract
from wenxiao.filing import Filing
from wenxiao.read import read_bytes
from wenxiao.standards import Pack
from wenxiao.web.filings.fields import Field, fields
from wenxiao.write import Page, Sheet, SheetCell, render

FILE = "在线填报.html"


def read_pages(pages: Sequence[Page], pack: Pack) -> Filing:
    """Return what pages say, read as a file is read: the inverse of writing."""
    return extract(read_bytes(render(pages, "html", ""), FILE), pack)


class Spots:
    """Finds the cell of a form, and its field, for a Place in the reading of the forms."""

    def __init__(self, sheets: Sequence[Sheet], filing: Filing) -> None:
        blocks = filing.documents[0].blocks if filing.documents else ()
        tables = [index for index, block in enumerate(blocks) if isinstance(block, Table)]
        same = len(tables) == len(sheets)  # a reader that joined two tables says nothing about cells any more
        self._at = {block: at for at, block in enumerate(tables)} if same else {}
        self._grids = [sheet.grid() for sheet in sheets]
        self._fields = [fields(sheet) for sheet in sheets]

    def cell(self, place: Place) -> tuple[int, SheetCell] | None:
        """Return the form (by its number) and the cell at a Place."""
        at = self._at.get(place.block if place.block is not None else -1)
        if at is None or place.row is None or place.column is None:
            return None
        grid = self._grids[at]
        if place.row >= len(grid) or place.column >= len(grid[place.row]):
            return None
        cell = grid[place.row][place.column]
        return None if cell is None else (at, cell)

    def field(self, place: Place) -> Field | None:
        """Return the field at a Place."""
        found = self.cell(place)
        return None if found is None else self._fields[found[0]].get(found[1])
