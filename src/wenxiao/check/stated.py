"""sum.* and rate.* of what the text itself states: parts of a whole, lists, shares, printed equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import islice

from wenxiao import quantity
from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.errors import RelationError
from wenxiao.filing import Fact, Statement, Term
from wenxiao.finding import Evidence, Severity
from wenxiao.quantity import trimmed
from wenxiao.relation import (
    Evaluation,
    Figure,
    Localisation,
    Part,
    Relation,
    Stated,
    Tier,
    Verdict,
    evaluate,
    explain,
    localise,
    parse,
)

_BY_SOURCE = ("function.", "economic.", "expenditure.", "spending.")
_NEAR = Decimal("0.02")


@dataclass
class StatedSums:
    """All 其中 statements of a filing as relations, judged, and localised together."""

    case: Case
    judged: list[tuple[Statement, Relation, dict[str, Figure], Evaluation]] = field(default_factory=list)
    located: Localisation | None = None
    used: list[int] = field(default_factory=list)
    terms: dict[str, Term] = field(default_factory=dict)

    def part_of(self, at: int) -> Part | None:
        """Return the error that explains a judged statement, or None."""
        return self.located.part_of(self._position[at]) if self.located is not None and at in self._position else None

    @cached_property
    def _position(self) -> dict[int, int]:
        return {at: index for index, at in enumerate(self.used)}

    @cached_property
    def told(self) -> dict[str, str]:
        """The ids of the facts of prose by where they stand."""
        return {
            f"p{fact.place.block}:{fact.place.row}:{fact.place.column}:{fact.place.start}": fact.id
            for fact in self.case.filing.facts
            if fact.origin == "prose"
        }


def key_of(term: Term) -> str:
    """Return the key of a figure: where it stands."""
    place = term.place
    return f"p{place.block}:{place.row}:{place.column}:{place.start}"


def figure_of(term: Term, places: int | None = None) -> Figure:
    """Return a term as a figure: money in 万元, a rate as a fraction, the rest as printed."""
    value, last = scaled_term(term)
    own = last if places is None or term.exact else max(last, places)
    return Figure(value=value, places=own, exact=term.exact, approximate=term.approximate)


def scaled_term(term: Term) -> tuple[Decimal, int]:
    """Return value and decimals in the unit of comparison."""
    return quantity.compared(term.value, term.unit, term.places)


def stated_sums(case: Case) -> StatedSums:
    """Return the sums that the text states, judged once a case."""
    held = case.__dict__.get("_stated")
    if isinstance(held, StatedSums):
        return held
    sums = StatedSums(case)
    for statement in case.filing.statements:
        if statement.kind == "parts" and statement.whole is not None and statement.parts:
            sums.judged.append(_judge(sums, statement))
    _locate(sums)
    case.__dict__["_stated"] = sums
    return sums


def _judge(sums: StatedSums, statement: Statement) -> tuple[Statement, Relation, dict[str, Figure], Evaluation]:
    whole = statement.whole
    assert whole is not None
    terms = [whole, *statement.parts]
    common = quantity.common_places([scaled_term(term) for term in terms])
    figures = {key_of(term): figure_of(term, common) for term in terms}
    sums.terms.update({key_of(term): term for term in terms})
    relation = parse("全部 = 合计(各项)").bind(
        {"全部": key_of(whole)}, {"各项": [key_of(term) for term in statement.parts]}
    )
    return statement, relation, figures, evaluate(relation, figures)


def _locate(sums: StatedSums) -> None:
    """Localise the statements that are known to be complete; figures that a form confirms are vouched for."""
    sums.used = [at for at, (one, _, _, _) in enumerate(sums.judged) if one.complete]
    if not any(sums.judged[at][3].verdict is Verdict.BROKEN for at in sums.used):
        return
    figures: dict[str, Stated] = {}
    relations: list[Relation] = []
    for at in sums.used:
        statement, relation, plain, _ = sums.judged[at]
        relations.append(relation)
        for term in (statement.whole, *statement.parts):
            if term is not None:
                figures[key_of(term)] = _stated(sums.case, term, plain[key_of(term)])
    for name in list(figures):
        for fact in _same_concept(sums.case, sums.terms[name]):
            anchor = Stated(value=_scaled_fact(fact), places=fact.places, text=fact.text, fixed=True)
            same = parse("甲 = 乙").bind({"甲": name, "乙": fact.id})
            if evaluate(same, {name: figures[name], fact.id: anchor}).verdict is Verdict.HOLDS:
                figures[fact.id] = anchor
                relations.append(same)
    sums.located = localise(relations, figures)


def _stated(case: Case, term: Term, plain: Figure) -> Stated:
    elsewhere = tuple(dict.fromkeys(_scaled_fact(fact) for fact in islice(_kin(case, term), _MOST_KIN)))
    return Stated(
        value=plain.value, places=plain.places, exact=plain.exact, approximate=plain.approximate,
        text=term.text, elsewhere=elsewhere,
    )  # fmt: skip


def _scaled_fact(fact: Fact) -> Decimal:
    assert fact.value is not None
    if quantity.unit_of(fact.unit).kind == "money" and fact.unit is not None:
        return quantity.convert(fact.value, fact.unit, "万元")
    return fact.value


def _same_concept(case: Case, term: Term) -> list[Fact]:
    """Return the form facts of a term's concept in this year."""
    if term.concept is None:
        return []
    return [
        fact
        for fact in case.form_facts.get(term.concept, ())
        if fact.value is not None and fact.period == str(case.year)
    ]


