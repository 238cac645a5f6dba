"""Signs of layout in one line: does it begin an item, a heading, a form; does it end a table?

Every pattern is anchored and bounded, so that a line of any length is judged in no time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMERALS = "一二三四五六七八九十百"
_HEAD = 48  # the beginning of a line says what it is

_ITEM = re.compile(
    rf"(?P<han>[{_NUMERALS}]{{1,4}})\s?[、．.]"
    rf"|[（(]\s?(?P<bracket>[{_NUMERALS}]{{1,4}})\s?[）)]"
    r"|(?P<number>\d{1,2})\s?(?:[、．]|\.(?!\d))"
    r"|[（(]\s?(?P<paren>\d{1,2})\s?[）)]"
    r"|(?P<close>\d{1,2})[）)]"
    r"|(?P<circle>[①-⑳])"
    r"|(?P<goal>(?:目标|指标|任务|项目)\s?[\d一二三四五六七八九十]{1,2})\s?[:：、.．]"
    rf"|(?P<point>[{_NUMERALS}]{{1,3}}是)"
    r"|(?P<ordinal>第[一二三四五六七八九十\d]{1,3})[章节条部]"
)
_ATTACHMENT = re.compile(r"附\s?[件表录]\s{0,2}[\d一二三四五六七八九十]{0,3}(?:\s|[:：、.\-－]|$)")
_REMARK = re.compile(r"(?:填[表报]?说明|说明|备注|注)\s?[:：]")
_SIGNATURE = re.compile(
    r"(?:填[表报]人|填报日期|填表日期|填报单位|联系电话|单位负责人|负责人|审核人|经办人|复核人|评分人)[^。]{0,12}[:：]"
    r"|[（(](?:签字|签名|签章|盖章|公章)[）)]|签字\s?[:：]|盖章\s?[:：]"
)
_BARE_SEAL = re.compile(r"[（(]\s?(?:签字|签名|签章|盖章|公章)\s?[）)]")
_UNIT = re.compile(r"[（(]?\s?(?:金额)?单位\s?[:：]\s?[百千]?[万亿]?元")
_TITLE = re.compile(r"(?:表|报告|通知|一览|清单|办法|方案)(?:\s?[（(].{0,12}[）)])?$")
_YEAR = re.compile(r"[^，。；]{0,12}(?:\d{4}|[二〇零○一三四五六七八九]{4})\s?年")
_LABEL = re.compile(r"[^，。；！？:：]{1,16}[:：]")
_DATE = re.compile(r"(?:\d{4}|[二〇零一三四五六七八九十○]{4})\s?年\s?(?:\d|[一二三四五六七八九十]){0,2}\s?月.{0,6}$")
_NUMERIC = re.compile(r"[-+－(（]?\s?[\d,，]*\.?\d+\s?(?:[%％‰万亿元人个名]|万元|亿元)?[)）]?")
_DASHES = frozenset("-—–―－/\\无")


class Item(NamedTuple):
    """How a list item is numbered: the style of its number and the number, None if it is not a count."""

    style: str
    value: int | None


def item(text: str) -> Item | None:
    """Return the numbering that `text` begins with, or None."""
    match = _ITEM.match(text[:_HEAD])
    if match is None:
        return None
    style = match.lastgroup or ""
    return Item(style, _value(match[style]))


def follows(last: Item | None, line: str) -> bool:
    """Tell whether `line` carries the number that comes next after `last`."""
    found = item(line)
    if last is None or found is None or last.style != found.style:
        return False
    return last.value is not None and found.value == last.value + 1


def is_attachment(text: str) -> bool:
    """Tell whether the line names an attachment: 附件2, 附表三：."""
    return _ATTACHMENT.match(text[:_HEAD]) is not None


def is_title(text: str) -> bool:
    """Tell whether the line is by its ending the title of a form or a report."""
    return 8 <= len(text) <= 60 and _TITLE.search(text[-20:]) is not None


def is_dated_title(text: str) -> bool:
    """Tell whether the line is such a title and names its year: 2024年度……表."""
    return is_title(text) and _YEAR.match(text[:24]) is not None


def is_unit(text: str) -> bool:
    """Tell whether the line states the unit of the figures of a table: （单位：万元）."""
    return _UNIT.search(text[-40:]) is not None


def is_remark(text: str) -> bool:
    """Tell whether the line is a remark under a table (说明：, 备注：) or its line of signatures."""
    return _REMARK.match(text[:_HEAD]) is not None or _SIGNATURE.search(text[:200]) is not None


def is_bare_seal(text: str) -> bool:
    """Tell whether the line is nothing but （盖章）: the end of the label above it."""
    return _BARE_SEAL.fullmatch(text) is not None


def is_heading(text: str) -> bool:
    """Tell whether the line is numbered as a part of a report is: 一、, （一）, 第一章."""
    found = item(text)
    return found is not None and found.style in ("han", "bracket", "ordinal")


def begins_form(text: str) -> bool:
    """Tell whether the line announces a form of its own, wherever it stands."""
    return text.startswith("#") or is_attachment(text) or is_dated_title(text) or is_unit(text)


def ends_table(text: str) -> bool:
    """Tell whether `text`, standing after a row, is no longer a part of the table."""
    return begins_form(text) or is_remark(text) or is_title(text) or is_heading(text)


def starts_paragraph(text: str) -> bool:
    """Tell whether `text` begins something of its own and so continues no sentence before it."""
    return (
        item(text) is not None
        or is_attachment(text)
        or is_remark(text)
        or _LABEL.match(text[:_HEAD]) is not None
        or _DATE.match(text[:_HEAD]) is not None
        or text[0] in "#|<$!>●■◆▲★☆※·•—-["
    )


def is_numeric(text: str) -> bool:
    """Tell whether a cell holds a figure, or the dash or 无 that stands for one."""
    bare = text.strip()
    return bool(bare) and (_NUMERIC.fullmatch(bare[:40]) is not None or _DASHES.issuperset(bare))


def _value(number: str) -> int | None:
    """Return what a number of a list counts: 3, 三, ③, 目标3; None if that cannot be told."""
    digits = re.sub(r"[^\d一二三四五六七八九十①-⑳]", "", number)
    if digits.isascii() and digits.isdigit():
        return int(digits)
    if len(digits) == 1 and "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    return _chinese(digits)


def _chinese(digits: str) -> int | None:
    """Return the value of a Chinese numeral below a hundred, or None."""
    units = "一二三四五六七八九"
    tens, found, rest = digits.partition("十")
    if any(len(part) > 1 or (part and part not in units) for part in (tens, rest)) or not digits:
        return None
    if not found:
        return units.index(tens) + 1
    return (units.index(tens) + 1 if tens else 1) * 10 + (units.index(rest) + 1 if rest else 0)
