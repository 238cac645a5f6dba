"""What the terminal and the page say of a score in the same words."""

from __future__ import annotations

from decimal import Decimal

from wenxiao.finding import Evidence
from wenxiao.quantity import trimmed
from wenxiao.report.wording import quoted
from wenxiao.score import FormScore, IndicatorScore, Reading, Verdict

CERTAINTY = {
    "official": "正式文本",
    "known": "待与正式文本核对",
    "practice": "据实务整理",
    "unknown": "来源未知",
}
QUIET = (Verdict.AGREES, Verdict.NOT_APPLICABLE)


def figure(value: Decimal | None) -> str:
    """Return points for a column; a dash where there are none."""
    return "—" if value is None else trimmed(value)


def computed(score: IndicatorScore) -> str:
    """Return what the rules give: the points, the bounds, or that a person has to judge."""
    if score.points is not None:
        return trimmed(score.points)
    if score.readings:
        return gives(score.readings[0])
    return "人工" if score.verdict is Verdict.MANUAL else "—"


def gives(reading: Reading) -> str:
    """Return the points of a reading, or its bounds."""
    if reading.points is not None:
        return trimmed(reading.points)
    ends = f"{trimmed(reading.low or Decimal(0))}–{trimmed(reading.high or Decimal(0))}"
    return f"{ends}（不含）" if reading.below else ends


def gap(score: IndicatorScore) -> str:
    """Return the difference of the declared points from the computed ones with its sign."""
    if score.difference is None or not score.difference:
        return ""
    return f"{'+' if score.difference > 0 else '−'}{trimmed(abs(score.difference))}"


def origin(score: IndicatorScore) -> str:
    """Return where the rule comes from, and how sure we are of it."""
    if score.rule.origin == "printed":
        return "材料所印"
    said = CERTAINTY[score.rule.certainty] if score.rule.certainty else ""
    return f"口径（{said}）" if said else "口径"


def shown(one: Evidence) -> str:
    """Return an input with where it stands and what is printed there."""
    spot = one.place.spot()
    where = one.label if one.place.path in ("", spot) else one.place.path
    return f"{where}{f'（{spot}）' if spot and spot not in where else ''}：{quoted(one.text)}"


def manual_items(form: FormScore) -> list[IndicatorScore]:
    """Return the indicators that a person has to judge."""
    return [one for one in form.indicators if one.verdict is Verdict.MANUAL]


def holds(form: FormScore) -> str:
    """Return in a sentence whether the grade stands whatever the reading."""
    if form.grade_holds is None:
        return ""
    grades = "、".join(dict.fromkeys(one.grade or "无" for one in form.totals))
    return f"各种总分都属于“{grades}”，等级成立。" if form.grade_holds else f"等级随读法而变（{grades}），不稳固。"
