"""What a Filing states in one form, looked up by what a layout asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from wenxiao.filing import Fact, Filing, Form, Goals, Indicator
from wenxiao.standards import Column, Pack

_MONEY = ("元", "千元", "万元", "百万元", "亿元")


class Stated:
    """One form instance of a Filing; `form` is None where the filing has none, and all is blank."""

    def __init__(self, filing: Filing, pack: Pack, kind: str, form: Form | None) -> None:
        self.filing, self.pack, self.kind, self.form = filing, pack, kind, form
        self.name = form.id if form is not None else kind
        self.year = (form.year if form is not None else None) or filing.year

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of this form's cells, in order."""
        return tuple(one for one in self.filing.facts if one.form == self.name and one.origin == "form")

    @cached_property
    def _by_concept(self) -> dict[str | None, list[Fact]]:
        found: dict[str | None, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.concept, []).append(fact)
        return found

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of this form."""
        return self.filing.indicators_of(self.name)

    @property
    def goals(self) -> Goals | None:
        """The goals of this form."""
        return next((one for one in self.filing.goals if one.form == self.name), None)

    @cached_property
    def money(self) -> str:
        """The unit of most of this form's amounts; the paper's own where it states none."""
        units = Counter(one.unit for one in self.facts if one.unit in _MONEY)
        layout = self.pack.layouts.get(self.kind)
        usual = layout.money if layout is not None else "万元"
        return units.most_common(1)[0][0] or usual if units else usual

    def sign(self, role: str) -> str:
        """Return what stands after the label of a signature."""
        found = (one.text for one in self.filing.signatures if one.form == self.name and one.role == role)
        return next(found, "")

    def field(self, concept: str, block: str | None = None) -> Fact | None:
        """Return the fact of a label that has its value beside it."""
        found = self._by_concept.get(concept, [])
        return next((one for one in found if block is None or one.block == block), None) or next(iter(found), None)

    def figure(self, fact: Fact | None) -> str:
        """Return a fact as it was printed; an amount in another unit than the form's says so."""
        if fact is None:
            return ""
        strange = fact.unit in _MONEY and fact.unit != self.money and fact.value is not None
        return f"{fact.text}{fact.unit}" if strange and "元" not in fact.text else fact.text

    # --- rows --------------------------------------------------------------------------------------

    def period(self, wanted: str | None) -> str | None:
        """Return the year that a column of this or of last year speaks of."""
        if wanted is None or self.year is None:
            return None
        return str(self.year - (wanted == "last"))

    def at(self, row: str, block: str, column: Column, wanted: str | None) -> Fact | None:
        """Return the fact at a row, named by a concept, and a column."""
        if column.concept is not None:
            return self._under_concept(row, block, column.concept)
        return self._pick(self._by_concept.get(row, ()), block, column, wanted)

    def _under_concept(self, row: str, block: str, concept: str) -> Fact | None:
        found = [one for one in self._by_concept.get(concept, ()) if one.block == block]
        said = next((one for one in found if one.heading == row), None)
        if said is None and row == "funds.total":
            said = next((one for one in found if one.heading is None and one.dimensions.entity is None), None)
        return said

    def _pick(self, facts: Iterable[Fact], block: str, column: Column, wanted: str | None) -> Fact | None:
        period = self.period(wanted)
        for one in facts:
            fits = one.block == block and one.dimensions.stage == column.stage
            if fits and (period is None or one.period in (period, None)):
                return one
        return None

    def items(self, block: str) -> dict[str | None, list[Item]]:
        """Return the rows that the filing lists beside the form's own, by the concept of the row that they follow.

        A second row of one concept (单位资金 and 其他资金, where the Standard has one word for both) is one of them.
        """
        found: dict[str | None, list[Item]] = {}
        first: dict[str, tuple[str | None, str | None]] = {}
        anchor: str | None = None
        known = {one.concept for spec in self.pack.forms[self.kind].blocks for one in spec.rows}
        for fact in self.facts:
            if fact.block != block:
                continue
            own = fact.heading if fact.column is None else fact.concept
            if own is not None and own in known:
                anchor = own
            if own in known and first.setdefault(own or "", (fact.row, fact.group)) == (fact.row, fact.group):
                continue
            if fact.row is not None:
                rows = found.setdefault(anchor, [])
                if not rows or rows[-1].label != fact.row or rows[-1].group != fact.group:
                    rows.append(Item(self, fact.row, fact.group))
                rows[-1].facts.append(fact)
        return found

    def entities(self, block: str) -> Iterator[Item]:
        """Yield the rows of a block that lists one unit or one thing a row."""
        rows: dict[tuple[str | None, str | None], Item] = {}
        for fact in self.facts:
            if fact.block == block:
                at = (fact.row, fact.group)
                rows.setdefault(at, Item(self, fact.row or "", fact.group)).facts.append(fact)
        yield from rows.values()


class Item:
    """A row whose label is the filing's own: a project, a unit."""

    def __init__(self, stated: Stated, label: str, group: str | None) -> None:
        self.stated, self.label, self.group = stated, label, group
        self.facts: list[Fact] = []

    def at(self, block: str, column: Column, wanted: str | None) -> Fact | None:
        """Return the fact in a column of this row."""
        if column.concept is not None:
            return next((one for one in self.facts if one.concept == column.concept), None)
        return self.stated._pick(self.facts, block, column, wanted)