def _kin(case: Case, term: Term) -> Iterator[Fact]:
    """Yield what is printed elsewhere for the same thing: the same concept, or the total of the same scope."""
    concept = case.pack.concepts.get(term.concept or "")
    for fact in _alike(case, term.concept, concept.scope if concept is not None else None):
        if fact.value is None or fact.place == term.place or fact.period not in (None, str(case.year)):
            continue
        total = (fact.concept or "").split(".")[0] in ("source", "spending", "income")
        same_scope = concept is not None and concept.scope is not None and fact.dimensions.scope == concept.scope
        if (fact.concept == term.concept and term.concept) or (total and same_scope):
            yield fact


_MOST_KIN = 100  # what is printed more often is no ground for any one value


def _alike(case: Case, concept: str | None, scope: str | None) -> Iterable[Fact]:
    """Return the facts of a concept and those of a scope, in order: all that may be kin."""
    by_scope = case.facts_by_scope.get(scope, ()) if scope is not None else ()
    of_concept = case.filing.facts_of(concept) if concept else ()
    if not by_scope or not of_concept:
        return by_scope or of_concept
    order = case.fact_order
    return sorted({id(fact): fact for fact in (*of_concept, *by_scope)}.values(), key=lambda fact: order[id(fact)])


def check_of(statement: Statement) -> str:
    """Return the id of the check that a statement of parts belongs to."""
    assert statement.whole is not None
    concepts = [term.concept or "" for term in statement.parts]
    if statement.whole.exact:
        return "sum.people"
    spending = sum(concept.startswith(_BY_SOURCE) for concept in concepts)
    return "sum.by-source" if concepts and spending * 2 > len(concepts) else "sum.parts"


def outcomes(case: Case, name: str) -> Iterator[Outcome]:
    """Yield what became of the stated sums of one check."""
    sums = stated_sums(case)
    for at, (statement, relation, figures, evaluation) in enumerate(sums.judged):
        if check_of(statement) == name:
            yield _outcome(sums, at, statement, relation, figures, evaluation)


def _outcome(
    sums: StatedSums,
    at: int,
    statement: Statement,
    relation: Relation,
    figures: dict[str, Figure],
    evaluation: Evaluation,
) -> Outcome:
    whole = statement.whole
    assert whole is not None
    if evaluation.verdict is not Verdict.BROKEN or evaluation.difference is None:
        return Passed()
    over = evaluation.difference < 0
    near = abs(evaluation.difference) <= abs(figures[key_of(whole)].value) * _NEAR
    if not statement.complete and (over or not near):
        return Passed()  # 其中 names some parts, not all; or the list runs into what is no part
    computed = figures[key_of(whole)].value - evaluation.difference
    certain = statement.complete
    names = "、".join(term.label for term in statement.parts[:4]) + ("等" if len(statement.parts) > 4 else "")
    unit = whole.unit or ""
    return Failed(
        severity=Severity.ERROR if certain and evaluation.provable else Severity.WARNING,
        message=f"正文：{names}之和 {in_unit(computed, whole)}{unit} 不等于{whole.label} {whole.text}，"
        f"相差 {in_unit(abs(evaluation.difference), whole)}{unit}" + ("" if certain else "（按所列各项为全部计）"),
        expected=trimmed(computed),
        actual=trimmed(figures[key_of(whole)].value),
        computation=f"{explain(relation, figures)} ≠ {whole.text}",
        evidence=tuple(evidence_of(term) for term in (whole, *statement.parts)),
        suggestion=_suggest(sums, at),
        cause=_cause(sums, at) or frozenset(key_of(term) for term in (whole, *statement.parts)),
    )


