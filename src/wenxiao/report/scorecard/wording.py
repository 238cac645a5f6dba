"""What the terminal and the page say of a score in the same words."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from wenxiao.finding import Evidence
from wenxiao.quantity import is_meaningless, trimmed
from wenxiao.report.wording import quoted
from wenxiao.score import FormScore, IndicatorScore, Reading, Scorecard, Total, Verdict

CERTAINTY = {
    "official": "正式文本",
    "known": "待与正式文本核对",
    "practice": "据实务整理",
    "unknown": "来源未知",
}
QUIET = (Verdict.AGREES, Verdict.NOT_APPLICABLE)
ORDER = (
    Verdict.DIFFERS, Verdict.BY_READING, Verdict.ROUNDED, Verdict.UNDECLARED, Verdict.MANUAL, Verdict.AGREES,
    Verdict.NOT_APPLICABLE,
)  # fmt: skip
"""The verdicts from the one that asks most of a reader to the one that asks least."""
RANGE = ("lowest", "highest")
NOTHING_READ = "材料里没有读到可以计分的表（带分值或得分的），无分可算。"


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


def spread(score: IndicatorScore) -> str:
    """Return the least and the most that the readings give, "" where all give the same."""
    found = [one.points for one in score.readings if one.points is not None]
    return f"{trimmed(min(found))}–{trimmed(max(found))}" if len(set(found)) > 1 else ""


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


def way(reading: Reading) -> str:
    """Return how a reading is told from the others: where its figure comes from, which way the rule is read."""
    return "，".join(filter(None, (reading.how, reading.way)))


def rule_in_words(score: IndicatorScore) -> str:
    """Return the rule with its kind, where it comes from and how sure we are of it; "" where no rule was needed."""
    rule = score.rule
    if rule.origin == "printed":
        if score.manual and rule.words == score.manual:  # nothing is printed that could be scored
            return ""
        return f"{rule.words}　［{rule.label}，材料所印］"
    said = f"（{CERTAINTY[rule.certainty]}）" if rule.certainty else ""
    return f"{rule.words}　［{rule.label}，口径{said}］"


def said_of(score: IndicatorScore) -> str:
    """Return what the material itself says of an indicator; "" where it says nothing."""
    text = " ".join((score.said or "").split())
    return "" if is_meaningless(text) else f"“{text}”"


def shown(one: Evidence, within: str) -> str:
    """Return an input with where it stands and what is printed there; the form `within` which it stands goes unsaid."""
    spot = one.place.spot()
    path = one.place.path.removeprefix(f"{within} › ")
    where = one.label if path in ("", spot) else path
    return f"{where}{f'（{spot}）' if spot and spot not in where else ''}：{quoted(one.text)}"


def total_name(total: Total) -> str:
    """Return the name of a total without its explanation in brackets."""
    return total.label.partition("（")[0]


def counted(card: Scorecard) -> list[tuple[Verdict, int]]:
    """Return how many indicators have each verdict, those that ask most of a reader first."""
    counts = Counter(item.verdict for form in card.forms for item in form.indicators)
    return [(verdict, counts[verdict]) for verdict in ORDER if counts[verdict]]


def remarks(form: FormScore) -> list[str]:
    """Return what is to be said of a form as a whole: the notes, whether the grade stands, the grade declared."""
    return [one for one in (*form.notes, _holds(form), _grade(form)) if one]


def _holds(form: FormScore) -> str:
    """Return in a sentence whether the grade stands whatever the reading."""
    if not form.bands or len(form.totals) < 2:
        return ""
    outside = [one for one in form.totals if one.grade is None]
    if outside:
        said = "、".join(f"{total_name(one)} {trimmed(one.points)}" for one in outside)
        return f"{said} 不在任何等级的分数段里，等级定不下来。"
    grades: dict[str, list[str]] = {}
    for one in form.totals:
        grades.setdefault(one.grade or "", []).append(f"{total_name(one)} {trimmed(one.points)}")
    if len(grades) == 1:
        return f"各种总分都属于“{form.totals[0].grade}”，等级站得住。"
    said = "；".join(f"{grade}：{'、'.join(names)}" for grade, names in grades.items())
    return f"等级随算法而变（{said}），站不住。"


def _grade(form: FormScore) -> str:
    """Return the grade that the report declares, beside the one that its declared total has."""
    if form.grade_declared is None:
        return ""
    due = next((one.grade for one in form.totals if one.name == "declared"), None)
    if due is None or due == form.grade_declared:
        return f"自报等级“{form.grade_declared}”。"
    return f"自报等级“{form.grade_declared}”，按自报总分是“{due}”。"
