"""Forms: which is which, and in each its head, total and grade, figures, indicators, goals and signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from wenxiao.compare.facts import compare_facts
from wenxiao.compare.figures import Said, said_points, said_text
from wenxiao.compare.indicators import compare_indicators
from wenxiao.compare.lens import Lens
from wenxiao.compare.pairing import Item, paired
from wenxiao.compare.tally import Tally
from wenxiao.filing import Fact, Filing, Form, Goals, Signature

_NAMES = ("project.name",)


class Contents(NamedTuple):
    """What stands in each form of a filing, by the form's id; what stands in none is under None."""

    facts: dict[str | None, list[Fact]]
    signatures: dict[str | None, list[Signature]]
    goals: dict[str | None, list[Goals]]


def contents(filing: Filing) -> Contents:
    """Return what stands in each form of a filing."""
    found = Contents({}, {}, {})
    for fact in filing.facts:
        found.facts.setdefault(fact.form, []).append(fact)
    for signature in filing.signatures:
        found.signatures.setdefault(signature.form, []).append(signature)
    for goals in filing.goals:
        found.goals.setdefault(goals.form, []).append(goals)
    return found


class Pair(NamedTuple):
    """Two filings with all that is needed to compare their forms."""

    filings: tuple[Filing, Filing]
    contents: tuple[Contents, Contents]
    lenses: tuple[Lens, Lens]
    titles: Mapping[str, str]


def compare_forms(pair: Pair) -> list[Tally]:
    """Compare the forms of two filings; those added stand where they stand in the second."""
    kinds = list(dict.fromkeys(form.form for filing in reversed(pair.filings) for form in filing.forms))
    return [tally for kind in kinds for tally in _of_kind(pair, kind)]


def _of_kind(pair: Pair, kind: str) -> list[Tally]:
    forms = [filing.forms_of(kind) for filing in pair.filings]
    alone = all(len(some) <= 1 for some in forms)
    items = [[Item(("·",)) if alone else _item(pair, side, form) for form in some] for side, some in enumerate(forms)]
    pairs = dict(paired(items[0], items[1]).pairs)
    taken = set(pairs.values())
    tallies = [_compare(pair, form, forms[1][pairs[at]] if at in pairs else None) for at, form in enumerate(forms[0])]
    return tallies + [_compare(pair, None, form) for at, form in enumerate(forms[1]) if at not in taken]


def _item(pair: Pair, side: int, form: Form) -> Item:
    """Return what tells one of several forms of a kind from the others: its project, else its title."""
    lens = pair.lenses[side]
    facts = pair.contents[side].facts.get(form.id, ())
    named = next((fact.text for fact in facts if fact.concept in _NAMES and fact.text), "")
    name = lens.name(named or form.title)
    return Item((name or "·",), name)


def _compare(pair: Pair, before: Form | None, after: Form | None) -> Tally:
    form = after or before
    assert form is not None
    tally = Tally(form.id, _title(pair, form, pair.lenses[1 if after else 0]), form.form)
    if before is None:
        tally.note("added", "form", "整张表", None, Said(_summary(pair, 1, form), "", form.place))
        return tally
    if after is None:
        tally.note("removed", "form", "整张表", Said(_summary(pair, 0, form), "", form.place), None)
        return tally
    first, second = pair.contents
    _compare_head(tally, pair, before, after)
    compare_facts(tally, first.facts.get(before.id, ()), second.facts.get(after.id, ()), pair.lenses)
    rows = pair.filings[0].indicators_of(before.id), pair.filings[1].indicators_of(after.id)
    compare_indicators(tally, *rows, pair.lenses)
    _compare_goals(tally, first.goals.get(before.id, ()), second.goals.get(after.id, ()), pair.lenses)
    signed = first.signatures.get(before.id, ()), second.signatures.get(after.id, ())
    compare_signatures(tally, *signed, pair.lenses)
    return tally


def _title(pair: Pair, form: Form, lens: Lens) -> str:
    """Return how a form is called: its annex number, and its official title or the printed one."""
    printed = " ".join((form.title or "").split())
    title = pair.titles.get(form.form) or lens.text(printed) or form.form
    number = f"（第{form.id.split('#')[1]}张）" if "#" in form.id else ""
    return f"{form.attachment}《{title}》{number}" if form.attachment else f"{title}{number}"


def _summary(pair: Pair, side: int, form: Form) -> str:
    """Return what a form holds, in a few words."""
    facts = sum(fact.value is not None for fact in pair.contents[side].facts.get(form.id, ()))
    rows = len(pair.filings[side].indicators_of(form.id))
    parts = (f"数据 {facts} 个" if facts else "", f"指标 {rows} 项" if rows else "", "空白" if form.blank else "")
    return "，".join(part for part in parts if part) or "有此表"


def _compare_head(tally: Tally, pair: Pair, before: Form, after: Form) -> None:
    """Compare title, annex number, total, grade and date."""
    if before.blank != after.blank:
        tally.weigh("form", "整张表", *(_stated("空白" if form.blank else "已填写", form) for form in (before, after)))
    titles = [
        Said(form.title or "", lens.text(form.title or ""), form.place)
        for form, lens in zip((before, after), pair.lenses, strict=True)
    ]
    tally.weigh("form", "表题", *titles)
    tally.weigh("form", "附件号", *(_stated(form.attachment, form) for form in (before, after)))
    tally.weigh(
        "score", "分值合计", *(said_points(form.total_weight, None, form.total_place) for form in (before, after))
    )
    tally.weigh("score", "总分", *(said_points(form.total_score, None, form.total_place) for form in (before, after)))
    tally.weigh("score", "等级", *(_stated(form.grade, form, grade=True) for form in (before, after)))
    tally.weigh("form", "落款日期", *(_stated(form.dated, form) for form in (before, after)))


def _stated(text: str | None, form: Form, *, grade: bool = False) -> Said:
    return Said(text or "", text or "", form.grade_place if grade else form.place)


def _compare_goals(tally: Tally, before: Sequence[Goals], after: Sequence[Goals], lenses: tuple[Lens, Lens]) -> None:
    for first, second in zip_longest(before, after):
        for key, label, at in (("expected", "预期目标", "place"), ("actual", "实际完成情况", "actual_place")):
            sides = [
                None if goals is None else said_text(getattr(goals, key), lens, getattr(goals, at))
                for goals, lens in zip((first, second), lenses, strict=True)
            ]
            tally.weigh("goal", f"年度总体目标 › {label}", *sides)


def compare_signatures(
    tally: Tally, before: Sequence[Signature], after: Sequence[Signature], lenses: tuple[Lens, Lens]
) -> None:
    """Compare names, seals, dates and telephone numbers by what they are asked for."""
    items = [[Item((lens.name(one.role),)) for one in some] for some, lens in zip((before, after), lenses, strict=True)]
    pairs = dict(paired(items[0], items[1]).pairs)
    taken = set(pairs.values())
    for at, one in enumerate(before):
        other = _signed(after[pairs[at]]) if at in pairs else None
        tally.weigh("signature", one.role, _signed(one), other)
    for at, one in enumerate(after):
        if at not in taken:
            tally.weigh("signature", one.role, None, _signed(one))


def _signed(one: Signature) -> Said:
    return Said(one.text, one.text, one.place)
