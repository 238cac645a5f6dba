"""Sums of many figures, from which some are taken out or moved without adding up the others anew.

Of a sum of n parts each pair may be to blame: to add up all others for each would take n steps for each of n² pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wenxiao.relation.language import Relation
from wenxiao.relation.span import Exact, Span, negate
from wenxiao.relation.tree import Name, Node, Sum


def signs_of(relation: Relation) -> dict[str, int] | None:
    """Return the sign of each name in left − right of a relation that only adds up figures, each once; else None."""
    if not relation.sums or relation.repeated:
        return None
    signs: dict[str, int] = {}
    _collect(relation.left, 1, signs)
    _collect(relation.right, -1, signs)
    return signs


def _collect(node: Node, sign: int, signs: dict[str, int]) -> None:
    if isinstance(node, Name):
        signs[node.name] = sign
    elif isinstance(node, Sum):
        for flag, item in node.items:
            _collect(item, -sign if flag else sign, signs)


class Total(NamedTuple):
    """The sum of many spans: the sums of their ends, and how many of these are open or missing."""

    low: Exact = 0
    high: Exact = 0
    open_lows: int = 0
    open_highs: int = 0
    no_lows: int = 0
    no_highs: int = 0

    @classmethod
    def of(cls, signs: Mapping[str, int], spans: Mapping[str, Span]) -> Total:
        """Add up the spans by their signs."""
        total = cls()
        for name, sign in signs.items():
            total = total.plus(spans[name], sign)
        return total

    def plus(self, span: Span, sign: int) -> Total:
        """Return the total with one term more."""
        return self._moved(span if sign > 0 else negate(span), 1)

    def without(self, span: Span, sign: int) -> Total:
        """Return the total with one term less: one that was added before."""
        return self._moved(span if sign > 0 else negate(span), -1)

    def _moved(self, span: Span, times: int) -> Total:
        low, high, low_open, high_open = span
        return Total(
            self.low + times * (low or 0),
            self.high + times * (high or 0),
            self.open_lows + times * low_open,
            self.open_highs + times * high_open,
            self.no_lows + times * (low is None),
            self.no_highs + times * (high is None),
        )

    @property
    def span(self) -> Span:
        """The total as a span."""
        low, high = None if self.no_lows else self.low, None if self.no_highs else self.high
        return Span(low, high, self.open_lows > 0, self.open_highs > 0)
