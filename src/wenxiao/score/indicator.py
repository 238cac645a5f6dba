"""One indicator scored: the readings beside the declared points, or that it does not apply."""

from __future__ import annotations

from wenxiao.finding import Evidence
from wenxiao.score.card import IndicatorScore, RuleUsed, Verdict
from wenxiao.score.sheet import Sheet, actual_of, name_of, target_of
from wenxiao.score.verdict import explained, verdict_of
from wenxiao.score.work import Row, Worked


def scored(sheet: Sheet, row: Row, worked: Worked, said: str | None) -> IndicatorScore:
    """Return the score of an indicator: the readings beside the declared points."""
    item, declared = row.item, row.item.score
    first = worked.readings[0] if worked.readings else None
    points = first.points if first is not None else None
    verdict = verdict_of(declared, row.weight, worked.readings)
    return IndicatorScore(
        form=sheet.form.id,
        name=name_of(item),
        level1=item.level1,
        level2=item.level2,
        level3=item.level3,
        target=target_of(item) or None,
        actual=actual_of(item) or None,
        weight=row.weight,
        moved=row.moved,
        declared=declared,
        points=points,
        difference=None if declared is None or points is None else declared - points,
        verdict=verdict,
        rule=worked.rule,
        inputs=_inputs(worked),
        computation=first.computation if first is not None else None,
        readings=worked.readings,
        manual=worked.lacking if first is None else None,
        said=said if first is None or first.points is None else None,
        flags=worked.flags,
        explanation=explained(verdict, declared, worked.readings, worked.lacking),
        place=item.place,
    )


def _inputs(worked: Worked) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(one for reading in worked.readings for one in reading.inputs))


def not_applicable(sheet: Sheet, row: Row, said: str | None, *, full: bool) -> IndicatorScore:
    """Return the score of an indicator that does not apply: nothing, or its full marks where the scheme says so."""
    item, declared = row.item, row.item.score
    points = row.weight if full else None
    words = "不适用的指标按满分计" if full else "不适用，其分值由其他指标分担"
    rule = RuleUsed(
        kind="manual", label="不适用", words=words, origin="standard",
        source=sheet.scheme.source, certainty=sheet.scheme.certainty,
    )  # fmt: skip
    weighted = row.weight is not None and row.weight > 0
    return IndicatorScore(
        form=sheet.form.id, name=name_of(item), level1=item.level1, level2=item.level2, level3=item.level3,
        target=target_of(item) or None, actual=actual_of(item) or None, weight=row.weight, declared=declared,
        points=points, difference=None if declared is None or points is None else declared - points,
        verdict=Verdict.NOT_APPLICABLE, rule=rule, inputs=(), computation=None, readings=(), manual=None, said=said,
        explanation=f"{words}。" if weighted else "不适用，没有分值。", place=item.place,
    )  # fmt: skip
