"""Scoring rules printed beside an indicator: 100%以下（含）计满分，每超出5%扣2分，扣完为止.

A rule is read with every direction that its words leave open; whole steps, begun steps and proportion are
readings of 每低于5%扣2分 that the words do not tell apart either.
"""

from __future__ import annotations

import re
from decimal import Decimal

from wenxiao.extract.labels import squeeze
from wenxiao.filing import PrintedBand, PrintedRule

_PER = re.compile(
    r"每(低于|超出|超过|高于|降低|减少|增加|偏离)(?:[(（](低于|超出|超过|高于|降低|减少|增加)[)）])?(?:100%)?"
    r"(?:(\d+(?:\.\d+)?)(?:%|个百分点)|(一)?个百分点)[,，]?扣(?:减)?(\d+(?:\.\d+)?)分"
)
_DOWN = ("低于", "降低", "减少")
_UP = ("超出", "超过", "高于", "增加")


def read_rule(text: str) -> PrintedRule | None:
    """Return the deduction rule or the bands that a text prints, or None."""
    bare = squeeze(text)
    match = _PER.search(bare)
    if match is None:
        return _bands(bare)
    words = [word for word in match.group(1, 2) if word]
    directions = tuple(dict.fromkeys("down" if word in _DOWN else "up" if word in _UP else "both" for word in words))
    step = Decimal(match.group(3)) if match.group(3) else Decimal(1)
    return PrintedRule(
        text=match.group(), directions=directions, step=step, points=Decimal(match.group(5)), base=Decimal(100)
    )


_N = r"(-?\d+(?:\.\d+)?)%?"
_INCLUDED = r"(?:[(（](?:不?含)[)）])?"
_BETWEEN = re.compile(
    rf"{_N}{_INCLUDED}[-—–~～至到]+{_N}{_INCLUDED}[,，]?(?:的)?[,，]?(?:计|得){_N.replace('%?', '')}分"
)
_ABOVE = re.compile(
    rf"(?:{_N}{_INCLUDED}(?:及)?以上|(?:大于|高于|≥|不低于){_N}{_INCLUDED})[,，]?(?:的)?[,，]?(?:计|得)(\d+(?:\.\d+)?)分"
)
_BELOW = re.compile(
    rf"(?:{_N}{_INCLUDED}(?:及)?以下|(?:小于|低于|≤|不高于|不超过){_N}{_INCLUDED})[,，]?(?:的)?[,，]?(?:计|得)(\d+(?:\.\d+)?)分"
)
_ZERO = re.compile(rf"(?:(大于|高于)|(小于|低于)){_N}{_INCLUDED}[,，]?(?:的)?(?:不得分|计0分|不计分)")


def _bands(bare: str) -> PrintedRule | None:
    """Return the bands that a text prints: 90%（含）以上计6分；80%（含）-90%，计4分；低于70%计0分."""
    found = [
        (
            match.start(),
            match.group(),
            PrintedBand(low=_d(match.group(1)), high=_d(match.group(2)), points=Decimal(match.group(3))),
        )
        for match in _BETWEEN.finditer(bare)
    ]
    for pattern, above in ((_ABOVE, True), (_BELOW, False)):
        for match in pattern.finditer(bare):
            end = _d(match.group(1) or match.group(2))
            band = PrintedBand(low=end if above else None, high=None if above else end, points=Decimal(match.group(3)))
            found.append((match.start(), match.group(), band))
    for match in _ZERO.finditer(bare):
        end = _d(match.group(3))
        up = bool(match.group(1))
        band = PrintedBand(low=end if up else None, high=None if up else end, points=Decimal(0))
        found.append((match.start(), match.group(), band))
    if not found:
        return None
    found.sort(key=lambda item: item[0])
    return PrintedRule(
        kind="bands", text="；".join(text for _, text, _ in found), bands=tuple(band for _, _, band in found)
    )


def _d(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


_RESULT = re.compile(r"(?:率|比例|进度|控制率)[^。；=＝]{0,12}?(?:为|是|达到?|[=＝])\s*(-?\d+(?:\.\d+)?)\s*%")


def read_rate(text: str) -> Decimal | None:
    """Return the rate that a text states for its indicator, in percent: 执行率为9.53%."""
    bare = squeeze(text)
    equations = list(_EQUALS.finditer(bare))
    match = _RESULT.search(bare) or (equations[-1] if equations else None) or _MARK.search(bare)
    return Decimal(match.group(1)) if match else None


_EQUALS = re.compile(r"[=＝]\s*(-?\d+(?:\.\d+)?)\s*%")


_MARK = re.compile(r"(?:综合得分|满意度|得分)(?:为|是|达到?)\s*(-?\d+(?:\.\d+)?)\s*(?:分|%)")
