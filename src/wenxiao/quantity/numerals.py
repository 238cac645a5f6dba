"""Chinese numerals: 二十三, 两千三百万, 百分之九十五, 三点五."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from wenxiao.quantity.units import EXACT

_DIGITS = {char: index for index, char in enumerate("零一二三四五六七八九")} | {
    char: index for index, char in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"两": 2, "貳": 2, "陸": 6}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMERALS = "".join([*_DIGITS, *TENS, *MYRIADS, "廿"])
RATIO_UNITS: dict[str | None, str] = {"百分之": "%", "千分之": "‰"}
_RATIO = {"百分之": Decimal("0.01"), "千分之": Decimal("0.001")}


def chinese_numeral(text: str) -> Decimal | None:
    """Return the number that `text` writes in Chinese (两千三百万, 三点五, 壹佰, 二〇二四), else None.

    百分之… and 千分之… give a fraction. 一百二 and 三万五 are read as people mean them: 120, 35000.
    """
    factor = _RATIO.get(text[:3])
    if factor is not None:
        share = chinese_numeral(text[3:])
        return None if share is None else EXACT.multiply(share, factor)
    whole, dot, decimals = text.replace("廿", "二十").partition("点")
    if dot:
        return _chinese_decimal(whole, decimals)
    number = _chinese_integer(whole)
    return None if number is None else Decimal(number)


def _chinese_decimal(whole: str, decimals: str) -> Decimal | None:
    """Read 三点五 or 三点五万: the digits after 点, then perhaps 万 or 亿."""
    digits = decimals.rstrip("".join(MYRIADS))
    number = _chinese_integer(whole)
    if number is None or not digits or any(char not in _DIGITS for char in digits):
        return None
    value = Decimal(f"{number}.{''.join(str(_DIGITS[char]) for char in digits)}")
    for char in decimals[len(digits) :]:
        value = EXACT.multiply(value, Decimal(MYRIADS[char]))
    return value


def _chinese_integer(text: str) -> int | None:
    """Read a whole number, section by section (…亿…万…), or digit by digit (二〇二四)."""
    if not text or text[0] in MYRIADS or any(char not in NUMERALS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    if any(one in _DIGITS and two in _DIGITS and one not in "零〇" for one, two in pairwise(text)):
        return None
    total = section = digit = 0
    unit = 1
    for char in text:
        if char in _DIGITS:
            digit, unit = _DIGITS[char], 1 if char in "零〇" else unit
        elif char in TENS:
            section, digit, unit = section + (digit or 1) * TENS[char], 0, TENS[char]
        else:
            unit = MYRIADS[char]
            total = (total + section + digit) * unit if unit > total else total + (section + digit) * unit
            section = digit = 0
    return total + section + digit * (unit // 10 if unit > 10 else 1)
