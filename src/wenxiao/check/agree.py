"""agree.*: one thing stated in several places, or in two years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.check.relations import figure, printed, relations_of, scaled
from wenxiao.filing import Fact
from wenxiao.finding import Severity, evidences
from wenxiao.quantity import trimmed, unit_of
from wenxiao.relation import Verdict, evaluate, parse

_SAME = parse("甲 = 乙")
_ACTUAL = ("执行", "决算")
_SCALES = {Decimal(10000): "一万倍（元与万元）", Decimal(1000): "一千倍（元与千元）"}


@check(
    "agree.form-form",
    "表间不一致",
    Severity.ERROR,
    rule="同一指标项、同一口径、同一年度、同一阶段的数，在各表中应一致。",
    template="{指标项}：{表甲} 为 {数甲}，{表乙} 为 {数乙}，相差 {差额}",
    example="项目支出：基础数据表为 320.50，整体支出绩效自评表为 302.50，相差 18.00",
    why="各表取自同一套账，不一致必有一处填错。",
)
def form_form(case: Case) -> Iterator[Outcome]:
    """Every concept that two forms state."""
    for one, other in _pairs(case):
        if _same(one, other):
            yield Passed()
        elif _scale(one, other) is None:
            yield _differs(case, one, other)


@check(
    "agree.scale",
    "单位量级异常",
    Severity.WARNING,
    rule="两处同一指标项恰好相差一万倍的，多半是元与万元混用。",
    template="{指标项}：{数甲} 与 {数乙} 恰差{倍数}",
    example="项目支出：3205000 与 320.50 恰差一万倍（元与万元）",
    why="单位用错，汇总时会放大一万倍。",
)
def scale(case: Case) -> Iterator[Outcome]:
    """The same concept in two forms, or in one row, apart by the factor of a unit."""
    for one, other in (*_pairs(case), *_within(case)):
        factor = _scale(one, other)
        if factor is None:
            yield Passed()
            continue
        yield Failed(
            severity=Severity.WARNING,
            message=f"{one.label} {one.text} 与{other.label} {other.text} 恰差{_SCALES[factor]}，单位疑有误",
            expected=None,
            actual=one.text,
            computation=f"{one.text} ÷ {other.text} = {trimmed(factor)} 或其倒数",
            evidence=evidences((one, other)),
            suggestion="请核对两处的计量单位，统一为表头所印的单位。",
            cause=frozenset((one.id, other.id)),
        )


def _pairs(case: Case) -> Iterator[tuple[Fact, Fact]]:
    groups: dict[tuple[str | None, ...], list[Fact]] = defaultdict(list)
    for fact in case.filing.facts:
        if fact.value is None or fact.concept is None or fact.origin != "form" or not fact.form:
            continue
        if fact.form.startswith("project") or fact.concept.endswith((".item", ".weight", ".score", ".rate")):
            continue
        if fact.dimensions.entity and not _whole(fact):
            continue
        stage = _stage(case, fact)
        if stage != "?":
            groups[fact.concept, fact.period, fact.heading or "funds.total", stage].append(fact)
    for facts in groups.values():
        for one, other in combinations(facts, 2):
            if one.form != other.form and _same_scope(one, other):
                yield one, other


def _whole(fact: Fact) -> bool:
    return "".join((fact.dimensions.entity or "").split()) in ("汇总", "合计", "总计")


def _same_scope(one: Fact, other: Fact) -> bool:
    scopes = {one.dimensions.scope, other.dimensions.scope}
    return len(scopes) == 1 or None in scopes


def _stage(case: Case, fact: Fact) -> str:
    """Return the stage of a figure; the composition of the overall form has that of the total it adds up to."""
    stage = fact.dimensions.stage
    if stage is not None:
        return "决算" if stage in _ACTUAL else stage
    if unit_of(fact.unit).kind != "money":
        return ""
    if fact.group is not None or fact.column is not None:
        return "?"
    fits = _fitting_totals(case, fact)
    return "决算" if "全年执行数" in fits else "预算调整" if "全年预算数" in fits else "?"


def _stage_is_known(case: Case, fact: Fact) -> bool:
    """Tell whether a figure's stage is printed, or follows from the one total that its split adds up to."""
    if fact.dimensions.stage is not None or unit_of(fact.unit).kind != "money":
        return True
    return len(_fitting_totals(case, fact)) == 1


def _fitting_totals(case: Case, fact: Fact) -> set[str]:
    fits: set[str] = set()
    for one in relations_of(case).of("sum.by-source"):
        members = list(one.facts.values())
        if fact.id not in {member.id for member in members} or one.evaluation is None or one.broken:
            continue
        for concept, label in (("funds.executed", "全年执行数"), ("funds.budget", "全年预算数")):
            total = next((f for f in case.filing.facts_of(concept, fact.form) if f.value is not None), None)
            if total is not None and _same(total, members[0]):
                fits.add(label)
    return fits


