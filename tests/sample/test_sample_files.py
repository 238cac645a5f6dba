"""Samples as files: the same from run to run, with a truth that keeps to its schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import wenxiao
from wenxiao.filing import from_json
from wenxiao.sample import content, draft, sample, save
from wenxiao.standards import load

SCHEMA = Path(wenxiao.__path__[0]) / "schemas" / "truth-1.json"
PACK = load("hunan-2020")


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "md", "txt", "json"])
def test_the_same_seed_gives_the_same_bytes(to: str) -> None:
    """Neither the clock nor the order of sets leaves a trace; another seed gives another file."""
    once, again = (content(draft(PACK, 11, ("sum.parts",)), to, "样例") for _ in range(2))
    assert once == again
    assert content(draft(PACK, 12, ("sum.parts",)), to, "样例") != once


def test_the_truth_keeps_to_its_schema(tmp_path: Path) -> None:
    """The truth beside a sample is valid, names its files, and holds the figures before they were spoilt."""
    paths = list(save(draft(PACK, 4, ("sum.by-source", "form.year")), "样例", ("txt", "json"), tmp_path))
    assert [one.name for one in paths] == ["样例.txt", "样例.json", "样例.truth.json"]
    known = json.loads(paths[-1].read_text(encoding="utf-8"))
    jsonschema.validate(known, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert known["files"] == ["样例.txt", "样例.json"]
    assert {one["check"] for one in known["injected"]} == {"sum.by-source", "form.year"}
    clean = sample(PACK, 4)
    assert [one["text"] for one in known["figures"]] == [one.text for one in clean.facts]
    wrong = next(one for one in known["injected"] if one["check"] == "sum.by-source")
    assert wrong["right"] in {one["text"] for one in known["figures"]}


def test_a_sample_in_json_is_a_filing_with_its_text() -> None:
    """The JSON of a sample is what is extracted from its text, and can be checked as any other."""
    filing = from_json(content(draft(PACK, 9), "json", "样例"))
    assert filing.standard == PACK.id
    assert filing.documents
    assert filing.sections
