"""stale.*: what was left over from another year."""

from __future__ import annotations

from collections.abc import Iterator

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.finding import Evidence, Severity


@check(
    "stale.year",
    "使用往年内容",
    Severity.WARNING,
    rule="附表应是本年度自评所填；标题是往年、落款也在本年度结束之前的，是往年的表。",
    template="{附表}标题为 {年度} 年度，落款 {日期}，是往年的表",
    example="附件9标题为 2023 年度，落款 2024-04-20，是往年的表",
    why="拿往年的表充数，等于本年没有自评。",
)
def stale_year(case: Case) -> Iterator[Outcome]:
    """Attached forms that are titled and dated in an earlier round."""
    if case.year is None:
        return
    for form in case.filing.forms:
        if form.year is None or form.form == "report":
            continue
        dated = int(form.dated[:4]) if form.dated else None
        if form.year >= case.year or dated is None or dated > case.year:
            yield Passed()
            continue
        yield Failed(
            severity=Severity.WARNING,
            message=f"{case.label(form)}：标题为 {form.year} 年度，落款 {form.dated}，是往年的表，"
            f"自评年度为 {case.year} 年，相差 {case.year - form.year} 年",
            expected=str(case.year),
            actual=str(form.year),
            evidence=(Evidence(label="标题", text=form.title or "", place=form.place),),
            suggestion=f"请换成 {case.year} 年度的表，按本年情况重新填写。",
            cause=frozenset((f"{form.id}:year",)),
        )
