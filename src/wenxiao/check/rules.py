"""score.rule: the points awarded against the rule printed beside the indicator, or the Standard's own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from wenxiao import quantity
from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.check.relations import scaled
from wenxiao.check.stated import percent, scaled_term
from wenxiao.filing import Form, Indicator, PrintedBand, PrintedRule, Statement
from wenxiao.finding import Evidence, Severity, part
from wenxiao.quantity import trimmed
from wenxiao.score.sheet import name_of

_CENT = Decimal("0.01")


@check(
    "score.rule",
    "得分与评分标准不符",
    Severity.ERROR,
    rule="按指标旁印出的评分标准和印出的数字计算，应得出所给的分；标准有歧义时列出各种读法，都不符才算错。",
    template="{指标}：按“{评分标准}”，{数值}应得 {分数}，所给为 {得分}",
    example="公用经费控制率：按“每超出1%扣2分”，103% 应得 2 分，所给为 8 分",
    why="分数与自己印的标准不符，等于没有标准。",
)
def rule(case: Case) -> Iterator[Outcome]:
    """Indicators with a printed deduction rule, and cost indicators that are bound to the budget."""
    for form, items in case.scored_forms():
        for item in items:
            if item.printed is not None and item.score is not None and item.weight is not None:
                yield from _printed(case, form, item, item.printed)
            elif form.form == "scored-indicators" and item.printed is None:
                yield Undecidable(missing=(f"{name_of(item)}（没有可计算的评分标准，需人工判断）",))
            elif "成本" in f"{item.level1 or ''}{item.level2 or ''}":
                yield from _cost(case, form, item)


def _printed(case: Case, form: Form, item: Indicator, rule_: PrintedRule) -> Iterator[Outcome]:
    assert item.score is not None
    assert item.weight is not None
    computed = _computed(case, item)
    stated = rule_.rate
    if stated is None and computed is not None and computed.result is not None and computed.result.unit == "%":
        stated = computed.result.value
    if stated is None and computed is None:
        return
    given = stated if stated is not None else percent_of(computed)
    readings = points_by(rule_, item.weight, given)
    if not readings:
        yield Undecidable(missing=(f"{name_of(item)}：{trimmed(given)} 不在印出的任何一档",))
        return
    if item.score in readings.values():
        if computed is None or stated is None:
            yield Passed()
            return
        yield from _by_computed(case, form, item, rule_, computed)
        return
    shown = _said(readings)
    yield Failed(
        severity=Severity.ERROR,
        message=f"{case.label(form)}：“{name_of(item)}”按“{rule_.text}”，{trimmed(given)}% {shown}，"
        f"所给为 {trimmed(item.score)}，哪种读法都不符",
        expected="、".join(dict.fromkeys(trimmed(points) for points in readings.values())),
        actual=trimmed(item.score),
        computation=shown,
        evidence=(part(item, "score", "得分"), part(item, "level3", "指标")),
        suggestion="请按评分标准重算得分，并写明采用的读法。",
    )


def _by_computed(
    case: Case, form: Form, item: Indicator, rule_: PrintedRule, statement: Statement
) -> Iterator[Outcome]:
    """The points fit the printed rate; where the rate itself is miscalculated, say what the right one would give."""
    assert item.weight is not None
    assert item.score is not None
    value = percent_of(statement)
    readings = points_by(rule_, item.weight, value)
    if item.score in readings.values():
        yield Passed()
        return
    shown = _said(readings)
    place = statement.place
    yield Failed(
        severity=Severity.WARNING,
        message=f"{case.label(form)}：“{name_of(item)}”所给 {trimmed(item.score)} 分依据的比率有误，"
        f"按 {trimmed(value)}% 和“{rule_.text}”{shown}，相差 {trimmed(item.score - next(iter(readings.values())))}",
        expected="、".join(dict.fromkeys(trimmed(points) for points in readings.values())),
        actual=trimmed(item.score),
        computation=shown,
        evidence=(part(item, "score", "得分"), Evidence(label="算式", text=statement.text, place=place)),
        suggestion="请先改正比率，再按评分标准重算得分。",
        cause=frozenset((f"equation:{place.block}:{place.start}",)),
    )


def _said(readings: dict[str, Decimal]) -> str:
    """Return the readings in words, those that give the same points together."""
    groups: dict[Decimal, list[str]] = {}
    for how, points in readings.items():
        groups.setdefault(points, []).append(how)
    sides = {how.split("、")[0] for how in readings}
    parts = []
    for points, ways in groups.items():
        side = {how.split("、")[0] for how in ways}
        whole = (
            len(side) == 1 and len(sides) > 1 and len(ways) == sum(how.startswith(next(iter(side))) for how in readings)
        )
        parts.append(f"{next(iter(side)) if whole else '或'.join(ways)}应得 {trimmed(points)}")
    return "；".join(parts)


def points_by(rule_: PrintedRule, weight: Decimal, value: Decimal) -> dict[str, Decimal]:
    """Return the points by every reading: which side is punished, and whole steps, begun steps, or proportion."""
    if rule_.kind == "bands":
        return _by_bands(rule_, value)
    found: dict[str, Decimal] = {}
    names = {"down": "低于时扣", "up": "超出时扣", "both": "偏离时扣"}
    for direction in rule_.directions:
        gap = rule_.base - value if direction == "down" else value - rule_.base
        gap = abs(gap) if direction == "both" else max(gap, Decimal(0))
        steps = gap / rule_.step
        ways = {
            "满一档才扣": steps.to_integral_value(ROUND_FLOOR),
            "按比例扣": steps,
            "不足一档按一档扣": steps.to_integral_value(ROUND_CEILING),
        }
        for how, count in ways.items():
            points = max(Decimal(0), weight - rule_.points * count).quantize(_CENT).normalize()
            label = f"{names[direction]}、{how}" if len(rule_.directions) > 1 else how
            found[label] = Decimal(quantity.plain(points))
    return found


def _by_bands(rule_: PrintedRule, value: Decimal) -> dict[str, Decimal]:
    """Return the points of every band that the value may fall into; both where it stands on an edge."""
    return {
        f"按{_span(band)}": band.points
        for band in rule_.bands
        if (band.low is None or value >= band.low) and (band.high is None or value <= band.high)
    }


def _span(band: PrintedBand) -> str:
    if band.low is not None and band.high is not None:
        return f"{trimmed(band.low)}–{trimmed(band.high)}"
    return f"{trimmed(band.low)}以上" if band.low is not None else f"{trimmed(band.high or Decimal(0))}以下"


def _computed(case: Case, item: Indicator) -> Statement | None:
    """Return the printed equation that stands in the part of the report on this indicator."""
    block, last = item.place.block or 0, item.last
    for statement in case.filing.statements:
        if statement.kind == "equation" and len(statement.parts) == 2 and block <= (statement.place.block or 0) < last:
            return statement
    return None


def percent_of(statement: Statement | None) -> Decimal:
    """Return the quotient of an equation's two terms in percent, to two decimals."""
    assert statement is not None
    top, bottom = (scaled_term(term)[0] for term in statement.parts)
    return Decimal(percent(top / bottom, 2).rstrip("%")) if bottom else Decimal(0)


