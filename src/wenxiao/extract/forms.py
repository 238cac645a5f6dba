"""Form instances read whole: their facts, indicators, goals and totals, each under the instance's id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wenxiao import quantity
from wenxiao.document import Paragraph
from wenxiao.extract.blocks import Context, Harvest, read_fields, read_row
from wenxiao.extract.captions import Piece
from wenxiao.extract.segments import Group, gather, title_of
from wenxiao.filing import Form
from wenxiao.quantity import Marker
from wenxiao.standards import Pack

_SAYS_NOTHING = (Marker.BLANK, Marker.SLASH, Marker.DASH, Marker.FILLER, Marker.DOT)


def read_forms(whole: Sequence[Piece], pack: Pack, year: int | None) -> list[tuple[Form, Harvest]]:
    """Return every form of the document with what it states, in order of their places."""
    counts: Counter[str] = Counter()
    found: list[tuple[Form, Harvest]] = []
    for group in gather(whole, pack):
        counts[group.spec.id] += 1
        name = group.spec.id if counts[group.spec.id] == 1 else f"{group.spec.id}#{counts[group.spec.id]}"
        harvest = _read(group, pack, name, year)
        found.append((_form(group, harvest, name), harvest))
    found.extend(_titled(whole, pack, {form.form for form, _ in found}))
    return sorted(found, key=lambda item: (item[0].place.block or 0, item[0].place.row or 0))


def _read(group: Group, pack: Pack, name: str, year: int | None) -> Harvest:
    title = group.title
    attachment = title.attachment if title and title.attachment else ""
    label = f"{attachment}《{group.spec.title}》" if attachment else group.spec.title
    if "#" in name:
        label = f"{label}（第{name.split('#')[1]}张）"
    harvest = Harvest(name, title.text if title else None, (title.year if title else None) or year)
    context = Context(pack, group, harvest, label)
    owner = {
        (segment.table, line.row): segment for segment in group.segments for line in segment.rows if segment.header
    }
    seen_header: str | None = None
    for table, line in group.loose:
        segment = owner.get((table, line.row))
        if segment is not None and segment.header is not None:
            block = segment.header.lexicon.block.id
            if block != seen_header:
                harvest.repeat, seen_header = None, block
            if read_row(context, segment.header, line):
                continue
        read_fields(context, line)
    return harvest


def _form(group: Group, harvest: Harvest, name: str) -> Form:
    title = group.title
    return Form(
        id=name,
        form=group.spec.id,
        title=title.text.replace("\n", "") if title else None,
        year=title.year if title else None,
        blank=_is_blank(harvest),
        attachment=title.attachment if title else None,
        total_weight=harvest.total_weight,
        total_score=harvest.total_score,
        total_place=harvest.total_place,
        grade=harvest.grade,
        grade_place=harvest.grade_place,
        blocks=tuple(dict.fromkeys(s.header.lexicon.block.id for s in group.segments if s.header)),
        tables=tuple(dict.fromkeys(group.tables)),
        place=group.title.place if group.title else group.place,
    )


def _is_blank(harvest: Harvest) -> bool:
    """Tell whether nothing that a person fills in says anything (printed 分值 and 总分 100 do not count)."""
    facts = [fact for fact in harvest.facts if fact.concept not in ("funds.weight",)]
    cells = [fact.text for fact in facts]
    cells += [text for item in harvest.indicators for text in (item.target, item.actual, item.score_text) if text]
    cells += [text for goals in harvest.goals for text in (goals.expected, goals.actual) if text]
    if not cells and not harvest.indicators:
        return bool(harvest.facts)
    return all(quantity.marker(text) in _SAYS_NOTHING for text in cells)


def _titled(whole: Sequence[Piece], pack: Pack, known: set[str]) -> list[tuple[Form, Harvest]]:
    """Return forms without a table of their own (a notice, opinions) that a line of the document titles."""
    found: list[tuple[Form, Harvest]] = []
    for _, block, _ in whole:
        if not isinstance(block, Paragraph):
            continue
        title = title_of(block, pack)
        if title is None or title.form in known or pack.forms[title.form].blocks:
            continue
        known.add(title.form)
        form = Form(id=title.form, form=title.form, title=title.text, year=title.year, blank=False, place=title.place)
        found.append((form, Harvest(title.form, title.text, title.year)))
    return found
