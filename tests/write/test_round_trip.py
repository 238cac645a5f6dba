"""Written and read back, a filing is the same: in every Standard and every format that keeps tables."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from same_filing import said

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.filing import Filing, from_json, to_json
from wenxiao.finding import Severity
from wenxiao.read import read_bytes
from wenxiao.sample import sample
from wenxiao.standards import available, load
from wenxiao.write import write

PACKS = tuple(name for name in available() if load(name).layouts)
FORMATS = ("docx", "html", "xlsx", "txt", "md")
SEEDS = st.integers(min_value=0, max_value=10**9)
LOOSE = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def made(standard: str, seed: int) -> Filing:
    """Return a generated filing."""
    return sample(load(standard), seed)


def read_back(filing: Filing, to: str) -> Filing:
    """Write a filing, and read what was written."""
    pack = load(filing.standard)
    return extract(read_bytes(write(filing, pack, "all", to), f"样例.{to}"), pack)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("standard", PACKS)
@given(seed=SEEDS)
@LOOSE
def test_what_is_written_is_read_back(standard: str, to: str, seed: int) -> None:
    """Facts, indicators, goals, totals, signatures, unit and year survive writing and reading."""
    filing = made(standard, seed)
    assert said(read_back(filing, to)) == said(filing)


@pytest.mark.parametrize("standard", PACKS)
@given(seed=SEEDS)
@LOOSE
def test_a_generated_filing_is_free_of_errors(standard: str, seed: int) -> None:
    """In a generated filing, sentences included, nothing is provably wrong."""
    read = read_back(made(standard, seed), "txt")
    found = check(read, load(standard)).findings
    assert [one.message for one in found if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("standard", PACKS)
def test_the_same_seed_makes_the_same_filing(standard: str) -> None:
    """A filing depends on the Standard and the seed alone, and is stored as any other."""
    once, again = sample(load(standard), 7), sample(load(standard), 7)
    assert to_json(once) == to_json(again) != to_json(sample(load(standard), 8))
    assert from_json(write(once, load(standard), to="json")) == once
