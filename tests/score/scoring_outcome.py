"""What scoring says of a case beside what the case says it should, so that the two can be compared."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest

from scoring_cases import Case, Expected, filing_of

from wenxiao.score import FormScore, IndicatorScore, Reading, score


def hold(case: Case) -> None:
    """Assert that points, readings, bounds, reasons and totals are those written in the case."""
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
