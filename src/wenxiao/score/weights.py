"""The weights that count: those of indicators that do not apply go to others, as the scheme says, adding up exactly."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from wenxiao.filing import Indicator
from wenxiao.score.numbers import cut
from wenxiao.score.sheet import Sheet, first_level
from wenxiao.score.work import Row

_PLACES = 2
_STEP = Decimal("0.01")


def rows(sheet: Sheet, applies: list[bool]) -> list[Row]:
    """Return each indicator with the weight that counts for it; `applies` tells which indicators do."""
    kept = [Row(item, item.weight) for item in sheet.items]
    if sheet.scheme.not_applicable.to == "full":
        return kept
    freed = _freed(sheet, applies)
    moved = [Decimal(0)] * len(kept)
    for level, amount in freed.items():
        heirs = _heirs(sheet, applies, level)
        for at, more in zip(heirs, shared(amount, [sheet.items[at].weight or Decimal(0) for at in heirs]), strict=True):
            moved[at] += more
    return [_row(row, more, free=not on) for row, more, on in zip(kept, moved, applies, strict=True)]


def _row(row: Row, more: Decimal, *, free: bool) -> Row:
    if free:
        return Row(row.item, row.weight)
    return Row(row.item, row.weight + more if row.weight is not None else None, more)


def _freed(sheet: Sheet, applies: list[bool]) -> dict[str, Decimal]:
    """Return how much weight each first level has on indicators that do not apply."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for item, on in zip(sheet.items, applies, strict=True):
        if not on and item.weight:
            found[first_level(item.level1)] += item.weight
    return dict(found)


def _heirs(sheet: Sheet, applies: list[bool], level: str) -> list[int]:
    """Return who shares the weight of a level: its other indicators, the level it moves to, or all."""
    rule = sheet.scheme.not_applicable
    every = [at for at, on in enumerate(applies) if on and sheet.items[at].weight]
    own = [at for at in every if _level(sheet.items[at]) == level]
    if rule.to == "level1" and own:
        return own
    other = rule.moves.get(level)
    return [at for at in every if _level(sheet.items[at]) == other] or every


def _level(item: Indicator) -> str:
    return first_level(item.level1)


def shared(amount: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """Share an amount in proportion to weights, to two decimals, so that the shares add up to it exactly.

    What rounding down leaves goes by the largest remainder, the first of equals first.
    """
    whole = sum(weights, Decimal(0))
    if not weights or not whole:
        return [Decimal(0) for _ in weights]
    exact = [Fraction(amount) * Fraction(weight) / Fraction(whole) for weight in weights]
    given = [cut(one, _PLACES) for one in exact]
    left = int((amount - sum(given, Decimal(0))) / _STEP)
    order = sorted(range(len(weights)), key=lambda at: Fraction(given[at]) - exact[at])
    for at in order[:left]:
        given[at] += _STEP
    rest = amount - sum(given, Decimal(0))
    if rest:
        given[order[0]] += rest
    return given
