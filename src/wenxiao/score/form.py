"""All points of one form under one scheme: the execution row, every indicator, the totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from wenxiao.document import Place
from wenxiao.extract.criteria import gives_points
from wenxiao.filing import Fact, Indicator
from wenxiao.quantity import is_meaningless, squeeze, trimmed
from wenxiao.score.card import FormScore, IndicatorScore, RuleUsed, Total, Verdict
from wenxiao.score.choose import execution_option, expected_of, options
from wenxiao.score.completeness import counts_of
from wenxiao.score.indicator import not_applicable, scored
from wenxiao.score.measure import applicable
from wenxiao.score.numbers import nearest, shown
from wenxiao.score.reported import of_report, paragraphs
from wenxiao.score.sheet import Sheet, is_execution, prints_execution, title_of
from wenxiao.score.totals import swings, totals
from wenxiao.score.values import Candidate, of_execution, of_row
from wenxiao.score.verdict import fits
from wenxiao.score.weights import rows
from wenxiao.score.work import Row, Worked, work
from wenxiao.standards import Execution, Expectation, Rounding

_SAID = 120


def score_form(sheet: Sheet) -> FormScore:
    """Return the points of one form with every reading."""
    scores = [one for _, one in score_rows(sheet)]
    found = tuple(totals(sheet, scores, list(of_execution(sheet))))
    manual = [one for one in scores if one.verdict is Verdict.MANUAL and one.weight]
    judged = sum((one.declared for one in manual if one.declared is not None), Decimal(0))
    return FormScore(
        form=sheet.form.id,
        title=title_of(sheet.pack, sheet.form),
        scheme=sheet.scheme.id,
        scheme_title=sheet.scheme.title,
        source=sheet.scheme.source,
        certainty=sheet.scheme.certainty,
        full=sheet.scheme.full,
        rounding=rounding_in_words(sheet.scheme.rounding),
        indicators=tuple(scores),
        totals=found,
        swings=tuple(swings(sheet, scores)),
        judged=judged,
        bands=sheet.scheme.bands,
        grade_declared=_grade(sheet),
        grade_holds=_holds(found),
        notes=tuple(_notes(scores, manual, judged)),
        place=sheet.form.place,
    )


def rounding_in_words(rounding: Rounding) -> str:
    """Return how points are rounded, in words."""
    how = "四舍五入" if rounding.mode == "half-up" else "截尾"
    return f"得分保留 {rounding.places} 位小数，{how}"


def _grade(sheet: Sheet) -> str | None:
    forms = (sheet.form, *sheet.filing.forms_of("goals")) if sheet.form.form == "scored-indicators" else (sheet.form,)
    return next((one.grade for one in forms if one.grade), None)


def _holds(found: tuple[Total, ...]) -> bool | None:
    grades = {one.grade for one in found}
    return None if len(found) < 2 or None in grades else len(grades) == 1


def _notes(scores: list[IndicatorScore], manual: list[IndicatorScore], judged: Decimal) -> Iterator[str]:
    if manual:
        yield f"{len(scores)} 项中有 {len(manual)} 项需人工评判，合计按自报 {trimmed(judged)} 分计入各种总分。"
    moved = [one for one in scores if one.moved]
    if moved:
        whole = sum((one.moved for one in moved), Decimal(0))
        names = "、".join(one.name for one in moved)
        yield f"不适用的指标有 {trimmed(whole)} 分，按规定由 {names} 分担。"


def score_rows(sheet: Sheet) -> Iterator[tuple[Indicator, IndicatorScore]]:
    """Yield each row that gives points, the execution row first, with its score."""
    if not prints_execution(sheet.items):
        execution = _execution_score(sheet)
        if execution is not None:
            yield execution
    expected = [expected_of(sheet.scheme, item) for item in sheet.items]
    applies = [_applies(sheet, item, one) for item, one in zip(sheet.items, expected, strict=True)]
    counts = counts_of(sheet.filing, sheet.pack) if sheet.scheme.indicators else {}
    for row, own, on in zip(rows(sheet, applies), expected, applies, strict=True):
        said = _said(sheet, row.item)
        if on:
            yield row.item, scored(sheet, row, _worked(sheet, row, own, counts), said)
        else:
            yield row.item, not_applicable(sheet, row, said, full=sheet.scheme.not_applicable.to == "full")


def _applies(sheet: Sheet, item: Indicator, expected: Expectation | None) -> bool:
    """Tell whether an indicator applies: not where its row says 不适用, or its part that the thing does not exist."""
    if item.target is not None or item.actual is not None:
        return applicable(sheet.pack, item)
    if expected is None or not expected.absent:
        return True
    text = squeeze("".join(one for one, _ in paragraphs(sheet, item)))
    return not any(word in text for word in expected.absent)


def _worked(sheet: Sheet, row: Row, expected: Expectation | None, counts: dict[str, int]) -> Worked:
    item = row.item
    if row.weight is None or row.weight <= 0:
        zero = "分值为 0，不计分" if row.weight == 0 else "分值是负数，无法计分"
        why = "表中没有印分值" if row.weight is None else zero
        return Worked(RuleUsed(kind="manual", label="人工评判", words=why, origin="printed"), (), why)
    worked = work(sheet, row, list(options(sheet, item, expected)), _candidates(sheet, item, expected), counts)
    own = expected is not None and expected.rule is not None
    return worked if own or worked.rule.origin == "printed" or not gives_points(item.rule) else _beside(item, worked)


def _beside(item: Indicator, worked: Worked) -> Worked:
    """Return what the Standard's rule gave where the report prints one of its own that could not be applied.

    It stands where it gives the declared points, with a remark; where it does not, the printed rule may well do.
    """
    if item.score is not None and any(fits(item.score, one) for one in worked.readings):
        return worked._replace(flags=(*worked.flags, "材料另印有评分标准，没有读懂或无法代入，这里按口径计算"))
    words = item.rule or ""
    rule = RuleUsed(kind="manual", label="人工评判", words=words, origin="printed")
    return Worked(rule, (), "印出的评分标准没有读懂或无法代入，由人工按它评判")


def _candidates(sheet: Sheet, item: Indicator, expected: Expectation | None) -> list[Candidate]:
    if is_execution(item) and item.actual is None:
        return list(of_execution(sheet))
    if item.target is None and item.actual is None:
        return list(of_report(sheet, item, expected))
    return list(of_row(sheet, item))


def _said(sheet: Sheet, item: Indicator) -> str | None:
    """Return what the text says of an indicator, shortened: its rule in a table, the end of its part in a report."""
    if item.rule or item.actual:
        text = item.actual or item.rule or ""
    else:
        text = "".join(one for one, _ in list(paragraphs(sheet, item))[1:])
    bare = " ".join(text.split())
    return (bare if len(bare) <= _SAID else f"…{bare[-_SAID:]}") or None


def _execution_score(sheet: Sheet) -> tuple[Indicator, IndicatorScore] | None:
    """Return the execution row of the funds block as an indicator, with its score; None if it has no weight.

    Where the form gives points for it in a column without printing their maximum (湖北), the scheme's weight is meant.
    """
    rule, weight, score = sheet.scheme.execution, sheet.execution("funds.weight"), sheet.execution("funds.score")
    full = None if weight is None else weight.value
    if rule is not None and weight is None and score is not None and score.value is not None:
        full = rule.weight
    stated = score or weight
    if rule is None or full is None or stated is None:
        return None
    item = Indicator(
        form=sheet.form.id, level1="预算执行率", level2=None, level3="预算执行率", target=None, actual=None,
        weight=full, score=None if score is None else score.value, weight_text=None if weight is None else weight.text,
        score_text=None if score is None else score.text, place=stated.place, cells=_cells(weight, score),
    )  # fmt: skip
    row = Row(item, full)
    candidates = list(of_execution(sheet))
    worked = work(sheet, row, [(execution_option(sheet.scheme, rule),)], candidates, {})
    shared = [fact for fact in sheet.filing.facts_of("funds.weight", sheet.form.id) if fact.value]
    if len(shared) > 1:
        why = f"{len(shared)} 行资金分担执行率的分值，没有一个执行率能定出得分"
        worked = Worked(worked.rule, (), why)
    elif not candidates:
        worked = worked._replace(lacking=_no_rate(sheet))
    worked = worked._replace(flags=worked.flags + tuple(_unexplained(sheet, rule, candidates)))
    return item, scored(sheet, row, worked, None)


def _unexplained(sheet: Sheet, rule: Execution, candidates: list[Candidate]) -> Iterator[str]:
    """Yield that a reason is due where the rate is low and the form gives none beside it."""
    note, rate = sheet.execution("funds.note"), candidates[0].given.actual if candidates else None
    if rule.explain is None or rate is None or (note is not None and not is_meaningless(note.text)):
        return
    if rate < Fraction(rule.explain):
        yield f"执行率 {shown(nearest(rate, 2))}% 低于 {trimmed(rule.explain)}%，应说明原因"


def _cells(weight: Fact | None, score: Fact | None) -> dict[str, Place]:
    return {name: fact.place for name, fact in (("weight", weight), ("score", score)) if fact is not None}


def _no_rate(sheet: Sheet) -> str:
    budget = sheet.execution("funds.budget")
    if budget is not None and budget.value == 0:
        return "全年预算数为 0，执行率无从计算，由人工评判"
    return "没有印执行率，全年预算数和执行数也不全，无法计算"
