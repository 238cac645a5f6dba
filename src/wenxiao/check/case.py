"""What every check works on: a Filing, its Standard, and what several checks need of both, computed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import msgspec

from wenxiao import quantity
from wenxiao.document import Paragraph, Place, Table
from wenxiao.filing import Fact, Filing, Form, Indicator
from wenxiao.finding import Evidence
from wenxiao.quantity import Marker
from wenxiao.standards import Pack, Scoring

FALLBACK = "national-2020"
_NOTHING = (Marker.NONE, Marker.NOT_APPLICABLE, Marker.SLASH, Marker.DASH)


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
        """Whether the Standard is the filing's own, not the national fall-back."""
        return self.pack.id != FALLBACK

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
        own = next((one for one in self.pack.scoring.values() if form.form in one.forms), None)
        return own or next((one for one in self.pack.scoring.values() if not one.forms), None)

    def scored_forms(self) -> Iterator[tuple[Form, tuple[Indicator, ...]]]:
        """Yield each form that gives points, with its indicators; blank forms are left out."""
        for form in self.filing.forms:
            items = self.filing.indicators_of(form.id)
            if items and not form.blank and any(item.score is not None or item.weight is not None for item in items):
                yield form, items

    def execution(self, form: Form, concept: str) -> Fact | None:
        """Return the total row's fact of the funds block: funds.weight, funds.score, funds.rate, …"""
        facts = self.filing.facts_of(concept, form.id)
        whole = [fact for fact in facts if fact.heading == "funds.total"]
        loose = [fact for fact in facts if fact.heading is None]
        if not whole and len([fact for fact in loose if fact.value is not None]) > 1:
            return _summed(loose)
        stated = [fact for fact in whole or loose or facts if fact.value is not None]
        return next(iter(stated or whole or loose or facts), None)

    def label(self, form: Form) -> str:
        """Return how a form is called in a message: its annex number and official title."""
        spec = self.pack.forms.get(form.form)
        title = spec.title if spec else (form.title or "报告")
        number = f"（第{form.id.split('#')[1]}张）" if "#" in form.id else ""
        return f"{form.attachment}《{title}》{number}" if form.attachment else f"{title}{number}"


def _indexed(facts: Iterable[Fact], key: Callable[[Fact], str | None]) -> dict[str | None, tuple[Fact, ...]]:
    found: dict[str | None, list[Fact]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    return {name: tuple(items) for name, items in found.items()}


def _summed(facts: list[Fact]) -> Fact:
    """Return several rows that share one weight (任务1, 任务2, …) as one fact."""
    stated = [fact for fact in facts if fact.value is not None]
    total = sum((fact.value for fact in stated if fact.value is not None), Decimal(0))
    text = "+".join(fact.text for fact in stated)
    return msgspec.structs.replace(stated[0], value=total, text=text, places=max(fact.places for fact in stated))


def evidence(fact: Fact, label: str | None = None) -> Evidence:
    """Return a fact as evidence."""
    head = " ".join(part for part in (label or fact.label, fact.column) if part)
    return Evidence(label=head, text=fact.text, place=fact.place)


def evidences(facts: Iterable[Fact]) -> tuple[Evidence, ...]:
    """Return several facts as evidence, each once."""
    seen: dict[str, Evidence] = {}
    for fact in facts:
        seen.setdefault(fact.id, evidence(fact))
    return tuple(seen.values())


def part(item: Indicator, role: str, label: str) -> Evidence:
    """Return one cell of an indicator row as evidence."""
    texts = {
        "level1": item.level1, "level2": item.level2, "level3": item.level3, "target": item.target,
        "actual": item.actual, "weight": item.weight_text, "score": item.score_text, "reason": item.reason,
    }  # fmt: skip
    return Evidence(label=label, text=texts.get(role) or "", place=item.at(role))


def is_blank(text: str | None) -> bool:
    """Tell whether a cell is empty (or holds …… only)."""
    return text is None or quantity.marker(text) in (Marker.BLANK, Marker.FILLER)


def is_nothing(text: str | None) -> bool:
    """Tell whether a cell says that there is nothing: 无, 不适用, /, —."""
    return text is not None and quantity.marker(text) in _NOTHING


def is_meaningless(text: str | None) -> bool:
    """Tell whether a cell says nothing at all: empty, a slash, a dash, or a stop on its own."""
    return is_blank(text) or quantity.marker(text or "") in (Marker.SLASH, Marker.DASH, Marker.DOT)


def squeeze(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


def money(value: Decimal) -> str:
    """Return an amount for a message, exactly."""
    return quantity.plain(value)


def number(value: Decimal) -> str:
    """Return a computed figure without trailing zeros, exactly."""
    return quantity.plain(value.normalize()) if value else "0"
