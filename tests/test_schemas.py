"""What other programs rely on: the JSON Schemas, and outputs that keep to them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

import wenxiao
from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import from_json, to_json
from wenxiao.read import read
from wenxiao.report.result import result_of
from wenxiao.schemas import SCHEMAS, schema_of
from wenxiao.score import score
from wenxiao.standards import load

HERE = Path(wenxiao.__path__[0]) / "schemas"
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schema_files_are_those_of_the_types(name: str) -> None:
    """`python -m wenxiao.schemas` has been run after the last change of a type."""
    assert (HERE / name).read_text(encoding="utf-8") == schema_of(name)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_outputs_keep_to_their_schemas(path: Path) -> None:
    """Document, Filing, check result and scorecard of every example are valid, every key of the contract there."""
    document = read(path)
    filing = extract(document)
    pack = load(filing.standard)
    result = result_of(document, filing, check(filing, pack), pack)
    card = score(filing, pack)
    for name, value in (
        ("document-1.json", document), ("filing-1.json", filing), ("check-1.json", result), ("score-1.json", card),
    ):  # fmt: skip
        data = json.loads(msgspec.json.encode(value))
        jsonschema.validate(data, json.loads((HERE / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_filing_survives_json(path: Path) -> None:
    """Reading back what was written gives the same Filing, decimals included."""
    filing = extract(read(path))
    assert from_json(to_json(filing)) == filing


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_number_in_json_is_a_float(path: Path) -> None:
    """Figures are strings holding the exact decimal; the only JSON numbers are counts such as rows and the year."""
    document = read(path)
    filing = extract(document)
    pack = load(filing.standard)

    def refuse(text: str) -> float:
        raise AssertionError(f"a float in the output: {text}")

    for value in (result_of(document, filing, check(filing, pack), pack), score(filing, pack)):
        json.loads(msgspec.json.encode(value), parse_float=refuse)
