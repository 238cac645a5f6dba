"""form.missing-section, form.empty-section, form.numbering: the report's outline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from wenxiao import quantity
from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.extract.outline import declared_empty
from wenxiao.filing import Heading, Section
from wenxiao.finding import Evidence, Severity
from wenxiao.score.completeness import missing_parts


@check(
    "form.missing-section",
    "报告章节缺失",
    Severity.WARNING,
    rule="报告应有口径提纲中的各部分（几种提纲都合规，取最接近的一种）。",
    template="报告缺少“{章节}”",
    example="报告缺少“下一步改进措施”",
    why="缺章节的报告按规定退回补正。",
)
def missing_section(case: Case) -> Iterator[Outcome]:
    """The report's top-level parts against the nearest outline."""
    sections = case.filing.sections
    if len(sections) < 3 or not case.pack.outlines:
        return
    found = missing_parts(case.filing, case.pack)
    if found is None:
        yield Undecidable(missing=("与口径提纲对应的章节",))
        return
    outline, lacking = found
    if not lacking:
        yield Passed()
        return
    for title in lacking:
        near = sections[min(len(sections) - 1, [part.title for part in outline.parts].index(title))]
        yield Failed(
            severity=Severity.WARNING,
            message=f"报告缺少“{title}”一章（按提纲 {len(outline.parts)} 部分核对）",
            expected=title,
            evidence=(Evidence(label="现有章节", text=f"{near.number}、{near.title}", place=near.place),),
            suggestion=f"请补写“{title}”；没有内容的，保留标题并写“无”。",
        )


@check(
    "form.empty-section",
    "章节无内容",
    Severity.WARNING,
    rule="标题之后应有内容；没有事项的写“无”。",
    template="“{章节}”只有标题，没有内容",
    example="“九、绩效自评结果拟应用和公开情况”只有标题，没有内容",
    why="空章节说明报告没有写完。",
)
def empty_section(case: Case) -> Iterator[Outcome]:
    """Each top-level part of the report."""
    for section in case.filing.sections:
        if not section.empty or declared_empty(section.title):
            yield Passed()
            continue
        name = f"{section.number}、{section.title}"
        yield Failed(
            severity=Severity.WARNING,
            message=f"“{name}”只有标题，没有内容",
            evidence=(Evidence(label="标题", text=name, place=section.place),),
            suggestion="请补写内容；没有事项的写“无”。",
        )


@check(
    "form.numbering",
    "标题序号错乱",
    Severity.INFO,
    rule="同级标题的序号应连续、不重复、写法一致。",
    template="“{标题}”之后是“{标题}”，序号{跳号、重复或写法不一}",
    example="“一、…”之后是“三、…”，跳过了二",
    why="序号错乱多是增删后未改，读者会怀疑缺页。",
)
def numbering(case: Case) -> Iterator[Outcome]:
    """Top-level parts, and the headings inside each part."""
    sections = case.filing.sections
    if not sections:
        return
    faults = [*_section_numbers(sections), *_inner_numbers(case)]
    if not faults:
        yield Passed()
    for before, after, what in faults[:20]:
        yield Failed(
            severity=Severity.INFO,
            message=f"“{before.text}”之后是“{after.text}”，序号{what}",
            evidence=(before, after),
            suggestion="请改正标题序号。",
        )


def _section_numbers(sections: tuple[Section, ...]) -> Iterator[tuple[Evidence, Evidence, str]]:
    chinese = [not section.number.isdecimal() for section in sections]
    usual = sum(chinese) * 2 >= len(sections)
    for before, after in pairwise(sections):
        one, other = _ordinal(before.number), _ordinal(after.number)
        if one and other and other != one + 1:
            yield _section(before), _section(after), "重复" if other == one else "跳号"
        elif (not after.number.isdecimal()) is not usual and (not before.number.isdecimal()) is usual:
            yield _section(before), _section(after), "写法不一致"


def _ordinal(number: str) -> int:
    return int(number) if number.isdecimal() else int(quantity.chinese_numeral(number) or 0)


def _section(section: Section) -> Evidence:
    return Evidence(label="标题", text=f"{section.number}、{section.title}", place=section.place)


def _inner_numbers(case: Case) -> Iterator[tuple[Evidence, Evidence, str]]:
    """Yield skips and repeats among headings of one style inside one part; a fresh 1 restarts the count."""
    for section in case.filing.sections:
        inner = [h for h in case.filing.headings if section.first <= (h.place.block or 0) < section.last]
        for style in ("一、", "（一）"):
            chain = [heading for heading in inner if heading.style == style]
            yield from _chain_faults(chain, inner)


def _chain_faults(chain: list[Heading], inner: list[Heading]) -> Iterator[tuple[Evidence, Evidence, str]]:
    counts = [chain[0].ordinal] if chain else []  # open counts, an outer one below an inner one
    for before, after in pairwise(chain):
        between = [h for h in inner if (before.place.block or 0) < (h.place.block or 0) < (after.place.block or 0)]
        restarted = after.ordinal == 1 and any(h.depth < after.depth for h in between)
        while len(counts) > 1 and after.ordinal != counts[-1] + 1 and after.ordinal == counts[-2] + 1:
            counts.pop()
        follows = after.ordinal == counts[-1] + 1
        if after.ordinal == 1:
            counts.append(1)
        else:
            counts[-1] = after.ordinal
        if follows or restarted:
            continue
        repeated = after.ordinal in (before.ordinal, 1)
        what = "重复" if repeated else "跳号" if after.ordinal > before.ordinal else "倒退"
        yield _heading(before), _heading(after), what


def _heading(heading: Heading) -> Evidence:
    shown = {"一、": f"{heading.number}、", "（一）": f"（{heading.number}）"}.get(heading.style, f"{heading.number}.")
    return Evidence(label="标题", text=f"{shown}{heading.title}", place=heading.place)
