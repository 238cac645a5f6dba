"""score.total, score.all-full, score.grade: a table's points as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.filing import Fact, Form, Indicator
from wenxiao.finding import Correction, Evidence, Severity, evidence, part
from wenxiao.quantity import is_nothing, trimmed
from wenxiao.score.sheet import declared_total, grade_of, name_of, points_given, prints_execution, sum_text

_GRADES = {"优秀": "优", "良好": "良", "中等": "中", "合格": "中", "较差": "较差", "不合格": "差"}


@check(
    "score.total",
    "总分不等于各项得分之和",
    Severity.ERROR,
    rule="总分应等于预算执行得分与各项指标得分之和。",
    template="{表}：总分 {总分} 不等于各项得分之和 {合计}，相差 {差额}",
    example="总分 95.5 不等于各项得分之和 92.5，相差 3",
    why="总分决定等级，等级与下一年预算挂钩。",
)
def total(case: Case) -> Iterator[Outcome]:
    """Each form that gives points and declares a total."""
    for form, items in case.scored_forms():
        declared = declared_total(case.filing, form)
        scored = [item for item in items if item.score is not None]
        if declared is None or len(scored) < 2:
            continue
        yield _total(case, form, items, declared)


def _total(case: Case, form: Form, items: tuple[Indicator, ...], declared: tuple[Decimal, Evidence]) -> Outcome:
    figures, execution = points_given(case.filing, form, items)
    computed = sum(figures, Decimal(0))
    stated, shown_total = declared
    if computed == stated:
        return Passed()
    blank = [item for item in items if item.score is None and item.weight and not is_nothing(item.score_text)]
    no_execution = execution is not None and execution.value is None and not is_nothing(execution.text)
    if (blank or no_execution or _hidden_execution(case, form, items, execution)) and computed < stated:
        return Undecidable(
            missing=(*(f"{name_of(item)} 得分" for item in blank), *(("执行得分",) if no_execution else ()))
        )
    shown = [part(item, "score", f"{name_of(item)} 得分") for item in items if item.score is not None]
    if execution is not None and execution.value is not None:
        shown.insert(0, evidence(execution, "预算执行得分"))
    return Failed(
        severity=Severity.ERROR,
        message=f"{case.label(form)}：总分 {trimmed(stated)} 不等于各项得分之和 {trimmed(computed)}，"
        f"相差 {trimmed(abs(stated - computed))}",
        expected=trimmed(computed),
        actual=trimmed(stated),
        computation=sum_text(figures),
        evidence=(shown_total, *shown),
        suggestion=f"总分应为 {trimmed(computed)}",
        corrections=(Correction(place=shown_total.place, old=shown_total.text, new=trimmed(computed)),),
        cause=frozenset((f"{form.id}:total",)),
    )


def _hidden_execution(case: Case, form: Form, items: tuple[Indicator, ...], execution: Fact | None) -> bool:
    """Tell whether the execution's points may be missing from what was read (a table that begins below them)."""
    weights_ = sum((item.weight or Decimal(0) for item in items), Decimal(0))
    scoring = case.scoring_of(form)
    share = scoring.execution.weight if scoring and scoring.execution else Decimal(0)
    return execution is None and not prints_execution(items) and bool(share) and weights_ + share == Decimal(100)


@check(
    "score.all-full",
    "全部满分",
    Severity.INFO,
    rule="各项指标全部满分，或总分达到口径的提示线（99.5分）的，提示核实。",
    template="{表}：{n}项指标全部得满分",
    example="18项指标全部得满分",
    why="全部满分的自评很少经得起复核，抽查时优先。",
)
def all_full(case: Case) -> Iterator[Outcome]:
    """Each form with five indicators or more."""
    for form, items in case.scored_forms():
        rated = [item for item in items if item.weight and item.score is not None]
        if len(rated) < 5 or form.form == "work-assessment":
            continue
        full = all(item.score == item.weight for item in rated)
        declared = declared_total(case.filing, form)
        scoring = case.scoring_of(form)
        most = scoring.full if scoring else Decimal(100)
        high = declared is not None and case.pack.threshold("all-full.total") <= declared[0] <= most
        if not full and not high:
            yield Passed()
            continue
        shown = declared[1] if declared else part(rated[0], "score", "得分")
        said = f"{len(rated)}项指标全部得满分" if full else f"总分 {trimmed(declared[0]) if declared else ''} 接近满分"
        yield Failed(
            severity=Severity.INFO,
            message=f"{case.label(form)}：{said}",
            evidence=(shown,),
            computation=said,
            suggestion="请对照佐证材料逐项复核得分，确无偏差的保留依据。",
        )


@check(
    "score.grade",
    "等级与分数不符",
    Severity.ERROR,
    rule="等级应与总分所在的分数段一致（按口径的等级划分）。",
    template="{表}：总分 {总分} 属于“{应有等级}”，所填等级为“{等级}”",
    example="总分 86 属于“良”，所填等级为“优”",
    why="等级直接用于结果应用。",
)
def grade(case: Case) -> Iterator[Outcome]:
    """Each form that declares both a total and a grade."""
    for form in case.filing.forms:
        scoring = case.scoring_of(form)
        if form.grade is None or form.total_score is None or form.grade_place is None or scoring is None:
            continue
        wanted = grade_of(scoring, form.total_score)
        stated = _GRADES.get(form.grade, form.grade)
        if wanted is None or stated not in [band.grade for band in scoring.bands]:
            yield Undecidable(missing=("等级划分",))
            continue
        if wanted == stated:
            yield Passed()
            continue
        band = next(one for one in scoring.bands if one.grade == wanted)
        assert form.total_place is not None
        yield Failed(
            severity=Severity.ERROR if case.known_region else Severity.WARNING,
            message=f"{case.label(form)}：总分 {trimmed(form.total_score)} 属于“{wanted}”，所填等级为“{form.grade}”",
            expected=wanted,
            actual=form.grade,
            computation=f"{trimmed(band.low)} ≤ {trimmed(form.total_score)} < {trimmed(band.high)} → {wanted}",
            evidence=(
                Evidence(label="等级", text=form.grade, place=form.grade_place),
                Evidence(label="总分", text=trimmed(form.total_score), place=form.total_place),
            ),
            suggestion=f"等级应为“{wanted}”，或核对总分。",
        )
