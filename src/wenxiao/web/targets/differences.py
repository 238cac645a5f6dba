"""What a filing states otherwise than it is approved: indicators missing or added, another name, target or weight.

What may be the same is held to be the same: an indicator that was retyped, a target with its unit in the cell, a weight
that is printed for several rows at once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from wenxiao import quantity
from wenxiao.compare.pairing import Item, paired
from wenxiao.document import Place
from wenxiao.filing import Filing, Indicator, from_json
from wenxiao.web import store
from wenxiao.web.targets.aims import joined, parted, same
from wenxiao.web.targets.given import Given, GivenRow
from wenxiao.web.targets.names import level, name

Kind = Literal["form", "missing", "added", "name", "target", "weight"]
_WHAT: dict[Kind, str] = {
    "form": "整张表", "missing": "缺少指标", "added": "增加指标", "name": "名称", "target": "指标值", "weight": "分值",
}  # fmt: skip
_IN_FUNDS = "执行率"
_PROJECT = "project"


class Difference(NamedTuple):
    """One thing that is stated otherwise than approved; `identity` is what a reason for it is kept under."""

    kind: Kind
    form: str
    indicator: str
    approved: str
    stated: str
    place: Place
    identity: str

    @property
    def what(self) -> str:
        """What differs, in words."""
        return _WHAT[self.kind]


@lru_cache(maxsize=256)
def unlike(digest: str, given: tuple[Given, ...]) -> tuple[Difference, ...]:
    """Return what the filing of a version (by its hash) states otherwise than approved."""
    return tuple(differences(from_json(store.get(digest)), given)) if given else ()


def differences(filing: Filing, given: Sequence[Given]) -> Iterator[Difference]:
    """Yield what a filing states otherwise than approved, form by form."""
    free = _projects(filing)
    for one in given:
        if not one.rows:
            continue
        form = _project_of(filing, one, free) if one.project else _overall(filing, one)
        if form is None:
            yield _said("form", one, None, f"{len(one.rows)} 个指标", "材料里没有这张表，或表里没有指标", Place())
        else:
            yield from _compared(one, filing.indicators_of(form), whole=form.partition("#")[0] in ("overall", _PROJECT))


# --- which form -----------------------------------------------------------------------------------


def _overall(filing: Filing, given: Given) -> str | None:
    """Return the form with the unit's own indicators: the overall one, else the one that shares most of them."""
    found = next((one.id for one in filing.forms_of("overall") if filing.indicators_of(one.id)), None)
    if found is not None:
        return found
    others = [one.id for one in filing.forms if one.form != _PROJECT and filing.indicators_of(one.id)]
    best = max(others, key=lambda form: _shared(filing, form, given), default=None)
    return best if best is not None and _shared(filing, best, given) * 2 >= len(given.rows) else None


def _projects(filing: Filing) -> dict[str, str]:
    """Return the project forms that have indicators, with the names of their projects."""
    forms = [one.id for one in filing.forms_of(_PROJECT) if filing.indicators_of(one.id)]
    return {form: name(next((one.text for one in filing.facts_of("project.name", form)), "")) for form in forms}


def _project_of(filing: Filing, given: Given, free: dict[str, str]) -> str | None:
    """Return the form of a project, by its name, else by its indicators; no form stands for two projects."""
    wanted = name(given.project)
    found = next((form for form, said in free.items() if said == wanted), None)
    found = found or next((form for form, said in free.items() if said and (said in wanted or wanted in said)), None)
    if found is None:
        best = max(free, key=lambda form: _shared(filing, form, given), default=None)
        found = best if best is not None and _shared(filing, best, given) * 2 > len(given.rows) else None
    free.pop(found or "", None)
    return found


def _shared(filing: Filing, form: str, given: Given) -> int:
    stated = {name(_lowest(one)) for one in filing.indicators_of(form)}
    return sum(name(row.level3) in stated for row in given.rows)


# --- indicator by indicator ------------------------------------------------------------------------


def _compared(given: Given, stated: Sequence[Indicator], *, whole: bool) -> Iterator[Difference]:
    """Yield what differs in one form; a form with other things in it (`whole` is false) has nothing added."""
    before = [_item(row.level1, row.level2, row.level3) for row in given.rows]
    after = [_item(one.level1, one.level2, _lowest(one)) for one in stated]
    pairs = dict(paired(before, after).pairs)
    shared = Counter(_spot(one) for one in stated)
    for at, row in enumerate(given.rows):
        if at in pairs:
            one = stated[pairs[at]]
            yield from _both(given, row, one, shared[_spot(one)] == 1)
        elif _IN_FUNDS not in row.level3:
            yield _said("missing", given, row.level3, _in_words(row), "没有", Place())
    for at, one in enumerate(stated):
        if whole and at not in pairs.values() and _lowest(one).strip() and _IN_FUNDS not in _lowest(one):
            yield _said("added", given, _lowest(one), "没有", _stated_in_words(one), one.place)


def _item(level1: str | None, level2: str | None, lowest: str) -> Item:
    third, second = name(lowest), level(level2)
    return Item((f"{level(level1)}|{second}|{third}", f"{second}|{third}", third), third, second)


def _lowest(one: Indicator) -> str:
    return one.level3 or one.level2 or one.level1 or ""


def _spot(one: Indicator) -> tuple[int | None, int | None, int | None]:
    place = one.at("weight")
    return place.block, place.row, place.column


def _both(given: Given, row: GivenRow, one: Indicator, own_weight: bool) -> Iterator[Difference]:
    names = name(row.level3), name(_lowest(one))
    if not (names[0] in names[1] or names[1] in names[0]):
        yield _said("name", given, row.level3, row.level3, _lowest(one), one.at("level3"))
    if "target" in one.cells:
        blank = quantity.is_blank(one.target)
        aim = parted(one.sign or "", one.target or "", one.unit or "")
        if blank or not same(row.aim, aim):
            text = "（空白）" if blank else joined(aim)
            yield _said("target", given, row.level3, joined(row.aim), text, one.at("target"))
    weighed = row.weight and one.weight is not None and own_weight and "weight" in one.cells
    if weighed and one.weight is not None and Decimal(row.weight) != one.weight:
        text = one.weight_text or quantity.trimmed(one.weight)
        yield _said("weight", given, row.level3, row.weight, text, one.at("weight"))


def _in_words(row: GivenRow) -> str:
    return f"{joined(row.aim)}{f'，{row.weight} 分' if row.weight else ''}"


def _stated_in_words(one: Indicator) -> str:
    return joined(parted(one.sign or "", one.target or "", one.unit or "")) or _lowest(one)


def _said(kind: Kind, given: Given, indicator: str | None, approved: str, stated: str, place: Place) -> Difference:
    form = f"项目“{given.project}”" if given.project else "部门整体支出"
    known = (kind, name(given.project), name(indicator), approved, stated)
    return Difference(
        kind, form, indicator or "", approved, stated, place, hashlib.sha256(repr(known).encode()).hexdigest()
    )
