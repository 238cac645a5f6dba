"""Filing → Scorecard: what the rules give for every indicator, with the reasoning and every reading.

numbers.py    exact fractions, rounded and shown
given.py      what a rule is given, what it answers
measured.py   rules that compare an actual with its target
unit.py       the figures in the unit that a rule speaks of
stepped.py    bands, steps, checklists, levels, parts
kinds.py      each kind of rule and what works it out
words.py      a rule in words
measure.py    target against actual: comparable or not, in which direction
sheet.py      a form that gives points
values.py     the figures of a table's row, of the execution row
completeness.py  required forms and parts that are not there
reported.py   the figures of a report that scores itself in prose
choose.py     which rule an indicator is scored by
weights.py    what does not apply gives its weight away
work.py       the rules worked out on the figures
verdict.py    declared against computed
indicator.py  one indicator
totals.py     the totals of a form
form.py       all of one form
card.py       what comes out
"""

from __future__ import annotations

from wenxiao.errors import UsageError
from wenxiao.filing import Filing
from wenxiao.score.card import FormScore, IndicatorScore, Reading, Scorecard, Total, Verdict
from wenxiao.score.form import score_form
from wenxiao.score.sheet import Sheet, scheme_of, scored_forms
from wenxiao.standards import Pack, Scoring

__all__ = ["FormScore", "IndicatorScore", "Reading", "Scorecard", "Total", "Verdict", "score"]


def score(filing: Filing, pack: Pack, scheme: str | None = None) -> Scorecard:
    """Return what the rules of a Standard give for a filing, form by form.

    Each form goes by its own scheme of the pack; with `scheme` only that one is used, on the forms that it is for.
    Raises UsageError if the pack has no such scheme.
    """
    wanted = _named(pack, scheme)
    sheets = []
    for form, items in scored_forms(filing):
        chosen = scheme_of(pack, form)
        if wanted is not None:
            chosen = wanted if form.form in wanted.forms or not wanted.forms else None
        if chosen is not None:
            sheets.append(Sheet(filing, pack, form, items, chosen))
    document = filing.documents[0] if filing.documents else None
    return Scorecard(
        file=document.file if document else None,
        sha256=document.sha256 if document else None,
        standard=pack.id,
        standard_reason=filing.standard_reason,
        standard_title=pack.identity.title,
        unit=filing.unit,
        year=filing.year,
        kind=filing.kind,
        forms=tuple(score_form(sheet) for sheet in sheets),
    )


def _named(pack: Pack, scheme: str | None) -> Scoring | None:
    if scheme is None:
        return None
    if scheme not in pack.scoring:
        known = "、".join(pack.scoring) or "无"
        raise UsageError(f"口径 {pack.id} 里没有计分办法“{scheme}”，可用的有：{known}。")
    return pack.scoring[scheme]
