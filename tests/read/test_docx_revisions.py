"""Word: tracked changes, read as if all were accepted."""

from __future__ import annotations

from reading import paragraphs, tables

from word import cell, paragraph, read_word, row, table

NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
GONE = "<w:rPr><w:del/></w:rPr>"


def test_a_deleted_paragraph_of_a_list_is_not_counted() -> None:
    """What stood second is gone, so the third is the second; in the text and in a cell."""
    deleted = paragraph("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", properties=NUMBER + GONE)
    half = paragraph("丙", properties=NUMBER + GONE) + paragraph("丁", properties=NUMBER)
    body = paragraph("甲", properties=NUMBER) + deleted + half
    assert paragraphs(read_word(body, numbering=NUMBERS)) == ["1.甲", "2.丙丁"]
    assert tables(read_word(table(row(cell(body))), numbering=NUMBERS)) == [[["1.甲\n2.丙丁"]]]


def test_a_deleted_paragraph_does_not_join_the_figures_around_it() -> None:
    """5, a deleted line and 6 in one cell are two lines, never 56."""
    deleted = paragraph("<w:del><w:r><w:delText>7</w:delText></w:r></w:del>", properties=GONE)
    assert tables(read_word(table(row(cell(paragraph("5") + deleted + paragraph("6")))))) == [[["5\n6"]]]
    assert tables(read_word(table(row(cell(paragraph("5") + deleted))))) == [[["5"]]]
