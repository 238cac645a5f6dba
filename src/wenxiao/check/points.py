"""score.*: the points of single rows, execution and indicators."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.filing import Form, Indicator
from wenxiao.finding import Correction, Evidence, Severity, evidence, part
from wenxiao.quantity import is_blank, is_meaningless, trimmed
from wenxiao.score.card import IndicatorScore, Verdict
from wenxiao.score.measure import applicable, met
from wenxiao.score.sheet import actual_of, is_execution, lacks_weight, name_of, prints_execution, target_of
from wenxiao.score.verdict import otherwise_rounded, rounded_off


@check(
    "score.over-weight",
    "得分大于分值",
    Severity.ERROR,
    rule="每项得分应在 0 与该项分值之间。",
    template="{指标}：得分 {得分} 大于分值 {分值}，超出 {差额}",
    example="培训人数：得分 12 大于分值 10，超出 2",
    why="得分超过满分，总分必然虚高。",
)
def over_weight(case: Case) -> Iterator[Outcome]:
    """Each indicator with points and weight, and the execution row."""
    for form, items in case.scored_forms():
        for item in items:
            if item.score is None or item.weight is None:
                continue
            if Decimal(0) <= item.score <= item.weight:
                yield Passed()
            else:
                yield _over(
                    case,
                    form,
                    (item.score, part(item, "score", "得分")),
                    (item.weight, part(item, "weight", "分值")),
                    name_of(item),
                )
        execution = case.execution(form, "funds.score"), case.execution(form, "funds.weight")
        score, weight = execution
        if (
            score
            and weight
            and score.value is not None
            and weight.value is not None
            and not 0 <= score.value <= weight.value
        ):
            yield _over(case, form, (score.value, evidence(score)), (weight.value, evidence(weight)), "预算执行率")


def _over(
    case: Case, form: Form, score: tuple[Decimal, Evidence], weight: tuple[Decimal, Evidence], name: str
) -> Failed:
    low = score[0] < 0
    return Failed(
        severity=Severity.ERROR,
        message=f"{case.label(form)}：“{name}”得分 {trimmed(score[0])} "
        + (
            f"小于 0，少 {trimmed(-score[0])}"
            if low
            else f"大于分值 {trimmed(weight[0])}，超出 {trimmed(score[0] - weight[0])}"
        ),
        expected=None if low else trimmed(weight[0]),
        actual=trimmed(score[0]),
        computation=f"{trimmed(score[0])} {'< 0' if low else f'> {trimmed(weight[0])}'}",
        evidence=(score[1], weight[1]),
        suggestion="请核对得分与分值，得分最高为该项分值、最低为 0。",
        cause=frozenset((f"{form.id}:{name}:score",)),
    )


@check(
    "score.execution",
    "预算执行得分不符",
    Severity.WARNING,
    rule="预算执行得分按口径的规则由执行率得出（一般为 分值 × 执行率，最高为该项分值）；截尾而未四舍五入只作提示。",
    template="{表}：预算执行得分 {得分}，按{规则}应为 {计算值}，相差 {差额}",
    example="预算执行得分 9.8，按 10 × 92.30% = 9.23 应为 9.23，相差 0.57",
    why="执行得分是唯一可以完全由数字推出的得分。",
)
def execution_points(case: Case) -> Iterator[Outcome]:
    """Each form with an execution row that earns points."""
    for form, items in case.scored_forms():
        if prints_execution(items):
            continue
        rows = case.scored_rows(form, items)
        found = next(((item, score) for item, score in rows if is_execution(item)), None)
        if found is not None and found[1].declared is not None:
            yield _execution_points(case, form, *found)


def _execution_points(case: Case, form: Form, item: Indicator, score: IndicatorScore) -> Outcome:
    declared = score.declared
    assert declared is not None
    if not score.readings:
        return Undecidable(missing=(score.manual or "执行率",))
    fits = any(rounded_off(one, declared) for one in score.readings)
    if fits or score.verdict in (Verdict.AGREES, Verdict.BY_READING):
        return Passed()
    near, how = otherwise_rounded(score)
    wanted = near.points or Decimal(0)
    return Failed(
        severity=Severity.INFO if how else Severity.WARNING,
        message=f"{case.label(form)}：预算执行得分 {item.score_text}，按“{score.rule.words}”，"
        f"{near.computation}，相差 {trimmed(abs(declared - wanted))}，{f'是{how}' if how else '不符'}",
        expected=trimmed(wanted),
        actual=trimmed(declared),
        computation=near.computation,
        evidence=(part(item, "score", "得分"), part(item, "weight", "分值"), *near.inputs),
        suggestion=f"预算执行得分按规定应为 {trimmed(wanted)}。",
        corrections=(Correction(place=item.at("score"), old=item.score_text or "", new=trimmed(wanted)),),
    )


@check(
    "score.full-but-missed",
    "未达标却得满分",
    Severity.ERROR,
    rule="实际完成值未达到指标值的，不得给满分（两者须可比较且方向明确）。",
    template="{指标}：指标值 {指标值}，实际完成值 {完成值}，未达标却得满分 {得分}",
    example="验收合格率：指标值 ≥95%，实际完成值 93%，未达标却得满分 10",
    why="未完成却满分，是审计认定自评不实的首要情形。",
)
def full_but_missed(case: Case) -> Iterator[Outcome]:
    """Each indicator whose target and actual can be compared."""
    for form, items in case.scored_forms():
        for item in items:
            comparison = met(case.pack, item)
            if comparison is None or not item.weight or item.score is None:
                continue
            if comparison.met or item.score < item.weight or case.printed_rule_gives(form, items, item):
                yield Passed()
                continue
            yield Failed(
                severity=Severity.ERROR if comparison.certain else Severity.WARNING,
                message=f"{case.label(form)}：“{name_of(item)}”指标值 {target_of(item)}，实际完成值 {actual_of(item)}，"
                f"差 {comparison.gap}，未达标却得满分 {trimmed(item.score)}",
                expected=f"小于 {trimmed(item.weight)}",
                actual=trimmed(item.score),
                computation=f"{actual_of(item)} 未达到 {target_of(item)}，差 {comparison.gap}",
                evidence=(
                    part(item, "target", "年度指标值"),
                    part(item, "actual", "实际完成值"),
                    part(item, "score", "得分"),
                ),
                suggestion="请按评分标准扣分并说明偏差原因，或核对指标值与实际完成值。",
            )


@check(
    "score.met-but-deducted",
    "达标却扣分",
    Severity.WARNING,
    rule="实际完成值达到指标值而扣分的，应写明原因。",
    template="{指标}：指标值 {指标值}，实际完成值 {完成值}，已达标却扣 {扣分} 分且未说明原因",
    example="培训场次：指标值 ≥12次，实际完成值 15次，已达标却扣 2 分且未说明原因",
    why="无理由扣分多为凑分，自评结果不可信。",
)
def met_but_deducted(case: Case) -> Iterator[Outcome]:
    """Each indicator whose target is met, by figures that can be compared."""
    for form, items in case.scored_forms():
        for item in items:
            comparison = met(case.pack, item)
            if comparison is None or not comparison.met or not item.weight or item.score is None:
                continue
            if item.score >= item.weight or not is_meaningless(item.reason):
                yield Passed()
                continue
            yield Failed(
                severity=Severity.WARNING,
                message=f"{case.label(form)}：“{name_of(item)}”指标值 {target_of(item)}，实际完成值 {actual_of(item)}，"
                f"已达标却扣 {trimmed(item.weight - item.score)} 分，且未说明原因",
                expected=trimmed(item.weight),
                actual=trimmed(item.score),
                computation=f"{trimmed(item.weight)} − {trimmed(item.score)} = {trimmed(item.weight - item.score)}",
                evidence=(
                    part(item, "target", "年度指标值"),
                    part(item, "actual", "实际完成值"),
                    part(item, "score", "得分"),
                ),
                suggestion="请补写扣分原因，或按达标给满分。",
                cause=frozenset((f"{form.id}:{name_of(item)}:deducted",)),
            )


@check(
    "score.no-reason",
    "扣分未说明原因",
    Severity.WARNING,
    rule="得分低于分值的指标，偏差原因分析及改进措施一栏不得空白。",
    template="{指标}：扣 {扣分} 分，偏差原因为空",
    example="群众知晓率：分值 10，得分 8，扣 2 分，偏差原因为空",
    why="办法要求逐项说明偏差原因和改进措施。",
)
def no_reason(case: Case) -> Iterator[Outcome]:
    """Each indicator that loses points in a table that has a column for reasons."""
    for form, items in case.scored_forms():
        if not any("reason" in item.cells for item in items):
            continue
        for item in items:
            if not item.weight or item.score is None:
                continue
            if item.score >= item.weight or not is_meaningless(item.reason):
                yield Passed()
                continue
            comparison = met(case.pack, item)
            if comparison is not None and comparison.met:
                continue  # score.met-but-deducted says more
            yield Failed(
                severity=Severity.WARNING,
                message=f"{case.label(form)}：“{name_of(item)}”分值 {trimmed(item.weight)}，"
                f"得分 {trimmed(item.score)}，扣 {trimmed(item.weight - item.score)} 分，偏差原因为空",
                evidence=(
                    part(item, "score", "得分"),
                    part(item, "weight", "分值"),
                    part(item, "reason", "偏差原因"),
                ),
                computation=f"{trimmed(item.weight)} − {trimmed(item.score)} = {trimmed(item.weight - item.score)}",
                suggestion="请在偏差原因分析及改进措施一栏写明扣分原因和改进措施。",
            )


@check(
    "score.no-actual",
    "无完成值却得分",
    Severity.ERROR,
    rule="实际完成值空白或无意义（如“。”“/”）的指标，不得给分。",
    template="{指标}：实际完成值为“{完成值}”，却得 {得分} 分",
    example="按进度完成：实际完成值为“。”，却得 10 分",
    why="没有完成情况就没有评分依据。",
)
def no_actual(case: Case) -> Iterator[Outcome]:
    """Each indicator with points in a table that has a column for actuals."""
    for form, items in case.scored_forms():
        if form.form == "goals" or not any("actual" in item.cells for item in items):
            continue
        if all(is_meaningless(item.actual) for item in items):
            continue
        for item in items:
            if item.score is None or "actual" not in item.cells or prints_execution((item,)):
                continue
            if item.score <= 0 or not is_meaningless(item.actual):
                yield Passed()
                continue
            said = "空白" if is_blank(item.actual) else f"“{item.actual}”"
            yield Failed(
                severity=Severity.ERROR,
                message=f"{case.label(form)}：“{name_of(item)}”实际完成值为{said}，却得 {trimmed(item.score)} 分",
                expected="0" if not is_blank(item.actual) else None,
                actual=trimmed(item.score),
                computation=f"无完成值，得分 {trimmed(item.score)} / 分值 {item.weight_text or '—'}",
                evidence=(part(item, "actual", "实际完成值"), part(item, "score", "得分")),
                suggestion="请补填实际完成值；确未完成的，不应得分。",
            )


@check(
    "score.zero-weight",
    "指标无分值",
    Severity.WARNING,
    rule="列出的指标应有分值；不适用的应注明“不适用”。",
    template="{指标}：分值为 {分值}，又未注明不适用",
    example="成本控制：分值为 0，又未注明不适用",
    why="不给分的指标不参与评价，分值往往漏在别处。",
)
def zero_weight(case: Case) -> Iterator[Outcome]:
    """Each indicator of a table that prints weights."""
    for form, items in case.scored_forms():
        if sum(1 for item in items if item.weight) < 2 or form.form == "goals":
            continue
        for item in items:
            if item.weight:
                yield Passed()
                continue
            if (item.weight is None and not lacks_weight(item)) or not applicable(case.pack, item):
                continue
            said = item.weight_text or "空白"
            yield Failed(
                severity=Severity.WARNING,
                message=f"{case.label(form)}：“{name_of(item)}”分值为{'' if said == '空白' else ' '}{said}，"
                "又未注明不适用",
                evidence=(part(item, "level3", "三级指标"), part(item, "weight", "分值")),
                computation=f"分值 {said}",
                suggestion="请补填分值并使合计为满分；确不适用的，注明“不适用”。",
            )
