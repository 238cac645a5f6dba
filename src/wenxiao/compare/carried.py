"""上下年衔接: last year's final figures as this year's filing repeats them, against last year's own filing."""

from __future__ import annotations

from wenxiao.compare.facts import label_of
from wenxiao.compare.figures import said_fact
from wenxiao.compare.lens import Lens, bare
from wenxiao.compare.shape import Group, Kinship
from wenxiao.compare.tally import Tally
from wenxiao.filing import Fact, Filing

_FINAL = ("决算", "执行")
_Key = tuple[str, str, str, str, str]


def kinship(before: Filing, after: Filing) -> Kinship:
    """Tell what two filings are to each other: versions of one, two years of one unit, or neither."""
    if not _same_unit(before.unit, after.unit):
        return "other"
    return "versions" if before.year == after.year or None in (before.year, after.year) else "years"


def _same_unit(one: str | None, other: str | None) -> bool:
    """Tell whether two names are of one unit; one may leave out what it belongs to (青禾区栖桐街道办事处)."""
    first, second = bare(one or ""), bare(other or "")
    return bool(first and second) and (first.endswith(second) or second.endswith(first))


def carried_forward(before: Filing, after: Filing) -> Group | None:
    """Compare what two filings of successive years of one unit say of the earlier year's final figures.

    Either may be the earlier one. None if they are not such filings. Only what both state is compared.
    """
    if kinship(before, after) != "years" or before.year is None or after.year is None:
        return None
    if abs(after.year - before.year) != 1:
        return None
    year = min(before.year, after.year)
    stated = [_final(filing, str(year)) for filing in (before, after)]
    lens = Lens()
    tally = Tally("carried", f"上下年衔接（{year}年决算数）")
    for key, fact in stated[0].items():
        other = stated[1].get(key)
        if other is not None and fact.value is not None and other.value is not None:
            tally.weigh(
                "carried",
                label_of(fact if before.year == year else other, lens),
                *(said_fact(one, lens) for one in (fact, other)),
            )
    return tally.group()


def _final(filing: Filing, year: str) -> dict[_Key, Fact]:
    """Return the final figures of one year that stand in forms, each once, by what they are."""
    lens = Lens()
    forms = {form.id: form.form for form in filing.forms}
    found: dict[_Key, Fact] = {}
    for fact in filing.facts:
        if fact.form is None or fact.period != year or fact.dimensions.stage not in _FINAL:
            continue
        row = fact.heading or lens.name(fact.dimensions.entity)
        name = "" if fact.concept and not fact.concept.endswith(".item") else lens.name(fact.label)
        key = (forms.get(fact.form, ""), fact.concept or "", name, row, fact.dimensions.scope or "")
        found.setdefault(key, fact)
    return found
