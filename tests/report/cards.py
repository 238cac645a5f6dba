"""Scorecards made by hand, for the tests of what shows them."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from wenxiao.document import Place
from wenxiao.finding import Evidence
from wenxiao.score import FormScore, IndicatorScore, Reading, Scorecard, Total, Verdict
from wenxiao.score.card import RuleUsed, Swing
from wenxiao.standards import Band

TITLE = "附件3《整体支出绩效自评表》"
PLACE = Place(line=12, path=f"{TITLE} › 巡查次数")
RULE = RuleUsed(
    kind="rising", label="正向指标", words="达到指标值得满分", origin="standard", source="文号一", certainty="known"
)
JUDGED = RuleUsed(
    kind="graded", label="定性分档", words="分三档", origin="standard", source="文号一", certainty="practice"
)
BANDS = tuple(
    Band(grade=grade, low=Decimal(low), high=Decimal(high))
    for grade, low, high in (("优", 90, 100), ("良", 80, 90), ("中", 60, 80), ("差", 0, 60))
)


def reading(points: str, how: str = "表中完成值", way: str | None = None) -> Reading:
    """Return a reading that fixes the points."""
    return Reading(
        how=how, way=way, value=None, points=Decimal(points), computation=f"10 × 甲 = {points}",
        inputs=(Evidence(label="完成值", text=points, place=PLACE),),
    )  # fmt: skip


def bounded(low: str, high: str, *, below: bool = False) -> Reading:
    """Return a reading that only bounds the points."""
    return Reading(
        how="表中完成情况", way=None, value=None, points=None, low=Decimal(low), high=Decimal(high), below=below,
        computation="得分值的一部分",
    )  # fmt: skip


def indicator(name: str, verdict: Verdict, *readings: Reading, **parts: object) -> IndicatorScore:
    """Return an indicator of 10 points, declared 10, with its readings."""
    points = readings[0].points if readings else None
    made = IndicatorScore(
        form="overall", name=name, level1="产出指标", level2="数量指标", level3=name, target=None, actual=None,
        weight=Decimal(10), declared=Decimal(10), points=points,
        difference=None if points is None else Decimal(10) - points, verdict=verdict, rule=RULE,
        inputs=tuple(one for reading in readings for one in reading.inputs),
        computation=readings[0].computation if readings else None, readings=readings,
        manual=None if readings else "由人工判断属于哪一档", explanation=f"{name}的结论。", place=PLACE,
    )  # fmt: skip
    return msgspec.structs.replace(made, **parts)


def judged(name: str, said: str, **parts: object) -> IndicatorScore:
    """Return an indicator that a person has to judge."""
    why = {"rule": JUDGED, "explanation": "由人工判断属于哪一档。", "said": said}
    return indicator(name, Verdict.MANUAL, **(why | parts))


def total(name: str, label: str, points: str, grade: str | None) -> Total:
    """Return a total."""
    return Total(name=name, label=label, points=Decimal(points), grade=grade, computation=f"甲 + 乙 = {points}")


INDICATORS = (
    indicator("巡查次数", Verdict.DIFFERS, reading("8")),
    indicator("执行率", Verdict.BY_READING, reading("10", "乙 ÷ 丙"), reading("9.26", "表中所印", "按比例扣")),
    indicator("满意度", Verdict.AGREES, reading("10", "问卷")),
    judged("管护制度", "已经印发"),
    judged("长效机制", "基本建立"),
    indicator("达成情况", Verdict.AGREES, bounded("6", "8", below=True)),
)
TOTALS = (
    total("declared", "自报总分", "97", "优"),
    total("sum", "自报各项得分之和", "95", "优"),
    total("computed", "按规则计算（需人工评判的按自报）", "91.5", "优"),
    total("lowest", "各种读法中最低", "88", "良"),
    total("highest", "各种读法中最高", "96", "优"),
)


def form(**parts: object) -> FormScore:
    """Return the scores of a form whose grade depends on the reading."""
    made = FormScore(
        form="overall", title=TITLE, scheme="self-evaluation", scheme_title="单位自评", source="文号一",
        certainty="known", full=Decimal(100), rounding="得分保留 2 位小数，四舍五入", indicators=INDICATORS,
        totals=TOTALS, judged=Decimal(20), bands=BANDS, grade_declared="优", grade_holds=False,
        notes=("6 项中有 2 项需人工评判。",), place=PLACE,
        swings=(Swing(indicator="巡查次数", how="表中完成值", points=Decimal(8), total=Decimal(93), grade="优"),),
    )  # fmt: skip
    return msgspec.structs.replace(made, **parts)


def card(*forms: FormScore, **parts: object) -> Scorecard:
    """Return a scorecard of these forms."""
    made = Scorecard(
        file="自评.txt", sha256="0" * 64, standard="hunan-2020", standard_reason="按版式选用",
        standard_title="某办法", unit="青禾街道办事处", year=2024, kind="overall", forms=forms,
    )  # fmt: skip
    return msgspec.structs.replace(made, **parts)
