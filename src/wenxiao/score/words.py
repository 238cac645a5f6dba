"""A rule in words, as a person reads it: made from the data, so it is never stale."""

from __future__ import annotations

from decimal import Decimal

from wenxiao.quantity import trimmed
from wenxiao.rule import (
    Awards,
    Bands,
    Checklist,
    Equal,
    External,
    Falling,
    Graded,
    Manual,
    Parts,
    PointBand,
    Rising,
    Rule,
    Step,
)
from wenxiao.score.stepped import span

_RISING = {"proportion": "未达到的按“分值×完成值÷指标值”计分", "strict": "未达到不得分"}
_FALLING = {
    "double": "超过的按“分值×(1−超出数÷指标值)”计分，超出一倍及以上不得分",
    "ratio": "超过的按“分值×指标值÷完成值”计分",
    "strict": "超过不得分",
}
_EQUAL = {"proportion": "不足的按“分值×完成值÷指标值”计分", "strict": "不等的由人工评判"}
_SIDES = {"down": "低于", "up": "超出", "both": "偏离"}
_STEPS = {"floor": "不足一档不扣", "proportion": "按比例扣", "ceiling": "不足一档按一档扣"}
_WHOLE_OR_NONE = {Decimal(100): "得满分", Decimal(0): "不得分"}
_OR = "；或"


def in_words(rule: Rule) -> str:  # noqa: PLR0911 (one return a kind)
    """Return what a rule says, in one sentence."""
    match rule:
        case Rising():
            return f"达到指标值得满分，{_ways(_RISING, rule.ways)}"
        case Falling():
            return f"不超过指标值得满分，{_ways(_FALLING, rule.ways)}"
        case Equal():
            return f"等于指标值得满分，{_ways(_EQUAL, rule.ways)}"
        case Bands():
            percent = rule.unit in (None, "%")
            return "分档：" + "；".join(_band(band, percent=percent) for band in rule.bands)
        case Step():
            return _step(rule)
        case Checklist():
            most = "" if rule.most is None else f"，最多扣 {trimmed(rule.most)} 分"
            return f"{rule.counts}，每项扣 {trimmed(rule.each)} 分{most}，扣完为止"
        case Awards():
            return "逐项计分：" + "；".join(f"{one.name} {trimmed(one.points)} 分" for one in rule.awards)
        case Graded():
            return "定性分档：" + "；".join(
                f"{one.name}得分值的 {trimmed(one.low)}%（含）–{trimmed(one.high)}%" for one in rule.grades
            )
        case External():
            return f"分值 × 外部考核得分 ÷ {trimmed(rule.full)}"
        case Parts():
            return "；".join(f"{one.name}（{trimmed(one.weight)}分）{in_words(one.rule)}" for one in rule.parts)
        case Manual():
            return rule.reason


def _ways(words: dict[str, str], ways: tuple[str, ...]) -> str:
    return _OR.join(words[way] for way in ways) + ("（规定未明确，列出各种读法）" if len(ways) > 1 else "")


def _band(band: PointBand, *, percent: bool) -> str:
    name = span(band, percent=percent)
    if band.points is not None:
        return f"{name}得 {trimmed(band.points)} 分"
    share = band.share or Decimal(0)
    return f"{name}{_WHOLE_OR_NONE.get(share, f'得分值的 {trimmed(share)}%')}"


def _step(rule: Step) -> str:
    side = "（或）".join(_SIDES[direction] for direction in rule.directions)
    how = "" if len(rule.ways) == 1 and rule.ways[0] == "floor" else f"（{_OR.join(_STEPS[way] for way in rule.ways)}）"
    base = "指标值" if rule.base is None else f" {trimmed(rule.base)}% "
    unit = " 个百分点" if rule.unit == "%" or (rule.unit is None and rule.base is not None) else rule.unit or ""
    return f"{side}{base}的，每 {trimmed(rule.step)}{unit}扣 {trimmed(rule.points)} 分，扣完为止{how}"
