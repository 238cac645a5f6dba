"""form.unit-name, form.year: one name and one year throughout."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.extract.labels import printed_year
from wenxiao.filing import Fact
from wenxiao.finding import Evidence, Severity
from wenxiao.quantity import squeeze


@check(
    "form.unit-name",
    "单位名称不一致",
    Severity.WARNING,
    rule="单位名称在材料各处应写法一致。",
    template="单位名称有 {n} 种写法：{写法}",
    example="单位名称有两种写法：河东区…、河冻区…",
    why="名称写错，公开后成为笑柄，也说明材料是拼凑的。",
)
def unit_name(case: Case) -> Iterator[Outcome]:
    """The unit's name, and every run of the text that differs from it by one character."""
    name = squeeze(case.filing.unit or "")
    if len(name) < 5:
        yield Undecidable(missing=("单位名称",))
        return
    found = _spellings(case, name)
    if not found:
        yield Passed()
        return
    at = case.filing.unit_place
    shown = [Evidence(label="单位名称", text=name, place=at)] if at is not None else []
    words = "、".join(dict.fromkeys(one.text for one in found))
    yield Failed(
        severity=Severity.WARNING,
        message=f"单位名称写法不一：{name}、{words}（后者 {len(found)} 处）",
        expected=name,
        actual=words,
        evidence=(*shown, *found[:20]),
        suggestion="请统一为规范全称，改正写错的字。",
    )


def _spellings(case: Case, name: str) -> list[Evidence]:
    """Return runs as long as the name that differ from it in one character: the rest must stand as it is."""
    found: list[Evidence] = []
    for passage in case.passages:
        for _, start in sorted(_near(passage.bare, name)):
            text = passage.bare[start : start + len(name)]
            found.append(Evidence(label="另一写法", text=text, place=passage.place))
    return found


def _near(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a run stands that is the name but for one character: which one, and where the run begins.

    One half of the name must then stand as it is, so only what follows or precedes such a half is compared.
    """
    half = len(name) // 2
    for anchor, shift in ((name[:half], 0), (name[half:], half)):
        at = text.find(anchor)
        while at >= 0:
            run = text[max(at - shift, 0) : at - shift + len(name)]
            slips = [index for index, (one, other) in enumerate(zip(run, name, strict=False)) if one != other]
            if len(run) == len(name) and len(slips) == 1 and "\u4e00" <= run[slips[0]] <= "\u9fff":
                yield slips[0], at - shift
            at = text.find(anchor, at + 1)


@check(
    "form.year",
    "年度不一致",
    Severity.WARNING,
    rule="标题、附表和表头的年度应是自评的年度（上年决算栏除外）。",
    template="{位置}写的是 {年度} 年，自评年度为 {年度} 年",
    example="附件3标题写的是 2023 年，自评年度为 2024 年",
    why="年度不一致，多半是沿用了往年的表。",
)
def year(case: Case) -> Iterator[Outcome]:
    """Titles of the report and the forms, and heads of columns that name a year."""
    if case.year is None:
        yield Undecidable(missing=("自评年度",))
        return
    slips = [*_title_years(case), *_column_years(case)]
    if not slips:
        yield Passed()
    for shown, stated, form in slips:
        yield Failed(
            severity=Severity.WARNING,
            message=f"“{shown.text}”写的是 {stated} 年，自评年度为 {case.year} 年，相差 {abs(stated - case.year)} 年",
            expected=str(case.year),
            actual=str(stated),
            evidence=(shown,),
            suggestion=f"请核对是否用错了往年的表；应为 {case.year} 年。",
            cause=frozenset((f"{form}:year",)),
        )


def _title_years(case: Case) -> Iterator[tuple[Evidence, int, str]]:
    seen: set[int | None] = set()
    for form in case.filing.forms:
        if form.year is not None and form.year != case.year and form.title:
            seen.add(form.place.block)
            yield Evidence(label="标题", text=form.title, place=form.place), form.year, form.id
    for title in case.filing.titles:
        stated = printed_year(title.text)
        if stated is not None and stated != case.year and title.place.block not in seen and "通知" not in title.text:
            yield (
                Evidence(label="标题", text=title.text, place=title.place),
                stated,
                f"title{title.place.block}",
            )


def _column_years(case: Case) -> Iterator[tuple[Evidence, int, str]]:
    heads: dict[tuple[str | None, str], Fact] = {}
    for fact in case.filing.facts:
        if fact.column and (stated := printed_year(fact.column)) is not None:
            heads.setdefault((fact.form, fact.column), fact)
            del stated
    for (form, head), fact in heads.items():
        stated = printed_year(head)
        if stated is not None and case.year is not None and stated not in (case.year, case.year - 1):
            place = msgspec.structs.replace(fact.place, path=f"{fact.place.path.rsplit(' › ', 1)[0]} › {head}")
            yield Evidence(label="表头", text=head, place=place), stated, f"{form}:{head}"
