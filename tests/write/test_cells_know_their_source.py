"""Each cell of a written form knows where the figure in it was read."""

from __future__ import annotations

import pytest

from wenxiao.document import Table
from wenxiao.extract import extract
from wenxiao.read import read_bytes
from wenxiao.sample import sample
from wenxiao.standards import available, load
from wenxiao.write import Sheet, pages_of, render
from wenxiao.write.fill import fill

PACKS = tuple(name for name in available() if load(name).layouts)


@pytest.mark.parametrize("standard", PACKS)
def test_a_form_read_and_written_again_points_each_cell_at_itself(standard: str) -> None:
    """What was read from a form's cell is written into the same cell, which names the place that it was read from."""
    pack = load(standard)
    before = [page for page in pages_of(sample(pack, 7), pack) if isinstance(page, Sheet)]
    again = extract(read_bytes(render(before, "html", ""), "表.html"), pack)
    after = [page for page in pages_of(again, pack) if isinstance(page, Sheet)]
    tables = [at for at, block in enumerate(again.documents[0].blocks) if isinstance(block, Table)]
    assert len(tables) == len(before) == len(after)
    pointed = 0
    for number, sheet in enumerate(after):
        for cell in sheet.cells:
            for place in cell.places:
                spot = before[tables.index(place.block or 0)].grid()[place.row or 0][place.column or 0]
                assert tables.index(place.block or 0) == number
                assert spot is not None
                assert (spot.row, spot.column, spot.said.split()) == (cell.row, cell.column, cell.said.split())
                pointed += 1
    filled = [cell for sheet in after for cell in sheet.cells if cell.slot is not None and cell.said]
    assert pointed
    assert sum(bool(cell.places) for cell in filled) >= 0.8 * len(filled)


@pytest.mark.parametrize("standard", PACKS)
def test_an_empty_form_points_nowhere(standard: str) -> None:
    """A blank form was read nowhere, so that no cell of it claims a source."""
    pack = load(standard)
    filing = extract(read_bytes("空".encode(), "空.txt"), pack)
    sheets = [sheet for layout in pack.layouts.values() for sheet in fill(filing, pack, layout)]
    assert sheets
    assert not any(cell.places for sheet in sheets for cell in sheet.cells)