def _same(one: Fact, other: Fact) -> bool:
    relation = _SAME.bind({"甲": one.id, "乙": other.id})
    return evaluate(relation, {fact.id: figure(fact) for fact in (one, other)}).verdict is not Verdict.BROKEN


def _scale(one: Fact, other: Fact) -> Decimal | None:
    a, b = scaled(one)[0], scaled(other)[0]
    if unit_of(one.unit).kind != "money" or not a or not b:
        return None
    for factor in _SCALES:
        if a == b * factor or b == a * factor:
            return factor
    return None


def _within(case: Case) -> Iterator[tuple[Fact, Fact]]:
    """Yield budget and execution of one row: they are alike in size, so a factor of a unit shows."""
    rows: dict[tuple[str | None, str | None], list[Fact]] = defaultdict(list)
    for fact in case.filing.facts:
        if fact.value and fact.concept in ("funds.initial", "funds.budget", "funds.executed"):
            rows[fact.form, fact.group].append(fact)
    for facts in rows.values():
        yield from combinations(facts, 2)


def _differs(case: Case, one: Fact, other: Fact) -> Failed:
    a, b = scaled(one)[0], scaled(other)[0]
    forms = [case.filing.form(fact.form or "") for fact in (one, other)]
    names = [case.label(form) if form else "" for form in forms]
    stage = f"（{one.column}）" if one.column else f"（{other.column}）" if other.column else ""
    certain = all(_stage_is_known(case, fact) for fact in (one, other))
    return Failed(
        severity=Severity.ERROR if certain else Severity.WARNING,
        message=f"{one.label}{stage}：{names[0]}为 {one.text}，{names[1]}为 {other.text}，"
        f"相差 {printed(one, abs(a - b))}",
        expected=None,
        actual=None,
        computation=f"{one.text} ≠ {other.text}",
        evidence=evidences((one, other)),
        suggestion="请以决算报表为准，改正填错的一处，使两表一致。",
        cause=frozenset((one.id, other.id)),
    )


# --- two years -----------------------------------------------------------------------------------------


@check(
    "agree.same-as-last-year",
    "两年数据雷同",
    Severity.WARNING,
    rule="同一组中有多个非零数与上年完全相同（到末位），疑为照抄上年。",
    template="{表}：{各项} {上年} 与 {本年} 完全相同",
    example="公用经费 62.40、办公经费 35.10 两年完全相同",
    why="两年的决算数很少逐项相同，多为沿用上年表格未改。",
)
def same_as_last_year(case: Case) -> Iterator[Outcome]:
    """Rows that state last year's and this year's final figures."""
    rows = [row for row in _two_years(case) if row[0].value or row[1].value]
    groups: dict[tuple[str | None, str], list[tuple[Fact, Fact]]] = defaultdict(list)
    parents = _parents(case)
    for last, this in rows:
        groups[this.form, _group_of(case, this, parents)].append((last, this))
    for pairs in groups.values():
        same = [(last, this) for last, this in pairs if last.value == this.value and this.value]
        enough = len({this.value for _, this in same}) >= case.pack.threshold("same-as-last-year.least")
        if not enough or len(same) * 2 < len(pairs):
            yield Passed()
            continue
        named = "、".join(f"{this.label} {this.text}" for _, this in same)
        yield Failed(
            severity=Severity.WARNING,
            message=f"{_where(case, same[0][1])}：{named}，{same[0][0].period}年与{same[0][1].period}年完全相同",
            computation="；".join(f"{last.text} = {this.text}" for last, this in same),
            evidence=evidences(fact for pair in same for fact in pair),
            suggestion="请核对本年决算数是否沿用了上年的数。",
            cause=frozenset(fact.id for pair in same for fact in pair),
        )


def _parents(case: Case) -> dict[str, str]:
    """Return, for each term that is a part of a total in the Standard's sums, that total."""
    parents: dict[str, str] = {}
    for rule in case.pack.relations.values():
        if rule.check.startswith("sum.") and rule.per == "column":
            relation = parse(rule.expr)
            whole, *parts = relation.names
            parents.update(dict.fromkeys((*parts, *relation.groups), whole))
    return parents


def _group_of(case: Case, fact: Fact, parents: dict[str, str]) -> str:
    """Return the total that a row belongs to: itself if it has parts, else the one it is a part of."""
    concept = case.pack.concepts.get(fact.concept or "")
    label = concept.label if concept else fact.label
    return label if label in parents.values() else parents.get(label, label)


def _two_years(case: Case) -> Iterator[tuple[Fact, Fact]]:
    """Yield (last year, this year) of each row with two final figures."""
    if case.year is None:
        return
    rows: dict[tuple[str | None, str | None, str | None], dict[str | None, Fact]] = defaultdict(dict)
    for fact in case.filing.facts:
        if fact.dimensions.stage in _ACTUAL and fact.value is not None and fact.column:
            rows[fact.form, fact.concept, fact.row][fact.period] = fact
    for found in rows.values():
        last, this = found.get(str(case.year - 1)), found.get(str(case.year))
        if last is not None and this is not None:
            yield last, this


