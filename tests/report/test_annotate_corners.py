"""Comments where a package is unusual: notes, text boxes, other main parts, pictures in headers, broken members."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter
from lxml import etree

from wenxiao.document import Document, Place, Table
from wenxiao.errors import ReadError
from wenxiao.finding import Evidence, Finding, Severity
from wenxiao.read import read_bytes
from wenxiao.report.annotate import annotate
from word import cell, paragraph, row, run, table, word_file

_NOW = datetime(2025, 3, 20, tzinfo=UTC)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK = "commentRangeStart"
_PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x08\x00\x00\x00\x08\x08\x02\x00\x00\x00" + bytes(99)


def place_of(document: Document, words: str) -> Place:
    """Return the place of some words of a document."""
    for block in document.blocks:
        if isinstance(block, Table):
            found = next((one.place for one in block.cells if words in one.text), None)
            if found is not None:
                return found
        elif words in block.text:
            start = block.text.index(words)
            return Place(block=block.place.block, start=start, end=start + len(words))
    raise AssertionError(words)


def annotated(data: bytes, words: str, name: str = "样例.docx") -> zipfile.ZipFile:
    """Return the package with a comment on a finding at some words."""
    document = read_bytes(data, name)
    evidence = Evidence(label="数", text=words, place=place_of(document, words))
    finding = Finding(check="score.total", severity=Severity.ERROR, message="不符", evidence=(evidence,))
    return zipfile.ZipFile(io.BytesIO(annotate(data, document, (finding,), _NOW)))


def marks(made: zipfile.ZipFile, part: str = "word/document.xml") -> list[etree._Element]:
    """Return where comments begin."""
    return list(etree.fromstring(made.read(part)).iter(f"{_W}{_MARK}"))


def box(inner: str) -> str:
    """Return a run with a text box as Word writes it: once for new programs, once for old ones."""
    held = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{held}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{held}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_finding_in_a_footnote_stands_at_its_mark_in_the_text() -> None:
    """Word takes no comments in notes, and a comment without marks is lost."""
    notes = f'<w:footnote w:id="2">{paragraph("其中 12.5 万元")}</w:footnote>'
    data = word_file(paragraph("支出", '<w:r><w:footnoteReference w:id="2"/></w:r>', "完"), footnotes=notes)
    (mark,) = marks(annotated(data, "12.5"))
    behind = mark.getnext()
    assert behind is not None
    assert behind[0].tag == f"{_W}footnoteReference"


@pytest.mark.parametrize("inner", [paragraph("框 7.5"), table(row("预算", "7.5")) + "<w:p/>"])
def test_a_finding_in_a_text_box_stands_around_the_box(inner: str) -> None:
    """Word takes no comments in text boxes; the old copy of the box gets no mark either."""
    (mark,) = marks(annotated(word_file(paragraph("外", box(inner), "尾")), "7.5"))
    behind = mark.getnext()
    assert behind is not None
    assert (behind.tag, etree.QName(behind[0]).localname) == (f"{_W}r", "AlternateContent")


def test_a_finding_at_a_cell_with_a_text_box_stands_around_its_own_paragraphs() -> None:
    """The last paragraph of a cell is not that of a box inside it."""
    made = annotated(word_file(table(row(cell(paragraph("甲") + paragraph("乙", box(paragraph("框 8.5"))))))), "8.5")
    ends = list(etree.fromstring(made.read("word/document.xml")).iter(f"{_W}commentRangeEnd"))
    assert [one.tag for mark in (*marks(made), *ends) for one in mark.iterancestors(f"{_W}txbxContent")] == []


def test_a_mark_that_has_lost_its_comment_is_not_given_ours() -> None:
    """Comments removed by a program may leave their marks."""
    left = '<w:commentRangeStart w:id="0"/>' + run("甲") + '<w:commentRangeEnd w:id="0"/>'
    made = annotated(word_file(paragraph(left, "7.5")), "7.5")
    assert [mark.get(f"{_W}id") for mark in marks(made)] == ["0", "1"]


def test_a_main_part_at_the_root_of_the_package_is_annotated() -> None:
    """Its relations are kept in one part, which gains ours."""
    moved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("总分 7.5")))) as source, zipfile.ZipFile(moved, "w") as target:
        for name in source.namelist():
            target.writestr(name.removeprefix("word/"), source.read(name).replace(b"word/document", b"document"))
    made = annotated(moved.getvalue(), "7.5")
    assert len(marks(made, "document.xml")) == 1
    assert sorted(name for name in made.namelist() if "rels" in name) == ["_rels/.rels", "_rels/document.xml.rels"]
    assert b"comments1.xml" in made.read("_rels/document.xml.rels")


def test_a_broken_or_swollen_member_is_refused_in_words() -> None:
    """A picture is not opened to read a file, but is to write its copy."""
    swollen = word_file(paragraph("总分 7.5"), others={"word/media/a.bmp": bytes(60 << 20)})
    with pytest.raises(ReadError, match="超过上限"):
        annotated(swollen, "7.5")
    whole = word_file(paragraph("总分 7.5"), others={"word/media/a.bmp": b"wenxiao" * 9})
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(stored, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    with pytest.raises(ReadError, match="已损坏"):
        annotated(stored.getvalue().replace(b"wenxiaowenxiao", b"wenxiaoWENXIAO"), "7.5")


def workbook(*, header: bool = False, button: bool = False, chart: bool = False) -> bytes:
    """Return a workbook with what else may be drawn in it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        if chart:
            drawn = book.add_chart({"type": "column"})
            drawn.add_series({"values": "=表!$B$1:$B$2"})
            book.add_chartsheet("图").set_chart(drawn)
        sheet = book.add_worksheet("表")
        sheet.write_column(0, 1, [1, 7.5])
        if header:
            sheet.set_header("&C&G", {"image_center": "a.png", "image_data_center": io.BytesIO(_PICTURE)})
        if button:
            sheet.insert_button("D2", {"caption": "按"})
    return made.getvalue()


def test_notes_are_not_put_among_the_pictures_of_a_header() -> None:
    """Both are drawn in parts of one kind; Excel shows only notes of the part that the sheet names for them."""
    made = annotated(workbook(header=True), "7.5", "样例.xlsx")
    sheet = made.read("xl/worksheets/sheet1.xml")
    assert 0 < sheet.find(b"<legacyDrawing ") < sheet.find(b"<legacyDrawingHF")
    assert b'"Note"' not in made.read("xl/drawings/vmlDrawing1.vml")
    assert b'"Note"' in made.read("xl/drawings/vmlDrawing2.vml")


def test_a_sheet_with_buttons_learns_what_a_note_is_drawn_as() -> None:
    """Its part of drawings defines only the kind of shape that buttons are."""
    drawn = annotated(workbook(button=True), "7.5", "样例.xlsx").read("xl/drawings/vmlDrawing1.vml")
    assert [drawn.count(b'id="_x0000_t%d"' % kind) for kind in (201, 202)] == [1, 1]


def test_a_sheet_that_is_a_chart_gets_no_notes() -> None:
    """A finding without a cell stands at the first sheet that has any."""
    data = workbook(chart=True)
    finding = Finding(check="form.missing-form", severity=Severity.WARNING, message="缺表", evidence=())
    made = zipfile.ZipFile(io.BytesIO(annotate(data, read_bytes(data, "样例.xlsx"), (finding,), _NOW)))
    assert b"comments1.xml" in made.read("xl/worksheets/_rels/sheet1.xml.rels")
    assert b"comments" not in made.read("xl/chartsheets/_rels/sheet1.xml.rels")
