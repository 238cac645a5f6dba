"""Figures: matched row by row, then cell by cell.

A cell is known by its concept, row, scope, stage and period as seen from its filing's year. A row whose name was
changed a little is still the same row; rows that only the printed name tells apart (专项, 下属单位) are matched so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenxiao.compare.figures import said_fact
from wenxiao.compare.lens import Lens
from wenxiao.compare.pairing import Item, paired
from wenxiao.compare.tally import Tally
from wenxiao.filing import Fact
from wenxiao.quantity import trimmed, unit_of

_REPEATED = ".item"  # the end of the id of a concept whose rows are told apart by their names alone
Lenses = tuple[Lens, Lens]


def compare_facts(tally: Tally, before: Sequence[Fact], after: Sequence[Fact], lenses: Lenses) -> None:
    """Compare the figures of two forms, or of the prose of two filings."""
    rows = [_rows(facts, lens) for facts, lens in zip((before, after), lenses, strict=True)]
    items = [[_row_item(row[0], lens) for row in some] for some, lens in zip(rows, lenses, strict=True)]
    pairs = dict(paired(items[0], items[1]).pairs)
    taken = set(pairs.values())
    for at, row in enumerate(rows[0]):
        _compare_row(tally, row, rows[1][pairs[at]] if at in pairs else [], lenses)
    for at, row in enumerate(rows[1]):
        if at not in taken:
            _compare_row(tally, [], row, lenses)


def _rows(facts: Iterable[Fact], lens: Lens) -> list[list[Fact]]:
    """Return the facts by the row they stand in, in order."""
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        where = fact.group or "" if fact.origin == "form" else ""
        found.setdefault((where, *_row_item(fact, lens).keys), []).append(fact)
    return list(found.values())


def _row_item(fact: Fact, lens: Lens) -> Item:
    """Return what a fact's row is known by."""
    block = fact.block or ""
    if fact.group is not None and fact.origin == "form":  # concepts stand in columns: the row has a name of its own
        name = lens.name(fact.dimensions.entity or fact.row)
        known = fact.heading or name or "·"
        return Item((f"{block}|{known}", f"|{known}"), "" if fact.heading else name, block)
    name = lens.name(fact.label)
    if fact.concept is None or fact.concept.endswith(_REPEATED):
        return Item((f"{block}|{fact.concept}|{name}", f"|{name}"), name, f"{block}|{fact.concept}")
    return Item((f"{block}|{fact.concept}", f"|{fact.concept}"))


def _compare_row(tally: Tally, before: Sequence[Fact], after: Sequence[Fact], lenses: Lenses) -> None:
    """Compare the cells of one row; figures stated several times meet their equals first."""
    items = [[_cell_item(fact, lens) for fact in facts] for facts, lens in zip((before, after), lenses, strict=True)]
    pairs = dict(paired(items[0], items[1]).pairs)
    taken = set(pairs.values())
    for at, fact in enumerate(before):
        _weigh(tally, fact, after[pairs[at]] if at in pairs else None, lenses)
    for at, fact in enumerate(after):
        if at not in taken:
            _weigh(tally, None, fact, lenses)


def _cell_item(fact: Fact, lens: Lens) -> Item:
    """Return what a cell of a row is known by.

    A figure that prose states twice meets its equal first. A cell without a year of its own takes that of its form,
    which may be a stale one: it is matched without the year if need be.
    """
    where = fact.dimensions
    head = lens.name(fact.column) if fact.column and where.stage is None else ""
    sort = unit_of(fact.unit).kind if fact.origin == "prose" else ""
    known = "|".join((fact.concept or "", where.scope or "", where.stage or "", head, sort))
    dated = f"{known}|{lens.period(fact.period)}"
    if fact.origin == "prose":
        value = "" if fact.value is None else f"{trimmed(fact.value)}{fact.unit}"
        return Item((f"{dated}|{value}", dated))
    return Item((dated,) if fact.column else (dated, known))


def _weigh(tally: Tally, before: Fact | None, after: Fact | None, lenses: Lenses) -> None:
    label = label_of(after, lenses[1]) if after is not None else label_of(before, lenses[0]) if before else ""
    tally.weigh(
        "fact",
        label,
        said_fact(before, lenses[0]) if before is not None else None,
        said_fact(after, lenses[1]) if after is not None else None,
    )


def label_of(fact: Fact, lens: Lens) -> str:
    """Return what a person calls a figure: 公用经费 › 2024年决算数; in prose with its scope and stage."""
    steps = fact.place.path.split(" › ")
    said = " › ".join(steps[1:]) or fact.label
    if fact.origin == "prose":
        where = [part for part in (fact.dimensions.scope, fact.dimensions.stage) if part]
        said = f"{said}（{'，'.join(where)}）" if where else said
    return lens.text(said)
