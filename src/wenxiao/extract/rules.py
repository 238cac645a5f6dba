"""Scoring rules printed beside an indicator: 100%以下（含）计满分，每超出5%扣2分，扣完为止.

A rule is read with every direction that its words leave open; whole steps, begun steps and proportion are
readings of 每低于5%扣2分 that the words do not tell apart either. What cannot be read is no rule: None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from msgspec.structs import replace

from wenxiao.extract.labels import squeeze
from wenxiao.rule import Award, Awards, Bands, Checklist, Direction, External, PointBand, Rule, Step

_PER = re.compile(
    r"每(低于|超出|超过|高于|降低|减少|增加|偏离)(?:[(（](低于|超出|超过|高于|降低|减少|增加)[)）])?"
    r"(?P<base>100%|(?:指标值|目标值|年度指标值))?的?"
    r"(?:(\d+(?:\.\d+)?)(?:%|个百分点)|(一)?个百分点)[,，]?扣(?:减)?(\d+(?:\.\d+)?)分"
)
_DOWN = ("低于", "降低", "减少")
_UP = ("超出", "超过", "高于", "增加")


def read_rule(text: str, weight: Decimal | None = None) -> Rule | None:
    """Return the rule that the part of a report on one indicator prints, or None. Rates are measured against 100 %."""
    bare = squeeze(text)
    return _step(bare) or _bands(bare) or _external(bare, weight) or _awards(bare, weight) or _checklist(bare)


def _step(bare: str) -> Step | None:
    match = _PER.search(bare)
    if match is None:
        return None
    words = [word for word in match.group(1, 2) if word]
    size, points = match.group(4), match.group(6)
    return Step(
        text=match.group(),
        directions=tuple(dict.fromkeys(_side(word) for word in words)),
        step=Decimal(size) if size else Decimal(1),
        points=Decimal(points),
        base=None if match.group("base") not in (None, "100%") else _full_from(bare[: match.start()]),
    )


def _full_from(before: str) -> Decimal:
    """Return the rate that full marks are given from, if the sentence says one before the deduction: 100 otherwise."""
    found = _FULL_FROM.findall(_CLAUSES.split(before)[-1])
    return Decimal(found[-1]) if found else Decimal(100)


_CLAUSES = re.compile(r"[。;]")
_FULL_FROM = re.compile(r"(\d+(?:\.\d+)?)%(?:\(含\))?(?:及?以[上下内])?(?:的)?,?(?:得|计)(?:满分|\d+(?:\.\d+)?分)")


def _side(word: str) -> Direction:
    return "down" if word in _DOWN else "up" if word in _UP else "both"


_N = r"(?<![\d.])(-?\d+(?:\.\d+)?)%?"
_IN = r"(?:[(（](不?含)[)）])?"
_GIVES = r"[,，]?(?:的)?[,，]?(?:计|得)(-?\d+(?:\.\d+)?)分"
_BETWEEN = re.compile(rf"{_N}{_IN}[-—–~～至到]+{_N}{_IN}{_GIVES}")
_ABOVE = re.compile(rf"(?:{_N}{_IN}(?:及)?以上|(大于|高于|≥|不低于){_N}{_IN}){_GIVES}")
_BELOW = re.compile(rf"(?:{_N}{_IN}(?:及)?以下|(小于|低于|≤|不高于|不超过){_N}{_IN}){_GIVES}")
_ZERO = re.compile(rf"(?:(大于|高于)|(小于|低于)){_N}{_IN}[,，]?(?:的)?(?:不得分|计0分|不计分|得0分)")
_STRICT = ("大于", "高于", "小于", "低于")
_Found = tuple[int, int, PointBand]


def _bands(bare: str) -> Bands | None:
    """Return the bands that a text prints: 90%（含）以上计6分；80%（含）-90%，计4分；低于70%计0分."""
    found = sorted((*_between(bare), *_open(bare), *_nothing(bare)), key=lambda one: one[0])
    if not found:
        return None
    text = "；".join(dict.fromkeys(bare[start:end] for start, end, _ in found))
    return Bands(text=text, bands=settled(dict.fromkeys(band for _, _, band in found)))


def _between(bare: str) -> Iterable[_Found]:
    for match in _BETWEEN.finditer(bare):
        low, low_in, high, high_in, points = match.groups()
        band = PointBand(
            low=Decimal(low),
            high=Decimal(high),
            with_low=_said(low_in),
            with_high=_said(high_in),
            points=Decimal(points),
        )
        yield match.start(), match.end(), band


def _open(bare: str) -> Iterable[_Found]:
    for pattern, above in ((_ABOVE, True), (_BELOW, False)):
        for match in pattern.finditer(bare):
            first, first_in, word, second, second_in, points = match.groups()
            included = _said(first_in or second_in)
            if included is None and word is not None:
                included = word not in _STRICT
            end = Decimal(first or second)
            yield match.start(), match.end(), _sided(end, above=above, included=included, points=Decimal(points))


def _nothing(bare: str) -> Iterable[_Found]:
    for match in _ZERO.finditer(bare):
        end = Decimal(match.group(3))
        yield (
            match.start(),
            match.end(),
            _sided(end, above=bool(match.group(1)), included=_said(match.group(4)) or False, points=Decimal(0)),
        )


def _sided(end: Decimal, *, above: bool, included: bool | None, points: Decimal) -> PointBand:
    if above:
        return PointBand(low=end, with_low=included, points=points)
    return PointBand(high=end, with_high=included, points=points)


def _said(word: str | None) -> bool | None:
    return None if word is None else word == "含"


def settled(bands: Iterable[PointBand]) -> tuple[PointBand, ...]:
    """Bound open bands by each other; give an end of which the words say nothing to the neighbour that claims it."""
    whole = _closed(list(bands))
    lows = {band.low: band.with_low for band in whole if band.low is not None and band.with_low is not None}
    highs = {band.high: band.with_high for band in whole if band.high is not None and band.with_high is not None}
    return tuple(
        replace(
            band,
            with_low=_other(band.with_low, highs.get(band.low) if band.low is not None else None),
            with_high=_other(band.with_high, lows.get(band.high) if band.high is not None else None),
        )
        for band in whole
    )


def _closed(bands: list[PointBand]) -> list[PointBand]:
    """Bound an open band by the next one of its side, which keeps its end: 90%以上 after 95%以上 ends below 95 %."""
    lows = {band.low: band.with_low is not False for band in bands if band.low is not None and band.high is None}
    highs = {band.high: band.with_high is not False for band in bands if band.high is not None and band.low is None}
    return [_bounded(band, lows, highs) for band in bands]


def _bounded(band: PointBand, lows: dict[Decimal, bool], highs: dict[Decimal, bool]) -> PointBand:
    low, high = band.low, band.high
    if low is not None and high is None:
        end = min((one for one in lows if one > low), default=None)
        return band if end is None else replace(band, high=end, with_high=not lows[end])
    if high is not None and low is None:
        end = max((one for one in highs if one < high), default=None)
        return band if end is None else replace(band, low=end, with_low=not highs[end])
    return band


def _other(own: bool | None, neighbour: bool | None) -> bool | None:
    return own if own is not None or neighbour is None else not neighbour


_MARKED = re.compile(r"(\d+(?:\.\d+)?)[/÷](\d+(?:\.\d+)?)[)）]?[×*xX]\s*(\d+(?:\.\d+)?)(?:分)?=")


def _external(bare: str, weight: Decimal | None) -> External | None:
    """Return the conversion of an assessment's mark: 92/100×8=7.36分."""
    for match in _MARKED.finditer(bare):
        if weight is not None and Decimal(match.group(3)) == weight and Decimal(match.group(2)):
            return External(text=match.group().rstrip("="), full=Decimal(match.group(2)))
    return None


