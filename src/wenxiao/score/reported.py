"""The figures of an indicator in a report that scores itself in prose: 执行率为9.53%, 6.16/64.59, the Standard's own.

An expression of the Standard is worked out over every combination of the facts that its names may mean, so that two
figures for one thing (编制 63 in a form, 58 in a sentence) become two readings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from wenxiao import quantity
from wenxiao.document import Paragraph, Place
from wenxiao.filing import Fact, Indicator, Statement, Term
from wenxiao.finding import Evidence
from wenxiao.relation import Exact, Relation, ZeroDivisorError, parse, value_of
from wenxiao.rule import External
from wenxiao.score.given import Given
from wenxiao.score.numbers import shown
from wenxiao.score.sheet import Sheet
from wenxiao.score.values import Candidate, amount, merged, of_equation, rated
from wenxiao.standards import Expectation, Selector, concepts_by_label

_WHOLE = (None, "汇总", "合计", "总计")
_MOST = 8
_RESULT = "值"


def of_report(sheet: Sheet, item: Indicator, expected: Expectation | None) -> Iterator[Candidate]:
    """Yield what the part on one indicator gives, then what the Standard's expressions give from the facts."""
    if isinstance(item.printed, External):
        yield from _mark(sheet, item)
        return
    found: list[Candidate] = []
    for statement in _equations(sheet, item):
        quotient = of_equation(statement)
        if quotient is not None:
            found.append(quotient)
            break
    if item.stated is not None:
        stated = Fraction(item.stated)
        found.append(rated(stated, f"报告所述 {shown(stated)}%", (_said(sheet, item),)))
    for expression in expected.values if expected is not None else ():
        found.extend(of_expression(sheet, expression, expected.where if expected is not None else {}))
    yield from islice(merged(found), _MOST)


def _mark(sheet: Sheet, item: Indicator) -> Iterator[Candidate]:
    if item.stated is not None:
        mark = Fraction(item.stated)
        said = (_said(sheet, item),)
        yield Candidate(given=Given(actual=mark), how="报告所述考核得分", value=shown(mark), inputs=said)


def _equations(sheet: Sheet, item: Indicator) -> Iterator[Statement]:
    block = item.place.block or 0
    for statement in sheet.filing.statements:
        if (
            statement.kind == "equation"
            and len(statement.parts) == 2
            and block <= (statement.place.block or 0) < item.last
        ):
            yield statement


def paragraphs(sheet: Sheet, item: Indicator) -> Iterator[tuple[str, Place]]:
    """Yield the paragraphs of the part of a report on one indicator, its heading included."""
    first = item.place.block or 0
    for document in sheet.filing.documents:
        for block in document.blocks:
            at = block.place.block
            if isinstance(block, Paragraph) and at is not None and first <= at < max(item.last, first + 1):
                yield block.text, block.place


def _said(sheet: Sheet, item: Indicator) -> Evidence:
    """Return where the stated rate or mark stands."""
    figure = shown(Fraction(item.stated or 0))
    bare = [(text, place) for text, place in paragraphs(sheet, item) if figure in quantity.squeeze(text)]
    place = bare[-1][1] if bare else item.place
    return Evidence(label="报告所述", text=figure, place=place)


def of_expression(sheet: Sheet, expression: str, where: Mapping[str, Selector]) -> Iterator[Candidate]:
    """Yield the value of an expression of official terms by every combination of the facts that they may mean."""
    relation = parse(f"{_RESULT} = {expression}")
    names = [name for name in relation.names if name != _RESULT]
    choices = [_facts(sheet, name, where.get(name, Selector())) for name in names]
    if not all(choices):
        return
    for chosen in _together(choices):
        named = dict(zip(names, chosen, strict=True))
        value = _value(relation, {name: amount(term) for name, term in named.items()})
        if value is None:
            continue
        inputs = tuple(Evidence(label=name, text=term.text, place=term.place) for name, term in named.items())
        how = "，".join(f"{name} {term.text}" for name, term in named.items())
        yield rated(value * 100, how, inputs) if _divides(expression) else _plain(value, how, inputs)


def _together(choices: list[list[Fact | Term]]) -> list[tuple[Fact | Term, ...]]:
    """Return the combinations worth working out: those of one place, and those with a figure that has no partner there.

    A form's total over a sentence's part would be nobody's rate where each has its own partner.
    """
    every = list(islice(product(*choices), _MOST * _MOST))
    whole = [one for one in every if len({_source(figure) for figure in one}) == 1]
    paired = {id(figure) for one in whole for figure in one}
    return [one for one in every if one in whole or any(id(figure) not in paired for figure in one)][:_MOST]


def _source(figure: Fact | Term) -> object:
    """Return where a figure stands: the form, or the paragraph."""
    return figure.form or figure.place.block if isinstance(figure, Fact) else figure.place.block


def _value(relation: Relation, figures: Mapping[str, Exact]) -> Fraction | None:
    try:
        return Fraction(value_of(relation.right, figures))
    except ZeroDivisorError:
        return None


def _divides(expression: str) -> bool:
    return any(sign in expression for sign in "/÷／")


def _plain(value: Fraction, how: str, inputs: tuple[Evidence, ...]) -> Candidate:
    return Candidate(given=Given(actual=value), how=how, value=shown(value), inputs=inputs)


def _facts(sheet: Sheet, name: str, selector: Selector) -> list[Fact | Term]:
    """Return the stated figures that a name may mean, one for each value, facts of forms first."""
    concept = selector.concept or concepts_by_label(sheet.pack).get(name)
    facts = [
        fact
        for fact in sheet.filing.facts
        if fact.value is not None
        and not fact.approximate
        and _means(sheet, fact, concept)
        and _fits(sheet, fact, selector)
    ]
    found: dict[Fraction, Fact | Term] = {}
    for fact in sorted(facts, key=lambda one: one.origin != "form"):
        found.setdefault(amount(fact), fact)
    if not found:
        for term in _terms(sheet, concept):
            found.setdefault(amount(term), term)
    return list(found.values())


def _means(sheet: Sheet, fact: Fact, concept: str | None) -> bool:
    """Tell whether a fact is of a concept; one of prose that has none counts by its words."""
    if fact.concept is not None or concept is None:
        return fact.concept == concept and concept is not None
    spec = sheet.pack.concepts.get(concept)
    return spec is not None and fact.label in (spec.label, *spec.synonyms)


def _terms(sheet: Sheet, concept: str | None) -> Iterator[Term]:
    """Yield the figures of printed equations that are called as the concept is."""
    for statement in sheet.filing.statements:
        if statement.kind == "equation":
            yield from (term for term in statement.parts if term.concept == concept and concept is not None)


def _fits(sheet: Sheet, fact: Fact, selector: Selector) -> bool:
    year = sheet.filing.year
    if fact.dimensions.entity not in _WHOLE:
        return False
    if not selector.fits(fact.form, fact.dimensions.stage, fact.dimensions.scope):
        return False
    last = selector.period == "last"
    return year is None or fact.period is None or fact.period == str(year - 1 if last else year)
