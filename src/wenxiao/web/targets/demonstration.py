"""Approved targets for the demonstration: most units have some, two of them differ, and two were adjusted since."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.http import HttpRequest

from wenxiao.filing import Filing
from wenxiao.sample import sample
from wenxiao.standards import Pack
from wenxiao.web import store
from wenxiao.web.filings.models import Record
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.standard import standard_of
from wenxiao.web.spreadsheets import to_csv
from wenxiao.web.targets.approval import Table, approve, planned
from wenxiao.web.targets.table import HEADINGS, read_targets

_ADJUSTED = 2
Row = tuple[object, ...]


def approve_examples(request: HttpRequest, round_: Round) -> None:
    """Approve the indicators that the units' examples will state, but for some; then adjust two units' targets."""
    pack = standard_of(round_)
    records = [one for at, one in enumerate(round_.records.select_related("unit")) if at % 3 != 2]
    tables = [list(_rows(held, sample(pack, held.pk, round_.year))) for held in records]
    for rows in tables[4::9]:
        rows[0] = (*rows[0][:8], "9999", *rows[0][9:])  # the unit will state another target
        del rows[1]  # and an indicator that is not approved
    _approve(request, round_, pack, [row for rows in tables for row in rows], "年初批复")
    for rows in tables[:_ADJUSTED]:
        for at, more in ((0, 1), (1, -1)):
            rows[at] = (*rows[at][:10], Decimal(f"{rows[at][10]}") + more, *rows[at][11:])
    _approve(request, round_, pack, [row for rows in tables[:_ADJUSTED] for row in rows], "第一次追加")


def _rows(held: Record, filing: Filing) -> Iterator[Row]:
    goals = {one.form: one.expected or "" for one in filing.goals}
    for form in filing.forms:
        said = next((one.text for one in filing.facts_of("project.name", form.id)), "")
        if form.form == "overall" or said:
            for at, one in enumerate(filing.indicators_of(form.id)):
                levels = (one.level1 or "", one.level2 or "", one.level3 or "")
                parts = (one.sign or "", one.target or "", one.unit or "", one.weight_text or one.weight or "")
                goal = goals.get(form.id, "") if at == 0 else ""
                yield (held.unit.code, held.unit.name, said, "", *levels, *parts, goal)


def _approve(request: HttpRequest, round_: Round, pack: Pack, rows: list[Row], note: str) -> None:
    data, name = to_csv([HEADINGS, *rows]), f"{note}.csv"
    lines = read_targets(data, name, pack).lines
    table = Table(name, store.put(data), complete=False, note=note)
    approve(request, round_, lines, table, planned(round_, lines, pack, complete=False).now, pack)
