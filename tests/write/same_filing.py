"""What a filing says in its forms, as lines that can be compared, whatever it was read from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from wenxiao.filing import Filing


def said(filing: Filing) -> list[str]:
    """Return all that the forms of a filing say, without the places."""
    return list(_said(filing))


def _said(filing: Filing) -> Iterator[str]:
    stating = {fact.form for fact in filing.facts} | {item.form for item in filing.indicators}
    forms = [one for one in filing.forms if one.id in stating]
    yield f"unit {filing.unit} {filing.year} {filing.kind}"
    for form in sorted(forms, key=lambda one: one.id):
        yield (
            f"form {form.id} year={form.year} annex={form.attachment} blank={form.blank} "
            f"total={form.total_weight}/{form.total_score} grade={form.grade}"
        )
        yield from sorted(
            f"fact {fact.form} {fact.block} {fact.concept} {fact.value} {fact.unit} {fact.period} "
            f"{fact.dimensions} {_folded(fact.text)!r}"
            for fact in filing.facts
            if fact.form == form.id and fact.origin == "form"
        )
        for item in filing.indicators_of(form.id):
            yield (
                f"indicator {item.form} {item.level1}/{item.level2}/{item.level3} {item.target} {item.actual} "
                f"{item.weight} {item.score} {item.weight_text} {item.score_text} {item.share} {item.reason} "
                f"{item.rule}"
            )
        yield from (f"goals {one.form} {one.expected!r} {one.actual!r}" for one in filing.goals if one.form == form.id)
        yield from (f"signature {one.form} {one.role} {one.text}" for one in filing.signatures if one.form == form.id)


def _folded(text: str) -> str:
    """Return a text with plain digits: beside a label in one cell, full-width ones are read as plain."""
    return unicodedata.normalize("NFKC", text)
