"""Target against actual: what can be compared, in which direction, and whether the target is met."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, cast

from wenxiao import quantity
from wenxiao.filing import Indicator
from wenxiao.quantity import Quantity, is_nothing, squeeze, trimmed
from wenxiao.standards import Pack, Sign

_UP = (">=", ">")
_DOWN = ("<=", "<")
_SIGNS = {
    word: sign
    for sign, words in (
        (">=", "≥ >= ≧ ⩾ 大于等于 大于或等于 不小于 不低于 不少于 正向 正向指标"),
        (">", "> ＞ 大于 高于 多于"),
        ("<=", "≤ <= ≦ ⩽ 小于等于 小于或等于 不大于 不高于 不超过 不多于 反向 反向指标 负向 负向指标"),
        ("<", "< ＜ 小于 低于 少于"),
        ("=", "= ＝ 等于"),
    )
    for word in words.split()
}
_TIMES = ("分钟", "小时", "天", "日", "周", "个月")
_RANGE = re.compile(r"\d\s*(?:%|％)?\s*[-—~～至到]\s*\d")


@dataclass(frozen=True)
class Comparison:
    """Whether an actual meets its target. `certain` if the direction is printed or beyond doubt."""

    met: bool
    certain: bool
    gap: str
    sign: str
    ratio: Decimal | None


def applicable(pack: Pack, item: Indicator) -> bool:
    """Tell whether an indicator row says anything to be judged (not 不适用 throughout)."""
    words = pack.vocabulary("not-applicable-row")
    texts = [squeeze(text) for text in (item.level3, item.target, item.actual) if text]
    if any(text in words for text in texts):
        return False
    return bool(texts) and not all(is_nothing(text) for text in texts)


def figures(item: Indicator) -> tuple[Quantity, Quantity] | None:
    """Return target and actual as figures of one kind, or None if either is not one figure."""
    target, actual = _figure(item.target, item.unit), _figure(item.actual, item.unit)
    if target is None or actual is None:
        return None
    if target.unit == actual.unit:
        return target, actual
    kinds = {target.kind, actual.kind}
    if len(kinds) == 1 and kinds <= {"money", "rate"}:
        return target, actual
    if kinds <= {"count", "none"} and (target.unit is None or actual.unit is None):
        return target, actual
    return None


def _figure(text: str | None, unit: str | None) -> Quantity | None:
    if not text or _RANGE.search(text):
        return None
    found = quantity.parse(text)
    if found is None or found.unit is not None or not unit:
        return found
    with_unit = quantity.parse(f"{text}{unit}")
    return with_unit or found


def direction(pack: Pack, item: Indicator, target: Quantity) -> tuple[str, bool]:
    """Return the comparison that a target asks for, and whether it is beyond doubt."""
    printed = _printed(item, target)
    if printed in (*_UP, *_DOWN):
        return printed, True
    said = "".join(filter(None, (item.level2, item.level3, item.target)))
    late = "时效" in (item.level2 or "") and target.unit in _TIMES
    if late or any(word in said for word in pack.vocabulary("lower-is-better")):
        return "<=", False
    plain = any(word in (item.level2 or "") + (item.level1 or "") for word in ("数量", "质量", "满意"))
    return ">=", plain and printed in (None, "=") and not target.approximate


def _printed(item: Indicator, target: Quantity | None) -> str | None:
    return _SIGNS.get(squeeze(item.sign or "")) or (None if target is None else target.bound)


def printed_sign(item: Indicator) -> Sign | None:
    """Return the comparison that a row prints, in its column for signs or with its target; None if it prints none."""
    return cast("Sign | None", _printed(item, quantity.parse(item.target) if item.target else None))


def is_rate_of_execution(pack: Pack, item: Indicator) -> bool:
    """Tell whether an indicator of the table is the execution rate under another name (支出进度)."""
    concept = pack.concepts.get("funds.rate")
    name = squeeze(item.level3 or "")
    return concept is not None and any(name.endswith(word) for word in (concept.label, *concept.synonyms))


def signs(pack: Pack, item: Indicator, target: Quantity) -> tuple[Sign, ...]:
    """Return the comparisons that a target may ask for, the likeliest first: more than one where nothing tells."""
    printed = _printed(item, target)
    sign, certain = direction(pack, item, target)
    if printed == "=":
        return ("=",)
    if not certain and is_rate_of_execution(pack, item):
        return (">=",)
    if sign == "<=" and not certain and target.value > 0 and not _lowers(pack, item):
        return ("<=", ">=")
    return (cast("Sign", sign),)


def _lowers(pack: Pack, item: Indicator) -> bool:
    """Tell whether an indicator is one of cost, or of something that ought not to happen."""
    levels = f"{item.level1 or ''}{item.level2 or ''}"
    name = item.level3 or ""
    return "成本" in levels or any(name.endswith(word) for word in pack.vocabulary("lower-is-better"))


class Pair(NamedTuple):
    """Target and actual as exact numbers of one unit; in points of percent if `percent`."""

    target: Fraction
    actual: Fraction
    percent: bool
    unit: str | None


def compared(item: Indicator) -> Pair | None:
    """Return target and actual as exact numbers of one unit, or None."""
    pair = figures(item)
    if pair is None:
        return None
    target, actual = pair
    unit, scale = _common(target, actual)
    return Pair(Fraction(_base(target, actual)) * scale, Fraction(_base(actual, target)) * scale, unit == "%", unit)


def _common(one: Quantity, other: Quantity) -> tuple[str | None, Fraction]:
    """Return the unit that two figures are compared in, and what leads to it from that of `_base`."""
    if one.unit == other.unit or one.unit is None or other.unit is None:
        return one.unit or other.unit, Fraction(1)
    return ("%", Fraction(100)) if one.kind == "rate" else ("万元", Fraction(1, 10000))


def met(pack: Pack, item: Indicator) -> Comparison | None:
    """Compare an indicator's actual with its target; None where they can't be compared."""
    pair = figures(item)
    if pair is None or not applicable(pack, item):
        return None
    target, actual = pair
    sign, certain = direction(pack, item, target)
    if sign in _DOWN and not certain and target.bound is None and not _SIGNS.get(squeeze(item.sign or "")):
        return _lower_is_doubtful(target, actual)
    wanted, got = _base(target, actual), _base(actual, target)
    up = sign in _UP
    holds = got >= wanted if up else got <= wanted
    if actual.approximate or target.approximate:
        certain = False
    gap = abs(actual.value - target.value) if target.unit == actual.unit else abs(got - wanted)
    return Comparison(
        met=holds,
        certain=certain,
        gap=f"{trimmed(gap)}{'个百分点' if target.unit == '%' else target.unit or ''}",
        sign="<" if up else ">",
        ratio=got / wanted if wanted else None,
    )


def _lower_is_doubtful(target: Quantity, actual: Quantity) -> Comparison | None:
    """A bare figure under a name such as 成本 or 事故: only equality is beyond doubt."""
    same = _base(target, actual) == _base(actual, target)
    return Comparison(met=True, certain=False, gap="0", sign="=", ratio=Decimal(1)) if same else None


def _base(one: Quantity, other: Quantity) -> Decimal:
    if one.unit == other.unit or one.unit is None or other.unit is None:
        return one.value
    return one.base()[0]
