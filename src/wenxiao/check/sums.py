"""sum.*: parts against their totals, in forms. The relations stand in the Standard; this file words the verdicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from wenxiao.check import stated
from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.check.relations import Bound, Relations, figure, printed, relations_of, scaled
from wenxiao.filing import Fact
from wenxiao.finding import Correction, Severity, evidences
from wenxiao.relation import Change, Tier, Verdict, evaluate, explain, parse

_TOTAL_ROWS = ("汇总", "合计", "总计", "小计", "共计")


@check(
    "sum.parts",
    "分项之和不等于合计",
    Severity.ERROR,
    rule="构成合计的各项相加，应等于合计；四舍五入或截尾造成的末位差不算错。",
    template="{表}：{合计} {印刷值} 不等于各项之和 {计算值}，相差 {差额}",
    example="基础数据表：三公经费 5.40 不等于各项之和 4.50，相差 0.90",
    why="合计与分项对不上，说明至少有一个数填错，后续的执行率和得分都不可信。",
)
def parts(case: Case) -> Iterator[Outcome]:
    """Sums that the Standard declares, and total rows over the rows of sub-units."""
    yield from _sums(case, "sum.parts")
    yield from stated.outcomes(case, "sum.parts")
    yield from _entity_totals(case, staff=False)


@check(
    "sum.by-source",
    "按性质分类合计不等于总额",
    Severity.ERROR,
    rule="按收入性质、按支出性质各项相加，应等于所在表的资金总额；版式未说明是预算还是执行时，三者都不符才算错。",
    template="{表}：{分类各项}之和 {计算值} 不等于{总额名称} {印刷值}，相差 {差额}",
    example="整体支出绩效自评表：一般公共预算等各项之和 1200.36 不等于全年预算数 1200.00，相差 0.36",
    why="资金来源和支出去向必须与总额一致，否则总额或某一来源填错。",
)
def by_source(case: Case) -> Iterator[Outcome]:
    """Sources and kinds of spending against the total that they stand under."""
    yield from _sums(case, "sum.by-source")
    yield from stated.outcomes(case, "sum.by-source")


@check(
    "sum.part-exceeds",
    "其中项大于总额",
    Severity.ERROR,
    rule="其中项不能大于它所属的总额。",
    template="{表}：{其中项} {印刷值} 大于 {总额名称} {总额}，超出 {差额}",
    example="公用经费 90.80 大于基本支出 72.70，超出 18.10",
    why="部分大于整体，必有一处口径或数字有误。",
)
def part_exceeds(case: Case) -> Iterator[Outcome]:
    """Inequalities that the Standard declares between a part and its whole."""
    for one in relations_of(case).of("sum.part-exceeds"):
        yield _exceeds(case, one)


@check(
    "sum.people",
    "人员构成不符",
    Severity.ERROR,
    rule="编制数、在职人数应等于所列各单位或各类人员之和。",
    template="{表}：{人数名称}合计 {印刷值} 不等于各行之和 {计算值}，相差 {差额}",
    example="编制数合计 63 不等于各行之和 62，相差 1",
    why="人数决定人员经费和公用定额，人数不符则经费依据不实。",
)
def people(case: Case) -> Iterator[Outcome]:
    """Head counts in tables with a total row."""
    yield from _sums(case, "sum.people")
    yield from stated.outcomes(case, "sum.people")
    yield from _entity_totals(case, staff=True)


def _sums(case: Case, name: str) -> Iterator[Outcome]:
    relations = relations_of(case)
    for one in relations.of(name):
        yield _sum(case, relations, one)


def _sum(case: Case, relations: Relations, one: Bound) -> Outcome:
    if one.missing or one.evaluation is None:
        return Undecidable(missing=one.missing)
    if one.evaluation.verdict is Verdict.HOLDS:
        return Passed()
    difference = one.evaluation.difference or Decimal(0)
    if one.unlisted or (one.blank and difference > 0 and one.rule.check != "sum.by-source"):
        return Undecidable(missing=tuple(fact.label for fact in one.blank) or ("未识别的分项",))
    return _broken_sum(case, relations, one, difference)


def _broken_sum(case: Case, relations: Relations, one: Bound, difference: Decimal) -> Failed:
    total = _total(one)
    others = [fact for fact in one.facts.values() if fact.id != total.id]
    stated = scaled(total)[0]
    computed = stated - difference
    blanks = one.blank and difference > 0
    label = one.total or _called(total)
    names = "、".join(dict.fromkeys(_called(fact) for fact in others[:4])) + ("等" if len(others) > 4 else "")
    note = f"（空白的{'、'.join(fact.label for fact in one.blank)}按0计）" if blanks else ""
    return Failed(
        severity=Severity.WARNING if blanks or not _provable(one) else Severity.ERROR,
        message=f"{_where(case, total)}：{names}之和 {printed(total, computed)} 不等于{_headed(label, total)} "
        f"{total.text}，相差 {printed(total, abs(difference))}{note}",
        expected=printed(total, computed),
        actual=printed(total, stated),
        computation=f"{one.computation()} ≠ {total.text}" if "=" in one.computation() else one.computation(),
        evidence=evidences([total, *others, *one.blank]),
        suggestion=suggest(one, relations),
        corrections=_corrections(one, relations),
        cause=_cause(one, relations),
        also=("agree.form-form",) if _printed_elsewhere(one, relations) else (),
    )


def _printed_elsewhere(one: Bound, relations: Relations) -> bool:
    """Tell whether the repair is what another form prints for the same thing: the two forms disagree."""
    changes = relations.blamed(one)
    return relations.certain(one) and any(change.tier is Tier.ELSEWHERE for change in changes)


def _provable(one: Bound) -> bool:
    evaluation = one.evaluation
    return one.rule.provable and evaluation is not None and evaluation.provable


def _cause(one: Bound, relations: Relations) -> frozenset[str]:
    changes = relations.blamed(one)
    if relations.certain(one) and changes:
        return frozenset(change.key for change in changes)
    return frozenset(fact.id for fact in one.facts.values())


def _total(one: Bound) -> Fact:
    return next(iter(one.facts.values()))


def _called(fact: Fact) -> str:
    """Return how a part is called: by its row where concepts stand in columns, else by its concept."""
    return _LEADS.sub("", fact.row) if fact.heading and fact.row else fact.label


_LEADS = re.compile(r"^(?:其中|包括)[:：]?|^[\d一二三四五六]+[、.．]|[:：]$")


def _headed(label: str, fact: Fact) -> str:
    head = fact.column or (fact.label if fact.heading and fact.label != label else None)
    return f"{label}（{head}）" if head else label


def _where(case: Case, fact: Fact) -> str:
    form = case.filing.form(fact.form or "")
    return case.label(form) if form is not None else "材料"


def suggest(one: Bound, relations: Relations) -> str:
    """Say 应为 if exactly one repair survives, 可能 if several do; else say what to look at."""
    changes = relations.blamed(one)
    facts = {fact.id: fact for bound in relations.bound for fact in bound.facts.values()}
    if not changes:
        return "请核对合计与各项，改正填错的一个。"
    if _is_sure(one, relations):
        return "；".join(worded(facts[change.key], change, "应为") for change in changes)
    words = list(dict.fromkeys(worded(facts[change.key], change, "可能应为") for change in changes))
    return "；或".join(words[:3]) + "。请核对原始凭证后改正。"


def _is_sure(one: Bound, relations: Relations) -> bool:
    """Tell whether exactly one repair survives, and does not rest on blanks being nothing."""
    guessed = bool(one.blank) and one.evaluation is not None and (one.evaluation.difference or 0) > 0
    return relations.certain(one) and not guessed


def _corrections(one: Bound, relations: Relations) -> tuple[Correction, ...]:
    """Return the changes that the suggestion names, where it names one value for each place."""
    if not _is_sure(one, relations):
        return ()
    facts = {fact.id: fact for bound in relations.bound for fact in bound.facts.values()}
    return tuple(corrected(facts[change.key], change.new) for change in relations.blamed(one))


def corrected(fact: Fact, value: Decimal) -> Correction:
    """Return what a fact should be, printed in its own unit and decimals; `value` is in the scale of comparison."""
    return Correction(place=fact.place, old=fact.text, new=printed(fact, value))


def worded(fact: Fact, change: Change, verb: str) -> str:
    """Return a change as a reader needs it: which figure, as printed, what it should be, by what slip."""
    where = f"（{fact.column or fact.label}）" if fact.column or fact.heading else ""
    why = f"（{change.slip.value}）" if change.slip is not None else ""
    why = "（另一张表所印）" if change.tier is Tier.ELSEWHERE else why
    return f"{_called(fact)}{where} {fact.text} {verb} {printed(fact, change.new)}{why}"


def _exceeds(case: Case, one: Bound) -> Outcome:
    if one.missing or one.evaluation is None:
        return Undecidable(missing=one.missing)
    if one.evaluation.verdict is not Verdict.BROKEN:
        return Passed()
    facts = list(one.facts.values())
    part_first = one.relation.op in ("≤", "<")
    left, right = one.evaluation.left_value, one.evaluation.right_value
    assert left is not None
    assert right is not None
    part, whole = (facts[:1], facts[1:]) if part_first else (facts[1:], facts[:1])
    large, small = (left, right) if part_first else (right, left)
    part_name = "、".join(fact.label for fact in part)
    return Failed(
        severity=Severity.ERROR if _provable(one) else Severity.WARNING,
        message=f"{_where(case, part[0])}：{part_name}{'之和' if len(part) > 1 else ''} {printed(part[0], large)} "
        f"大于{whole[0].label} {whole[0].text}，超出 {printed(whole[0], large - small)}；{one.rule.title}",
        expected=None,
        actual=printed(part[0], large),
        computation=f"{printed(part[0], large)} > {printed(whole[0], small)}",
        evidence=evidences([*part, *whole]),
        suggestion=f"请核对{part_name}与{whole[0].label}的口径和数字，其中项不应超过总额。",
        cause=frozenset(fact.id for fact in facts),
    )


def _entity_totals(case: Case, *, staff: bool) -> Iterator[Outcome]:
    """Compare the total row of a table of sub-units with the rows above or below it."""
    columns: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in case.filing.facts:
        about_staff = (fact.concept or "").startswith("staff.")
        if fact.dimensions.entity and fact.concept and about_staff is staff:
            columns[fact.form or "", fact.block or "", fact.concept].append(fact)
    for facts in columns.values():
        totals = [fact for fact in facts if _is_total(fact)]
        rows = [fact for fact in facts if not _is_total(fact)]
        if len(totals) == 1 and rows and totals[0].value is not None and totals[0].concept != "staff.rate":
            yield _entity_total(case, totals[0], rows)


def _is_total(fact: Fact) -> bool:
    return "".join((fact.dimensions.entity or "").split()).rstrip("：:") in _TOTAL_ROWS


def _entity_total(case: Case, total: Fact, rows: list[Fact]) -> Outcome:
    stated = [fact for fact in rows if fact.value is not None]
    if len(stated) < len([fact for fact in rows if not fact.text or fact.value is not None]):
        return Undecidable(
            missing=tuple(f"{fact.dimensions.entity} {fact.label}" for fact in rows if fact.value is None)
        )
    if not stated:
        return Undecidable(missing=(total.label,))
    relation = parse("合计数 = 合计(各行)").bind({"合计数": total.id}, {"各行": [fact.id for fact in stated]})
    figures = {fact.id: figure(fact) for fact in (total, *stated)}
    verdict = evaluate(relation, figures)
    if verdict.verdict is not Verdict.BROKEN or verdict.difference is None:
        return Passed()
    computed = scaled(total)[0] - verdict.difference
    return Failed(
        severity=Severity.ERROR,
        message=f"{_where(case, total)}：{total.label}{total.dimensions.entity} {total.text} 不等于各行之和 "
        f"{printed(total, computed)}，相差 {printed(total, abs(verdict.difference))}",
        expected=printed(total, computed),
        actual=printed(total, scaled(total)[0]),
        computation=f"{explain(relation, figures)} ≠ {total.text}",
        evidence=evidences([total, *stated]),
        suggestion=f"请核对各行，{total.label}{total.dimensions.entity}按各行相加应为 {printed(total, computed)}。",
        cause=frozenset(fact.id for fact in (total, *stated)),
    )
