"""What each element does when it begins, and what is to be undone when it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wenxiao.errors import ReadError
from wenxiao.read.html.counters import Counter
from wenxiao.read.html.tables import Draft
from wenxiao.read.html.tags import BLOCKS, CONTAINERS, leads_away

if TYPE_CHECKING:
    from wenxiao.read.html.page import Page

Undo = Callable[[], None]
Start = Callable[["Page", dict[str, str]], Undo | None]

MAX_TABLES_DEEP = 40
"""How deep tables may stand in each other; pages laid out with them reach 12."""
_UNPRINTED = ("hidden", "button", "submit", "reset", "image", "file", "password", "range", "color")


def _block(page: Page, _: dict[str, str]) -> Undo:
    page.flush()
    return page.flush


def _container(tag: str) -> Start:
    def start(page: Page, _: dict[str, str]) -> Undo:
        page.flush()
        page.box = page.box.inside(tag)
        return page.leave_container

    return start


def _heading(level: int) -> Start:
    def start(page: Page, _: dict[str, str]) -> Undo:
        page.flush()
        page.level = level
        return page.leave_heading

    return start


def _list(*, ordered: bool) -> Start:
    def start(page: Page, attributes: dict[str, str]) -> Undo:
        page.flush()
        page.box = page.box.inside("list")
        page.lists.append(Counter(ordered=ordered, attributes=attributes))
        return page.leave_list

    return start


def _item(page: Page, attributes: dict[str, str]) -> Undo:
    page.flush()
    counter = page.lists[-1] if page.lists else Counter(ordered=False, attributes={})
    page.number(counter.mark(attributes), counter if counter.late is not None else None)
    return page.leave_item


def _pre(page: Page, _: dict[str, str]) -> Undo:
    page.flush()
    page.pre += 1
    return page.leave_pre


def _area(page: Page, _: dict[str, str]) -> Undo:
    page.pre += 1
    return page.leave_area


def _link(page: Page, attributes: dict[str, str]) -> Undo | None:
    if not attributes or not leads_away(attributes):
        return None
    page.leave()
    return page.come_back


def _turn(page: Page, _: dict[str, str]) -> None:
    page.turn()


def _input(page: Page, attributes: dict[str, str]) -> None:
    kind = attributes.get("type", "text").strip().lower()
    if kind in ("checkbox", "radio"):
        page.write("☑" if "checked" in attributes else "☐")
    elif kind not in _UNPRINTED:
        page.write(attributes.get("value", ""))


def _quotation(page: Page, _: dict[str, str]) -> Undo:
    page.write("“")
    return page.end_quotation


def _picture(page: Page, _: dict[str, str]) -> None:
    page.pictures += 1


def _frame(page: Page, _: dict[str, str]) -> None:
    page.frames += 1


def _meta(page: Page, attributes: dict[str, str]) -> None:
    page.said.meta(attributes)


def _table(page: Page, attributes: dict[str, str]) -> Undo:
    page.flush()
    page.print_number()
    if len(page.tables) >= MAX_TABLES_DEEP:
        raise ReadError(
            f"“{page.name}”里的表格一层套一层，超过 {MAX_TABLES_DEEP} 层（多半是表格没有收尾），没有读；"
            "请用浏览器打开，全选复制到 Word 里保存，再试。"
        )
    page.count_table()
    draft = Draft(page.flow, page.box, page.level, page.budget)
    draft.presents = attributes.get("role", "").strip().lower() in ("presentation", "none")
    page.tables.append(draft)
    page.flow, page.box, page.level = draft.before, draft.inside, None
    return page.leave_table


def _group(page: Page, _: dict[str, str], *, foot: bool = False) -> Undo:
    page.leave_cell()
    if page.tables:
        page.tables[-1].open_group(foot=foot)
    return page.leave_group


def _foot(page: Page, attributes: dict[str, str]) -> Undo:
    return _group(page, attributes, foot=True)


def _row(page: Page, _: dict[str, str]) -> Undo:
    page.leave_cell()
    if page.tables:
        page.tables[-1].open_row()
    return page.leave_row


def _cell(page: Page, attributes: dict[str, str]) -> Undo:
    page.leave_cell()
    if page.tables:
        draft = page.tables[-1]
        page.flow = draft.open_cell(attributes).flow
        page.box = draft.inside.inside("td")
        page.count_cell()
    return page.leave_cell


def _caption(page: Page, _: dict[str, str]) -> Undo:
    page.leave_cell()
    return page.flush


STARTS: dict[str, Start] = {
    **dict.fromkeys(BLOCKS, _block),
    **{tag: _container(tag) for tag in CONTAINERS},
    **{f"h{level}": _heading(level) for level in range(1, 7)},
    **dict.fromkeys(("ul", "menu", "dir"), _list(ordered=False)),
    "dl": _container("list"),
    "ol": _list(ordered=True),
    "li": _item,
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), _pre),
    "textarea": _area,
    "a": _link,
    "br": _turn,
    "input": _input,
    "q": _quotation,
    "img": _picture,
    "frame": _frame,
    "meta": _meta,
    "table": _table,
    "thead": _group,
    "tbody": _group,
    "tfoot": _foot,
    "tr": _row,
    "td": _cell,
    "th": _cell,
    "caption": _caption,
}
"""What an element does when it begins; one that is not here runs on in its line."""
