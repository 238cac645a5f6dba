"""The marks in the HTML report: at the right cell, at the right characters, and never a personal number."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from reporting import Element, example, finding, material, parsed

from wenxiao.document import Block, Cell, Document, Paragraph, Place, Table
from wenxiao.finding import Evidence, Finding, Severity
from wenxiao.report.html import html_report
from wenxiao.report.html.veil import masked, veil_of

PHONE = "13900000000"
SENTENCE = "全年预算1086.75万元，执行1052.46万元，执行率98.64%。"


def paper(findings: tuple[Finding, ...], *blocks: Block) -> Element:
    """Return the paper of a document with findings of our own making."""
    document = Document(file="样例.txt", sha256="", media_type="text/plain", blocks=blocks)
    result, _ = material("2024年度青禾街道办事处部门整体支出绩效自评报告\n")
    page = html_report(replace(result, findings=findings, forms=(), sections=()), document)
    return parsed(page).one("section", id="paper")


def text(said: str, block: int = 0) -> Paragraph:
    """Return a paragraph."""
    return Paragraph(text=said, place=Place(block=block))


def table(*cells: tuple[str, int, int, int, int], rows: int, columns: int, exact: bool = True) -> Table:
    """Return a table from (text, row, column, rowspan, colspan)."""
    return Table(
        rows=rows, columns=columns, exact=exact, place=Place(block=0),
        cells=tuple(
            Cell(text=said, row=row, column=column, rowspan=down, colspan=right, place=Place(block=0))
            for said, row, column, down, right in cells
        ),
    )  # fmt: skip


def at(
    said: str, *, row: int | None = None, column: int | None = None, start: int | None = None, end: int | None = None
) -> Evidence:
    """Return evidence at a place of block 0."""
    return Evidence(label="数", text=said, place=Place(block=0, row=row, column=column, start=start, end=end))


def test_the_characters_given_are_marked() -> None:
    """Start and end mark exactly those characters, and the number of the finding follows them."""
    start = SENTENCE.index("98.64%")
    page = paper((finding(at("98.64%", start=start, end=start + 6)),), text(SENTENCE))
    mark = page.one("mark")
    assert (mark.text, mark.classes) == ("98.64%", ["at", "error"])
    inside = page.one("p", id="b0").inside
    following = inside[inside.index(mark) + 1]
    assert isinstance(following, Element)
    assert following.one("a").attributes["href"] == "#f1"


def test_a_figure_without_offsets_is_found_if_it_stands_once() -> None:
    """The evidence's text is marked where it stands once and is no part of a longer number, else the whole."""
    assert paper((finding(at("1052.46")),), text(SENTENCE)).one("mark").text == "1052.46"
    twice = paper((finding(at("5")),), text("共5项，完成5项，1052.46万元。"))
    assert not twice.all("mark")
    assert "at" in twice.one("p", id="b0").classes
    assert not paper((finding(at("52.4")),), text(SENTENCE)).all("mark")


def test_overlapping_marks_keep_the_text_whole() -> None:
    """Two findings on overlapping characters are both marked; the text reads as before."""
    findings = (
        finding(at("甲", start=2, end=8)),
        finding(at("乙", start=5, end=12), severity=Severity.WARNING, check_id="rate.execution"),
    )
    page = paper(findings, text(SENTENCE))
    assert [mark.attributes["data-of"] for mark in page.all("mark")] == ["1", "1 2", "2"]
    assert "".join(mark.text for mark in page.all("mark")) == SENTENCE[2:12]


def test_several_findings_at_one_place_stack() -> None:
    """Each finding on a cell has its own number there; the cell takes the colour of the gravest."""
    findings = (
        finding(at("10", row=0, column=1)),
        finding(at("10", row=0, column=1), severity=Severity.WARNING, check_id="score.weights"),
    )
    page = paper(findings, table(("分值", 0, 0, 1, 1), ("10", 0, 1, 1, 1), rows=1, columns=2))
    cell = page.one("td", class_="at")
    assert cell.classes == ["short", "at", "error"]
    assert [link.attributes["id"] for link in cell.all("a")] == ["e1-1", "e2-1"]


def test_a_cell_is_found_by_any_position_that_it_covers() -> None:
    """A place within a span marks the cell that spans it."""
    cells = (("项目", 0, 0, 2, 1), ("甲", 0, 1, 1, 2), ("乙", 1, 1, 1, 1), ("丙", 1, 2, 1, 1))
    page = paper((finding(at("甲", row=0, column=2)),), table(*cells, rows=2, columns=3))
    assert page.one("td", class_="at").attributes["colspan"] == "2"
    assert [len(row.all("td")) for row in page.all("tr")] == [2, 2]