def _cause(sums: StatedSums, at: int) -> frozenset[str]:
    """Return the figures to blame, where exactly one repair survives."""
    part = sums.part_of(at)
    if part is None or part.status != "unique":
        return frozenset()
    return frozenset(sums.told.get(change.key, change.key) for change in part.repairs[0].changes)


def in_unit(value: Decimal, term: Term) -> str:
    """Return a value in the unit of comparison as printed in a term's own unit."""
    kind = quantity.unit_of(term.unit).kind
    return trimmed(quantity.convert(value, "万元", term.unit) if kind == "money" and term.unit is not None else value)


def evidence_of(term: Term) -> Evidence:
    """Return a term as evidence."""
    return Evidence(label=term.label, text=term.text, place=term.place)


def _suggest(sums: StatedSums, at: int) -> str:
    part = sums.part_of(at)
    repairs = part.repairs if part is not None else ()
    if part is None or not repairs:
        return "请核对合计与各项：漏列的补上，填错的改正。"
    if part.status == "unique":
        return "；".join(_worded(sums, change.key, change.new, change.tier, "应为") for change in repairs[0].changes)
    exact = [repair for repair in repairs if not repair.inexact]
    words = dict.fromkeys(
        _worded(sums, change.key, change.new, change.tier, "可能应为")
        for repair in exact[:3]
        for change in repair.changes
    )
    if not words:
        return "请核对合计与各项：漏列的补上，填错的改正。"
    return "；或".join(words) + "。请核对原始数据后改正。"


def _worded(sums: StatedSums, name: str, value: Decimal, tier: Tier, verb: str) -> str:
    term = sums.terms[name]
    own = (
        quantity.convert(value, "万元", term.unit)
        if term.unit and quantity.unit_of(term.unit).kind == "money"
        else value
    )
    ground = "（文中另一处所印）" if tier is Tier.ELSEWHERE else ""
    return f"{term.label} {term.text} {verb} {trimmed(own)}{ground}"


# --- lists ---------------------------------------------------------------------------------------------


@check(
    "sum.list-count",
    "列举数与所称数不符",
    Severity.WARNING,
    rule="称“设N个…”并逐一列举的，列出的个数应等于N；带“等”字的不计。",
    template="称 {N} 个{事物}，列出 {M} 个",
    example="称 6 个股室，列出 8 个",
    why="机构数与列举不符，说明文字未随机构变动更新。",
)
def list_count(case: Case) -> Iterator[Outcome]:
    """Lists of names beside the number said to be in them."""
    for statement in case.filing.statements:
        if statement.kind != "list" or statement.result is None:
            continue
        said, listed = statement.result.value, len(statement.names)
        if said == listed:
            yield Passed()
            continue
        yield Failed(
            severity=Severity.WARNING,
            message=f"正文：称 {trimmed(said)} 个{statement.result.label}，列出 {listed} 个，"
            f"{'多' if listed > said else '少'} {trimmed(abs(said - listed))} 个",
            expected=str(listed),
            actual=trimmed(said),
            computation=f"{'、'.join(statement.names)} 共 {listed} 个",
            evidence=(Evidence(label=statement.result.label, text=statement.text, place=statement.place),),
            suggestion=f"请核对：应为 {listed} 个，或删去不属于{statement.result.label}的名称。",
        )


# --- shares and equations ------------------------------------------------------------------------------


@check(
    "rate.share",
    "占比错误",
    Severity.ERROR,
    rule="“占…的百分之几”应等于前后两个数相除。",
    template="正文：{部分} 占{整体}的比重印为 {印刷值}，应为 {计算值}",
    example="人员经费占基本支出的 75.20%，应为 70.25%",
    why="占比错误说明文字没有随数字更新。",
)
def share(case: Case) -> Iterator[Outcome]:
    """Shares printed beside both their figures."""
    for statement in case.filing.statements:
        if statement.kind == "share" and statement.whole is not None and statement.result is not None:
            yield _share(statement, statement.whole, statement.result)


