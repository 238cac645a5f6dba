"""Figures in Chinese numerals, as [DBNum1], [DBNum2] and [DBNum3] print them."""

from __future__ import annotations

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_TENS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_MYRIADS = ("", "万", "亿", "万亿")
_LONGEST = 16


def digit_by_digit(text: str, numerals: int) -> str:
    """Return `text` with each digit replaced: 2024 becomes 二〇二四."""
    return text.translate(str.maketrans("0123456789", _DIGITS[numerals]))


def spelled(text: str, numerals: int) -> str:
    """Return a plain figure as it is spoken: 123.4 becomes 一百二十三.四; others digit by digit."""
    whole, point, decimals = text.partition(".")
    if not whole.isdigit() or len(whole) > _LONGEST:
        return digit_by_digit(text, numerals)
    return _whole(whole.lstrip("0"), numerals) + point + digit_by_digit(decimals, numerals)


def _whole(digits: str, numerals: int) -> str:
    if not digits:
        return _DIGITS[numerals][0]
    groups = [digits[max(0, end - 4) : end] for end in range(len(digits), 0, -4)]
    spoken = ""
    gap = False
    for power in range(len(groups) - 1, -1, -1):
        group = groups[power]
        if not int(group):
            gap = True
            continue
        if spoken and (gap or group.startswith("0")):
            spoken += _zero(numerals)
        spoken += _group(group.lstrip("0"), numerals) + _MYRIADS[power]
        gap = False
    if numerals == 1 and spoken.startswith("一十"):
        return spoken[1:]
    return spoken


def _group(digits: str, numerals: int) -> str:
    spoken = ""
    gap = False
    for at, digit in enumerate(digits):
        if digit == "0":
            gap = True
            continue
        spoken += (
            (_zero(numerals) if gap else "") + _DIGITS[numerals][int(digit)] + _TENS[numerals][len(digits) - at - 1]
        )
        gap = False
    return spoken


def _zero(numerals: int) -> str:
    """Return the zero that is spoken between digits: 一百零五."""
    return "零" if numerals == 1 else _DIGITS[numerals][0]
