"""Renderings for people: text with drawn tables, and a page of HTML."""

from __future__ import annotations

import unicodedata

from reading import read_text

from wenxiao.document import Cell, Document, Place, Table
from wenxiao.read import to_html, to_text


def test_text_draws_tables_with_chinese_aligned() -> None:
    """Every line of a drawn table takes the same number of columns."""
    lines = to_text(read_text("# 标题\n\n科目\t金额\n办公费\t5\n")).splitlines()
    assert lines[0] == "# 标题"
    widths = {sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line) for line in lines[3:6:2]}
    assert len(widths) == 1
    assert "│ 办公费 │ 5    │" in lines


def test_text_wraps_long_cells() -> None:
    """A long cell does not make the table wider than a screen."""
    assert max(map(len, to_text(read_text("甲\t" + "长" * 200 + "\n乙\t丙\n")).splitlines())) < 60


def test_html_escapes_what_the_file_says() -> None:
    """Nothing of a file becomes markup of the page."""
    page = to_html(read_text("<script>alert(1)</script>\n甲\t<i x>\n乙\t&amp\n"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_html_shows_headings_and_spans() -> None:
    """Levels become h1 to h6; spans become rowspan and colspan."""
    place = Place(block=0)
    cells = (
        Cell(text="甲", row=0, column=0, rowspan=2, place=place),
        Cell(text="乙", row=0, column=1, colspan=2, place=place),
        Cell(text="丙\n丁", row=1, column=1, place=place),
    )
    table = Table(rows=2, columns=3, cells=cells, place=place)
    page = to_html(Document(file="a", sha256="", media_type="text/plain", blocks=(table,)))
    assert '<td rowspan="2">甲</td><td colspan="2">乙</td>' in page
    assert "<td>丙<br>丁</td>" in page
    assert "<h2>标题</h2>" in to_html(read_text("## 标题\n"))
