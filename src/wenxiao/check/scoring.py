"""What the checks of points share: how an indicator is called, and whether its table holds the execution row."""

from __future__ import annotations

from decimal import Decimal

from wenxiao import quantity
from wenxiao.check.case import number
from wenxiao.filing import Indicator
from wenxiao.quantity import Marker

_EXECUTION = ("预算执行", "执行率")


def name_of(item: Indicator) -> str:
    """Return how an indicator is called: its most precise level that says anything."""
    return (item.level3 or item.level2 or item.level1 or "指标").replace("\n", "")


def prints_execution(items: tuple[Indicator, ...]) -> bool:
    """Tell whether the table has a row of its own for the execution rate."""
    return any(any(word in "".join(filter(None, (item.level1, item.level2))) for word in _EXECUTION) for item in items)


def sum_text(figures: list[Decimal]) -> str:
    """Return a sum of points as it is written out: 9.2+15 = 24.2."""
    return "+".join(quantity.plain(figure) for figure in figures) + f" = {number(sum(figures, Decimal(0)))}"


def lacks_weight(item: Indicator) -> bool:
    """Tell whether a weight that is not there should be: nothing in the row marks it as 无 or 不适用.

    A cell merged down from the row above gives its weight to both rows at once.
    """
    weight = item.cells.get("weight")
    if weight is not None and (weight.block, weight.row or 0) < (item.place.block, item.place.row or 0):
        return False
    texts = (item.level3, item.target, item.actual, item.weight_text)
    return not any(
        text and quantity.marker(text) in (Marker.NOT_APPLICABLE, Marker.NONE, Marker.SLASH, Marker.DASH)
        for text in texts
    )


def target_of(item: Indicator) -> str:
    """Return a target as a reader needs it: with the sign and the unit that stand in columns of their own."""
    return f"{item.sign or ''}{item.target or ''}{item.unit or ''}"


def actual_of(item: Indicator) -> str:
    """Return an actual with the unit that stands in a column of its own."""
    text = item.actual or ""
    return text if not item.unit or item.unit in text else f"{text}{item.unit}"
