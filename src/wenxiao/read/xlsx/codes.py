"""A number format code taken apart: its sections, their conditions, and the tokens that print a value.

`#,##0.00"万元";[红色]-0.0%;;@` has four sections. Nothing is printed here; see figures, dates and printer.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from wenxiao.read.xlsx.builtin import LONG_DATE, LONG_TIME

MAX_CODE = 255
"""The longest code that Excel allows; a longer one prints as General."""
_MAX_SECTIONS = 4

_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_WORDS = re.compile(r"(?i)General|G/通用格式|通用格式|AM/PM|A/P|上午/下午")
_EXPONENT = re.compile(r"[eE][+-]")
_LOCALE = re.compile(r"\$([^\]-]*)(?:-([0-9A-Za-z-]*))?")
_RUN = re.compile(r"(?i)y+|m+|d+|h+|s+|e+|b+|g+|a{3,}")
_DIGITS = frozenset("0#?")
_SIMPLE = {".": "point", ",": "comma", "%": "percent", "@": "text"}
_CHINESE = "804"
_DAY_KINDS = ("date", "elapsed", "noon")


class Token(NamedTuple):
    """One sign of a section: `kind` says what `text` is."""

    kind: str
    text: str


class Condition(NamedTuple):
    """For which values a section is meant: [>=10000]."""

    sign: str
    limit: Decimal

    def holds(self, value: Decimal) -> bool:
        """Tell whether the value is one that the section is meant for."""
        order = value.compare(self.limit)
        return {"<": order < 0, "<=": order <= 0, "=": order == 0, "<>": order != 0, ">=": order >= 0, ">": order > 0}[
            self.sign
        ]

    @property
    def below_zero(self) -> bool:
        """Whether only negative values satisfy it."""
        return self.limit <= 0 if self.sign == "<" else self.sign in ("<=", "=") and self.limit < 0


class Section(NamedTuple):
    """What one kind of value is printed by.

    `numerals` is n of [DBNumn] (0 for ordinary digits), `chinese` that [$-804] asks for Chinese names of days.
    """

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    numerals: int = 0
    chinese: bool = False
    white: bool = False

    def has(self, *kinds: str) -> bool:
        """Tell whether a token of one of these kinds stands in the section."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def dated(self) -> bool:
        """Whether the section prints a date or a time."""
        return self.has(*_DAY_KINDS)


class _Draft:
    """A section in the making."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.condition: Condition | None = None
        self.numerals = 0
        self.chinese = self.white = False

    def done(self) -> Section:
        return Section(tuple(self.tokens), self.condition, self.numerals, self.chinese, self.white)


def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format code, at least one, at most four."""
    found: list[Section] = []
    draft = _Draft()
    at = 0
    while at < len(code) and len(found) < _MAX_SECTIONS:
        if code[at] == ";":
            found.append(draft.done())
            draft, at = _Draft(), at + 1
        else:
            at = _step(code, at, draft)
    if len(found) < _MAX_SECTIONS:
        found.append(draft.done())
    return tuple(found)


def _step(code: str, at: int, draft: _Draft) -> int:
    """Add what stands at `at` to the section; return where the next sign stands."""
    char = code[at]
    if char == '"':
        end = code.find('"', at + 1)
        end = len(code) if end < 0 else end
        draft.tokens.append(Token("literal", code[at + 1 : end]))
        return end + 1
    if char in "\\!_*" and at + 1 < len(code):
        if char == "_":
            draft.tokens.append(Token("space", " "))
        elif char != "*":
            draft.tokens.append(Token("literal", code[at + 1]))
        return at + 2
    if char == "[":
        end = code.find("]", at)
        if end > 0:
            _bracket(code[at + 1 : end], draft)
            return end + 1
    return _sign(code, at, draft)


def _sign(code: str, at: int, draft: _Draft) -> int:
    char = code[at]
    if char in _DIGITS:
        draft.tokens.append(Token("digit", char))
        return at + 1
    if char in _SIMPLE:
        draft.tokens.append(Token(_SIMPLE[char], char))
        return at + 1
    word = _WORDS.match(code, at)
    if word is not None:
        kind = "general" if "通用" in word[0] or word[0][0] in "Gg" else "noon"
        draft.tokens.append(Token(kind, word[0]))
        return word.end()
    if _EXPONENT.match(code, at) and any(token.kind == "digit" for token in draft.tokens):
        draft.tokens.append(Token("exponent", code[at + 1]))
        return at + 2
    run = _RUN.match(code, at)
    if run is not None:
        draft.tokens.append(Token("date", run[0].lower()))
        return run.end()
    draft.tokens.append(Token("slash" if char == "/" else "literal", char))
    return at + 1


def _bracket(content: str, draft: _Draft) -> None:
    """Take in [>=100], [红色], [$¥-804], [DBNum1], [h]; what is none of these prints nothing."""
    bare = content.strip()
    lower = bare.lower()
    condition = _CONDITION.fullmatch(bare)
    if condition is not None:
        draft.condition = Condition(condition[1], Decimal(condition[2]))
    elif bare.startswith("$"):
        _locale(bare, draft)
    elif lower.startswith("dbnum") and lower[5:] in ("1", "2", "3"):
        draft.numerals = int(lower[5:])
    elif lower and lower[0] in "hms" and lower == lower[0] * len(lower):
        draft.tokens.append(Token("elapsed", lower))
    elif lower in ("white", "白色", "color2", "颜色2"):
        draft.white = True


def _locale(content: str, draft: _Draft) -> None:
    match = _LOCALE.match(content)
    if match is None:
        return
    symbol, locale = match[1], (match[2] or "").upper()
    if symbol:
        draft.tokens.append(Token("literal", symbol))
    draft.chinese = draft.chinese or locale.endswith(_CHINESE) or locale.startswith("ZH")
    system = {"F800": LONG_DATE, "F400": LONG_TIME}.get(locale)
    if system is not None:
        draft.tokens.extend(sections(system)[0].tokens)
