"""What a text or table of a page weighs: how much of it is links, and whether it is certainly content."""

from __future__ import annotations

import re
from typing import NamedTuple

from wenxiao.read.html.flow import Container, Flow, Grid, Text

_PROSE = 20  # characters other than links, with a mark of punctuation, that make a sentence
_FORM = 20  # characters in a table that make it a form even without figures
_STOPS = re.compile(r"[，。；]")
_FIGURE = re.compile(r"[-+－]?\s?(?:\d{1,3}(?:[,，]\d{3})+|\d{1,12})(?:\.\d{1,6})?\s?(?:[%％分]|万元|亿元|元|人|个)?")
_BUTTONS = (
    "字体|字号|特大|超大|大|中|小|默认|打印(?:本页|此页)?|关闭(?:窗口|本页|页面)?|分享(?:到|至)?|收藏(?:本页)?|返回(?:顶部|首页|列表)?|加入收藏"
    "|设为首页|微信|微博|新浪微博|QQ空间|朋友圈|扫一扫|无障碍(?:阅读|浏览)?|长者(?:模式|版)|繁體|简体|纠错|登录|注册|搜索|保护视力色"
)
_WIDGET = re.compile(rf"(?:(?:{_BUTTONS})[\s:：|｜/、【】\[\]（）()<>>《》+\-—·]*+)+", re.IGNORECASE)
_EDGES = " \t\u3000:：|｜/、【】[]（）()<>《》+-—·"
FOOTER = re.compile(
    r"ICP备|ICP证|网安备|公安备|网站标识码|版权所有|Copyright|©|网站地图|技术支持\s?[:：]|网站支持IPv6", re.IGNORECASE
)
"""What stands in the footer of a site and in no report."""


class Measured(NamedTuple):
    """A unit with what is known of it. `kept` is never left out: prose, a table with figures."""

    unit: Text | Grid
    text: str
    box: Container
    level: int | None
    weight: int
    links: int
    dense: bool
    kept: bool
    strong: bool
    widget: bool


def measured(unit: Text | Grid) -> Measured:
    """Return what a text or table weighs."""
    return _text(unit) if isinstance(unit, Text) else _grid(unit)


def _text(unit: Text) -> Measured:
    plain = len(unit.text) - unit.linked
    dense = unit.linked > plain
    foot = FOOTER.search(unit.text) is not None and len(unit.text) < 300
    prose = not dense and not foot and plain >= _PROSE and _STOPS.search(unit.text) is not None
    return Measured(
        unit=unit,
        text=unit.text,
        box=unit.box,
        level=unit.level,
        weight=plain,
        links=unit.links,
        dense=dense,
        kept=prose,
        strong=prose,
        widget=len(unit.text) <= 60 and _WIDGET.fullmatch(unit.text.strip(_EDGES)) is not None,
    )


def _grid(grid: Grid) -> Measured:
    """Return what a table weighs; one with figures is never left out, one of many words is a form."""
    texts = list(_texts(grid))
    words = sum(len(text.text) for text in texts)
    linked = sum(text.linked for text in texts)
    dense = linked * 2 > words
    figures = any(_FIGURE.fullmatch(text.text.strip()) for text in texts if not text.linked)
    foot = any(FOOTER.search(text.text) for text in texts)
    form = not dense and not foot and words - linked >= _FORM and grid.rows > 1
    return Measured(
        unit=grid,
        text=" ".join(text.text for text in texts[:20]),
        box=grid.box,
        level=None,
        weight=words - linked,
        links=sum(text.links for text in texts),
        dense=dense,
        kept=figures or form,
        strong=(figures or form) and not dense,
        widget=False,
    )


def _texts(grid: Grid) -> list[Text]:
    """Return the texts of a table and of the tables in it."""
    found: list[Text] = []
    waiting: list[Flow] = [grid]
    while waiting:
        unit = waiting.pop()
        if isinstance(unit, Text):
            found.append(unit)
        elif isinstance(unit, Grid):
            waiting.extend(inner for slot in reversed(unit.slots) for inner in reversed(slot.flow))
    return found
