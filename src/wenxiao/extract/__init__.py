"""Document → Filing: labels, tables, headings and prose read by the words of a Standard. Judges nothing."""

from __future__ import annotations

import re

import msgspec

from wenxiao.document import Document, Paragraph
from wenxiao.extract import identity, outline
from wenxiao.extract.choose import Choice, choose
from wenxiao.extract.equations import facts_of, read_equations
from wenxiao.extract.forms import read_forms
from wenxiao.extract.labels import printed_year, squeeze
from wenxiao.extract.prose import read_prose
from wenxiao.extract.scored import read_scored
from wenxiao.extract.statements import read_statements
from wenxiao.extract.values import settle_places
from wenxiao.filing import Filing, Form, Indicator, Spelling
from wenxiao.standards import Pack

__all__ = ["extract"]

_SIGNED = re.compile(r"(20\d{2})年(\d{1,2})月(?:(\d{1,2})日)?")


def extract(document: Document, standard: Pack | None = None) -> Filing:
    """Return what the document states, read by `standard`, or by the pack that fits it best."""
    found = identity.titles(document)
    year = identity.year_of(document, found)
    choice = Choice(standard, f"按指定的口径 {standard.id} 核验") if standard else choose(document, year)
    pack = choice.pack
    read = read_forms(document, pack, year)
    forms = [form for form, _ in read]
    facts = settle_places([fact for _, harvest in read for fact in harvest.facts])
    prose = read_prose(document, pack, year)
    equations = read_equations(document, prose)
    told = [*prose.facts, *facts_of(equations, prose)]
    facts = [msgspec.structs.replace(fact, id=f"f{index}") for index, fact in enumerate([*facts, *told], 1)]
    indicators: list[Indicator] = [item for _, harvest in read for item in harvest.indicators]
    scored = read_scored(document) if "scored-indicators" in pack.forms else None
    if scored is not None:
        forms, indicators = _with_scored(forms, indicators, scored)
    sections = outline.sections(document, pack)
    if sections and not any(form.form == "report" for form in forms):
        forms.append(_report(document, found, sections[0].first - 1))
    unit, unit_place = identity.unit_of(document, found, facts)
    return Filing(
        standard=pack.id,
        standard_reason=choice.reason,
        unit=unit,
        unit_place=unit_place,
        year=year,
        kind=identity.kind_of(forms, found),
        forms=tuple(_dated(document, forms)),
        facts=tuple(facts),
        indicators=tuple(indicators),
        goals=tuple(goals for _, harvest in read for goals in harvest.goals),
        statements=(*read_statements(document, prose), *equations),
        sections=sections,
        headings=outline.headings(document),
        signatures=identity.signatures(document, forms),
        titles=found,
        documents=(document,),
    )


def _with_scored(
    forms: list[Form], indicators: list[Indicator], scored: tuple[Form, list[Indicator]]
) -> tuple[list[Form], list[Indicator]]:
    form, items = scored
    others = [other for other in forms if other.form != form.form]
    same = next((other for other in forms if other.form == form.form), None)
    if same is not None:
        form = msgspec.structs.replace(form, tables=same.tables, blocks=("scored", *same.blocks))
    return [*others, form], [*indicators, *items]


def _report(document: Document, found: tuple[Spelling, ...], first: int) -> Form:
    """Return the narrative report as a form: titled by the last report title before its first part."""
    before = [title for title in found if "报告" in title.text and (title.place.block or 0) <= first]
    title = before[-1] if before else identity.report_title(found)
    place = title.place if title else document.blocks[first].place
    year = printed_year(title.text) if title else None
    return Form(id="report", form="report", title=title.text if title else None, year=year, blank=False, place=place)


def _dated(document: Document, forms: list[Form]) -> list[Form]:
    """Note the date that stands under a form's last table, before the next form."""
    starts = sorted(min(form.tables) for form in forms if form.tables)
    dated: list[Form] = []
    for form in forms:
        if not form.tables:
            dated.append(form)
            continue
        last = max(form.tables)
        stop = min([start for start in starts if start > last] + [last + 6, len(document.blocks)])
        dated.append(msgspec.structs.replace(form, dated=_date_in(document, last + 1, stop)))
    return dated


def _date_in(document: Document, first: int, stop: int) -> str | None:
    for block in document.blocks[first:stop]:
        if isinstance(block, Paragraph) and len(block.text) < 120:
            match = _SIGNED.search(squeeze(block.text))
            if match:
                return f"{match.group(1)}-{int(match.group(2)):02}" + (
                    f"-{int(match.group(3)):02}" if match.group(3) else ""
                )
    return None
