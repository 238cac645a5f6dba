"""Scoring rules printed beside an indicator: 100%以下（含）计满分，每超出5%扣2分，扣完为止.

A rule is read with every direction that its words leave open; whole steps, begun steps and proportion are
readings of 每低于5%扣2分 that the words do not tell apart either.
"""

from __future__ import annotations

import re
from decimal import Decimal

from wenxiao.extract.labels import squeeze
from wenxiao.filing import PrintedRule

_PER = re.compile(
    r"每(低于|超出|超过|高于|降低|减少|增加|偏离)(?:[(（](低于|超出|超过|高于|降低|减少|增加)[)）])?(?:100%)?"
    r"(?:(\d+(?:\.\d+)?)(?:%|个百分点)|(一)?个百分点)[,，]?扣(?:减)?(\d+(?:\.\d+)?)分"
)
_DOWN = ("低于", "降低", "减少")
_UP = ("超出", "超过", "高于", "增加")


def read_rule(text: str) -> PrintedRule | None:
    """Return the deduction rule that a text prints, or None."""
    match = _PER.search(squeeze(text))
    if match is None:
        return None
    words = [word for word in match.group(1, 2) if word]
    directions = tuple(dict.fromkeys("down" if word in _DOWN else "up" if word in _UP else "both" for word in words))
    step = Decimal(match.group(3)) if match.group(3) else Decimal(1)
    return PrintedRule(
        text=match.group(), directions=directions, step=step, points=Decimal(match.group(5)), base=Decimal(100)
    )


_RESULT = re.compile(r"(?:率|比例|进度|控制率)[^。；=＝]{0,12}?(?:为|是|达到?|[=＝])\s*(-?\d+(?:\.\d+)?)\s*%")


def read_rate(text: str) -> Decimal | None:
    """Return the rate that a text states for its indicator, in percent: 执行率为9.53%."""
    match = _RESULT.search(squeeze(text))
    return Decimal(match.group(1)) if match else None
