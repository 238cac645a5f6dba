"""Printed cells as figures: units, kinds of value, and the decimals that a figure stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from wenxiao import quantity
from wenxiao.extract.labels import squeeze
from wenxiao.filing import Fact
from wenxiao.standards.schema import ValueKind

_LARGEST_FRACTION = Decimal("1.5")
_UNIT_NOTE = re.compile(r"[(（](?:单位|金额|金额单位)?[:：]?(元|千元|万元|百万元|亿元|%|㎡|m2|平方米|人|个)[)）]")
_UNIT_LINE = re.compile(r"(?:金额)?单位[:：]\s*(?:人民币)?(元|千元|万元|百万元|亿元)")


@dataclass(frozen=True)
class Value:
    """What a cell states: None as `value` for blanks, markers and words."""

    value: Decimal | None
    unit: str | None
    places: int
    approximate: bool


def unit_note(text: str) -> str | None:
    """Return the unit that a head or a line above a table prints: （万元）, 单位：元."""
    bare = squeeze(text)
    match = _UNIT_NOTE.search(bare) or _UNIT_LINE.search(bare)
    return match.group(1).replace("m2", "㎡") if match else None


def read_value(text: str, kind: ValueKind, unit: str | None) -> Value:
    """Read a cell of the given kind; `unit` holds where the cell itself prints none.

    A rate without a sign is a percentage above 1.5 (93), else a fraction with unit None (0.93, 1).
    """
    if kind == "text":
        return Value(None, None, 0, False)
    bare = squeeze(text)
    found = quantity.parse(f"{bare}元" if kind == "money" and re.fullmatch(r"-?[\d,.]+[万亿]", bare) else text)
    if found is None:
        return Value(None, unit, 0, False)
    stated = found.unit
    if kind == "money" and stated is not None and stated not in ("元", "千元", "万元", "百万元", "亿元"):
        return Value(None, unit, 0, False)
    if kind == "points" and stated in ("%", "分"):
        stated = "分"
    if kind == "points" and stated is None:
        unit = "分"
    if kind == "rate" and stated is None and unit is None and abs(found.value) > _LARGEST_FRACTION:
        unit = "%"
    return Value(found.value, stated or unit, found.places, found.approximate)


def settle_places(facts: list[Fact]) -> list[Fact]:
    """Give each measured figure the finer of its own decimals and the commonest around it.

    Spreadsheets drop trailing zeros: 6 among two-decimal figures is 6.00.
    """
    groups: dict[tuple[str | None, str | None], list[tuple[Decimal, int]]] = defaultdict(list)
    for fact in facts:
        if fact.value is not None and not fact.exact:
            groups[fact.form, fact.unit].append((fact.value, fact.places))
    common = {name: quantity.common_places(figures) for name, figures in groups.items()}
    return [
        msgspec.structs.replace(fact, places=max(fact.places, common.get((fact.form, fact.unit), 0)))
        if fact.value is not None and not fact.exact
        else fact
        for fact in facts
    ]
