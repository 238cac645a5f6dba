"""A number printed by one section of a format: decimals, thousands, percent, scaling, exponents, fractions.

Everything is Decimal; halves are rounded away from zero. The sign is the caller's: values come in without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from wenxiao.read.xlsx.codes import Section, Token
from wenxiao.read.xlsx.general import EXACT, general, rounded
from wenxiao.read.xlsx.numerals import digit_by_digit, spelled

_MAX_PLACES = 30
_MAX_DENOMINATOR_DIGITS = 7
_THOUSAND = 3
_SIMPLE = re.compile(r"(?:#+,##)?0(?:\.0{1,15})?")


class Plan(NamedTuple):
    """A section made ready: what stands before the point, after it, in the exponent, and behind the number.

    `places` decimals are printed, the first `needed` of them even if they are zeros.
    """

    whole: tuple[Token, ...]
    decimals: tuple[Token, ...]
    exponent: str | None
    power: tuple[Token, ...]
    scale: int
    grouped: bool
    pointed: bool
    numerals: int
    places: int
    needed: int
    kind: str


class Simple(NamedTuple):
    """A section of the common kind, `lead` 0.00 or #,##0.00 `tail`, which needs no placing of digits."""

    lead: str
    pattern: str
    places: int
    tail: str
    scale: int

    def printed(self, value: Decimal) -> str:
        """Return what is printed; the sign of a negative value stands before everything."""
        if self.scale:
            value = value.scaleb(self.scale, EXACT)
        text = format(rounded(value, self.places), self.pattern)
        if not self.lead:
            return text + self.tail
        return f"-{self.lead}{text[1:]}{self.tail}" if text[0] == "-" else f"{self.lead}{text}{self.tail}"


def simple(section: Section) -> Simple | None:
    """Return the section as a simple one, None if it is not of that kind."""
    if section.white or section.dated or section.numerals or section.has("exponent", "slash", "general", "text"):
        return None
    kinds = [token.kind for token in section.tokens]
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    if not digits:
        return None
    first, last = digits[0], digits[-1]
    number = "".join(token.text for token in section.tokens[first : last + 1])
    match = _SIMPLE.fullmatch(number)
    rest = (*section.tokens[:first], *section.tokens[last + 1 :])
    inner = set(kinds[first : last + 1]) <= {"digit", "comma", "point"}  # in 0!.0, the point is only written there
    if match is None or not inner or any(token.kind == "point" for token in rest):
        return None
    made = plan(section)
    lead, tail = (
        "".join(token.text for token in tokens if token.kind != "comma")
        for tokens in (section.tokens[:first], section.tokens[last + 1 :])
    )
    return Simple(lead.lstrip(), ",f" if made.grouped else "f", made.places, tail.rstrip(), made.scale)


def plan(section: Section) -> Plan:
    """Return how a section prints a number."""
    tokens = section.tokens
    mantissa, power = tokens, tokens[:0]
    exponent: str | None = None
    for at, token in enumerate(tokens):
        if token.kind == "exponent":
            mantissa, exponent, power = tokens[:at], token.text, tokens[at + 1 :]
            break
    percent = sum(token.kind == "percent" for token in tokens)
    scaling, grouped = _commas(mantissa)
    point = next((at for at, token in enumerate(mantissa) if token.kind == "point"), None)
    bare = tuple(token for token in mantissa if token.kind != "comma")
    split = next((at for at, token in enumerate(bare) if token.kind == "point"), len(bare))
    decimals = bare[split + 1 :]
    places = [token.text for token in decimals if token.kind == "digit"][:_MAX_PLACES]
    return Plan(
        bare[:split],
        decimals,
        exponent,
        power,
        2 * percent - _THOUSAND * scaling,
        grouped,
        point is not None,
        section.numerals,
        len(places),
        max((at + 1 for at, text in enumerate(places) if text == "0"), default=0),
        "figure"
        if section.has("digit") and not section.has("slash")
        else "fraction"
        if section.has("digit")
        else "words",
    )


def _commas(tokens: Sequence[Token]) -> tuple[int, bool]:
    """Return how many commas divide by a thousand (those behind the last digit), and whether others group."""
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    if not digits:
        return 0, False
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    before = [at for at in digits if at < point]
    scaling, grouped = 0, False
    for at, token in enumerate(tokens):
        if token.kind == "comma":
            inner = bool(before) and before[0] < at < before[-1]
            grouped = grouped or inner
            scaling += not inner and at > digits[0]
    return scaling, grouped


def print_number(section: Section, made: Plan, value: Decimal) -> str:
    """Return what a section prints for a value that is not negative."""
    if made.kind == "words":
        return _with_general(section, value)
    if made.kind == "fraction":
        fraction = _fraction(section.tokens, value)
        if fraction is not None:
            return fraction
    value = value.scaleb(made.scale, EXACT)
    if made.exponent is not None:
        return _with_exponent(made, value)
    return _digits(made, rounded(value, made.places))


