"""stale.*: what was left over from another year."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wenxiao.check.case import Case, Passage
from wenxiao.check.catalogue import Failed, Outcome, Passed, check
from wenxiao.finding import Evidence, Severity


@check(
    "stale.year",
    "使用往年内容",
    Severity.WARNING,
    rule="附表应是本年度自评所填；绩效情况部分不应把往年的成效当作本年的（两处以上）。",
    template="{附表}标题为 {年度} 年度，落款 {日期}，是往年的表；或：绩效情况部分有 {n} 处写的是往年的成效",
    example="附件9标题为 2023 年度，落款 2024-04-20，是往年的表",
    why="拿往年的表充数，等于本年没有自评。",
)
def stale_year(case: Case) -> Iterator[Outcome]:
    """Attached forms that are titled and dated in an earlier round; earlier years' results told as this year's."""
    if case.year is None:
        return
    yield from _old_results(case, case.year)
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


_RESULTS = re.compile(r"绩效情况|履职|工作成效|主要成效|绩效目标完成|完成情况|取得的?成绩|工作开展")
_DONE = re.compile(r"完成|举办|荣获|获得|获评|排名|实现|建成|开展|考核|公开|拆除|发放|达到|收入为|投资")
_COMPARED = re.compile(r"(?:比|较|与|同|自|从|对比|相比|相较|截至|依据|根据|按照)\s*$")
_AFTER = re.compile(r"^\s*(?:以来|相比|同期|年?底以来|[-—~至到]|〕|年?初预算|决算数)")


def _old_results(case: Case, year: int) -> Iterator[Outcome]:
    """Yield one finding for two or more dated results of earlier years in the part on this year's results."""
    parts = [section for section in case.filing.sections if _RESULTS.search(section.title)]
    if not parts:
        return
    old: list[Evidence] = []
    for passage in case.passages:
        block = passage.place.block
        if passage.in_table or block is None or not any(part.first <= block < part.last for part in parts):
            continue
        old.extend(_old_in(passage, year))
    if len(old) < _LEAST:
        yield Passed()
        return
    said = "；".join(one.text for one in old[:3])
    yield Failed(
        severity=Severity.WARNING,
        message=f"绩效情况部分有 {len(old)} 处写的是往年的成效，自评年度为 {year} 年：{said}",
        expected=str(year),
        actual="、".join(
            sorted({match.group() for one in old for match in re.finditer(r"20\d{2}", one.text)} - {str(year)})
        ),
        evidence=tuple(old),
        suggestion=f"请换成 {year} 年的成效，或写明是往年的情况。",
    )


_LEAST = 2


def _old_in(passage: Passage, year: int) -> Iterator[Evidence]:
    for sentence in re.finditer(r"[^。；;\n]+", passage.text):
        text = sentence.group()
        for match in re.finditer(r"(20\d{2})\s*年", text):
            before, after = text[: match.start()], text[match.end() :]
            earlier = year - 3 <= int(match.group(1)) < year
            if not earlier or _COMPARED.search(before) or _AFTER.match(after) or not _DONE.search(text):
                continue
            if re.search(rf"{year}\s*年", text) or before.endswith(("《", "〔")):
                continue
            start = sentence.start() + max(match.start() - 12, 0)
            end = min(sentence.start() + match.end() + 24, sentence.end())
            place = msgspec.structs.replace(passage.place, start=start, end=end)
            yield Evidence(label="往年成效", text=passage.text[start:end].strip(), place=place)
            break
