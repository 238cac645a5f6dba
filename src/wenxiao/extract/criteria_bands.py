"""Bands that a column 评分标准 prints: 90%（含）以上得10分，80%（含）-90%得8分，80%以下不得分; 50家以上得满分，…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from wenxiao.extract.rules import settled
from wenxiao.quantity import unit_of
from wenxiao.quantity.figures import UNIT
from wenxiao.quantity.units import ALIASES
from wenxiao.rule import Bands, PointBand

_FIGURE = rf"(?<![\d.])(-?\d+(?:\.\d+)?)({UNIT})?"
_IN = r"(?:\((不?含)(?:\d+(?:\.\d+)?%?|本数)?\))?"
_GIVES = (
    r"(?:时|的|者)?,?(?:可)?(?:计|得|赋|给|为|记|评|扣至)?(?:"
    r"(?P<points>-?\d+(?:\.\d+)?)分(?!值)|(?P<all>满分|全分)|(?P<none>不得分|不计分|零分)"
    r"|(?:该项|本项)?(?:分值|权重|标准分)的?(?P<share>\d+(?:\.\d+)?)%分?|(?P<share2>\d+(?:\.\d+)?)%的?(?:分值|权重分?)"
    r")"
)
_STRICT_UP, _STRICT_DOWN = ("大于", "高于", ">"), ("小于", "低于", "<", "不足", "不到", "未达到", "达不到")
_UP_WORD = r"(大于等于|大于|高于|≥|>=|>|不低于|不少于|达到|达|完成)"
_DOWN_WORD = r"(小于等于|小于|低于|≤|<=|<|不高于|不超过|不足|不到|未达到|达不到)"


class _Lazy:
    """A pattern that is compiled when it is first looked for: with all units in it that takes longer than a report."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._text)

    def finditer(self, bare: str) -> Iterator[re.Match[str]]:
        """Yield the matches."""
        return self._pattern.finditer(bare)


_BETWEEN = _Lazy(rf"{_FIGURE}{_IN}[-—–~至到]+{_FIGURE}{_IN}(?:之间|区间)?{_GIVES}")
_FROM_TO = _Lazy(rf"{_FIGURE}{_IN}(?:及|或)?以上,?{_FIGURE}{_IN}(?:及|或)?以下{_GIVES}")
_TO_FROM = _Lazy(rf"{_FIGURE}{_IN}(?:及|或)?以下,?{_FIGURE}{_IN}(?:及|或)?以上{_GIVES}")
_CHAIN = _Lazy(rf"{_FIGURE}(≤|<)[^\d,;。:]{{1,12}}?(≤|<){_FIGURE}{_GIVES}")
_DOWN_CHAIN = _Lazy(rf"{_FIGURE}(≥|>)[^\d,;。:]{{1,12}}?(≥|>){_FIGURE}{_GIVES}")
_ABOVE = _Lazy(rf"(?:{_FIGURE}{_IN}(?:及|或)?以上|{_UP_WORD}{_FIGURE}{_IN}(?:及?以上)?){_GIVES}")
_BELOW = _Lazy(rf"(?:{_FIGURE}{_IN}(?:及|或)?以[下内]|{_DOWN_WORD}{_FIGURE}{_IN}(?:及?以[下内])?){_GIVES}")
_WHOLE = _Lazy(rf"(?<![\d.])(100)(%){_GIVES}")
_RELATIVE = re.compile(r"超(?!额)|偏|误差|每|相差|节约|上年|同期")
_Found = tuple[re.Match[str], PointBand, tuple[str | None, ...]]


def banded(bare: str, weight: Decimal | None) -> Bands | None:
    """Return the bands that a cell prints, if they fit each other and the full marks; else None."""
    found = _apart(sorted(_found(bare), key=lambda one: (one[0].start(), -one[0].end())))
    if not found or any(_RELATIVE.search(_before(bare, match)) for match, _, _ in found):
        return None
    units = {ALIASES[unit] for _, _, two in found for unit in two if unit}
    bands = settled([band for _, band, _ in found])
    if len(units) > 1 or _overlapping(bands) or any(_too_many(band, weight) for band in bands):
        return None
    unit = next(iter(units), None)
    named = "%" if unit is not None and unit_of(unit).kind == "rate" and unit != "‰" else unit
    return Bands(text="；".join(dict.fromkeys(match.group() for match, _, _ in found)), bands=bands, unit=named)


