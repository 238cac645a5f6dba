"""claim.*: words against figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from wenxiao.check.case import Case, Passage
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.check.relations import scaled
from wenxiao.filing import Fact
from wenxiao.finding import Evidence, Severity
from wenxiao.quantity import squeeze

_WITHIN = re.compile(
    r"(?:支出|经费)[^。；;\n]{0,12}(?:控制在|未超(?:出|过)?|没有超)[^。；;\n]{0,8}预算[^。；;\n]{0,8}(?:以内|之内|范围内|总额|内)?"
)
_BELOW = re.compile(r"(?:三公|公用)[^。；;\n]{0,16}低于[^。；;\n]{0,8}预算")
_PROCURED = re.compile(r"(?:全(?:年|部|面)|按(?:时|期|计划))完成[^。；;\n，,]{0,4}政府采购")
_ALL_DONE = re.compile(r"(?:全面|全部|圆满|如期)完成(?:了)?(?:各项|全年|年度|既定)*(?:绩效)?目标")
_LOW_PROCUREMENT = Decimal("0.8")


@check(
    "claim.contradicted",
    "结论与数据矛盾",
    Severity.WARNING,
    rule="“控制在预算以内”“低于预算”“全面完成”等结论应与材料自己的数字相符。",
    template="正文称“{结论}”，而{数据}",
    example="正文称“支出总额控制在预算总额以内”，而全年执行数 1230.50 大于全年预算数 1200.00",
    why="结论与数字相反，整份自评都不可信。",
)
def contradicted(case: Case) -> Iterator[Outcome]:
    """Sentences that claim to have kept within, or below, a budget that the figures show exceeded or just met."""
    tried = 0
    kinds = [kind for kind in _CLAIMS if kind[0].search(case.text)]
    for passage in case.passages if kinds else ():
        for pattern, part, judge in kinds:
            for start, end in _claims(passage.text, pattern, part):
                tried += 1
                against = judge(case, passage.text[start:end])
                if against is not None:
                    yield _contradicted(passage, (start, end), against)
    if tried:
        yield Passed()


def _claims(text: str, pattern: re.Pattern[str], part: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield each sentence or clause that makes a claim; of 控制在预算以内 only up to the last such words."""
    if pattern.search(text) is None:
        return
    for within in part.finditer(text):
        last: re.Match[str] | None = None
        found = pattern.search(text, *within.span())
        while found is not None:
            last, found = found, pattern.search(text, found.start() + 1, within.end())
        if last is not None:
            yield within.start(), last.end() if pattern is _WITHIN else within.end()


def _contradicted(passage: Passage, span: tuple[int, int], against: tuple[str, tuple[Evidence, ...]]) -> Failed:
    said = _clause(squeeze(passage.text[slice(*span)]))
    place = msgspec.structs.replace(passage.place, start=span[0], end=span[1])
    return Failed(
        severity=Severity.WARNING,
        message=f"正文称“{said}”，而{against[0]}",
        computation=against[0],
        evidence=(Evidence(label="结论", text=said, place=place), *against[1]),
        suggestion="请按数据改写结论，或核对数据。",
    )


def _clause(said: str) -> str:
    """Return the claim from the clause that compares with the budget on, sixty characters at most."""
    clauses = said.split("，")
    words = ("低于", "控制在", "未超", "没有超", "完成")
    last = max((at for at, one in enumerate(clauses) if any(word in one for word in words)), default=0)
    return "，".join(clauses[last:])[:80]


def _fact(case: Case, concept: str, form: str = "overall") -> Fact | None:
    found = case.filing.form(form)
    return case.execution(found, concept) if found is not None else None


def _overspent(case: Case, said: str) -> tuple[str, tuple[Evidence, ...]] | None:
    if "三公" in said and "总" not in said.rsplit("三公", maxsplit=1)[-1]:
        return None
    budget, executed = _fact(case, "funds.budget"), _fact(case, "funds.executed")
    if budget is None or executed is None or budget.value is None or executed.value is None:
        return None
    if scaled(executed)[0] <= scaled(budget)[0]:
        return None
    shown = tuple(Evidence(label=one.label, text=one.text, place=one.place) for one in (executed, budget))
    return f"全年执行数 {executed.text} 大于全年预算数 {budget.text}", shown


def _not_below(case: Case, said: str) -> tuple[str, tuple[Evidence, ...]] | None:
    """A claim of 低于预算 against a printed control rate of 100 % or more in the same part."""
    name = "三公" if "三公" in said else "公用"
    for statement in case.filing.statements:
        if statement.kind != "equation" or statement.result is None or statement.result.unit != "%":
            continue
        if any(name in word for word in statement.names) and any("预算" in word for word in statement.names):
            rate = statement.result
            if rate.value >= 100:
                shown = Evidence(label="算式", text=statement.text, place=statement.place)
                return f"控制率为 {statement.text}", (shown,)
    return None


def _not_procured(case: Case, said: str) -> tuple[str, tuple[Evidence, ...]] | None:
    del said
    executed = [f for f in case.filing.facts_of("procurement.executed") if f.value is not None]
    actual = next((f for f in executed if f.dimensions.stage == "决算"), None)
    budget = next((f for f in executed if f.dimensions.stage in ("预算", "年初预算") and f.value), None)
    if actual is None or budget is None:
        return None
    rate = scaled(actual)[0] / scaled(budget)[0]
    if rate >= _LOW_PROCUREMENT:
        return None
    shown = tuple(Evidence(label=one.label, text=one.text, place=one.place) for one in (actual, budget))
    return f"政府采购 {actual.text} 只有预算 {budget.text} 的 {(rate * 100).quantize(Decimal('0.01'))}%", shown


_SENTENCE = re.compile(r"[^。；;\n]+")
_COMMA_CLAUSE = re.compile(r"[^。；;\n，,]+")
_CLAIMS = (
    (_WITHIN, _SENTENCE, _overspent),
    (_BELOW, _SENTENCE, _not_below),
    (_PROCURED, _COMMA_CLAUSE, _not_procured),
)


@check(
    "claim.future",
    "过期的将来时",
    Severity.INFO,
    rule="报告所属年度之内的日期，不应再说成将来的事。",
    template="正文把 {日期} 说成将来的事",
    example="“朝着2024年6月30日完工的目标推进”出现在2024年度的自评报告里",
    why="说明文字写于年中，没有按全年结果更新。",
)
def future(case: Case) -> Iterator[Outcome]:
    """Dates of the filing's year spoken of as a goal still ahead."""
    if case.year is None:
        return
    pattern = re.compile(
        rf"(?:朝着|力争|预计|计划|拟于|确保|将于|将在)[^。；;\n，,]{{0,12}}{case.year}\s*年\s*\d{{1,2}}\s*月[^。；;\n，,]*"
    )
    hits = [(passage, match) for passage in _if_any(case, pattern) for match in pattern.finditer(passage.text)]
    for passage, match in hits[:10]:
        place = msgspec.structs.replace(passage.place, start=match.start(), end=match.end())
        said = squeeze(match.group())
        yield Failed(
            severity=Severity.INFO,
            message=f"“{said}”：{case.year} 年度已经结束，仍说成将来的事",
            evidence=(Evidence(label="原文", text=said, place=place),),
            suggestion="请改写为已经发生的结果。",
        )
    if not hits:
        yield Passed()


def _if_any(case: Case, pattern: re.Pattern[str]) -> tuple[Passage, ...]:
    """Return all passages, or none if the pattern is found nowhere in the text."""
    return case.passages if pattern.search(case.text) else ()
