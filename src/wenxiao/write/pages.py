"""Which pages a Filing is written on, and in what order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenxiao.errors import UsageError
from wenxiao.filing import Filing
from wenxiao.standards import Pack
from wenxiao.write.fill import fill
from wenxiao.write.report import write_report
from wenxiao.write.sheet import Page

_LAST = 999  # a form without an annex number comes after those that have one


def pages_of(filing: Filing, pack: Pack, form: str = "all") -> list[Page]:
    """Return the pages of one form, or of all that the filing has or the Standard requires, with the report."""
    names = _all(filing, pack) if form == "all" else [_known(pack, form)]
    pages: list[Page] = []
    for name in sorted(names, key=lambda one: _order(pack, one)):
        if name in pack.reports:
            pages.append(write_report(filing, pack, pack.reports[name]))
        else:
            pages.extend(fill(filing, pack, pack.layouts[name]))
    return pages


def writable(pack: Pack) -> tuple[str, ...]:
    """Return the forms that a Standard has a layout for, and its reports."""
    return (*pack.layouts, *pack.reports)


def _known(pack: Pack, form: str) -> str:
    if form not in writable(pack):
        raise UsageError(f"口径 {pack.id} 没有“{form}”的版面，可以写的有：all、{'、'.join(writable(pack))}。")
    return form


def _all(filing: Filing, pack: Pack) -> list[str]:
    """Return the forms to write; a report of a whole unit only where the material evaluates one."""
    wanted = [name for name in pack.layouts if filing.form(name) is not None or _required(filing, pack, name)]
    wanted += [name for name, one in pack.layouts.items() if one.after in wanted and name not in wanted]
    whole = filing.kind == "overall"
    return wanted + [name for name in pack.reports if whole or filing.form(name) is not None]


def _required(filing: Filing, pack: Pack, name: str) -> bool:
    need = pack.requirements.get(name)
    if need is None or filing.kind != "overall":
        return False
    stated = any((fact.value or 0) > 0 for fact in filing.facts_of(need.concept or ""))
    return need.when == "always" or stated


def _order(pack: Pack, name: str) -> tuple[int, int]:
    if name in pack.reports:
        return pack.reports[name].order, 0
    layout = pack.layouts[name]
    number = re.search(r"\d+", layout.annex or "")
    return layout.order, int(number.group()) if number else _LAST


def title_of(filing: Filing, pages: Sequence[Page]) -> str:
    """Return what a file of these pages is called."""
    if len({page.form.split("#")[0] for page in pages}) == 1:
        return pages[0].title
    return f"{filing.unit or ''}{filing.year or ''}年度绩效自评材料"
