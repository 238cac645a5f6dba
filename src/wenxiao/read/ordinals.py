"""Numbers as Word prints them before a paragraph: 一, ①, 壹, IV, b, 03."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST = 9_999


def ordinal(number: int, style: str) -> str:
    """Return `number` in Word's number format `style`; formats not known here print Arabic figures."""
    if not 0 <= number <= _LARGEST:
        return str(number)
    printer = _PRINTERS.get(style)
    return printer(number) if printer is not None else str(number)


def counted(number: int, digits: str = _HAN, units: tuple[str, str, str] = ("十", "百", "千")) -> str:
    """Return a number as it is counted in Chinese: 十二, 二十, 一百零三."""
    if number == 0:
        return digits[0]
    text, gap = "", False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + unit
        gap = digit == 0
    return text.removeprefix(digits[1]) if 10 <= number < 20 and digits is _HAN else text


def _legal(number: int) -> str:
    return counted(number, _LEGAL, ("拾", "佰", "仟"))


def _positional(number: int) -> str:
    """Return the digits one by one: 二〇."""
    return "".join("〇" if digit == "0" else _HAN[int(digit)] for digit in str(number))


def roman(number: int) -> str:
    """Return a number in capital Roman figures."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """Return A … Z, AA, BB, as Word doubles them."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _from(first: str, last: int, number: int) -> str | None:
    return chr(ord(first) + number - 1) if 1 <= number <= last else None


def _enclosed(number: int) -> str:
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    return _from("①", 20, number) or f"（{number}）"


def _cyclic(signs: str, number: int) -> str:
    return signs[(number - 1) % len(signs)] if number else ""


def _fullwidth(number: int) -> str:
    return str(number).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})


_PRINTERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "japaneseDigitalTenThousand": counted,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": lambda number: _cyclic(_STEMS, number),
    "ideographZodiac": lambda number: _cyclic(_BRANCHES, number),
    "decimalEnclosedCircle": _enclosed,
    "decimalEnclosedCircleChinese": _enclosed,
    "ideographEnclosedCircle": lambda number: _from("㊀", 10, number) or counted(number),
    "decimalEnclosedParen": lambda number: _from("⑴", 20, number) or f"({number})",
    "decimalEnclosedFullstop": lambda number: _from("⒈", 20, number) or f"{number}.",
    "decimalFullWidth": _fullwidth,
    "decimalFullWidth2": _fullwidth,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "numberInDash": lambda number: f"-{number}-",
    "none": lambda _: "",
}