_AWARDED = re.compile(r"([^。；;]{2,60}?)[,，]?(?:计|得)(\d+(?:\.\d+)?)分")
_CONCLUDES = re.compile(r"故|因此|综上|所以|该项|本项|本次|合计|共")


def _awards(bare: str, weight: Decimal | None) -> Awards | None:
    """Return what a text awards item by item, where that makes up the full marks: 制定了甲，计2分；制定了乙，计2分."""
    found = [
        Award(name=match.group(1).lstrip("，,：:")[-24:], points=Decimal(match.group(2)))
        for match in _AWARDED.finditer(bare)
        if not _CONCLUDES.search(match.group(1))
    ]
    if len(found) < 2 or weight is None or sum(one.points for one in found) != weight:
        return None
    return Awards(text="；".join(f"{one.name}计{one.points}分" for one in found), awards=tuple(found))


_EACH = re.compile(
    r"(?:每)?(?:没)?(?:出现|发现|发生|有|缺少|缺|少|推迟|迟)(?:一|1)(?:例|项|个|次|处|部分|天|起|条)([^。；;,，]{0,16}?)[,，]?扣(\d+(?:\.\d+)?)分"
    r"(?:[,，]最多扣(\d+(?:\.\d+)?)分)?"
)


def _checklist(bare: str) -> Checklist | None:
    """Return a deduction for every fault that is found: 每发现一项不符合要求的，扣1分."""
    match = _EACH.search(bare)
    if match is None:
        return None
    return Checklist(
        text=match.group(),
        each=Decimal(match.group(2)),
        counts=f"{match.group(1).removesuffix('的') or '存在问题'}的项数",
        most=Decimal(match.group(3)) if match.group(3) else None,
    )


_RESULT = re.compile(r"(?:率|比例|进度|控制率)[^。；=＝]{0,12}?(?:为|是|达到?|[=＝])\s*(-?\d+(?:\.\d+)?)\s*%")
_EQUALS = re.compile(r"[=＝]\s*(-?\d+(?:\.\d+)?)\s*%")
_MARK = re.compile(r"(?:综合得分|满意度|得分)(?:为|是|达到?)\s*(-?\d+(?:\.\d+)?)\s*(?:分|%)")


def read_rate(text: str) -> Decimal | None:
    """Return the rate that a text states for its indicator and its own year, in percent: 执行率为9.53%."""
    bare = squeeze(text)
    every = list(_RESULT.finditer(bare))
    results = [match for match in every if not _elsewhere(bare, match)]
    equations = list(_EQUALS.finditer(bare))
    match = next(iter((*results, *equations[-1:], *every)), None) or _MARK.search(bare)
    return Decimal(match.group(1)) if match else None


_ANOTHER = re.compile(r"上年|去年|上一年|同期|其中")
_YEAR = re.compile(r"(20\d\d)年")


def _elsewhere(bare: str, match: re.Match[str]) -> bool:
    """Tell whether a clause states the rate of another year, or of a part."""
    clause = f"{re.split(r'[,。;]', bare[: match.start()])[-1]}{match.group()}"
    years = _YEAR.findall(clause)
    earlier = years and max(years) < max(_YEAR.findall(bare))
    return bool(_ANOTHER.search(clause) or earlier)


def read_mark(text: str) -> Decimal | None:
    """Return the mark that an external assessment gave: 92 in 92/100×8."""
    match = _MARKED.search(squeeze(text))
    return Decimal(match.group(1)) if match else None
