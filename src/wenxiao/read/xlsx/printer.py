"""What a cell prints: its stored value through its number format, exactly as Excel shows it in a column wide enough.

Excel keeps 15 significant digits of a stored number and rounds halves away from zero on those.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from wenxiao.errors import ReadError
from wenxiao.read.xlsx.builtin import GENERAL
from wenxiao.read.xlsx.codes import MAX_CODE, Section, sections
from wenxiao.read.xlsx.dates import Clock, clock, print_date
from wenxiao.read.xlsx.figures import Plan, Simple, plan, print_number, simple
from wenxiao.read.xlsx.general import general

_DOUBLE = Context(prec=15, rounding=ROUND_HALF_UP, Emin=-999_999, Emax=999_999, traps=[])
_NUMBER = re.compile(r"\s*[-+]?(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][-+]?\d{1,4})?\s*", re.ASCII)
_PLAIN = re.compile(r"-?[1-9]\d{0,8}(?:\.\d{0,8}[1-9])?|0", re.ASCII)
_COMMON = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_SHORT = 16  # characters: no more than 15 digits, all of which a double keeps
_LARGEST = 308
_ZERO = Decimal(0)


_MAX_EFFORT = 1_200_000
_LEAST_COST = 10
_REMEMBERED = 20_000


class Effort:
    """How much printing a file may ask for: signs of its formats, times the cells that they print."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = _MAX_EFFORT

    def spend(self, count: int) -> None:
        """Take away what one value costs; raise ReadError when nothing is left."""
        self._left -= count
        if self._left < 0:
            raise ReadError(
                f"“{self._name}”里单元格样式或复杂的数字格式太多，没有读完；"
                "请用 Excel 或 WPS 打开，只把内容和数字格式复制到新工作簿，再试。"
            )


class _Shown(NamedTuple):
    section: Section
    plan: Plan
    simple: Simple | None
    clock: Clock | None
    cost: int


def _ready(section: Section) -> _Shown:
    made = plan(section)
    cost = (
        _LEAST_COST
        + len(section.tokens) * (3 if section.dated else 1)
        + 40 * bool(section.numerals)
        + 80 * (made.kind == "fraction")
    )
    return _Shown(section, made, simple(section), clock(section) if section.dated else None, cost)


class Printer:
    """Prints the values of cells that share a number format."""

    def __init__(self, code: str, *, since_1904: bool = False, effort: Effort | None = None) -> None:
        self._since_1904 = since_1904
        self._effort = effort or Effort("")
        parts = sections(code if len(code) <= MAX_CODE else GENERAL)
        self._effort.spend(4 * len(code) if len(code) <= MAX_CODE else 0)
        self._sections = tuple(map(_ready, parts))
        self._general = code in ("", GENERAL, "@") or len(code) > MAX_CODE
        self._alone = self._sections[0].simple if len(parts) == 1 and not parts[0].condition else None
        self._numeric = _numeric(parts)
        self._conditioned = any(section.condition for section in self._numeric)
        self._seen: dict[str, str] = {}
        self.plain_words = self._general or self._words() is None

    def number(self, stored: str) -> str | None:
        """Return what is printed for a stored number, None if it is none."""
        if self._general and _PLAIN.fullmatch(stored):
            return stored if len(stored) <= 11 else general(Decimal(stored))
        value = decimal(stored)
        if value is None:
            return None
        if self._alone is not None:
            return self._alone.printed(value)
        if self._general:
            return general(value)
        if stored not in self._seen:
            text = self._by_section(value)
            if len(self._seen) >= _REMEMBERED:
                return text
            self._seen[stored] = text
        return self._seen[stored]

    def words(self, text: str) -> str:
        """Return what is printed for a text: the fourth section's, or the text itself."""
        section = self._words()
        if section is None:
            return text
        pieces = [text if token.kind in ("text", "general") else token.text for token in section.tokens]
        return "".join(pieces).strip()

    def _words(self) -> Section | None:
        """Return the section that texts are printed by: the fourth, or the only one if it has an @."""
        if len(self._sections) == 4:
            return self._sections[3].section
        last = self._sections[-1].section
        return last if last.has("text") and not last.white else None

    def _by_section(self, value: Decimal) -> str:
        at, signed = self._choose(value)
        section, made, easy, dated, cost = self._sections[at]
        if section.white or not section.tokens:
            return ""
        if easy is not None:
            return easy.printed(value if signed else abs(value)).strip()
        self._effort.spend(cost + abs(value.adjusted()) * (10 if made.kind == "fraction" else 1))
        if dated is not None:
            printed = print_date(dated, value, since_1904=self._since_1904)
            return printed.strip() if printed is not None else general(value)
        text = print_number(section, made, abs(value)).strip()
        return f"-{text}" if signed and text else text

    def _choose(self, value: Decimal) -> tuple[int, bool]:
        """Return the section for a value, and whether the sign is to be printed with it."""
        numeric = self._numeric
        if self._conditioned:
            return _conditioned(numeric, value)
        if len(numeric) == 1:
            return 0, value < 0
        if value < 0:
            return 1, False
        return (2, False) if not value and len(numeric) == 3 else (0, False)


def _numeric(parts: tuple[Section, ...]) -> list[Section]:
    """Return the sections that numbers are printed by: at most three, and not a last one that is for texts."""
    numeric = list(parts[:3])
    if len(parts) < 4 and len(numeric) > 1 and numeric[-1].has("text") and not numeric[-1].has("digit"):
        numeric.pop()
    return numeric


def _conditioned(numeric: list[Section], value: Decimal) -> tuple[int, bool]:
    """Choose by [>=100]: the first section whose condition holds, else the last.

    The sign is not printed by a section that is for negative values only: its code has one where it wants one.
    """
    conditions = [section.condition for section in numeric]
    for at, condition in enumerate(conditions):
        if condition is not None and condition.holds(value):
            return at, value < 0 and not condition.below_zero
        if condition is None and at == 1 and len(numeric) == 3 and value < 0:
            return at, False
    first = conditions[0]
    rest_below_zero = len(numeric) == 2 and first is not None and first.sign == ">=" and not first.limit
    return len(numeric) - 1, value < 0 and not rest_below_zero


def decimal(stored: str) -> Decimal | None:
    """Return a stored number with the 15 digits that Excel keeps, None if it is no number that a double holds."""
    if len(stored) < _SHORT and _COMMON.fullmatch(stored):
        return Decimal(stored) or _ZERO
    if _NUMBER.fullmatch(stored) is None:
        return None
    value = _DOUBLE.create_decimal(stored.strip())
    if not value:
        return _ZERO
    power = value.adjusted()
    if power > _LARGEST:
        return None
    return value if power >= -_LARGEST else _ZERO