def _cost(case: Case, form: Form, item: Indicator) -> Iterator[Outcome]:
    """A cost that is not to exceed the budget, by the Standard's falling rule: full within, nothing at twice."""
    target, actual = item.target or "", quantity.parse(item.actual or "")
    if "预算" not in target or actual is None or actual.kind != "money" or not item.weight or item.score is None:
        return
    if any(char.isdecimal() for char in target):
        return
    fact = case.execution(form, "funds.initial" if "年初" in target else "funds.budget")
    if fact is None or not fact.value or actual.unit is None:
        return
    limit, spent = scaled(fact)[0], quantity.convert(actual.value, actual.unit, "万元")
    if spent <= limit:
        yield Passed()
        return
    falling = max(Decimal(0), item.weight * (1 - (spent - limit) / limit)).quantize(_CENT)
    ratio = (item.weight * limit / spent).quantize(_CENT)
    if item.score <= max(falling, ratio):
        yield Passed()
        return
    times = percent(spent / limit, 0)
    yield Failed(
        severity=Severity.WARNING,
        message=f"{case.label(form)}：“{name_of(item)}”指标值为{target}（{fact.text}），实际 {item.actual}，"
        f"为 {times}，所给 {trimmed(item.score)} 分；"
        f"按口径的反向计分应得 {trimmed(falling)}（按比例 {trimmed(ratio)}）",
        expected=trimmed(falling),
        actual=trimmed(item.score),
        computation=f"{trimmed(spent)} ÷ {trimmed(limit)} = {times}",
        evidence=(
            part(item, "actual", "实际完成值"), part(item, "score", "得分"),
            Evidence(label=fact.label, text=fact.text, place=fact.place),
        ),
        suggestion=f"得分应为 {trimmed(falling)}，或写明所用的评分标准。",
    )  # fmt: skip
