"""A text that is one printed figure, with unit, approximation and comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from wenxiao.quantity.intervals import plain
from wenxiao.quantity.numerals import MYRIADS, NUMERALS, RATIO_UNITS, TENS, chinese_numeral
from wenxiao.quantity.units import ALIASES, EXACT, UNITS, Kind, to_base, unit_of

LONGEST = 30  # a run of more digits is an identifier, not an amount


class Quantity(Struct, frozen=True, kw_only=True):
    """One printed figure. `value` is in the printed `unit` (None if none is printed), sign and 万 applied.

    `places` counts the printed decimals; it is negative where 万 or 亿 stands for digits (3.5万人: -3).
    `approximate` is set by 约, 近, 余, 多, 左右, 以上, 超 …; `bound` is the printed comparison: >= <= > < =.
    `text` is the figure with all these words, `start` and `end` its offsets in the source (end excluded).
    """

    value: Decimal
    unit: str | None = None
    places: int = 0
    approximate: bool = False
    bound: str | None = None
    text: str = ""
    start: int = 0
    end: int = 0

    @property
    def kind(self) -> Kind:
        """The kind of the unit: "none" if no unit is printed, "count" for a measure word we do not list."""
        return unit_of(self.unit).kind if self.unit is None or self.unit in UNITS else "count"

    def base(self) -> tuple[Decimal, int]:
        """Return value and places in the base of the kind: 96.83% is (0.9683, 4), 1.5万元 (15000, -3)."""
        shift = -unit_of(self.unit).factor.adjusted()
        return to_base(self.value, self.unit), self.places + shift


_FOLDED = (
    *range(0xFF01, 0xFF5F),
    *range(0xFE61, 0xFE6B),
    *range(0x2000, 0x200B),
    0x3000,
    0xA0,
    0x202F,
    0xFFE5,
)
# NFKC, but only where one character becomes one, so that offsets stay those of the original text.
FOLD: dict[int, str] = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in _FOLDED
    if code not in {0xFF0C, 0xFF1A}  # ， and ： part clauses: they are neither separators nor times
} | {0x2212: "-", 0xB2: "2", 0xB3: "3", 0x2266: "≤", 0x2267: "≥", 0x2A7D: "≤", 0x2A7E: "≥"}

_Comparison = tuple[str | None, bool]


def _by_word(table: Iterable[tuple[str, _Comparison]]) -> dict[str, _Comparison]:
    """Spread rows of words that mean the same comparison: bound, and whether the figure is approximate."""
    return {word: meaning for words, meaning in table for word in words.split()}


_BEFORE = _by_word(
    (
        ("约 大约 约为 近 将近 接近", (None, True)),
        ("超 超过 逾 突破", (">", True)),
        ("不足 不到", ("<", True)),
        ("不低于 不少于 不小于 不得低于 不得少于 至少 ≥ >=", (">=", False)),
        ("不超过 不高于 不大于 不多于 不得超过 不得高于 至多 最多 控制在 ≤ <=", ("<=", False)),
        ("高于 大于 多于 >", (">", False)),
        ("低于 小于 少于 <", ("<", False)),
        ("=", ("=", False)),
        ("达到 达", (None, False)),
    )
)
_AFTER = _by_word(
    (
        ("余 多 来 左右 上下", (None, True)),
        ("以上 之上", (">=", True)),
        ("以下 之下", ("<=", True)),
        ("以内 之内", ("<=", False)),
    )
)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for one of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]|,[0-9])|[0-9]+)(?:\.[0-9]+)?"
MORE = r"(?:余(?!额)|多(?!于))"
UNIT = f"(?:{any_of(ALIASES)})"
_WORD_BEFORE = re.compile(any_of(_BEFORE))
_HEAD = re.compile(
    rf"(?P<words>(?:(?:{any_of(_BEFORE)}) ?)*)(?P<money>(?:¥|人民币) ?)?"
    r"(?P<sign>(?<![0-9A-Za-z)%])[-+])?$"
)


@cache
def _core() -> re.Pattern[str]:
    """The number itself, then 余, 万, the unit, 以上: all that can follow it."""
    chinese = f"[{NUMERALS}]+(?:点[{NUMERALS}]+)?"
    return re.compile(
        rf"(?:(?P<number>{NUMBER})|(?P<ratio>[百千]分之)?(?P<chinese>{chinese}))"
        rf" {{0,3}}(?P<more>{MORE}|来(?=[个人名次]))?"
        rf"(?:(?P<unit>{UNIT})|(?P<scale>[百千万亿]+)(?P<more2>{MORE})?(?P<unit2>{UNIT})?)?"
        rf"(?: ?(?:\(含\)|及)?(?P<after>{MORE}|{any_of(set(_AFTER) - {'余', '多', '来'})}))?"
    )


def parse(text: str) -> Quantity | None:
    """Return the one figure that `text` is as a whole (a cell), or None: a range, a year or a label is none.

    Accounting brackets are negative: (3.57) is -3.57. Offsets are those of the figure within `text`.
    """
    return _parsed(text) if len(text) <= _LONGEST_CELL else _parse(text)


@lru_cache(maxsize=32768)
def _parsed(text: str) -> Quantity | None:
    """Parse a cell's text once: each step of reading a form asks anew what its cells are."""
    return _parse(text)


