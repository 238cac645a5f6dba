"""The figures and relations of one component, and where a figure may lie if some of them are moved."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from decimal import Decimal
from functools import cached_property

from wenxiao.quantity import decimals
from wenxiao.relation.evaluate import Figure, allowed, holds
from wenxiao.relation.invert import FLIPPED, solution, solutions
from wenxiao.relation.language import Relation
from wenxiao.relation.span import Exact, Span, counted, exact, meet, negate, span_of
from wenxiao.relation.totals import Total, signs_of

_NOTHING = exact(0)


class Stated(Figure, frozen=True, kw_only=True):
    """A figure that may be to blame.

    `text` is what was typed (its unit may follow: a value of 0.9230 typed as "92.30%" is understood).
    `elsewhere` are values printed elsewhere for the same concept, scope and year, in the unit of `value`.
    `weight` is the reluctance to change it; a `fixed` figure is never changed.
    """

    text: str = ""
    elsewhere: tuple[Decimal, ...] = ()
    weight: Decimal = Decimal(1)
    fixed: bool = False


class System:
    """The relations of one component and its figures, indexed; not changed once made.

    Spans and values are counted in units of 10 ** -unit, so that they are whole numbers; `relations` are between
    figures so counted.
    """

    def __init__(self, relations: Sequence[Relation], figures: Mapping[str, Stated], unit: int = 0) -> None:
        """Index `relations`, all of whose names are in `figures`."""
        self.relations = tuple(relations)
        self.figures = figures
        self.unit = unit
        self.keys = tuple(dict.fromkeys(name for relation in relations for name in relation.names))
        self.about: dict[str, list[Relation]] = {key: [] for key in self.keys}
        for relation in relations:
            for name in relation.names:
                self.about[name].append(relation)
        self._signs = {id(relation): signs for relation in relations if (signs := signs_of(relation)) is not None}

    @cached_property
    def spans(self) -> dict[str, Span]:
        """The interval of every figure as printed."""
        return {key: span_of(self.figures[key].interval, self.unit) for key in self.keys}

    @cached_property
    def values(self) -> dict[str, Exact]:
        """The printed value of every figure."""
        return {key: counted(self.figures[key].value, self.unit) for key in self.keys}

    @cached_property
    def broken(self) -> tuple[Relation, ...]:
        """The relations that do not hold as printed."""
        return tuple(relation for relation in self.relations if holds(relation, self.spans) is False)

    def weight(self, keys: Collection[str]) -> Decimal:
        """Return the weight of changing all of `keys`."""
        return sum((self.figures[key].weight for key in keys), Decimal(0))

    def with_values(self, values: Mapping[str, Decimal]) -> System:
        """Return the same relations with new values in place of the old."""
        changed = {key: renewed(self.figures[key], value) for key, value in values.items()}
        after = copy(self)  # the relations and their index are shared
        after.figures = {**self.figures, **changed}
        after.spans = self.spans | {key: span_of(figure.interval, self.unit) for key, figure in changed.items()}
        after.values = self.values | {key: counted(figure.value, self.unit) for key, figure in changed.items()}
        for made in ("broken", "_totals", "_differences"):
            after.__dict__.pop(made, None)
        return after

    def last_place(self, key: str) -> Exact:
        """Return how much one in the last place of a figure is; 0 if it is exact."""
        figure = self.figures[key]
        return 0 if figure.exact else counted(Decimal(1).scaleb(-figure.places), self.unit)

    def as_printed(self) -> System:
        """Return the same system in the units that the figures are printed in."""
        return System([relation.in_units(-self.unit) for relation in self.relations], self.figures)

    def satisfiable(self, relation: Relation, moved: Mapping[str, Span]) -> bool | None:
        """Tell whether `relation` can hold with some figures moved to other spans; None if a divisor may be zero."""
        signs = self._signs.get(id(relation))
        if signs is None:
            return holds(relation, ChainMap(dict(moved), self.spans))
        return meet(self._total(relation, moved), allowed(relation.op, _NOTHING)) is not None

    def solutions(self, relation: Relation, key: str, moved: Mapping[str, Span]) -> Span:
        """Return where `key` must lie for `relation` to hold, with the figures in `moved` in those spans.

        A superset for other relations than sums; see `invert.solutions`.
        """
        signs = self._signs.get(id(relation))
        if signs is None:
            return solutions(relation, key, ChainMap(dict(moved), self.spans))
        rest = self._total(relation, {**moved, key: _NOTHING})
        if signs[key] > 0:
            return allowed(relation.op, negate(rest))
        return allowed(FLIPPED[relation.op], rest)

    def solution(self, relation: Relation, key: str) -> Exact | None:
        """Return the one value of `key` that satisfies an equation exactly, the others being as printed, or None."""
        signs = self._signs.get(id(relation))
        if signs is None or relation.op != "=":
            return solution(relation, key, self.values)
        return self.values[key] - signs[key] * self._differences[id(relation)]

    @cached_property
    def _differences(self) -> dict[int, Exact]:
        """What the terms of each sum add up to by their printed values: left − right."""
        return {
            name: sum(sign * self.values[key] for key, sign in signs.items()) for name, signs in self._signs.items()
        }

    @cached_property
    def _totals(self) -> dict[int, Total]:
        """What the terms of each sum add up to as printed, so that one of many can be moved at no cost."""
        return {name: Total.of(signs, self.spans) for name, signs in self._signs.items()}

    def _total(self, relation: Relation, moved: Mapping[str, Span]) -> Span:
        signs, total = self._signs[id(relation)], self._totals[id(relation)]
        for name, span in moved.items():
            if name in signs:
                total = total.without(self.spans[name], signs[name]).plus(span, signs[name])
        return total.span


def renewed(figure: Stated, value: Decimal) -> Stated:
    """Return `figure` with a new value, its last place at least as fine as the value is written."""
    return Stated(
        value=value,
        places=max(figure.places, decimals(value)),
        exact=figure.exact,
        approximate=figure.approximate,
        text=figure.text,
        weight=figure.weight,
    )
