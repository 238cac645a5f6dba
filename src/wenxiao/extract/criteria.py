"""The rule that a table prints beside an indicator, in its column 评分标准: read whole, or not at all.

A cell may say more than one thing (完成得满分，每少1场扣0.5分，出现事故不得分). A rule that leaves points unread would
give the wrong ones, so whatever of the cell still speaks of points after the reading makes it no rule.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from wenxiao import quantity
from wenxiao.extract.criteria_bands import banded
from wenxiao.extract.criteria_steps import faults, stepped
from wenxiao.extract.labels import squeeze
from wenxiao.rule import Bands, Falling, Rising, Rule

_POINTS = re.compile(
    r"\d分(?!之|钟|值)|满分|全分|零分|不得分|不计分|酌情|酌扣|比例|加分|全扣|扣[完光除减]?(?:全部|本项|该项)|扣分|得分[=为按]|赋分|"
    r"(?:分值|权重|标准分|指标分)的?[\d×*]|[×*](?:分值|权重|标准分|指标分)|%的?(?:分值|权重)"
)
_SCORES = re.compile(r"\d分(?!之|钟)|满分|零分|不得分|酌情|扣|得分|计分|赋分|给分|加分|分值|权重")
_HARMLESS = re.compile(r"扣[完光](?:本项|该项)?(?:分值)?为止|不足[^,;。]{1,12}?不扣分|扣至0分(?:为止)?|直至扣完")
_OF_TARGET = re.compile(
    r"完成(?:率|比例|比率|进度)|完成\d+(?:\.\d+)?%|(?:^|[,;。:])[^,;。:每]{0,20}(?:目标|指标|计划|任务)[值数量]?的?\d+(?:\.\d+)?%"
)
_LONGEST = 1000  # what is longer is no rule
_CIRCLED = re.compile(r"[\u2460-\u2473\u2776-\u277f]")
_NUMBERED = re.compile(r"(?:^|(?<=[。;；\n]))[ \t]*[(（]?(\d{1,2})[.．、)）]")


class Cell(NamedTuple):
    """What a reading may go by: the text without blanks and list numbers, full marks, the clause that gives them."""

    bare: str
    weight: Decimal | None
    full: re.Match[str] | None
    zero: bool


def read_standard(text: str, weight: Decimal | None = None, target: str | None = None) -> Rule | None:
    """Return the rule that a cell prints, measured against the row's target, or None if it is not wholly understood."""
    if len(text) > _LONGEST:
        return None
    bare = squeeze(_unlisted(text))
    figure = quantity.parse(target) if target else None
    if figure is not None and figure.unit == "%" and figure.value != 100 and _OF_TARGET.search(bare):
        return None  # 完成率90%: of the target 95 %, or 90 % itself
    cell = Cell(bare, weight, _full(bare, weight), figure is not None and not figure.value)
    readings = (
        stepped(bare, cell.full),
        faults(bare) if cell.zero else None,
        banded(bare, weight),
        _reached(bare),
    )
    return next((rule for rule in readings if rule is not None and not _unread(cell, rule)), None)


def gives_points(text: str | None) -> bool:
    """Tell whether a text says how points are given or taken, whether or not it can be read."""
    return text is not None and _SCORES.search(squeeze(text)) is not None


def _unlisted(text: str) -> str:
    """Return a text without its list numbers: 1.95%以上…；2.90%以上… does not speak of 1.95 %."""
    bare = _CIRCLED.sub(" ", text)
    numbers = [int(match.group(1)) for match in _NUMBERED.finditer(bare)]
    listed = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return _NUMBERED.sub(" ", bare) if listed else bare


def _full(bare: str, weight: Decimal | None) -> re.Match[str] | None:
    """Return the clause that gives full marks: 达到95%得满分, 完成12场得5分."""
    marks = "满分|全分" if weight is None else f"满分|全分|{re.escape(quantity.trimmed(weight))}分"
    return re.search(rf"(?P<when>[^,;。:]*?),?(?:的)?,?(?:得|计|为|赋|记|\()?(?:{marks})", bare)


def _unread(cell: Cell, rule: Rule) -> bool:
    """Tell whether something of the text still speaks of points when the rule has been read."""
    rest = cell.bare
    for piece in rule.text.split("；"):
        rest = rest.replace(piece, "|")
    if cell.full is not None and not isinstance(rule, Bands):
        rest = rest.replace(cell.full.group(), "|", 1)
    return _POINTS.search(_HARMLESS.sub("|", rest)) is not None


# --- reached or not ----------------------------------------------------------------------------------------

_NAUGHT = r"(?:均|则|该项|本项|此项)?(?:不得分|得0分|不计分|计0分|得零分|全扣)"
_LIMIT = r"(?:年初|年度|全年|既定)?(?:目标|指标|计划|预算|任务|控制数|标准|成本)?[值数额]?"
_SHARE = re.compile(
    r"按(?:照)?[^,;。超]{0,14}比例[^,;。×*]{0,4}?(?:计分|计|得分|得|赋分|赋|给分|给|扣分|扣减|扣|折算|核算)"
)
_FORMULA = re.compile(
    r"(?:得分[=为])?\(?(?:实际)?完成[值数量]?[/÷](?:年度|计划)?(?:目标|指标|计划|任务)[值数量]?\)?(?:[×*]100%)?[×*](?:分值|权重|标准分|指标分)"
    r"|(?:得分[=为])?(?:分值|权重|标准分|指标分)[×*]\(?(?:实际)?完成[值数量]?[/÷](?:年度|计划)?(?:目标|指标|计划|任务)[值数量]?\)?(?:[×*]100%)?"
)
_NOTHING = re.compile(
    rf"(?:否则|未完成|未达到|未达标|未实现|达不到|不达标|没有完成|完不成|未按[^,;。]{{0,6}}完成|低于(?=[目指计任])){_LIMIT}的?,?{_NAUGHT}"
)
_BEYOND = re.compile(rf"(?:超支|超过|超出|超|突破|高于){_LIMIT}的?,?{_NAUGHT}")
_CEILING = re.compile(r"≤|不超过|不高于|控制在|以内|超支|超过|超出")


def _reached(bare: str) -> Rule | None:
    """Return the rule of full marks for a target reached, with what becomes of one that is not."""
    share = _FORMULA.search(bare) or _SHARE.search(bare)
    nothing, beyond = _NOTHING.search(bare), _BEYOND.search(bare)
    if share is not None and (nothing or beyond):
        return None
    if share is not None:
        ceiling = _CEILING.search(bare)
        return Falling(text=share.group(), ways=("double", "ratio")) if ceiling else Rising(text=share.group())
    if beyond is not None:
        return None if nothing else Falling(text=beyond.group(), ways=("strict",))
    if nothing is None:
        return None
    text = nothing.group()
    return Falling(text=text, ways=("strict",)) if _CEILING.search(bare) else Rising(text=text, ways=("strict",))
