"""What a form prints: the filing's figures as they stand, the official words, blanks where nothing is said."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

from building import Sheet as Material
from building import filing_of
from wenxiao.filing import Filing
from wenxiao.sample import sample
from wenxiao.standards import available, load
from wenxiao.write import Prose, Sheet, pages_of
from wenxiao.write.fill import fill

HUNAN = load("hunan-2020")


@cache
def forms(standard: str = "hunan-2020") -> dict[str, Sheet]:
    """Return the sheets of a generated filing by form."""
    pages = pages_of(sample(load(standard), 3), load(standard))
    return {page.form: page for page in pages if isinstance(page, Sheet)}


def texts(sheet: Sheet) -> list[list[str]]:
    """Return the texts of a sheet row by row."""
    return [[cell.text for cell in line] for line in sheet.by_row()]


def blank(standard: str, year: int | None = 2024) -> Filing:
    """Return a filing that states nothing but its unit."""
    return Filing(standard=standard, standard_reason="测试", unit="青禾街道办事处", year=year, kind="overall")


@pytest.mark.parametrize("standard", [name for name in available() if load(name).layouts])
def test_cells_fill_the_grid_and_never_overlap(standard: str) -> None:
    """Every position of every form is covered by one cell, filled or blank."""
    pack = load(standard)
    for filing in (sample(pack, 1), sample(pack, 2), blank(standard)):
        for layout in pack.layouts.values():
            for sheet in fill(filing, pack, layout):
                covered = [
                    (row, column)
                    for cell in sheet.cells
                    for row in range(cell.row, cell.row + cell.rowspan)
                    for column in range(cell.column, cell.column + cell.colspan)
                ]
                whole = [(row, column) for row in range(sheet.rows) for column in range(len(sheet.widths))]
                assert sorted(covered) == whole


def test_a_blank_form_prints_its_words_only() -> None:
    """Without data the labels, heads and empty rows stand, and the unit's name."""
    said = [
        text for row in texts(fill(blank("hunan-2020"), HUNAN, HUNAN.layouts["overall"])[0]) for text in row if text
    ]
    assert {"青禾街道办事处", "年度预算申请（万元）", "偏差原因分析及改进措施", "总分"} <= set(said)
    assert not any(char.isdecimal() for text in said for char in text)


def test_levels_are_merged_down() -> None:
    """A first level that several indicators share is printed once, beside all of them."""
    sheet = forms()["overall"]
    output = next(cell for cell in sheet.cells if cell.text.startswith("产出指标"))
    beside = [cell for cell in sheet.cells if cell.slot is not None and cell.slot.name == "level3"]
    assert output.rowspan > 1
    assert sum(output.row <= cell.row < output.row + output.rowspan for cell in beside) == output.rowspan


def test_a_first_level_says_its_points() -> None:
    """The share that a filing prints beside a first level is printed again."""
    filing = filing_of(Material(), "hunan-2020")
    sheet = fill(filing, HUNAN, HUNAN.layouts["overall"])[0]
    assert "产出指标（50分）" in {cell.text for cell in sheet.cells}


def test_projects_of_the_filing_follow_their_heading() -> None:
    """The rows that a unit lists below 专项资金 stand there, under its own wording of the label."""
    filing = filing_of(Material(), "hunan-2020")
    rows = [row[0] for row in texts(fill(filing, HUNAN, HUNAN.layouts["base-data"])[0])]
    at = rows.index("3、市级专项资金（一个专项一行）")
    assert rows[at + 1 : at + 3] == ["环境巡查专项", "设备更新专项"]


def test_the_unit_of_money_is_the_filings_own() -> None:
    """A filing in 元 is headed 元; an amount in another unit says so."""
    filing = sample(HUNAN, 3)
    facts = [
        msgspec.structs.replace(one, unit="元") if one.unit == "万元" and one.concept != "funds.budget" else one
        for one in filing.facts
    ]
    sheet = fill(msgspec.structs.replace(filing, facts=tuple(facts)), HUNAN, HUNAN.layouts["overall"])[0]
    budget = next(cell.text for cell in sheet.cells if cell.slot is not None and cell.slot.name == "funds.budget")
    assert "年度预算申请（元）" in {cell.text for cell in sheet.cells}
    assert budget.endswith("万元")


def test_every_slot_has_an_identity_of_its_own() -> None:
    """Form, block, row and concept name a cell, wherever it stands."""
    for sheet in forms("jishou-2021").values():
        slots = [cell.slot for cell in sheet.cells if cell.slot is not None]
        assert len(set(slots)) == len(slots), sheet.form


def test_each_project_has_its_form_and_annex() -> None:
    """Several instances of one form are all written, each under the annex number that the filing gives it."""
    filing = sample(HUNAN, 3)
    numbered = tuple(
        msgspec.structs.replace(one, attachment=f"附件{number}") for number, one in enumerate(filing.forms, 4)
    )
    sheets = fill(msgspec.structs.replace(filing, forms=numbered), HUNAN, HUNAN.layouts["project"])
    assert [one.annex for one in sheets] == [one.attachment for one in numbered if one.form == "project"]


def test_all_forms_come_in_the_order_of_handing_in() -> None:
    """The notice, the cover forms, the report, then the annexes by number."""
    pages = pages_of(sample(load("jishou-2021"), 3), load("jishou-2021"))
    names = list(dict.fromkeys(page.form.split("#")[0] for page in pages))
    assert names[:4] == ["notice", "information", "income", "expenditure"]
    assert names[-5:] == ["report", "base-data", "overall", "project", "work-assessment"]
    assert isinstance(pages[0], Prose)


def test_required_forms_are_written_blank() -> None:
    """A filing without an overall form gets a blank one, as the Standard requires it; no other form is added."""
    assert [page.form for page in pages_of(blank("hunan-2020"), HUNAN)] == ["report", "base-data", "overall"]
