"""Web pages made to do harm, or only broken: read or refused, soon, with nothing lost in silence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import bare, read_page, said

from wenxiao.document import Document, Table
from wenxiao.errors import ReadError
from wenxiao.read import read_bytes

ATTRIBUTES = " ".join(f"a{n}" for n in range(110_000))
WALLS = {
    "deep": "<div>" * 190_000,
    "deep, then closed wrongly": "<b>" * 100_000 + "</i>" * 170_000,
    "closed wrongly at the deepest": "<b>" * 590 + "</i>" * 240_000,
    "fonts": "<font color=a>x" * 60_000,
    "tables": "<table><tr><td>" * 60_000,
    "attributes": f"<p {ATTRIBUTES}>",
    "attributes with >": "<p " + " ".join(f'a{n}=">"' for n in range(80_000)) + ">",
    "attributes behind a comment": f'<!-- <a x=" --> <p {ATTRIBUTES}>',
    "tags never closed": "<a" * 490_000,
    "textarea of tags": "<textarea>" + "<x" * 490_000,
    "paragraphs": "<p>" * 333_000,
    "links": "<a href=x>y" * 88_000,
    "one text": "<p>" + "字" * 330_000,
    "entities": "&amp;" * 200_000,
    "unknown entities": "&zzz;" * 200_000,
    "less": "<" * 990_000,
    "comments": "<!--" * 250_000,
    "wide": "<table>" + "<td>x" * 190_000,
    "wide spans": "<table>" + "<tr><td colspan=1000 rowspan=9>" * 30_000,
    "endless spans": ("<table><tr>" + "<td rowspan=0>x" * 900 + "<tr>" * 1000 + "</table>") * 50,
    "blanks": "<p>字" + " \n" * 490_000 + "字",
    "styles": '<p style="display:none;' + "display " * 120_000 + '">x',
    "archive": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + "--b\n" * 240_000,
    "archive of parameters": "MIME-Version: 1.0\nContent-Type: multipart/related" + "; a" * 320_000,
}


@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS)
def test_a_megabyte_of_anything_ends_soon(wall: str) -> None:
    """Read or refused: two seconds on a quiet machine; the test allows for a busy one."""
    data = (wall if wall.startswith("MIME") else "<html>" + wall).encode()
    began = time.process_time()
    try:
        read_bytes(data, "自评.html")
    except ReadError as error:
        assert str(error).endswith("。")
    assert time.process_time() - began < 5


def test_depth_is_refused_rather_than_cut() -> None:
    """Nothing behind the deepest element is lost without a word: what is too deep is refused as a whole."""
    assert said(read_page("<div>" * 500 + "底"))[-1] == "底"
    with pytest.raises(ReadError, match="一层套一层"):
        read_page("<div>" * 700 + "底")


def test_scripts_with_many_words_are_no_flood() -> None:
    """Only tags are counted, not what a script compares."""
    script = "for(i=0;i<n;i++){" + " ".join(f'"k{n}": {n},' for n in range(5_000)) + "}"
    assert said(read_page(f"<script>{script}</script><p>甲</p>")) == ["甲"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>甲</b></div></td>乙", "甲乙"),
        ("<b><p>甲</b>乙</p>", "甲乙"),
        ("<table><tr><td>甲</table></table>乙", "甲乙"),
        ("<p>甲<td>乙<tr>丙", "甲乙丙"),
        ("<p>甲&#0;&#xD800;&#x110000;乙", "甲\ufffd\ufffd\ufffd乙"),
        ("<p>甲</html>乙<p>丙", "甲乙丙"),
        ("<p>甲<p cla", "甲"),
        ("<li>甲<dd>乙<option selected>丙", "•甲乙丙"),
        ("<p>甲 < 乙 <3", "甲<乙<3"),
    ],
)
def test_broken_markup_loses_no_text(markup: str, text: str) -> None:
    """Stray ends, crossed elements, cells without tables, text behind the end."""
    assert bare("".join(said(read_page(markup)))) == text


def assert_true(document: Document) -> None:
    """Check that places are true and cells neither overlap nor stand out of their table."""
    for number, block in enumerate(document.blocks):
        assert block.place.block == number
        if not isinstance(block, Table):
            continue
        taken: set[tuple[int, int]] = set()
        for cell in block.cells:
            reach = {
                (row, column)
                for row in range(cell.row, cell.row + cell.rowspan)
                for column in range(cell.column, cell.column + cell.colspan)
            }
            assert not taken & reach
            taken |= reach
        assert all(row < block.rows and column < block.columns for row, column in taken)


TAGS = (
    "<table>", "</table>", "<tr>", "<td>", "<td rowspan=2>", "<th colspan=3>", "<td rowspan=0>", "</td>", "<tbody>",
    "<tfoot>", "<caption>", "<p>", "</p>", "<div>", "</div>", "<ul>", "<ol reversed>", "</ol>", "<li>", "<br>", "<h2>",
    "<pre>", "</pre>", "<a href=x>", "</a>", "<del>", "</del>", "<tr hidden>", "<b hidden>", "</b>", "<nav>", "</nav>",
    "<option>", "<option selected>", "<script>", "</script>", "<!--", "-->", "<textarea>", "</textarea>",
    "甲", "，", "1", " ", "\n", "&nbsp;", "版权所有", "<title>", "</title>", "<frameset>", "<q>", "</html>",
)  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=60).map("".join))
def test_any_tags_end_in_a_document_or_a_read_error(markup: str) -> None:
    """In any order, closed or not."""
    try:
        assert_true(read_page(markup))
    except ReadError as error:
        assert str(error).startswith("“自评.html”")


@given(st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.binary(max_size=200), st.lists(st.sampled_from(TAGS)))
def test_any_bytes_behind_a_first_tag(encoding: str, data: bytes, tags: list[str]) -> None:
    """Broken characters and cut tags end no differently."""
    try:
        assert_true(read_bytes(("<html>" + "".join(tags)).encode(encoding) + data, "自评.html"))
    except ReadError as error:
        assert str(error).endswith("。")
