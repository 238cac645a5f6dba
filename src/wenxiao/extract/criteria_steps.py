"""Deductions that a column 评分标准 prints: 每低于目标值1个百分点扣0.5分, 每推迟1天扣1分, 每发生1起扣2分."""

from __future__ import annotations

import re
from decimal import Decimal

from wenxiao.quantity import unit_of
from wenxiao.quantity.figures import UNIT, any_of
from wenxiao.quantity.units import ALIASES
from wenxiao.rule import Direction, Step, StepWay

_DOWN = ("低于", "降低", "下降", "减少", "少", "不足", "缺少", "缺", "低", "未完成", "短缺")
_UP = ("超出", "超过", "超支", "超", "高于", "高出", "高", "增加", "多", "上升", "提高")
_LATE = ("推迟", "延迟", "延期", "延后", "逾期", "滞后", "迟", "晚", "超期")
_BOTH = ("偏离", "偏差")
_TIMES = ("天", "周", "季", "年", "个月", "小时", "分钟")
_VERB = any_of((*_DOWN, *_UP, *_LATE, *_BOTH))
_COUNT = rf"(?P<size>\d+(?:\.\d+)?|一)?个?(?P<unit>{UNIT})"
_OFF = r"[^,;。:%\d]{0,6}?,?(?:的)?,?扣(?:减|除)?(?P<points>\d+(?:\.\d+)?)分"
_PER = re.compile(
    rf"每(?P<verb>{_VERB})(?:\((?P<other>{_VERB})\))?(?P<base>100%)?(?P<of>[^\d,;。:扣一]{{0,6}}?){_COUNT}{_OFF}"
)
_FAULT = re.compile(rf"每?(?:发生|出现|发现|查出|有){_COUNT}{_OFF}")
_ELSEWHERE = re.compile(r"年(?![初度])|同期|平均|全[省市县区国]|标杆|历史|基期|上期")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_WAYS: tuple[tuple[re.Pattern[str], StepWay], ...] = (
    (re.compile(r"不足[^,;。]{1,12}?(?:的)?,?不(?:扣|计)"), "floor"),
    (re.compile(r"不足[^,;。]{1,12}?(?:的)?,?(?:按|以|算|视)"), "ceiling"),
)


def stepped(bare: str, full: re.Match[str] | None) -> Step | None:
    """Return the deduction for every so much that the target is missed by; `full` is the clause for full marks."""
    match = _PER.search(bare)
    if match is None or _ELSEWHERE.search(match.group("of")):
        return None
    unit = _unit(match)
    verbs = [word for word in match.group("verb", "other") if word]
    if any(word in _LATE for word in verbs) and unit not in _TIMES:
        return None
    base = Decimal(100) if match.group("base") else None
    if base is None and unit == "%" and full is not None:
        rates = _PERCENT.findall(full.group("when"))
        if len(rates) > 1:
            return None
        base = Decimal(rates[0]) if rates else None
    return Step(
        text=match.group(),
        directions=tuple(dict.fromkeys(_side(word) for word in verbs)),
        step=_size(match),
        points=Decimal(match.group("points")),
        base=base,
        unit=unit,
        ways=_ways(bare),
    )


def faults(bare: str) -> Step | None:
    """Return the deduction for every event, where the target is that there be none: 每发生1起扣2分."""
    match = _FAULT.search(bare)
    if match is None:
        return None
    return Step(
        text=match.group(), directions=("up",), step=_size(match), points=Decimal(match.group("points")),
        base=None, unit=_unit(match), ways=_ways(bare),
    )  # fmt: skip


def _unit(match: re.Match[str]) -> str:
    """Return the unit of a step by its official name; points of percent are percent here."""
    name = ALIASES[match.group("unit")]
    return "%" if unit_of(name).kind == "rate" and name != "‰" else name


def _size(match: re.Match[str]) -> Decimal:
    size = match.group("size")
    return Decimal(1) if size in (None, "一") else Decimal(size)


def _side(word: str) -> Direction:
    return "down" if word in _DOWN else "both" if word in _BOTH else "up"


def _ways(bare: str) -> tuple[StepWay, ...]:
    said = next((way for pattern, way in _WAYS if pattern.search(bare)), None)
    return ("floor", "proportion", "ceiling") if said is None else (said,)
