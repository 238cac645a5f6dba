"""Texts that a format could take for its own signs, and cells that say nothing, are written as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from same_filing import said

from wenxiao.extract import extract
from wenxiao.filing import Fact, Filing, Indicator
from wenxiao.read import read_bytes
from wenxiao.sample import sample
from wenxiao.standards import load
from wenxiao.write import write

FORMATS = ("docx", "html", "xlsx", "txt", "md")
AWKWARD = (
    "甲&乙<丙>", "“引”与\"引\"", "=1+1", "+3户", "@某某", "第一句；\n第二句。", "100％", "约95%", "1/2", r"甲\乙",
    "{甲}", "#1号楼", "$5$", "*甲*", "_甲_", "甲|乙", "甲&amp;乙", "[甲](乙)", "<br>", "&lt;", "`甲`", "1．甲",
)  # fmt: skip
MARKERS = ("", "无", "/", "——", "—", "不适用", "0", "0.00", "1,234.50", "-3.20", "1234567890123456.78")
LOOSE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.lists(st.sampled_from(AWKWARD), min_size=4, max_size=4)
MARKED = st.lists(st.sampled_from(MARKERS), min_size=6, max_size=6)


def changed(filing: Filing, texts: list[str]) -> Filing:
    """Return a filing with the words of its first indicator and its goals replaced."""
    first = filing.indicators[0]
    target, actual, reason, goal = texts
    item: Indicator = msgspec.structs.replace(first, target=target, actual=actual, reason=reason)
    goals = tuple(msgspec.structs.replace(one, expected=goal, actual=actual) for one in filing.goals)
    return msgspec.structs.replace(filing, indicators=(item, *filing.indicators[1:]), goals=goals)


def marked(filing: Filing, texts: list[str]) -> Filing:
    """Return a filing with some amounts of its base table replaced by markers and odd figures."""
    again = iter(texts)
    facts = [
        _marked(one, again) if one.concept in ("office.daily", "three-public.abroad") else one for one in filing.facts
    ]
    return msgspec.structs.replace(filing, facts=tuple(facts))


def _marked(fact: Fact, texts: Iterator[str]) -> Fact:
    text = next(texts, fact.text)
    plain = text.replace(",", "")
    value = Decimal(plain) if plain[-1:].isdecimal() else None
    return msgspec.structs.replace(fact, text=text, value=value)


def about(filing: Filing, form: str, to: str) -> tuple[list[str], list[str]]:
    """Return what a filing says in one form, before and after it is written and read back."""
    pack = load(filing.standard)
    read = extract(read_bytes(write(filing, pack, form, to), f"样例.{to}"), pack)
    before, after = ([line for line in said(one) if f" {form} " in line] for one in (filing, read))
    return before, after


@pytest.mark.parametrize("to", FORMATS)
@given(texts=TEXTS)
@LOOSE
def test_awkward_words_survive(to: str, texts: list[str]) -> None:
    """Ampersands, brackets, formulas, Markdown and line breaks come back as they were."""
    before, after = about(changed(sample(load("national-2020"), 1), texts), "overall", to)
    assert after == before


@pytest.mark.parametrize("to", FORMATS)
@given(texts=MARKED)
@LOOSE
def test_markers_and_odd_figures_survive(to: str, texts: list[str]) -> None:
    """Blanks, 无, zeros with and without decimals and long figures are told apart after writing."""
    before, after = about(marked(sample(load("hunan-2020"), 1), texts), "base-data", to)
    assert after == before
