"""A target in its parts: sign, figure and unit (≥ | 95 | %), or words. Offices print it in one cell or in three.

Two targets are held to be the same whenever they may be: a false alarm costs more trust than a miss.
"""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from wenxiao import quantity
from wenxiao.compare.lens import bare
from wenxiao.quantity import Quantity
from wenxiao.quantity.figures import FOLD, any_of

_SPELLINGS = {
    "≥": "≥ >= ≧ 大于等于 大于或等于 不低于 不少于 不小于 至少",
    "≤": "≤ <= ≦ 小于等于 小于或等于 不超过 不高于 不大于 不多于 至多",
    "＝": "= 等于",
    "＞": "> 大于 高于 多于 超过",
    "＜": "< 小于 低于 少于",
}
_SIGNS = {word: sign for sign, words in _SPELLINGS.items() for word in words.split()}
_BOUNDS = {"≥": ">=", "≤": "<=", "＝": "=", "＞": ">", "＜": "<"}
_PARTED = re.compile(rf"({any_of(_SIGNS)})?\s*(-?\d[\d,]*(?:\.\d+)?)\s*([^\d\s，。；、,;]{{0,12}})")
_LEADING = re.compile(rf"(?:{any_of(_SIGNS)})")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_IGNORED = re.compile(r"[^\w%‰≥≤=<>]|_")
_EMPTY_WORDS = re.compile(r"[的了等各]|定性|以上|左右|全年|年度|达到|达|完成|底前|之前|以前|前|按|完毕")
_LIKE, _LIKE_WITH_FIGURES = 0.7, 0.3


class Aim(NamedTuple):
    """A target: how it is compared ("" if not said), the figure or the words, the unit of measure."""

    sign: str
    said: str
    unit: str


def sign_of(word: str) -> str:
    """Return the usual sign of a comparison (≥ for 大于等于), or the word itself where it is another (定性)."""
    said = "".join(word.translate(FOLD).split())
    return _SIGNS.get(said, word.strip())


def parted(sign: str, said: str, unit: str) -> Aim:
    """Return a target in its parts; what stands in the cell of the figure (≥95%) is taken apart."""
    found = _PARTED.fullmatch(" ".join(said.translate(FOLD).split()).replace("，", ","))
    if found is None:
        return Aim(sign_of(sign), said.strip(), unit.strip())
    own = _SIGNS.get(found[1] or "", "")
    return Aim(sign_of(sign) or own, found[2], unit.strip() or found[3])


def joined(aim: Aim, *, sign: bool = True, unit: bool = True) -> str:
    """Return a target as one text; a part that has a column of its own is left out."""
    said = aim.said
    if unit and aim.unit and said[-1:].isdigit():
        said += aim.unit
    comparison = aim.sign in _BOUNDS and _LEADING.match(said.translate(FOLD)) is None
    return f"{aim.sign}{said}" if sign and comparison else said


def same(one: Aim, other: Aim) -> bool:
    """Tell whether two targets ask for the same, as far as can be said."""
    texts = [joined(aim) for aim in (one, other)]
    if _core(texts[0]) == _core(texts[1]):
        return True
    figures = [_figure(aim) for aim in (one, other)]
    if figures[0] is not None and figures[1] is not None:
        return _same_sign(one, other) and _same_figure(figures[0], figures[1])
    return _same_words(texts[0], texts[1])


def _core(text: str) -> str:
    """Return a text without what a change of typing leaves as it is."""
    return _IGNORED.sub("", bare(text).casefold())


def _figure(aim: Aim) -> Quantity | None:
    return quantity.parse(joined(parted(*aim)))


def _same_sign(one: Aim, other: Aim) -> bool:
    """Tell whether two comparisons go together: one that is not printed, or is an equation, goes with any."""
    bounds = {_bound(one), _bound(other)} - {None, "="}
    return len({bound[0] for bound in bounds if bound}) <= 1


def _bound(aim: Aim) -> str | None:
    figure = _figure(aim)
    return figure.bound if figure is not None else None


def _same_figure(one: Quantity, other: Quantity) -> bool:
    kinds = {one.kind, other.kind} - {"none"}
    if len(kinds) > 1 and not kinds <= {"count", "measure", "points"}:
        return False
    if quantity.to_base(one.value, one.unit) == quantity.to_base(other.value, other.unit):
        return True
    return None in (one.unit, other.unit) and one.value == other.value


def _same_words(one: str, other: str) -> bool:
    """Tell whether two wordings mean the same: their figures do not differ, and the words are alike or one is less."""
    numbers = [_numbers(text) for text in (one, other)]
    if numbers[0] and numbers[1] and not (numbers[0] <= numbers[1] or numbers[1] <= numbers[0]):
        return False
    words = sorted((_EMPTY_WORDS.sub("", _core(text)) for text in (one, other)), key=len)
    if words[0] == words[1] or (len(words[0]) >= 2 and words[0] in words[1]):
        return True
    least = _LIKE_WITH_FIGURES if numbers[0] and numbers[1] else _LIKE
    return SequenceMatcher(None, words[0], words[1], autojunk=False).ratio() >= least


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(found) for found in _FIGURE.findall(bare(text).replace(",", ""))}