@check(
    "agree.jump",
    "异常变动未说明",
    Severity.WARNING,
    rule="本年决算比上年决算或年初预算变动超过口径的界限（50%且20万元），正文又未提到原因。",
    template="{指标项}：{基数名称} {基数} → 本年决算 {决算}，变动 {幅度}，正文未说明原因",
    example="项目支出：年初预算 60.00 → 本年决算 320.50，增加 434%",
    why="大幅变动须有原因，人大和审计都会问。",
)
def jump(case: Case) -> Iterator[Outcome]:
    """Rows of a table that states budget and final figures of two years."""
    rows = list(_jumps(case))
    groups: dict[tuple[str | None, bool], list[tuple[Fact, Fact]]] = defaultdict(list)
    for base, this in rows:
        if _explained(case, this):
            yield Passed()
            continue
        groups[this.form, (this.concept or "").endswith(".item")].append((base, this))
    if not rows and any(fact.column for fact in case.filing.facts):
        yield Passed()
    for (_, items), pairs in groups.items():
        if items:
            yield _jumped(case, pairs)
        else:
            yield from (_jumped(case, [pair]) for pair in _outermost(case, pairs))


def _outermost(case: Case, pairs: list[tuple[Fact, Fact]]) -> list[tuple[Fact, Fact]]:
    """Leave out a part whose whole jumps too (业务工作经费 with 项目支出), by the sums of the Standard."""
    parents = _parents(case)
    jumping = {this.label for _, this in pairs}
    return [(base, this) for base, this in pairs if not _ancestors(this.label, parents) & jumping]


def _ancestors(label: str, parents: dict[str, str]) -> set[str]:
    found: set[str] = set()
    while (label := parents.get(label, "")) and label not in found:
        found.add(label)
    return found


def _jumps(case: Case) -> Iterator[tuple[Fact, Fact]]:
    if case.year is None:
        return
    rows: dict[tuple[str | None, str | None, str | None], list[Fact]] = defaultdict(list)
    for fact in case.filing.facts:
        if fact.column and fact.value is not None and unit_of(fact.unit).kind == "money":
            rows[fact.form, fact.concept, fact.row].append(fact)
    for facts in rows.values():
        this = next((f for f in facts if f.dimensions.stage in _ACTUAL and f.period == str(case.year)), None)
        if this is None:
            continue
        last = next((f for f in facts if f.dimensions.stage in _ACTUAL and f.period == str(case.year - 1)), None)
        budget = next((f for f in facts if f.dimensions.stage == "预算" and f.period == str(case.year)), None)
        base = next((f for f in (budget, last) if f is not None and f.value and _is_jump(case, f, this)), None)
        if base is not None:
            yield base, this


def _is_jump(case: Case, base: Fact, this: Fact) -> bool:
    a, b = scaled(base)[0], scaled(this)[0]
    change = abs(b - a)
    return change > case.pack.threshold("jump.amount") and change * 100 > abs(a) * case.pack.threshold("jump.ratio")


def _explained(case: Case, fact: Fact) -> bool:
    """Tell whether a sentence of the text names the item together with a word of reason."""
    words = case.pack.vocabulary("reason")
    label = "".join(fact.label.split())
    stem = label if len(label) <= 4 else label.removesuffix("支出").removesuffix("专项") or label
    for passage in case.passages:
        if passage.in_table or stem not in passage.text:
            continue
        for sentence in passage.text.replace("；", "。").split("。"):
            if stem in sentence and any(word in sentence for word in words) and _tells_change(sentence):
                return True
    return False


def _tells_change(sentence: str) -> bool:
    return any(
        word in sentence
        for word in (
            "增加",
            "减少",
            "增长",
            "下降",
            "上升",
            "变动",
            "差异",
            "较上年",
            "比上年",
            "追加",
            "新增",
        )
    )


def _jumped(case: Case, pairs: list[tuple[Fact, Fact]]) -> Failed:
    said = "；".join(
        f"{this.label} {base.column or ''} {base.text} → {this.column or ''} {this.text}（{_percent(base, this)}）"
        for base, this in pairs
    )
    return Failed(
        severity=Severity.WARNING,
        message=f"{_where(case, pairs[0][1])}：{said}，变动超过界限，正文未说明原因",
        computation="；".join(
            f"({this.text} − {base.text}) ÷ {base.text} = {_percent(base, this)}" for base, this in pairs
        ),
        evidence=evidences(fact for pair in pairs for fact in pair),
        suggestion="请在报告的支出情况中说明变动原因，或核对所填数字。",
        cause=frozenset(fact.id for pair in pairs for fact in pair),
    )


def _percent(base: Fact, this: Fact) -> str:
    a, b = scaled(base)[0], scaled(this)[0]
    change = ((b - a) * 100 / abs(a)).quantize(Decimal(1))
    return f"{'+' if change > 0 else '−'}{abs(change)}%"


def _where(case: Case, fact: Fact) -> str:
    form = case.filing.form(fact.form or "")
    return case.label(form) if form is not None else "材料"
