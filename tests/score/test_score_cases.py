"""The cases of scoring that a finance clerk can read: every rule kind, every boundary, every pack that ships."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import zip_longest

import pytest
from scoring_cases import Case, Expected, cases, filing_of

from wenxiao.rule import KINDS
from wenxiao.score import FormScore, IndicatorScore, Reading, score
from wenxiao.standards import available

CASES = cases()


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{file}：{case.name}") for file, case in CASES])
def test_a_case_gives_the_points_it_says(case: Case) -> None:
    """Points, readings, bounds, reasons and totals are those written in the case."""
    (form,) = score(filing_of(case), case.standard()).forms
    scores = list(form.indicators)
    if case.execution is not None:
        first = scores.pop(0)
        if case.first is not None:
            assert _stated(case.first, first) == _wanted(case.first)
    assert len(scores) == max(len(case.indicators), 1)
    pairs = zip(case.indicators, scores, strict=False)
    assert [_stated(one, found) for one, found in pairs] == [_wanted(one) for one in case.indicators]
    assert _totals(case, form) == case.totals
    assert not [one.name for one in form.totals if one.name in case.without]


def _totals(case: Case, form: FormScore) -> dict[str, Decimal]:
    return {one.name: one.points for one in form.totals if one.name in case.totals}


def _wanted(one: Expected) -> dict[str, object]:
    """Return what a case says of an indicator, without what it leaves open."""
    names = (
        "points", "readings", "range", "below", "manual", "computation", "verdict", "explanation", "moved", "gets",
        "flags",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names if getattr(one, name) is not None}


def _stated(one: Expected, found: IndicatorScore) -> dict[str, object]:
    """Return what scoring says of the same; words of which a case gives a part are shown as that part."""
    first = found.readings[0] if found.readings else None
    said: dict[str, object] = {
        "points": found.points,
        "readings": {_name(reading): reading.points for reading in found.readings},
        "range": (first.low, first.high) if first is not None else None,
        "below": first.below if first is not None else None,
        "manual": _part(one.manual, found.manual),
        "computation": found.computation,
        "verdict": str(found.verdict),
        "explanation": _part(one.explanation, found.explanation),
        "moved": found.moved,
        "gets": found.weight,
        "flags": tuple(_part(part, flag) for part, flag in zip_longest(one.flags or (), found.flags)),
    }
    return {name: said[name] for name in _wanted(one)}


def _part(wanted: str | None, said: str | None) -> str | None:
    return wanted if wanted and wanted in (said or "") else said


def _name(reading: Reading) -> str:
    return reading.way or reading.how


def test_every_kind_of_rule_and_every_pack_has_a_file_of_cases() -> None:
    """Whoever looks for a kind of rule or for a pack finds a file of its name, with two cases at least."""
    count = Counter(file for file, _ in CASES)
    assert [name for name in (*KINDS, *available()) if count[name] < 2] == []


def test_no_two_cases_of_a_file_have_one_name() -> None:
    """A failing case is told apart by its name."""
    assert [name for name, times in Counter((file, case.name) for file, case in CASES).items() if times > 1] == []
