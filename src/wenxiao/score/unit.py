"""The figures of an indicator in the unit that a rule speaks of: 每低于5%扣1分 on 150人 of 200人 speaks of 75 %."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from wenxiao.quantity import unit_of
from wenxiao.score.given import Given, Lacking
from wenxiao.score.numbers import shown

_PERCENT = "%"
_ANY_COUNT = ("个", "项", "次")  # 每少1个 is said of whatever is counted
_WHOLE = Fraction(100)


def in_unit(unit: str | None, given: Given) -> tuple[Given, str] | Lacking:
    """Return the figures in a rule's unit, with the conversion in words (empty if there is none), or why they can't be.

    A rule in percent on figures that are none speaks of the part of the target that is done.
    """
    if unit is None or given.actual is None or _speaks_of(unit, given):
        return given, ""
    if unit == _PERCENT:
        return _completed(given)
    own = unit_of(given.unit)
    if not given.percent and own.kind == "money" == unit_of(unit).kind:
        return _converted(given, unit, Fraction(own.factor) / Fraction(unit_of(unit).factor))
    return Lacking(reason=f"标准按“{unit}”写，完成值是 {_said(given, given.actual)}，单位不同，无法代入")


def _speaks_of(unit: str, given: Given) -> bool:
    """Tell whether a rule's unit is that of the figures, or may be: one without a unit is taken as the rule's."""
    if unit == _PERCENT:
        bare = given.unit is None and given.target in (None, _WHOLE)
        return given.percent or given.unit == "百分点" or bare
    if given.percent:
        return False
    own = given.unit
    if own is None or own == unit:
        return True
    return unit_of(own).kind in ("count", "none") and (unit in _ANY_COUNT or unit in own or own in unit)


def _completed(given: Given) -> tuple[Given, str] | Lacking:
    target, actual = given.target, given.actual or Fraction(0)
    if target is None or target <= 0 or given.unit is None:
        return Lacking(reason=f"标准按百分比写，完成值 {_said(given, actual)} 不是百分比，也无从换算成完成比例")
    rate = actual / target * _WHOLE
    done = msgspec.structs.replace(given, actual=rate, target=_WHOLE, percent=True, unit=None)
    return done, f"{shown(actual)} ÷ {shown(target)} = {shown(rate)}%；"


def _converted(given: Given, unit: str, factor: Fraction) -> tuple[Given, str]:
    actual = (given.actual or Fraction(0)) * factor
    target = None if given.target is None else given.target * factor
    said = f"{_said(given, given.actual or Fraction(0))} 即 {shown(actual)}{unit}；"
    return msgspec.structs.replace(given, actual=actual, target=target, unit=unit), said


def _said(given: Given, value: Fraction) -> str:
    said = given.say(value)
    return said if given.percent or said.endswith("‰") else f"{said}{given.unit or ''}"
