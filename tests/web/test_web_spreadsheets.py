"""Tables for download: no cell starts a formula, and what was made text can be read back."""

from __future__ import annotations

import pytest
from district import District

from wenxiao.web.filings.models import Record
from wenxiao.web.people.models import Unit
from wenxiao.web.spreadsheets import as_text, without_guard


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00", "＝1", "＋1", "－1", "＠x"])
def test_what_could_start_a_formula_is_made_text(cell: str) -> None:
    """An apostrophe stands before it, and goes again when the table is read back."""
    assert as_text(cell) == f"'{cell}"
    assert without_guard(as_text(cell)) == cell


@pytest.mark.parametrize("cell", ["", "某局", "1=1", "'t Hof", "001", "a@b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    """Nothing is added to ordinary text."""
    assert as_text(cell) == without_guard(cell) == cell


def test_the_board_is_exported_safely_and_only_as_far_as_one_sees(district: District, record: Record) -> None:
    """The performance office gets all units, a division its own, a unit finds nothing."""
    Unit.objects.filter(pk=district.library.pk).update(name="@图书馆")
    text = district.client("jixiao").get(f"/rounds/{record.round_id}/board.csv").content.decode("utf-8-sig")
    assert "'@图书馆" in text
    assert "未开始" in text
    assert district.client("gushi").get(f"/rounds/{record.round_id}/board.xlsx").content[:2] == b"PK"
    assert district.client("tianbao").get(f"/rounds/{record.round_id}/board.csv").status_code == 404
    assert district.client("jixiao").get(f"/rounds/{record.round_id}/board.exe").status_code == 404