def _found(bare: str) -> Iterator[_Found]:
    if "分" not in bare and "权重" not in bare:  # no band gives anything
        return
    for match in (*_BETWEEN.finditer(bare), *_FROM_TO.finditer(bare)):
        low, unit, low_in, high, unit2, high_in = match.groups()[:6]
        yield match, _band(match, low, high, _said(low_in), _said(high_in)), (unit, unit2)
    for match in _TO_FROM.finditer(bare):
        high, unit, high_in, low, unit2, low_in = match.groups()[:6]
        yield match, _band(match, low, high, _said(low_in), _said(high_in)), (unit, unit2)
    for match in _CHAIN.finditer(bare):
        low, unit, first, second, high, unit2 = match.groups()[:6]
        yield match, _band(match, low, high, first == "≤", second == "≤"), (unit, unit2)
    for match in _DOWN_CHAIN.finditer(bare):
        high, unit, first, second, low, unit2 = match.groups()[:6]
        yield match, _band(match, low, high, second == "≥", first == "≥"), (unit, unit2)
    yield from _open(bare)


def _open(bare: str) -> Iterator[_Found]:
    for match in _ABOVE.finditer(bare):
        end, unit, end_in, word, end2, unit2, end2_in = match.groups()[:7]
        included = _included(end_in or end2_in, word, _STRICT_UP)
        yield match, _band(match, end or end2, None, included, None), (unit, unit2)
    for match in _BELOW.finditer(bare):
        end, unit, end_in, word, end2, unit2, end2_in = match.groups()[:7]
        included = _included(end_in or end2_in, word, _STRICT_DOWN)
        yield match, _band(match, None, end or end2, None, included), (unit, unit2)
    for match in _WHOLE.finditer(bare):
        yield match, _band(match, match.group(1), None, True, None), (match.group(2),)


def _band(
    match: re.Match[str], low: str | None, high: str | None, with_low: bool | None, with_high: bool | None
) -> PointBand:
    share = "100" if match.group("all") else match.group("share") or match.group("share2")
    points = "0" if match.group("none") else match.group("points")
    return PointBand(
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        with_low=with_low,
        with_high=with_high,
        points=None if points is None else Decimal(points),
        share=None if share is None else Decimal(share),
    )


def _said(word: str | None) -> bool | None:
    return None if word is None else word == "含"


def _included(said: str | None, word: str | None, strict: tuple[str, ...]) -> bool | None:
    included = _said(said)
    return included if included is not None or word is None else word not in strict


def _apart(found: list[_Found]) -> list[_Found]:
    """Return the findings that do not stand within another: 90%以下 of 80%以上90%以下得8分 is none of its own."""
    kept: list[_Found] = []
    for one in found:
        if not kept or one[0].start() >= kept[-1][0].end():
            kept.append(one)
    return kept


def _before(bare: str, match: re.Match[str]) -> str:
    """Return what stands before a band in its clause."""
    return re.split(r"[,;。:]", bare[: match.start()])[-1]


def _overlapping(bands: tuple[PointBand, ...]) -> bool:
    ranks = sorted(bands, key=lambda one: (one.low is not None, one.low or Decimal(0)))
    return any(
        upper.low is None or lower.high is None or upper.low < lower.high for lower, upper in pairwise(ranks)
    ) or any(one.low is not None and one.high is not None and one.low > one.high for one in ranks)


def _too_many(band: PointBand, weight: Decimal | None) -> bool:
    points, share = band.points or Decimal(0), band.share or Decimal(0)
    return points < 0 or share > 100 or (weight is not None and points > weight)
