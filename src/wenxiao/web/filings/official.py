"""A written form on the page: its cells with their marks, and its table, written as text since it has hundreds."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from wenxiao.write import Sheet, SheetCell


class Mark(NamedTuple):
    """A cell with a finding: how grave, and the numbers of the findings on the page."""

    severity: str
    numbers: tuple[int, ...]


class Shown(NamedTuple):
    """A cell of a form on the page, with its mark and its name there; `proofs` are the evidence files of its row."""

    cell: SheetCell
    mark: Mark | None
    name: str
    proofs: tuple[Any, ...] = ()


class Marked(NamedTuple):
    """A form on the page: the sheet, its rows, the share of each column in percent."""

    sheet: Sheet
    rows: tuple[tuple[Shown, ...], ...]
    widths: tuple[int, ...]

    @property
    def table(self) -> SafeString:
        """The table with its marks and evidence; every text is escaped."""
        return mark_safe("".join(_parts(self)))


def _parts(form: Marked) -> Iterator[str]:
    yield '<table class="official"><colgroup>'
    yield from (f'<col width="{width}%">' for width in form.widths)
    yield "</colgroup>"
    for row in form.rows:
        yield "<tr>"
        yield from map(_cell, row)
        yield "</tr>\n"
    yield "</table>"


def _cell(box: Shown) -> str:
    cell, mark = box.cell, box.mark
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    look, name = (f"{cell.style} {mark.severity}", f' id="{box.name}"') if mark else (cell.style, "")
    said = escape(cell.text).replace("\n", "<br>")
    return f'<td{rows}{columns} class="{look}"{name}>{said}{_marks(box)}{_proofs(box)}</td>'


def _marks(box: Shown) -> str:
    if box.mark is None:
        return ""
    links = (f'<a class="mark" href="#finding-{one}" title="第 {one} 条发现">{one}</a>' for one in box.mark.numbers)
    return " " + "".join(links)


def _proofs(box: Shown) -> str:
    if not box.proofs:
        return ""
    links = "".join(
        f'<a href="#evidence-{one.pk}" title="{escape(f"佐证 {one.number}：{one.name}")}">证 {escape(one.number)}</a> '
        for one in box.proofs
    )
    return f' <span class="proofs">{links}</span>'