def test_columns_stay_in_line_where_cells_are_missing() -> None:
    """A row that begins in the second column is filled from the left, one that ends early to the right."""
    page = paper((), table(("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 1, 1, 1), rows=2, columns=3))
    assert [[cell.text for cell in row.all("td")] for row in page.all("tr")] == [["甲", "乙", ""], ["", "丙", ""]]


def test_the_last_cell_reaches_to_the_edge_where_spans_are_unknown() -> None:
    """A table that only lists its cells is drawn to the full width of its widest row."""
    page = paper((), table(("总分", 0, 0, 1, 1), ("97", 0, 1, 1, 1), rows=1, columns=5, exact=False))
    assert page.all("td")[1].attributes["colspan"] == "4"


@pytest.mark.parametrize("place", [Place(), Place(block=99), Place(block=-1), Place(block=0, row=9, column=9)])
def test_a_place_outside_the_document_leads_to_the_whole(place: Place) -> None:
    """Evidence that stands nowhere in the document has a link all the same."""
    document = Document(
        file="样例.txt", sha256="", media_type="", blocks=(table(("甲", 0, 0, 1, 1), rows=1, columns=1),)
    )
    result, _ = material("2024年度青禾街道办事处部门整体支出绩效自评报告\n")
    one = finding(Evidence(label="数", text="1", place=place))
    page = parsed(html_report(replace(result, findings=(one,), forms=(), sections=()), document))
    target = page.one("li", id="f1").one("h4").one("a").attributes["href"][1:]
    page.one(id=target)


def test_what_a_figure_should_be_is_written_beside_it() -> None:
    """The correction stands at the figure to blame, other advice under the block that it is about."""
    result, document = example("subdistrict-faulty.txt")
    sheet = parsed(html_report(result, document)).one("section", id="paper")
    cells = {note.text: cell.text for cell in sheet.all("td") for note in cell.all("ins")}
    assert set(cells) == {"应为 4.32", "应为 1020.26", "应为 96.84%", "应为 95.68"}
    assert cells["应为 1020.26"].startswith("其中：一般公共预算：1002.26")
    notes = [note.text for block in sheet.all("ul", class_="notes") for note in block.all("li")]
    assert any("请补写内容" in note for note in notes)


def test_personal_numbers_are_nowhere_on_the_page() -> None:
    """A number that a privacy check found is masked wherever it stands: document, unit, file, message, evidence."""
    result, document = example("subdistrict-faulty.txt")
    loose = finding(Evidence(label="段", text=f"电话 {PHONE}", place=Place(block=0, path=PHONE)))
    result = replace(
        result,
        unit=f"某街道{PHONE}",
        findings=(*result.findings, replace(loose, message=f"见 {PHONE}", suggestion=f"删去 139 0000 0000 和 {PHONE}")),
    )
    page = html_report(result, replace(document, file=f"{PHONE}.txt", notes=(PHONE,)))
    assert PHONE not in page
    assert "139 0000 0000" not in page
    assert "139****0000" in page
    assert "个人信息已用 * 遮盖" in page


def test_a_mask_keeps_the_length_and_the_ends() -> None:
    """Phones keep three and four, identity numbers two and three, short landlines two and two, separators stay."""
    assert masked(PHONE) == "139****0000"
    assert masked("139 0000 0000") == "139 **** 0000"
    assert masked("430102199001011234") == "43*************234"
    assert masked("84123456") == "84****56"
    assert masked("张某某") == "张**"


def test_figures_that_only_contain_a_number_are_left_alone() -> None:
    """A landline is no part of a longer figure, and a figure that looks like none is never masked."""
    veil = veil_of({"电话：8412345": [(3, 10)]})
    assert veil.hide("金额 18412345.00 元，电话8412345、841-2345") == "金额 18412345.00 元，电话84***45、84*-**45"


def test_a_privacy_place_without_characters_masks_every_long_number_there() -> None:
    """Where a check names the cell only, all numbers of seven digits or more in it are masked."""
    one = finding(at("某某", row=0, column=0), check_id="privacy.phone", severity=Severity.WARNING)
    page = paper((one,), table((f"某某，{PHONE}，12.5", 0, 0, 1, 1), rows=1, columns=1))
    assert PHONE not in page.text
    assert "12.5" in page.text
