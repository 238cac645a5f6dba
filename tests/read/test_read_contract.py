"""What holds for any input: a Document or a ReadError, nothing lost, every place true, the schema kept."""

from __future__ import annotations

import inspect
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import corpus_files, read_text

import wenxiao
from wenxiao.document import Document, Paragraph
from wenxiao.errors import ReadError
from wenxiao.read import read, read_bytes, to_html, to_text

SCHEMA = Path(wenxiao.__path__[0]) / "schemas" / "document-1.json"
PLAIN = "\t\t\t\n\n\n 。，；：（）、一二三年表1.5万元目标附件说明报告a\u3000\r\f"
TAGS = (
    "<table>",
    "</table>",
    "<tr>",
    "<td rowspan=3>",
    "<td colspan='2'>",
    "</td>",
    "<p>",
    "|",
    "\n|",
    "--|--\n",
)
MARKED = PLAIN + "#*<p>/br|-$\\&;\"'[]\x00\x07\u2028\ufeff预算绩效"


def text_of(document: Document) -> str:
    """Return all characters of a Document that are not blank, in order."""
    parts = [
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in document.blocks
    ]
    return re.sub(r"\s", "", "".join(parts))


def without_markup(text: str) -> str:
    """Return the characters of a source that are not documented markup, and not blank."""
    kept = [line for line in text.splitlines() if not re.fullmatch(r"[-\s|:]*--[-\s|:]*", line)]
    text = re.sub(r"^\s*#+\s", "", "\n".join(kept), flags=re.MULTILINE)
    text = re.sub(r"</?(?:p|b|br)\s?/?>|\*\*", "", text)
    text = re.sub(r"\\([*_#~|])(?!\w+\{)", r"\1", text)
    return re.sub(r"\s", "", text)


def undented(schema: object) -> Any:
    """Return a schema as JSON gives it, its descriptions undented as Python 3.13 does by itself."""
    if isinstance(schema, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" else undented(value) for key, value in schema.items()
        }
    return list(map(undented, schema)) if isinstance(schema, list | tuple) else schema


def assert_places(document: Document, lines: int) -> None:
    for number, block in enumerate(document.blocks):
        assert block.place.block == number
        if isinstance(block, Paragraph):
            assert all(0 < start < len(block.text) and 1 <= line <= lines for start, line in block.marks)
            assert all(one[0] < other[0] and one[1] <= other[1] for one, other in pairwise(block.marks))
            continue
        for cell in block.cells:
            assert (cell.place.row, cell.place.column) == (cell.row, cell.column)
            assert cell.row < block.rows
            assert cell.column < block.columns
            assert cell.place.line is not None
            assert 1 <= cell.place.line <= lines


def assert_contract(data: bytes) -> None:
    try:
        document = read_bytes(data, "x.txt")
    except ReadError as error:
        assert str(error).startswith("“x.txt”")
        assert str(error).endswith("。")
        return
    assert_places(document, max(data.count(b"\n") + data.count(b"\r") + 1, 1))
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document
    assert to_text(document)
    assert to_html(document).endswith("</html>\n")


@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_document_or_a_read_error(data: bytes) -> None:
    """No other exception may escape, whatever comes in."""
    assert_contract(data)


@given(
    st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<html"]),
    st.binary(),
)
def test_any_bytes_behind_a_signature(signature: bytes, data: bytes) -> None:
    """Half a file of a known format is no reason to fail otherwise."""
    assert_contract(signature + data)


@given(st.text(alphabet=MARKED, max_size=300), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_layout_ends_in_a_document_or_a_read_error(text: str, encoding: str) -> None:
    """Every mixture of TABs, blanks, markup and signs of layout is read."""
    assert_contract(text.encode(encoding))


@given(st.lists(st.sampled_from([*TAGS, *MARKED]), max_size=60).map("".join))
def test_any_markup_ends_in_a_document_or_a_read_error(text: str) -> None:
    """Tags in any order, closed or not, are read."""
    assert_contract(text.encode())


@given(st.text(alphabet=PLAIN, max_size=300))
def test_nothing_is_lost_of_any_layout(text: str) -> None:
    """Each character that is not blank stands in the Document, in order."""
    if text.strip():
        assert text_of(read_text(text)) == re.sub(r"\s", "", text)


@pytest.mark.corpus
def test_nothing_is_lost_of_the_corpus() -> None:
    """Each character of the published reports that is not markup stands in the Document, in order."""
    for path in corpus_files():
        assert text_of(read(path)) == without_markup(path.read_text(encoding="utf-8")), path.name


@pytest.mark.corpus
def test_the_tables_of_the_corpus_have_their_shapes() -> None:
    """Every table of the published reports is found whole: rows and columns as counted by hand."""
    shapes = {
        path.stem: [(block.rows, block.columns) for block in read(path).blocks if not isinstance(block, Paragraph)]
        for path in corpus_files()
    }
    assert shapes["qingyun-2024"] == [(24, 7), (22, 9)]
    assert shapes["wangyue-2023"] == [(38, 7), (32, 9), (38, 9), (13, 4)]
    assert shapes["donghe-2024"] == [
        *((5, 4), (4, 7), (5, 8), (4, 8), (4, 8)),  # information, income, expenditure, 三公, assets
        *((2, 3), (1, 2), (6, 6)),  # goals, in the three parts that page breaks left of them
        *((6, 4), (3, 6), (11, 4)),  # evaluators, posts, the assessment of the work
    ]


def test_the_schema_is_that_of_the_model() -> None:
    """The schema in the package is generated: when the model changes, so must it, with a new number."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Document)}
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == undented(schema)


@pytest.mark.corpus
def test_real_outputs_keep_to_the_schema() -> None:
    """What `read` gives for the published reports is what the schema promises."""
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for path in corpus_files():
        validator.validate(json.loads(msgspec.json.encode(read(path))))


def test_outputs_keep_to_the_schema() -> None:
    """A Document with headings, joined paragraphs and tables is what the schema promises."""
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    document = read_text("# 报告\f\n甲\t乙\n1\t2\n")
    validator.validate(json.loads(msgspec.json.encode(document)))
    assert list(validator.iter_errors({"contract": "wenxiao.document/1"}))