def _with_general(section: Section, value: Decimal) -> str:
    text = general(value)
    if section.numerals:
        text = spelled(text, section.numerals)
    return "".join(text if token.kind in ("general", "text") else token.text for token in section.tokens)


def _digits(made: Plan, value: Decimal) -> str:
    whole, _, decimals = format(value, "f").partition(".")
    text, tail = _whole(made, "" if whole == "0" else whole), _decimals(made, decimals)
    # Excel prints 5. for 5 under 0.##; the idle point is left out, as by LibreOffice: nobody means it.
    point = "." if made.pointed and tail.strip() else ""
    return text + point + tail


def _whole(made: Plan, digits: str) -> str:
    """Lay the digits over the places before the point, from the right; the first place takes all that is left."""
    places = sum(token.kind == "digit" for token in made.whole)
    left = places
    pieces: list[str] = []
    if not places:
        pieces.append(_shown(digits, made))
    printed = 0
    for token in reversed(made.whole):
        if token.kind != "digit":
            pieces.append(token.text)
            continue
        left -= 1
        taken = digits if left == 0 else digits[-1:]
        digits = "" if left == 0 else digits[:-1]
        for digit in reversed(taken or {"0": "0", "?": " "}.get(token.text, "")):
            if made.grouped and printed and printed % _THOUSAND == 0:
                pieces.append("," if digit != " " else " ")
            pieces.append(_shown(digit, made))
            printed += 1
    return "".join(reversed(pieces))


def _decimals(made: Plan, digits: str) -> str:
    """Lay the decimals over their places; a place # drops a zero that nothing but zeros follow."""
    kept = len(digits.rstrip("0"))
    pieces: list[str] = []
    at = 0
    for token in made.decimals:
        if token.kind != "digit":
            pieces.append(token.text)
            continue
        if at < max(kept, made.needed) and at < len(digits):
            pieces.append(_shown(digits[at], made))
        elif token.text == "?":
            pieces.append(" ")
        at += 1
    return "".join(pieces)


def _shown(digits: str, made: Plan) -> str:
    return digit_by_digit(digits, made.numerals) if made.numerals else digits


def _with_exponent(made: Plan, value: Decimal) -> str:
    """Print a mantissa with as many digits before the point as the format has places, and its power of ten."""
    step = max(1, sum(token.kind == "digit" for token in made.whole))
    power = (value.adjusted() // step) * step if value else 0
    mantissa = rounded(value.scaleb(-power, EXACT), made.places)
    if mantissa.adjusted() >= step:
        power += step
        mantissa = rounded(value.scaleb(-power, EXACT), made.places)
    sign = "-" if power < 0 else "+" if made.exponent == "+" else ""
    width = sum(token.kind == "digit" for token in made.power)
    rest = "".join(token.text for token in made.power if token.kind != "digit")
    return f"{_digits(made, mantissa)}E{sign}{abs(power):0{max(1, width)}d}{rest}"


def _fraction(tokens: Sequence[Token], value: Decimal) -> str | None:
    """Print `# ?/?`, `# ??/100`, `?/8`; None if what stands around the slash are no places of a fraction."""
    slash = next(at for at, token in enumerate(tokens) if token.kind == "slash")
    start = slash
    while start > 0 and tokens[start - 1].kind == "digit":
        start -= 1
    end = slash + 1
    while end < len(tokens) and _in_denominator(tokens[end]):
        end += 1
    if start == slash or end == slash + 1:
        return None
    denominator = "".join(token.text for token in tokens[slash + 1 : end])
    mixed = any(token.kind == "digit" for token in tokens[:start])
    exact = Fraction(value)
    whole = int(exact) if mixed else 0
    top, bottom = _nearest(exact - whole, denominator)
    if mixed and top == bottom:
        whole, top = whole + 1, 0
    lead = "".join(token.text for token in tokens[:start] if token.kind in ("literal", "space")).strip()
    tail = "".join(token.text for token in tokens[end:] if token.kind in ("literal", "space"))
    shown = str(whole) if mixed and (whole or not top) else ""
    part = f"{top}/{bottom}" if top or not mixed else ""
    return f"{lead}{' '.join(filter(None, (shown, part)))}{tail}"


def _in_denominator(token: Token) -> bool:
    return token.kind == "digit" or (token.kind == "literal" and re.fullmatch("[1-9]", token.text) is not None)


def _nearest(value: Fraction, denominator: str) -> tuple[int, int]:
    """Return the fraction that is nearest, with a fixed denominator or one of so many digits."""
    denominator = denominator[:_MAX_DENOMINATOR_DIGITS]
    if any(char in "123456789" for char in denominator):
        bottom = int(denominator.replace("#", "0").replace("?", "0"))
        return int(value * bottom + Fraction(1, 2)), bottom
    found = value.limit_denominator(10 ** len(denominator) - 1)
    return found.numerator, found.denominator
