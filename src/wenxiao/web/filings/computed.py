"""What follows from what was typed: sums, rates and points for cells that a person left blank.

Only blank cells are filled; a figure that a person typed stays his, and the checks say where it does not fit. The
equations are the Standard's, the points those of its scheme: nothing is computed in the browser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from wenxiao import quantity
from wenxiao.document import Place
from wenxiao.filing import Fact, Filing
from wenxiao.relation import Relation, ZeroDivisorError, parse, value_of
from wenxiao.relation.tree import Name, Sum
from wenxiao.report.result import score_of
from wenxiao.score import score
from wenxiao.standards import Pack, RelationRule, concepts_by_label
from wenxiao.web.filings.fields import fields, retyped
from wenxiao.web.filings.reading import Spots, read_pages
from wenxiao.write import Sheet

_ROUNDS = 3
_CENT = Decimal("0.01")


def completed(sheet: Sheet, pack: Pack) -> tuple[Sheet, dict[str, str], Filing]:
    """Return a form with what follows from it, the texts that were put in by key, and the Filing that it states."""
    found: dict[str, str] = {}
    filing = read_pages([sheet], pack)
    for _ in range(_ROUNDS):
        more = _following(sheet, filing, pack)
        if not more:
            break
        found |= more
        sheet = retyped(sheet, more)
        filing = read_pages([sheet], pack)
    totals = _totals(sheet, filing, pack)
    if totals:
        sheet = retyped(sheet, totals)
        filing = read_pages([sheet], pack)
    return sheet, found | totals, filing


def _following(sheet: Sheet, filing: Filing, pack: Pack) -> dict[str, str]:
    """Return the texts of blank cells that an equation or a scoring rule settles."""
    spots = Spots(sheet, filing)
    found: dict[str, str] = {}
    written = [(fact.place, text) for fact, text in _by_relations(filing, pack)]
    given = [(place, quantity.trimmed(points)) for place, points in _points(filing, pack)]
    for place, text in (*written, *given):
        field = spots.field(place)
        if field is not None and not field.said:
            found.setdefault(field.key, text)
    return found


def _totals(sheet: Sheet, filing: Filing, pack: Pack) -> dict[str, str]:
    """Return the total points and weights where they are blank: last, when all points that follow are there."""
    empty = {field.key for field in fields(sheet).values() if not field.said}
    totals = score_of(filing, pack)
    said = {f"{sheet.form}|||total.score||": totals.sum, f"{sheet.form}|||total.weight||": totals.weights}
    return {key: quantity.trimmed(value) for key, value in said.items() if value is not None and key in empty}


# --- equations -----------------------------------------------------------------------------------


def _by_relations(filing: Filing, pack: Pack) -> Iterator[tuple[Fact, str]]:
    """Yield the blank facts that an equation of the Standard gives a value, with the value as it is written."""
    for rule in pack.relations.values():
        relation = parse(rule.expr)
        if relation.op != "=" or not isinstance(relation.left, Name) or rule.alternatives or rule.per == "filing":
            continue
        for form in filing.forms:
            if rule.form in (None, form.form):
                facts = [one for one in filing.facts if one.form == form.id and one.origin == "form"]
                for group in _groups(rule.per, facts, pack):
                    yield from _worked(rule, relation, group, pack)


def _groups(per: str, facts: Iterable[Fact], pack: Pack) -> Iterable[dict[str, list[Fact]]]:
    """Return the facts by concept, for each row, each column or the whole form."""
    found: dict[object, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        kind = pack.concepts[fact.concept].kind if fact.concept in pack.concepts else None
        if per == "row" and fact.group is not None:
            found[fact.group][fact.concept or ""].append(fact)
        elif per == "column" and kind in (None, "money") and fact.heading is not None:
            found[fact.block, fact.concept][fact.heading].append(fact)
        elif per == "column" and kind in (None, "money") and fact.column is not None:
            found[fact.block, fact.column, fact.period][fact.concept or "?"].append(fact)
        elif per == "form":
            found[None][fact.concept or ""].append(fact)
    return found.values()


def _worked(
    rule: RelationRule, relation: Relation, group: Mapping[str, list[Fact]], pack: Pack
) -> Iterator[tuple[Fact, str]]:
    """Yield the total or rate of one row, column or form, if it is blank and what it comes of is stated."""
    concepts = concepts_by_label(pack)
    assert isinstance(relation.left, Name)
    wanted = group.get(concepts.get(relation.left.name, ""), [])
    if len(wanted) != 1 or not quantity.is_blank(wanted[0].text) or relation.groups:
        return
    names = [concepts.get(name, "") for name in relation.names[1:]]
    if isinstance(relation.right, Sum) and _is_partial(rule, relation, group, concepts):
        return
    values: dict[str, Fraction] = {}
    places: list[int] = []
    for name, concept in zip(relation.names[1:], names, strict=True):
        stated = [one for one in group.get(concept, []) if one.value is not None]
        if len(stated) > 1 or (not stated and not isinstance(relation.right, Sum)):
            return
        values[name] = Fraction(0)
        for one in stated:
            assert one.value is not None
            value, place = quantity.compared(one.value, one.unit, one.places)
            values[name] = Fraction(value)
            places.append(place)
    if places:
        text = _written(relation, values, max(places), wanted[0], pack)
        if text is not None:
            yield wanted[0], text


def _is_partial(
    rule: RelationRule, relation: Relation, group: Mapping[str, list[Fact]], concepts: Mapping[str, str]
) -> bool:
    """Tell whether a sum would leave something out: a part that must be there, or a row that it does not know."""
    stated = {concept for concept, facts in group.items() if any(one.value is not None for one in facts)}
    known = {concepts.get(name, "") for name in relation.names}
    own = {concepts.get(name, "") for name in relation.names[1:] if name not in rule.optional}
    kinds = {name.split(".")[0] for name in known - {concepts.get(relation.names[0], "")}}
    strangers = {name for name in stated - known if name.split(".")[0] in kinds}
    return bool(strangers) or (bool(own) and not own <= stated) or "?" in stated


def _written(relation: Relation, values: Mapping[str, Fraction], places: int, fact: Fact, pack: Pack) -> str | None:
    """Return a computed figure in the unit of its cell; None where it divides by nothing."""
    try:
        exact = value_of(relation.right, values)
    except ZeroDivisorError:
        return None
    concept = pack.concepts.get(fact.concept or "")
    if concept is not None and concept.kind == "rate":
        return f"{_decimal(Fraction(exact) * 100).quantize(_CENT, ROUND_HALF_UP)}%"
    own = Fraction(quantity.compared(Decimal(1), fact.unit, 0)[0])
    shift = len(f"{int(1 / own)}") - 1 if own and own < 1 else 0
    return f"{_decimal(Fraction(exact) / own):.{max(0, places - shift)}f}"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


# --- points --------------------------------------------------------------------------------------


def _points(filing: Filing, pack: Pack) -> Iterator[tuple[Place, Decimal]]:
    """Yield the cells of points that the rules settle, where none are printed."""
    for form in score(filing, pack).forms:
        for one in form.indicators:
            if one.declared is None and one.points is not None:
                place = _cell(filing, one.place)
                if place is not None:
                    yield place, one.points


def _cell(filing: Filing, place: Place) -> Place | None:
    """Return where the points of an indicator, or of the execution row, are printed."""
    for item in filing.indicators:
        if item.place == place:
            return item.cells.get("score")
    row = (place.block, place.row)
    found = (one.place for one in filing.facts if one.concept == "funds.score")
    return next((one for one in found if (one.block, one.row) == row), None)