def _parse(text: str) -> Quantity | None:
    if _FIGURE.search(text) is None:
        return None  # most cells are words: this spares them the folding
    folded = text.translate(FOLD).replace("，", ",")
    bare = folded.strip()
    start = len(folded) - len(folded.lstrip())
    bracketed = bare.startswith("(") and bare.endswith(")")
    inner = bare[1:-1] if bracketed else bare
    spot = _FIRST.search(inner)
    found = read(inner, spot.start()) if spot else None
    if found is None or found.start or _is_code(inner):
        return None
    if found.places == 0 and found.unit is None and _MEASURE_WORD.match(inner, found.end):
        found = replace(found, unit=inner[-1], end=len(inner))
    if found.end != len(inner) or (bracketed and found.value <= 0) or _is_heading(inner, found):
        return None
    value = -found.value if bracketed else found.value
    end = start + len(bare)
    return replace(found, value=value, text=text[start:end], start=start, end=end)


_FIRST = re.compile(f"[0-9{NUMERALS}]")
_FIGURE = re.compile(f"[0-9{NUMERALS}{''.join(chr(code) for code, char in FOLD.items() if char.isdecimal())}]")
_LONGEST_CELL = 200  # longer texts are not kept: they are seldom asked for twice, and would fill the memory
_MEASURE_WORD = re.compile(r"[一-鿿](?<![月日号时点秒度期是等])$")
_CODE = re.compile(r"1[3-9][0-9]{9}|0[0-9]+|(?:19|20)[0-9]{2} ?年")


def _is_code(text: str) -> bool:
    """Tell a year, a mobile number or a number with leading zeros from an amount."""
    return _CODE.fullmatch(text) is not None


def _is_heading(text: str, found: Quantity) -> bool:
    """Tell the 三 or 十一 of a heading from an amount in Chinese."""
    return found.unit is None and not re.search("[0-9百千万亿点]", text)


def read(text: str, at: int) -> Quantity | None:
    """Read the figure whose number begins at `at` in folded `text`, with the words around it."""
    match = _core().match(text, at)
    if match is None:
        return None
    amount = _amount(match)
    if amount is None:
        return None
    value, places = amount
    window = max(0, at - 16)
    head = _HEAD.search(text, window, at)
    assert head is not None  # it also matches nothing
    unit = ALIASES.get(match["unit"] or match["unit2"] or "")
    bound, approximate = _comparison(head["words"], match["after"])
    if head["sign"] == "-":
        value = -value
    start = head.start()
    return Quantity(
        value=value,
        unit=unit or ("元" if head["money"] else None) or RATIO_UNITS.get(match["ratio"]),
        places=places,
        approximate=approximate or bool(match["more"] or match["more2"]),
        bound=bound,
        text=text[start : match.end()],
        start=start,
        end=match.end(),
    )


def _amount(match: re.Match[str]) -> tuple[Decimal, int] | None:
    """Return value and places of the number and its 万, before the sign."""
    scale = 0
    for char in match["scale"] or "":
        scale += len(str({**TENS, **MYRIADS}[char])) - 1
    if match["chinese"]:
        return _chinese_amount(match["chinese"])
    digits = match["number"].replace(",", "")
    if len(digits) > LONGEST:
        return None
    value = Decimal(digits)
    places = len(digits.partition(".")[2]) - scale
    return (Decimal(plain(value.scaleb(scale, EXACT))) if scale else value), places


def _chinese_amount(text: str) -> tuple[Decimal, int] | None:
    """Return value and places of a number in Chinese; 万 at its end hides four digits."""
    value = chinese_numeral(text) if len(text) <= LONGEST else None
    if value is None:
        return None
    hidden = sum(len(str(MYRIADS[char])) - 1 for char in text[len(text.rstrip("万亿萬億")) :])
    decimals = text.partition("点")[2].rstrip("万亿萬億")
    return value, len(decimals) - hidden


def _comparison(before: str, after: str | None) -> tuple[str | None, bool]:
    """Return bound and approximation from the words before and after; a bound before the figure wins."""
    bound, approximate = None, False
    for word in _WORD_BEFORE.findall(before):
        word_bound, word_approximate = _BEFORE[word]
        bound, approximate = bound or word_bound, approximate or word_approximate
    if after:
        bound, approximate = bound or _AFTER[after][0], approximate or _AFTER[after][1]
    return bound, approximate
