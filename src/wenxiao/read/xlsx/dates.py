"""Serial numbers printed as dates and times, in the calendars of 1900 (with its 29 February) and of 1904."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from wenxiao.read.xlsx.codes import Section, Token
from wenxiao.read.xlsx.general import EXACT
from wenxiao.read.xlsx.numerals import digit_by_digit, spelled

_LAST = 2_958_465  # 9999-12-31
_LEAP = 60  # the serial of 29 February 1900, a day that Excel has and the calendar has not
_SHIFT_1904 = 1_462
_DAY = 86_400
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE_DAYS = "一二三四五六日"
_MAX_DECIMALS = 9
_AS_WRITTEN = ("literal", "space", "point", "comma", "slash")
_YEAR, _MONTH, _MINUTE, _HOUR, _SECOND = "y", "m", "n", "h", "s"


class Moment(NamedTuple):
    """A date and time of day; `seconds` counts from midnight, `serial` is the whole days since the calendar began."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    serial: int


def moment(value: Decimal, *, since_1904: bool, decimals: int = 0) -> Moment | None:
    """Return the date and time of a serial number, None outside the calendar; `decimals` of a second are kept."""
    if since_1904:
        value += _SHIFT_1904
    if value < 0 or value >= _LAST + 1:
        return None
    unit = Decimal(1).scaleb(-min(decimals, _MAX_DECIMALS))
    total = EXACT.multiply(value, Decimal(_DAY)).quantize(unit, rounding=ROUND_HALF_UP, context=EXACT)
    serial = int((total / _DAY).to_integral_value(rounding=ROUND_FLOOR))
    seconds = total - serial * _DAY
    if serial > _LAST:
        return None
    weekday = (serial + 5) % 7
    if serial == _LEAP:
        return Moment(1900, 2, 29, weekday, seconds, serial)
    if serial == 0:
        return Moment(1900, 1, 0, weekday, seconds, serial)
    first = datetime.date(1899, 12, 31) if serial < _LEAP else datetime.date(1899, 12, 30)
    date = first + datetime.timedelta(days=serial)
    return Moment(date.year, date.month, date.day, weekday, seconds, serial)


def serial_of(text: str, *, since_1904: bool) -> Decimal | None:
    """Return the serial number of an ISO date or time (the `d` cells of strict workbooks), None if it is none."""
    try:
        found = datetime.datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return None
    days = (found.date() - datetime.date(1899, 12, 30)).days
    seconds = found.hour * 3600 + found.minute * 60 + found.second
    return Decimal(days - (_SHIFT_1904 if since_1904 else 0)) + Decimal(seconds) / _DAY


class Clock(NamedTuple):
    """A section made ready to print dates: its m told apart, the decimals of a second as one token."""

    section: Section
    tokens: tuple[Token, ...]
    decimals: int
    halved: bool


def clock(section: Section) -> Clock:
    """Return how a section prints dates."""
    tokens = _minutes(section.tokens)
    decimals = _second_decimals(tokens)
    if decimals:
        at = next(at for at, token in enumerate(tokens) if token.kind == "point" and tokens[at - 1].text[0] == _SECOND)
        tokens[at : at + 1 + decimals] = [Token("fraction", "")]
    return Clock(section, tuple(tokens), decimals, section.has("noon"))


def print_date(made: Clock, value: Decimal, *, since_1904: bool) -> str | None:
    """Return what is printed for a serial number, None if it is outside the calendar."""
    when = moment(value, since_1904=since_1904, decimals=made.decimals)
    if when is None:
        return None
    return "".join(token.text if token.kind in _AS_WRITTEN else _piece(token, when, made) for token in made.tokens)


def _minutes(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with those m that mean minutes, because hours stand before or seconds behind, told apart."""
    found = list(tokens)
    timed = [at for at, token in enumerate(found) if token.kind in ("date", "elapsed")]
    for position, at in enumerate(timed):
        token = found[at]
        if token.kind != "date" or token.text not in ("m", "mm"):
            continue
        before = found[timed[position - 1]].text[0] if position else ""
        behind = found[timed[position + 1]].text[0] if position + 1 < len(timed) else ""
        if before == _HOUR or behind == _SECOND:
            found[at] = Token("date", _MINUTE * len(token.text))
    return found


def _second_decimals(tokens: Sequence[Token]) -> int:
    """Return how many decimals of a second are printed: ss.00."""
    for at, token in enumerate(tokens):
        if token.kind == "point" and at and tokens[at - 1].text.startswith(_SECOND):
            count = 0
            while at + 1 + count < len(tokens) and tokens[at + 1 + count].kind == "digit":
                count += 1
            return min(count, _MAX_DECIMALS)
    return 0


def _piece(token: Token, when: Moment, made: Clock) -> str:
    if token.kind == "fraction":
        return format(when.seconds % 1, f".{made.decimals}f")[1:]
    if token.kind == "elapsed":
        return _elapsed(token.text, when)
    if token.kind == "noon":
        return _noon(token.text, when)
    return _dated(token, when, made) if token.kind == "date" else token.text


def _dated(token: Token, when: Moment, made: Clock) -> str:
    """Print a year, a month, a day, or a part of the time, in the numerals of the section."""
    section = made.section
    text = _named(token.text, when, section) or _counted(token.text, when, halved=made.halved)
    if not section.numerals or not text.isdigit():
        return text
    if token.text[0] in "ye":
        return digit_by_digit(text, section.numerals)
    return spelled(text, section.numerals)


def _counted(code: str, when: Moment, *, halved: bool) -> str:
    """Print what is a number: yyyy, mm, d, hh, nn (minutes), ss."""
    sign, width = code[0], min(len(code), 2)
    hour = int(when.seconds) // 3600
    if sign in "ye":
        return f"{when.year % 100:02d}" if sign == _YEAR and len(code) <= 2 else f"{when.year}"
    if sign == "b":
        return f"{when.year + 543}"
    if sign == _MONTH:
        number = when.month
    elif sign == "d":
        number = when.day
    elif sign == _HOUR:
        number = (hour % 12 or 12) if halved else hour
    else:
        number = int(when.seconds) // 60 % 60 if sign == _MINUTE else int(when.seconds) % 60
    return f"{number:0{width}d}"


def _named(code: str, when: Moment, section: Section) -> str | None:
    """Print what has a name: months and days of the week; None for the rest."""
    sign, width = code[0], len(code)
    if sign == "g":
        return "公元" if width > 1 else ""
    if sign == "a":
        return ("星期" if width > 3 else "周" if section.chinese else "") + _CHINESE_DAYS[when.weekday]
    if width < 3 or sign not in "md":
        return None
    if section.chinese:
        if sign == "d":
            return ("周" if width == 3 else "星期") + _CHINESE_DAYS[when.weekday]
        return f"{when.month if width == 3 else spelled(str(when.month), 1)}月"
    name = _MONTHS[when.month - 1] if sign == _MONTH else _DAYS[when.weekday]
    return name[:1] if sign == _MONTH and width == 5 else name if width > 3 else name[:3]


def _elapsed(code: str, when: Moment) -> str:
    """Print [h], [mm], [s]: all hours, minutes or seconds since the calendar began."""
    total = when.serial * _DAY + int(when.seconds)
    return f"{total // {'h': 3600, 'm': 60, 's': 1}[code[0]]:0{min(len(code), 9)}d}"


def _noon(code: str, when: Moment) -> str:
    morning, _, evening = code.partition("/")
    return evening if when.seconds >= _DAY // 2 else morning
