"""The last row of a form: its weights and points added up, and the grade that they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from wenxiao.filing import Fact, Filing, Form, Indicator
from wenxiao.standards import Pack

_ZERO = Decimal(0)
_WHOLE = (None, "funds.total")


def settled(pack: Pack, filing: Filing, name: str) -> Filing:
    """Return the filing with the total row of one form as its rows have it; what the form does not print stays out."""
    forms = tuple(
        totalled(pack, one, filing.facts, filing.indicators_of(name)) if one.id == name else one for one in filing.forms
    )
    return replace(filing, forms=forms)


def totalled(pack: Pack, form: Form, facts: Iterable[Fact], items: Sequence[Indicator]) -> Form:
    """Return a form with those of its total weight, total points and grade that it prints, as its rows have them."""
    own = [one for one in facts if one.form == form.id and one.heading in _WHOLE and one.dimensions.entity is None]
    weights = [_stated(own, "funds.weight"), *(one.weight for one in items)]
    points = [_stated(own, "funds.score"), *(one.score for one in items)]
    scored = any(one.score is not None for one in items)
    score = _sum(points) if scored else form.total_score
    return replace(
        form,
        total_weight=None if form.total_weight is None else _sum(weights),
        total_score=None if form.total_score is None else score,
        grade=None if form.grade is None else grade_of(pack, score) or form.grade,
    )


def grade_of(pack: Pack, score: Decimal | None) -> str | None:
    """Return the grade that the Standard gives for a score, None where it gives none."""
    bands = (band for scheme in pack.scoring.values() for band in scheme.bands)
    return next((band.grade for band in bands if score is not None and band.low <= score), None)


def _stated(facts: Sequence[Fact], concept: str) -> Decimal | None:
    return next((one.value for one in facts if one.concept == concept), None)


def _sum(figures: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in figures if one is not None), _ZERO)
