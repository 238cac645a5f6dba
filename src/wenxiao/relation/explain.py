"""The computation behind a relation as a person writes it: 1080.00 ÷ 1200.00 × 100% = 90%."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction

from wenxiao.quantity import decimals, plain
from wenxiao.relation import span, tree
from wenxiao.relation.evaluate import Figure
from wenxiao.relation.language import Relation
from wenxiao.relation.span import Exact
from wenxiao.relation.tree import Name, Node, Number, Product, Sum

_WIDE = Context(prec=60)


def explain(relation: Relation, figures: Mapping[str, Figure | None]) -> str:
    """Return the computation with the printed figures and its result.

    The side that is a bare name is what is stated: the other side is computed, rounded half up to the stated
    decimals (two at least for a rate that is not whole). If neither side is bare, both are computed. A side
    that multiplies by 100% is shown in percent. What is missing is shown as □ and leaves out the result.
    """
    left, right = relation.left, relation.right
    if isinstance(right, Name) and not isinstance(left, Name):
        return _computed(left, right, figures)
    if isinstance(left, Name) and not isinstance(right, Name):
        return _computed(right, left, figures)
    return f"{_computed(left, right, figures)}，{_computed(right, left, figures)}"


def _computed(node: Node, stated: Node, figures: Mapping[str, Figure | None]) -> str:
    """Return `node` with figures put in, and = its value."""
    percent = _in_percent(node)
    text = _filled(node, figures)
    places = _places(node, stated, figures)
    value = _value(node, figures)
    if value is None:
        return text
    if isinstance(node, Name | Number):
        return text
    return f"{text} = {rounded(value, places, percent=percent)}"


def _value(node: Node, figures: Mapping[str, Figure | None]) -> Exact | None:
    try:
        return span.value_of(node, {key: span.counted(figure.value) for key, figure in figures.items() if figure})
    except (KeyError, AssertionError, span.ZeroDivisorError):
        return None


def _in_percent(node: Node) -> bool:
    return any(isinstance(leaf, Number) and leaf.text.endswith("%") for leaf in tree.leaves(node))


def _places(node: Node, stated: Node, figures: Mapping[str, Figure | None]) -> int:
    """Return the decimals to show: those of the stated side, else the finest of the operands."""
    figure = figures.get(stated.name) if isinstance(stated, Name) else None
    if figure is not None:
        return max(figure.places, 0) if not figure.exact else max(figure.places, decimals(figure.value))
    operands = [figures.get(leaf.name) for leaf in tree.leaves(node) if isinstance(leaf, Name)]
    return max((decimals(one.value) for one in operands if one), default=2)


def rounded(value: Exact, places: int, *, percent: bool) -> str:
    """Return `value` rounded half up to `places`; a quotient that does not end gets two decimals at least."""
    shown = value * 100 if percent else value
    keep = max(places - 2, 0) if percent else places
    scaled = shown * 10**keep
    if scaled.denominator != 1:
        finer = next((n for n in range(keep, keep + 4) if (shown * 10**n).denominator == 1), None)
        keep = max(keep, 2) if percent or finer is None else finer
    text = plain(round_half_up(shown, keep))
    return f"{text}%" if percent else text


def round_half_up(value: Exact, places: int) -> Decimal:
    """Return `value` rounded to `places` decimals, halves away from zero. Exact up to that."""
    scaled = abs(Fraction(value)) * Fraction(10) ** places
    whole = int(scaled + Fraction(1, 2))
    result = Decimal(whole).scaleb(-places, _WIDE)
    return -result if value < 0 else result


def _filled(node: Node, figures: Mapping[str, Figure | None]) -> str:
    """Return `node` with the printed values in place of the names: + and − tight, × and ÷ spaced."""
    if isinstance(node, Name):
        figure = figures.get(node.name)
        return "□" if figure is None else plain(figure.value).replace("-", "−")
    if not isinstance(node, Sum | Product):
        return tree.written(node)
    signs = ("+", "−") if isinstance(node, Sum) else (" × ", " ÷ ")
    text = ""
    for index, (flag, item) in enumerate(node.items):
        part = _filled(item, figures)
        inner = isinstance(item, Sum) or (isinstance(item, Product) and isinstance(node, Product))
        part = f"({part})" if inner or (index and part.startswith("−")) else part
        text += (signs[flag] if index else "−" if flag else "") + part
    return text
