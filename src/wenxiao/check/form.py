"""form.missing-form, form.blank, form.blank-cell: what must be there and filled in."""

from __future__ import annotations

from collections.abc import Iterator

from wenxiao.check.case import Case
from wenxiao.check.catalogue import Failed, Outcome, Passed, Undecidable, check
from wenxiao.finding import Evidence, Severity
from wenxiao.quantity import is_blank
from wenxiao.score.completeness import positive, required_forms


@check(
    "form.missing-form",
    "必备附表缺失",
    Severity.WARNING,
    rule="口径要求的附表应在材料中；项目支出大于零时，应有项目支出绩效自评表。",
    template="材料中没有{附件号}{表名}",
    example="材料中没有项目支出绩效自评表，而项目支出为 320.50 万元",
    why="附表不全，财政部门无法逐项复核，常被退回补正。",
)
def missing_form(case: Case) -> Iterator[Outcome]:
    """Each requirement of the Standard."""
    if case.filing.kind != "overall":
        return
    found = required_forms(case.filing, case.pack)
    yield from (Passed() for _ in found.present)
    for need in found.unknown:
        yield Undecidable(missing=(case.pack.concepts[need.concept or ""].label,))
    for need, stated in found.missing:
        spec = case.pack.forms[need.id]
        name = f"{need.attachment} {spec.title}" if need.attachment else spec.title
        reason, shown = "", _titled(case)
        if stated is not None:
            unit = "" if stated.unit is None or stated.text.endswith(stated.unit) else f" {stated.unit}"
            reason = f"，而{stated.label}为 {stated.text}{unit}"
            shown = Evidence(label=stated.label, text=stated.text, place=stated.place)
        yield Failed(
            severity=Severity.WARNING,
            message=f"材料中没有{name}{reason}",
            expected=name,
            evidence=(shown,),
            suggestion=f"请补交{name}；已单独报送的，请一并提供。",
        )


def _titled(case: Case) -> Evidence:
    """Return the title of the material as evidence of what it is."""
    title = next(iter(case.filing.titles), None)
    if title is not None:
        return Evidence(label="材料标题", text=title.text, place=title.place)
    block = case.filing.documents[0].blocks[0]
    return Evidence(label="材料开头", text=case.passages[0].text[:30] if case.passages else "", place=block.place)


@check(
    "form.blank",
    "附表为空",
    Severity.WARNING,
    rule="附表在材料中，但应填的格子全为空白或“/”，而材料自己的数字说明不应为空。",
    template="{附表}为空，而{依据}",
    example="项目支出绩效自评表全为“/”，而项目支出为 320.50 万元",
    why="空表等于没有自评。",
)
def blank_form(case: Case) -> Iterator[Outcome]:
    """Each form that is there."""
    for form in case.filing.forms:
        if form.form not in ("base-data", "overall", "project"):
            continue
        if not form.blank:
            yield Passed()
            continue
        stated = positive(case.filing, "expenditure.project") if form.form == "project" else None
        if form.form == "project" and stated is None:
            yield Undecidable(missing=("项目支出",))
            continue
        why = f"，而{stated.label}为 {stated.text} {stated.unit or ''}".rstrip() if stated else ""
        shown = [Evidence(label="附表", text=form.title or case.label(form), place=form.place)]
        if stated is not None:
            shown.append(Evidence(label=stated.label, text=stated.text, place=stated.place))
        yield Failed(
            severity=Severity.WARNING,
            message=f"{case.label(form)}没有填写（全为空白或“/”）{why}",
            evidence=tuple(shown),
            suggestion="请按每个一级项目支出填写一张；确无项目支出的，写明“无”。" if stated else "请填写该表。",
            cause=frozenset((f"{form.id}:blank",)),
        )


@check(
    "form.blank-cell",
    "必填项为空",
    Severity.WARNING,
    rule="必填的格子不得空白；没有的写“无”或“0”，不适用的写“不适用”。",
    template="{附表}：{项目}为空",
    example="基础数据表：公用经费 2023年决算数 为空",
    why="空白分不清是零还是漏填，公开评估按处扣分。",
)
def blank_cell(case: Case) -> Iterator[Outcome]:
    """The core cells of each form that is not blank as a whole; one finding a form."""
    for form in case.filing.forms:
        spec = case.pack.forms.get(form.form)
        if spec is None or form.blank or not spec.core:
            continue
        facts = [f for f in case.filing.facts if f.form == form.id and f.concept in spec.core]
        facts = [f for f in facts if f.heading in (None, "funds.total") and f.dimensions.entity is None]
        empty = [fact for fact in facts if is_blank(fact.text)]
        if not facts:
            continue
        if not empty:
            yield Passed()
            continue
        named = "、".join(" ".join(filter(None, (fact.label, fact.column))) for fact in empty)
        yield Failed(
            severity=Severity.WARNING,
            message=f"{case.label(form)}：{named}为空（共 {len(empty)} 处）",
            evidence=tuple(Evidence(label=fact.label, text="", place=fact.place) for fact in empty),
            suggestion="请补填；没有的写“0”或“无”，不适用的写“不适用”。",
            cause=frozenset((f"{form.id}:blank",)),
        )
