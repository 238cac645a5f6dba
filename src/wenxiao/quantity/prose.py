"""Every figure in running prose; years, dates, ordinals and identifiers are none."""

from __future__ import annotations

import re

from msgspec.structs import replace

from wenxiao.quantity.figures import FOLD, LONGEST, MORE, NUMBER, UNIT, Quantity, any_of, read
from wenxiao.quantity.numerals import NUMERALS
from wenxiao.quantity.units import COUNTS

_SPOT = re.compile(f"[0-9{NUMERALS}][0-9{NUMERALS}]*")
_RUN = re.compile(r"[0-9]+(?:[-.][0-9]+)*")
_YEAR = r"(?:19|20)[0-9]{2}"
_LABEL = re.compile(
    r"(?:第 ?|附[件表] ?|[〔【\[(] ?(?=[0-9]{4} ?[〕】\])] ?第?[0-9]+ ?号)"
    r"|(?<![\\A-Za-z])[A-Za-z]{1,6}[-–]?|[0-9]\+|N\+)$"
)
_NUMBERED = re.compile(r"(?:电话|手机|传真|邮编|账号|编码|代码|证号|编号|热线)[^0-9\n]{0,6}$")
_ITEMS = (  # list numbers and labels: what stands before, what follows
    (re.compile(r"(?:^|[\n;；。:：>】 ])\s?$"), re.compile(r"[0-9]{1,2}[.、．](?![0-9])")),
    (re.compile(r"(?:^|[\n;；。:：>])\s?[(]$"), re.compile(r"[0-9]{1,2}\)")),
    (re.compile(r"(?:目标|指标|表|图) ?$"), re.compile(r"[0-9]{1,2}(?=[:：、.)\s]|$)(?![.][0-9])")),
)
_DATE = (
    rf"{_YEAR}(?:[-–—~至到、和及与 ]{{1,3}}{_YEAR}){{0,9}} ?年(?: ?[0-9]{{1,2}} ?月(?: ?[0-9]{{1,2}} ?日)?)?"
    rf"|{_YEAR}([-/.])[0-9]{{1,2}}\1[0-9]{{1,2}}(?![0-9])"
    r"|[0-9]{1,2}(?:[-–—~至到][0-9]{1,2})? ?月(?:份| ?[0-9]{1,2} ?日)?|[0-9]{1,2} ?日"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
)
_NOT_A_FIGURE = re.compile(
    rf"{_DATE}|1[3-9][0-9]{{9}}(?![0-9])|0[0-9]{{2,3}}[- ]?[0-9]{{7,8}}|0[0-9]+|[0-9]+(?:\.[0-9]+){{2,}}"
    r"|[0-9]+ ?号|[0-9]{3,5}热线|[0-9]{4} ?[〕】\])] ?第?[0-9]+ ?号|[0-9]+(?:\+[0-9]+){0,9}\+[A-Za-z]+"
)
_RANGE = re.compile(
    rf"{NUMBER}[%‰]?(?: ?\([^()]{{1,2}}\))? ?(?:-|[–—~]{{1,2}}|至|到) ?{NUMBER} ?[百千万亿]{{0,2}}{UNIT}"
)
_SPELT = re.compile(
    rf"[百千]分之[{NUMERALS}]|[两二三四五六七八九十][{NUMERALS}]*{MORE}?(?:个|名|人|家|户|处|件|场|所|元)"
    rf"|[{NUMERALS}]*[十百千万亿][{NUMERALS}]*{MORE}?(?:元|{any_of(COUNTS.split())})"
)


def find(text: str) -> list[Quantity]:
    """Return every figure of running prose in order, with offsets into `text`.

    Skipped: years, dates, times, ordinals, list numbers, document and telephone numbers, codes, and ranges
    (3-5名), which state no one value. Takes time in proportion to the length of `text`.
    """
    folded = re.sub("(?<=[０-９])，(?=[０-９]{3})", ",", text).translate(FOLD)
    found: list[Quantity] = []
    done = 0
    for spot in _SPOT.finditer(folded):
        at = spot.start()
        if at < done:
            continue
        skipped = _skip(folded, at)
        if skipped:
            done = skipped
            continue
        quantity = read(folded, at)
        if quantity is None or _quoted(folded, quantity):
            done = quantity.end if quantity else spot.end()
            continue
        done = quantity.end
        found.append(replace(quantity, text=text[quantity.start : quantity.end]))
    return found


def _skip(text: str, at: int) -> int:
    """Return where what begins at `at` ends if it is no figure, else 0."""
    before = text[max(0, at - 12) : at]
    if not text[at].isascii():
        return 0 if _SPELT.match(text, at) and not before.endswith(("第", "“", "每")) else at + 1
    run = _RUN.match(text, at)
    assert run is not None
    if _LABEL.search(before) or (len(run[0]) >= 5 and _NUMBERED.search(before)) or len(run[0]) > LONGEST:
        return run.end()
    for pattern in (_NOT_A_FIGURE, *(item for place, item in _ITEMS if place.search(before))):
        match = pattern.match(text, at)
        if match:
            return match.end()
    ranged = _RANGE.match(text, at)
    return ranged.end() if ranged and before[-1:] not in {"(", "+", "/", "*", "×", "÷"} else 0


def _quoted(text: str, found: Quantity) -> bool:
    """Tell a bare number in quotation marks (“3.11”, “1+6”): it is part of a name."""
    before, after = text[max(0, found.start - 1) : found.start], text[found.end : found.end + 1]
    return found.unit is None and before in {"“", "「"} and after in {"”", "」", "+"}
