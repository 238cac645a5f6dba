"""Document → Filing: labels, tables, headings and prose read by the words of a Standard. Judges nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import msgspec

from wenxiao.document import Document, Paragraph, Place
from wenxiao.extract import identity, outline
from wenxiao.extract.captions import Piece, pieces
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
    whole = pieces(document)
    found = identity.titles(whole)
    year = identity.year_of(document, found)
    choice = Choice(standard, f"按指定的口径 {standard.id} 核验") if standard else choose(document, year)
    pack = choice.pack
    read = read_forms(whole, pack, year)
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
    sections = outline.sections(document, pack, _titled(forms))
    if sections and not any(form.form == "report" for form in forms):
        forms.append(_report(document, found, sections[0].first - 1))
    unit, unit_place = identity.unit_of(whole, found, facts)
    return Filing(
        standard=pack.id,
        standard_reason=choice.reason,
        unit=unit,
        unit_place=unit_place,
        year=year,
        kind=identity.kind_of(forms, found),
        forms=tuple(_dated(whole, forms)),
        facts=tuple(facts),
        indicators=tuple(indicators),
        goals=tuple(goals for _, harvest in read for goals in harvest.goals),
        statements=(*read_statements(document, prose), *equations),
        sections=sections,
        headings=outline.headings(document),
        signatures=identity.signatures(whole, forms),
        titles=found,
        documents=(document,),
    )


def _titled(forms: list[Form]) -> set[int]:
    """Return the blocks of titles that stand above the tables of official forms."""
    return {
        form.place.block
        for form in forms
        if form.title and form.place.block is not None and form.place.block not in form.tables
    }


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


def _dated(whole: list[Piece], forms: list[Form]) -> list[Form]:
    """Note the date that stands under a form's last table, before the next form."""
    spots = [_spot(piece.what.place) if not piece.rows else (piece.block, piece.rows[0].row) for piece in whole]
    starts = sorted(_spot(form.place) for form in forms if form.tables)
    dated: list[Form] = []
    for form in forms:
        if form.tables:
            last = max(form.tables)
            later = bisect_right(starts, _spot(form.place))
            stop = min([(last + 6, 0), *starts[later : later + 1]])
            dated_by = _date_in(_below(whole, last, bisect_left(spots, stop)))
            dated.append(msgspec.structs.replace(form, dated=dated_by))
        else:
            dated.append(form)
    return dated


def _below(whole: list[Piece], table: int, stop: int) -> list[Piece]:
    """Return what stands between the last rows of a table and `stop`."""
    first = stop
    while first > 0 and not (whole[first - 1].rows and whole[first - 1].block <= table):
        first -= 1
    return whole[first:stop]


def _spot(place: Place) -> tuple[int, int]:
    return place.block or 0, place.row or 0


def _date_in(below: Iterable[Piece]) -> str | None:
    for _, block, _ in below:
        if isinstance(block, Paragraph) and len(block.text) < 120:
            match = _SIGNED.search(squeeze(block.text))
            if match:
                return f"{match.group(1)}-{int(match.group(2)):02}" + (
                    f"-{int(match.group(3)):02}" if match.group(3) else ""
                )
    return None
