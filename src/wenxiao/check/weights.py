"""score.weights, score.weight-profile: full marks and how they are shared out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.filing import Fact, Form, Indicator
from wenxiao.finding import Evidence, Severity, evidence, part
from wenxiao.quantity import trimmed
from wenxiao.score.sheet import first_level, lacks_weight, name_of, prints_execution, sum_text


@check(
    "score.weights",
    "权重合计不等于100",
    Severity.ERROR,
    rule="预算执行率与各项指标的分值合计应等于满分（100分）。",
    template="{表}：分值合计 {合计} 不等于 {满分}，相差 {差额}",
    example="整体支出绩效自评表：分值合计 90 不等于 100，少 10",
    why="分值不足或超过满分，总分和等级就没有可比性。",
)
def weights(case: Case) -> Iterator[Outcome]:
    """Each form that prints weights."""
    for form, items in case.scored_forms():
        weighted = [item for item in items if item.weight is not None]
        if len(weighted) < 2:
            continue
        scoring = case.scoring_of(form)
        full = scoring.full if scoring else Decimal(100)
        yield _weights(case, form, items, full)


def _weights(case: Case, form: Form, items: tuple[Indicator, ...], full: Decimal) -> Outcome:
    weighted = [item for item in items if item.weight is not None]
    execution = _execution_weight(case, form, items)
    figures = [*([execution.value] if execution and execution.value is not None else [])]
    figures += [item.weight for item in weighted if item.weight is not None]
    total = sum(figures, Decimal(0))
    blank = [item for item in items if item.weight is None and lacks_weight(item)]
    if total == full:
        return Passed()
    scoring = case.scoring_of(form)
    rest = scoring.execution.weight if scoring and scoring.execution else Decimal(0)
    if execution is None and not prints_execution(items) and total + rest == full:
        return Passed()
    if blank and total < full:
        return Undecidable(missing=tuple(f"{name_of(item)} 分值" for item in blank))
    if form.form == "goals":
        return Undecidable(missing=("分值",))
    shown = [part(item, "weight", f"{name_of(item)} 分值") for item in weighted]
    shown = ([evidence(execution, "预算执行率 分值")] if execution else []) + shown
    gap = total - full
    return Failed(
        severity=Severity.ERROR,
        message=f"{case.label(form)}：分值合计 {trimmed(total)} 不等于 {trimmed(full)}，"
        f"{'多' if gap > 0 else '少'} {trimmed(abs(gap))}",
        expected=trimmed(full),
        actual=trimmed(total),
        computation=f"{sum_text(figures)} ≠ {trimmed(full)}",
        evidence=tuple(shown),
        suggestion=f"请按批复的绩效目标{'核减' if gap > 0 else '补足'} {trimmed(abs(gap))} 分，"
        f"使分值合计为 {trimmed(full)}。",
        cause=frozenset((f"{form.id}:weights",)),
    )


def _execution_weight(case: Case, form: Form, items: tuple[Indicator, ...]) -> Fact | None:
    if prints_execution(items):
        return None
    fact = case.execution(form, "funds.weight")
    return fact if fact is not None and fact.value is not None else None


@check(
    "score.weight-profile",
    "一级指标权重不符合规定",
    Severity.WARNING,
    rule="同一个一级指标下各项分值合计，应等于表头为它印刷的分值；表头未印时与口径规定的权重比较。",
    template="{表}：{一级指标}分值合计 {合计} 不等于表头所印 {分值}",
    example="产出指标分值合计 40 不等于表头所印 50",
    why="一级指标的权重由办法规定，随意增减会改变评价导向。",
)
def weight_profile(case: Case) -> Iterator[Outcome]:
    """Each first level that prints its share; else the whole against the Standard's profiles."""
    for form, items in case.scored_forms():
        if any(item.share is not None for item in items):
            yield from _shares(case, form, items)
        elif case.known_region and form.form in ("overall", "project"):
            yield from _profiles(case, form, items)


def _shares(case: Case, form: Form, items: tuple[Indicator, ...]) -> Iterator[Outcome]:
    groups: dict[tuple[str, Decimal], list[Indicator]] = defaultdict(list)
    for item in items:
        if item.level1 and item.share is not None:
            groups[item.level1, item.share].append(item)
    for (level1, share), members in groups.items():
        stated = [item.weight for item in members if item.weight is not None]
        total = sum(stated, Decimal(0))
        if not stated:
            continue
        if total == share:
            yield Passed()
            continue
        shown = [part(item, "weight", f"{name_of(item)} 分值") for item in members if item.weight is not None]
        yield Failed(
            severity=Severity.WARNING,
            message=f"{case.label(form)}：{level1}分值合计 {trimmed(total)} 不等于表头所印 {trimmed(share)}，"
            f"{'多' if total > share else '少'} {trimmed(abs(total - share))}",
            expected=trimmed(share),
            actual=trimmed(total),
            computation=f"{sum_text(stated)} ≠ {trimmed(share)}",
            evidence=(
                Evidence(label="一级指标", text=f"{level1}（{trimmed(share)}分）", place=members[0].at("level1")),
                *shown,
            ),
            suggestion=f"请调整{level1}各项分值，使合计为 {trimmed(share)}。",
        )


def _profiles(case: Case, form: Form, items: tuple[Indicator, ...]) -> Iterator[Outcome]:
    scoring = case.scoring_of(form)
    if scoring is None or not scoring.profiles or any(item.weight is None and lacks_weight(item) for item in items):
        return
    groups: dict[str, Decimal] = defaultdict(Decimal)
    for item in items:
        groups[first_level(item.level1)] += item.weight or Decimal(0)
    if not groups or "" in groups or sum(groups.values()) not in (Decimal(90), Decimal(100)):
        return
    wanted = [{k: v for k, v in one.weights.items() if k != "预算执行率"} for one in scoring.profiles]
    if {k: v for k, v in groups.items() if v and "执行" not in k} in wanted:
        yield Passed()
        return
    stated = "、".join(f"{name} {trimmed(value)}" for name, value in groups.items())
    legal = "；".join("、".join(f"{k} {trimmed(v)}" for k, v in one.items()) for one in wanted)
    yield Failed(
        severity=Severity.INFO,
        message=f"{case.label(form)}：一级指标权重（{stated}）与口径列出的权重（{legal}）都不一致",
        expected=legal,
        actual=stated,
        evidence=(part(items[0], "level1", "一级指标"),),
        suggestion="如属特殊情况调整权重，请说明依据；否则按办法规定的权重分配。",
    )
