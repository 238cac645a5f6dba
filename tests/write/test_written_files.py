"""The files themselves: what Word, Excel, a browser and a PDF reader find in them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import docx
import msgspec
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html

from wenxiao.errors import UsageError
from wenxiao.sample import sample
from wenxiao.standards import load
from wenxiao.write import pages_of, pdf, render, write

PACK = load("jishou-2021")
FILING = sample(PACK, 5)


@cache
def written(to: str, form: str = "all") -> bytes:
    """Return the filing as a file."""
    return write(FILING, PACK, form, to)


def word(form: str = "all") -> docx.document.Document:
    """Return the Word file, opened."""
    return docx.Document(io.BytesIO(written("docx", form)))


def test_the_forms_in_word_take_less_than_a_second() -> None:
    """A clerk does not wait for a full set of forms."""
    write(FILING, PACK)
    start = time.perf_counter()
    write(FILING, PACK)
    assert time.perf_counter() - start < 1


def test_titles_stand_in_the_navigation_of_word() -> None:
    """The title of every form and the parts of the report have an outline level."""
    shown = [
        paragraph.text
        for paragraph in word().paragraphs
        if (style := paragraph.style) is not None
        and (style.name in ("Heading 1", "Heading 2") or style.element.find(f".//{qn('w:outlineLvl')}") is not None)
    ]
    assert any("整体支出绩效自评表" in text for text in shown)
    assert {"一、部门（单位）基本情况", "（一）基本支出情况"} <= set(shown)


def test_word_repeats_heads_and_keeps_rows_whole() -> None:
    """The head rows of a table come again on each page, and a row is not broken over two."""
    table = word("income").tables[0]
    heads = [row for row in table._tbl.tr_lst if row.find(f".//{qn('w:tblHeader')}") is not None]
    whole = [row for row in table._tbl.tr_lst if row.find(f".//{qn('w:cantSplit')}") is not None]
    assert (len(heads), len(whole)) == (2, len(table._tbl.tr_lst))


def test_the_word_file_says_nothing_of_persons() -> None:
    """Its properties hold the title and the program, no name and no machine."""
    properties = word().core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("问效 Wenxiao", "", "")


def test_forms_and_prose_have_their_own_margins() -> None:
    """Prose has the margins of an official letter, forms narrower ones, all on A4."""
    sections = word().sections
    assert {round(section.page_width.mm) for section in sections if section.page_width} == {210}
    assert {round(section.left_margin.mm) for section in sections if section.left_margin} == {28, 20}


def test_gaps_are_highlighted_in_word() -> None:
    """What a person has to fill in cannot be overlooked."""
    marked = [p for p in word("report").paragraphs if p.text.startswith("【请填写")]
    assert marked
    assert all(p._p.find(f".//{qn('w:highlight')}") is not None for p in marked)


def test_figures_are_numbers_in_excel_only_where_they_print_the_same() -> None:
    """An amount is a number with its decimals; a year's end, a mark or a formula is text."""
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    numbers = [cell for cell in cells if isinstance(cell.value, int | float)]
    assert len(numbers) > 50
    assert {"0.00", "0", "0%"} <= {re.sub(r"\.0+(?=%)", "", cell.number_format) for cell in numbers}
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_page_names_every_slot() -> None:
    """In HTML a cell says by attributes what it stands for; labels say nothing."""
    page = lxml_html.fromstring(written("html", "overall").decode())
    slot = page.xpath("//td[@data-name='funds.executed'][@data-row='funds.total']")
    assert len(slot) == 1
    assert slot[0].get("data-form") == "overall"
    assert not page.xpath("//th[@data-name]")
    assert not page.xpath("//script|//link|//img")


def test_a_pdf_shows_and_finds_chinese_without_any_font_of_the_machine(tmp_path: Path) -> None:
    """The fonts are inside, and the text can be searched."""
    data = written("pdf")
    assert data.startswith(b"%PDF")
    assert b"NotoSerifSC" in data
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("没有 pdftotext，略过 PDF 的文字检查")
    (tmp_path / "a.pdf").write_bytes(data)
    done = subprocess.run([reader, "a.pdf", "-"], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    said = "".join(done.stdout.decode().split())
    assert "部门（单位）整体支出绩效自评表" in said
    assert next(one.text for one in FILING.facts if one.concept == "funds.executed") in said


def test_without_the_parts_for_pdf_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing extra is a sentence that says how to get it, or how to do without."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"wenxiao\[pdf\]"):
        pdf.render([], "空")


def test_typst_reads_no_markup_in_a_text() -> None:
    """Signs of the typesetter in a filing's words are printed, never run."""
    page = next(one for one in pages_of(FILING, PACK, "notice"))
    hostile = page._replace(title='#panic("x") $1$ "引" \\ [甲] *乙* @丙 // 丁')
    assert render([hostile], "pdf", "题").startswith(b"%PDF")


def test_control_characters_do_not_break_a_file() -> None:
    """What XML cannot hold is left out of every format."""
    page = next(one for one in pages_of(FILING, PACK, "notice"))
    for to in ("docx", "html", "txt", "md", "pdf"):
        assert render([page._replace(title="甲\x00\x0b乙\ud800丙")], to, "题")


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "txt", "md", "pdf"])
def test_a_hostile_filing_is_written(to: str) -> None:
    """Control characters anywhere, and a text longer than a cell of Excel, end in a file and not in an error."""
    bad, long = "甲\x00\x0b\ud800乙", "长" * 40000
    facts = tuple(msgspec.structs.replace(one, text=bad, row=bad) for one in FILING.facts[:40])
    items = tuple(msgspec.structs.replace(one, level1=bad, reason=long) for one in FILING.indicators[:1])
    signed = tuple(msgspec.structs.replace(one, text="\x01") for one in FILING.signatures)
    filing = msgspec.structs.replace(FILING, unit="甲\x00乙", facts=facts, indicators=items, signatures=signed)
    assert write(filing, PACK, "all", to)


def test_a_long_table_is_written_in_time() -> None:
    """A thousand indicators take no more than a few seconds."""
    items = FILING.indicators_of("overall") * 120
    start = time.perf_counter()
    write(msgspec.structs.replace(FILING, indicators=items), PACK, "overall", "docx")
    assert time.perf_counter() - start < 5


def test_importing_the_room_loads_no_renderer() -> None:
    """The heavy libraries come only with the format that needs them."""
    code = "import sys, wenxiao.write; print(sorted({'docx', 'typst', 'xlsxwriter'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().strip() == "[]"
