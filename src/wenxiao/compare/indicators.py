"""The rows of indicators: which is which, and what was changed in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from wenxiao.compare.figures import Said, said_points, said_text
from wenxiao.compare.lens import Lens
from wenxiao.compare.pairing import Item, paired
from wenxiao.compare.tally import Tally
from wenxiao.filing import Indicator

_LEVELS = " › "
_SHARE = re.compile(r"[(]?\d+(?:\.\d+)?分[)]?$")
_CELLS = (("target", "年度指标值"), ("actual", "实际完成值"), ("reason", "偏差原因"), ("rule", "评分标准"))


def compare_indicators(
    tally: Tally, before: Sequence[Indicator], after: Sequence[Indicator], lenses: tuple[Lens, Lens]
) -> None:
    """Compare two tables of indicators."""
    _compare_shares(tally, before, after, lenses)
    items = [[_item(one, lens) for one in some] for some, lens in zip((before, after), lenses, strict=True)]
    found = paired(items[0], items[1])
    pairs, taken = dict(found.pairs), {second for _, second in found.pairs}
    for at, one in enumerate(before):
        if at in pairs:
            _compare(tally, (one, after[pairs[at]]), (at, pairs[at]), lenses, moved=(at, pairs[at]) in found.moved)
        else:
            tally.note("removed", "indicator", name_of(one, lenses[0]), _whole(one), None)
    for at, one in enumerate(after):
        if at not in taken:
            tally.note("added", "indicator", name_of(one, lenses[1]), None, _whole(one))


def _compare_shares(
    tally: Tally, before: Sequence[Indicator], after: Sequence[Indicator], lenses: tuple[Lens, Lens]
) -> None:
    """Compare the points that first-level headings print for their groups (产出指标（50分）)."""
    shares = [
        {
            _group(one.level1, lens): said_points(one.share, None, one.at("level1"))
            for one in some
            if one.share is not None
        }
        for some, lens in zip((before, after), lenses, strict=True)
    ]
    for name in (name for name in shares[0] if name in shares[1]):
        tally.weigh("indicator", f"{name}{_LEVELS}分值", shares[0][name], shares[1][name])


def _group(level: str | None, lens: Lens) -> str:
    """Return the name of a group of indicators without the points printed behind it."""
    return _SHARE.sub("", lens.name(level))


def _item(one: Indicator, lens: Lens) -> Item:
    levels = [*_kin(one, lens), lens.name(one.level3)]
    name = next((level for level in reversed(levels) if level), "")
    cells = (one.target, one.actual, one.weight_text, one.score_text, one.reason)
    whole = "|".join((*levels, *(lens.name(cell) for cell in cells)))
    return Item((whole, "|".join(levels), name if levels[2] else ""), name, levels[1])


def name_of(one: Indicator, lens: Lens) -> str:
    """Return what a person calls an indicator: the name of its lowest level."""
    said = next((level for level in (one.level3, one.level2, one.level1) if level), "（未命名的指标）")
    return lens.text(" ".join(said.split()))


def _compare(
    tally: Tally,
    pair: tuple[Indicator, Indicator],
    at: tuple[int, int],
    lenses: tuple[Lens, Lens],
    *,
    moved: bool,
) -> None:
    name = name_of(pair[1], lenses[1])
    if moved:
        sides = [_text(f"第 {spot + 1} 项", one) for spot, one in zip(at, pair, strict=True)]
        tally.note("moved", "indicator", f"{name}{_LEVELS}次序", *sides)
    kin = [_kin(one, lens) for one, lens in zip(pair, lenses, strict=True)]
    if kin[0] != kin[1]:
        homes = [_text(_home(one), one) for one in pair]
        tally.note("moved", "indicator", f"{name}{_LEVELS}所属指标", *homes)
    named = [said_text(name_of(one, lens), Lens(), one.at("level3")) for one, lens in zip(pair, lenses, strict=True)]
    tally.weigh("indicator", f"{name}{_LEVELS}名称", *named)
    for key, label in _CELLS:
        cells = [said_text(getattr(one, key), lens, one.at(key)) for one, lens in zip(pair, lenses, strict=True)]
        tally.weigh("indicator", f"{name}{_LEVELS}{label}", *cells)
    for key, label in (("weight", "分值"), ("score", "得分")):
        points = [_points(one, key) for one in pair]
        tally.weigh("indicator", f"{name}{_LEVELS}{label}", *points)


def _points(one: Indicator, key: str) -> Said:
    value: Decimal | None = getattr(one, key)
    return said_points(value, getattr(one, f"{key}_text"), one.at(key))


def _kin(one: Indicator, lens: Lens) -> tuple[str, str]:
    return _group(one.level1, lens), _group(one.level2, lens)


def _home(one: Indicator) -> str:
    return _LEVELS.join(" ".join(level.split()) for level in (one.level1, one.level2) if level)


def _text(text: str, one: Indicator) -> Said:
    return Said(text, text, one.place)


def _whole(one: Indicator) -> Said:
    """Return a whole row in one line: 指标值 ≥12次，完成值 12次，分值 20，得分 20."""
    parts = (("指标值", one.target), ("完成值", one.actual), ("分值", one.weight_text), ("得分", one.score_text))
    said = "，".join(f"{label} {' '.join(text.split())}" for label, text in parts if text)
    return _text(said or name_of(one, Lens()), one)