def _share(statement: Statement, whole: Term, result: Term) -> Outcome:
    part = statement.parts[0]
    names = {"比重": "r", "部分": "a", "整体": "b"}
    relation = parse("比重 = 部分 / 整体").bind(names)
    figures = {"r": figure_of(result), "a": figure_of(part), "b": figure_of(whole)}
    evaluation = evaluate(relation, figures)
    if evaluation.verdict is Verdict.UNDECIDABLE:
        return Undecidable(missing=(whole.label,))
    if evaluation.verdict is Verdict.HOLDS:
        return Passed()
    value = percent(evaluation.right_value or Decimal(0), max(2, result.places))
    return Failed(
        severity=Severity.ERROR if evaluation.provable else Severity.WARNING,
        message=f"正文：{part.label} {part.text} 占{whole.label} {whole.text} 的比重印为 {result.text}，应为 {value}",
        expected=value,
        actual=result.text,
        computation=f"{part.text} ÷ {whole.text} = {value}",
        evidence=tuple(evidence_of(term) for term in (result, part, whole)),
        suggestion=f"{result.text} 应为 {value}",
        cause=frozenset(key_of(term) for term in (result, part, whole)),
    )


def percent(value: Decimal, places: int) -> str:
    """Return a fraction as a percentage, trailing zeros left out."""
    shown = f"{(value * 100).quantize(Decimal(1).scaleb(-places)):f}"
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"


@check(
    "rate.equation",
    "算式结果错误",
    Severity.ERROR,
    rule="正文印出的算式，按印刷的数字计算，应得出印刷的结果。",
    template="正文：算式 {算式} 的结果应为 {计算值}，印为 {印刷值}",
    example="算式 90/120×100%=80% 的结果应为 75%",
    why="算式写出来就是给人复算的，算错最伤公信。",
)
def equation(case: Case) -> Iterator[Outcome]:
    """Every printed equation."""
    for statement in case.filing.statements:
        if statement.kind == "equation" and statement.result is not None and statement.expression:
            yield _equation(statement, statement.result, statement.expression)


def _equation(statement: Statement, result: Term, expression: str) -> Outcome:
    try:
        relation = parse(f"「结果」 = {expression}")
    except RelationError:
        return Undecidable(missing=(statement.text,))
    figures = {str(at): figure_of(_bare(term)) for at, term in enumerate(statement.parts, 1)}
    figures["结果"] = figure_of(result)
    evaluation = evaluate(relation, figures)
    if evaluation.verdict is Verdict.UNDECIDABLE or evaluation.right_value is None:
        return Undecidable(missing=(statement.text,))
    if evaluation.verdict is Verdict.HOLDS or _as_percent(relation, figures, result):
        return Passed()
    if result.unit == "%":
        value = percent(evaluation.right_value, max(2, result.places))
    else:
        value = trimmed(evaluation.right_value.quantize(Decimal(1).scaleb(-max(2, result.places)))) + (
            result.unit or ""
        )
    return Failed(
        severity=Severity.ERROR if evaluation.provable else Severity.WARNING,
        message=f"正文：算式 {statement.text} 的结果应为 {value}，印为 {result.text}",
        expected=value,
        actual=result.text,
        computation=f"{statement.text.split('=')[0]} = {value}",
        evidence=(Evidence(label="算式", text=statement.text, place=statement.place),),
        suggestion=f"结果 {result.text} 应为 {value}；如结果无误，请核对算式中的数。",
        cause=frozenset((f"equation:{statement.place.block}:{statement.place.start}",)),
    )


def _bare(term: Term) -> Term:
    """Return a term of an equation as printed: inside one formula the units cancel, rates stay fractions."""
    return (
        term
        if term.unit == "%"
        else Term(
            label=term.label,
            value=term.value,
            unit=None,
            places=term.places,
            exact=term.exact,
            text=term.text,
            place=term.place,
        )
    )


def _as_percent(relation: Relation, figures: dict[str, Figure], result: Term) -> bool:
    """Tell whether the result holds with a percent sign left out (61/63×100=96.83) or added."""
    if result.unit == "%":
        return False
    scaled = Figure(value=result.value.scaleb(-2), places=result.places + 2)
    return result.unit is None and evaluate(relation, {**figures, "结果": scaled}).verdict is Verdict.HOLDS
