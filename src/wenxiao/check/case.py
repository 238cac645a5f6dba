"""What every check works on: a Filing, its Standard, and what several checks need of both, computed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from wenxiao.document import Paragraph, Place, Table
from wenxiao.filing import Fact, Filing, Form, Indicator
from wenxiao.quantity import squeeze
from wenxiao.score.card import IndicatorScore
from wenxiao.score.form import score_rows
from wenxiao.score.sheet import Sheet, execution_fact, scheme_of, scored_forms, title_of
from wenxiao.standards import Pack, Scoring

_NATION = "全国"


@dataclass(frozen=True)
class Passage:
    """A paragraph or cell of the document with its text without blanks."""

    text: str
    place: Place
    in_table: bool

    @cached_property
    def bare(self) -> str:
        """The text without blanks."""
        return squeeze(self.text)


@dataclass
class Case:
    """One filing to be checked by one Standard."""

    filing: Filing
    pack: Pack

    @property
    def year(self) -> int | None:
        """The year of the filing."""
        return self.filing.year

    @property
    def known_region(self) -> bool:
        """Whether the Standard is the filing's own, not a national one."""
        return self.pack.identity.region != _NATION

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph and cell, in order."""
        return tuple(self._passages())

    @cached_property
    def text(self) -> str:
        """All passages, each on lines of its own: one look here tells whether a search of each may find anything."""
        return "\n".join(passage.text for passage in self.passages)

    def said(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return those of the words that stand anywhere in the text."""
        return tuple(word for word in words if word in self.text)

    def _passages(self) -> Iterator[Passage]:
        for document in self.filing.documents:
            for block in document.blocks:
                if isinstance(block, Table):
                    yield from (Passage(cell.text, cell.place, True) for cell in block.cells if cell.text.strip())
                elif isinstance(block, Paragraph):
                    yield Passage(block.text, block.place, False)

    def facts_in(self, form: Form) -> tuple[Fact, ...]:
        """Return the facts of one form instance."""
        return self._facts_by_form.get(form.id, ())

    @cached_property
    def _facts_by_form(self) -> dict[str | None, tuple[Fact, ...]]:
        return _indexed(self.filing.facts, lambda fact: fact.form)

    @cached_property
    def form_facts(self) -> dict[str | None, tuple[Fact, ...]]:
        """The facts that stand in forms, by concept, in order."""
        return _indexed((fact for fact in self.filing.facts if fact.origin == "form"), lambda fact: fact.concept)

    @cached_property
    def facts_by_scope(self) -> dict[str | None, tuple[Fact, ...]]:
        """The facts by scope, in order."""
        return _indexed(self.filing.facts, lambda fact: fact.dimensions.scope)

    @cached_property
    def facts_by_group(self) -> dict[str | None, tuple[Fact, ...]]:
        """The facts by the row that they stand in, in order."""
        return _indexed(self.filing.facts, lambda fact: fact.group)

    @cached_property
    def fact_order(self) -> dict[int, int]:
        """The position of each fact (by identity) in the filing."""
        return {id(fact): at for at, fact in enumerate(self.filing.facts)}

    def scoring_of(self, form: Form) -> Scoring | None:
        """Return the scoring scheme that a form is under."""
        return scheme_of(self.pack, form)

    def scored_forms(self) -> Iterator[tuple[Form, tuple[Indicator, ...]]]:
        """Yield each form that gives points, with its indicators; blank forms are left out."""
        return scored_forms(self.filing)

    def scored_rows(self, form: Form, items: tuple[Indicator, ...]) -> tuple[tuple[Indicator, IndicatorScore], ...]:
        """Return the rows of a form with what the rules give for each, worked out once a case."""
        held = self.__dict__.setdefault("_scored_rows", {})
        if form.id not in held:
            scheme = self.scoring_of(form)
            sheet = None if scheme is None else Sheet(self.filing, self.pack, form, items, scheme)
            held[form.id] = () if sheet is None else tuple(score_rows(sheet))
        rows: tuple[tuple[Indicator, IndicatorScore], ...] = held[form.id]
        return rows

    def printed_rule_gives(self, form: Form, items: tuple[Indicator, ...], item: Indicator) -> bool:
        """Tell whether the rule printed beside an indicator gives, in some reading, the points that are declared."""
        if item.printed is None:
            return False
        scores = (score for row, score in self.scored_rows(form, items) if row is item)
        return any(one.points == item.score for score in scores for one in score.readings)

    def execution(self, form: Form, concept: str) -> Fact | None:
        """Return the total row's fact of the funds block: funds.weight, funds.score, funds.rate, …"""
        return execution_fact(self.filing, form, concept)

    def label(self, form: Form) -> str:
        """Return how a form is called in a message: its annex number and official title."""
        return title_of(self.pack, form)


def _indexed(facts: Iterable[Fact], key: Callable[[Fact], str | None]) -> dict[str | None, tuple[Fact, ...]]:
    found: dict[str | None, list[Fact]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    return {name: tuple(items) for name, items in found.items()}
