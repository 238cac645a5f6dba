"""Whether two printed things say the same, and by how much two figures differ."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from wenxiao.compare.lens import Lens, bare
from wenxiao.document import Place
from wenxiao.filing import Fact
from wenxiao.quantity import Marker, convert, marker, parse, to_base, trimmed, unit_of
from wenxiao.quantity.units import EXACT

_POINTS = "百分点"
_PARTS = ("‰",)  # rates whose difference is not in 百分点 as printed
_BLANKS = (Marker.BLANK, Marker.FILLER)


class Said(NamedTuple):
    """What one filing says at one spot: the text, the same as it is compared, and the figure if it is one.

    `hedge` holds what makes a figure less than exact, such as 约 or ≥: with another hedge it says something else.
    """

    text: str
    meant: str
    place: Place | None = None
    value: Decimal | None = None
    unit: str | None = None
    hedge: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is said here."""
        return self.value is None and marker(self.text) in _BLANKS


class Compared(NamedTuple):
    """The verdict on two printed things, and for two comparable figures of different value the difference."""

    verdict: Literal["same", "written", "changed"]
    difference: Decimal | None = None
    unit: str | None = None
    rate: Decimal | None = None


def said_fact(fact: Fact, lens: Lens) -> Said:
    """Return what a fact says."""
    hedge = "约" if fact.approximate else ""
    return Said(fact.text, lens.text(fact.text), fact.place, fact.value, fact.unit, hedge)


def said_text(text: str | None, lens: Lens, place: Place | None) -> Said:
    """Return what a cell or a passage says; a cell that is one figure is compared as one."""
    found = parse(text) if text else None
    if text is None or found is None:
        return Said(text or "", lens.text(text or ""), place)
    hedge = f"{found.bound or ''}{'约' if found.approximate else ''}"
    return Said(text, lens.text(text), place, found.value, found.unit, hedge)


def said_points(value: Decimal | None, text: str | None, place: Place | None) -> Said:
    """Return what a cell of points says; where the print is not kept, the figure stands for it."""
    shown = text if text is not None else "" if value is None else f"{value:f}"
    return Said(shown, shown, place, value, None if value is None else "分")


def weighed(before: Said, after: Said) -> Compared:
    """Compare two printed things: as figures where both are, else as texts."""
    if before.value is not None and after.value is not None:
        return _figures(before, after)
    if before.text == after.text and before.value == after.value:
        return Compared("same")
    if before.value is None and after.value is None and _same_words(before, after):
        return Compared("written")
    return Compared("changed")


def _same_words(before: Said, after: Said) -> bool:
    marks = marker(before.text), marker(after.text)
    return marks[0] is marks[1] if any(marks) else bare(before.meant) == bare(after.meant)


def _figures(before: Said, after: Said) -> Compared:
    (sort, one), (other_sort, other) = _measured(before), _measured(after)
    if before.hedge != after.hedge or not _comparable(sort, other_sort):
        alike = before.hedge == after.hedge and bare(before.meant) == bare(after.meant)
        return Compared("written" if alike else "changed")
    if one == other:
        return Compared("same" if before.text == after.text else "written")
    difference, unit = _gap(before, after, EXACT.subtract(other, one))
    rate = None if unit == _POINTS else rate_of_change(one, other)
    return Compared("changed", difference, unit, rate)


def _gap(before: Said, after: Said, gap: Decimal) -> tuple[Decimal, str | None]:
    """Return the difference in the unit that both print (to the decimals printed), else in 万元 or 百分点."""
    assert before.value is not None
    assert after.value is not None
    rated = "rate" in (unit_of(before.unit).kind, unit_of(after.unit).kind)
    if before.unit == after.unit and before.unit not in _PARTS:
        return EXACT.subtract(after.value, before.value), _POINTS if rated else before.unit
    if rated:
        return _tidy(EXACT.multiply(gap, Decimal(100))), _POINTS
    return _tidy(convert(gap, "元", "万元")), "万元"


def _measured(said: Said) -> tuple[str, Decimal]:
    """Return what kind of thing is measured, and how much in its base: 元, a fraction, or as printed."""
    assert said.value is not None
    kind = unit_of(said.unit).kind
    if kind in ("money", "rate"):
        return kind, to_base(said.value, said.unit)
    return said.unit or "", said.value


def _comparable(sort: str, other: str) -> bool:
    """Tell whether two figures are of one kind; a rate may be printed as a bare fraction."""
    return sort == other or {sort, other} == {"rate", ""}


def rate_of_change(before: Decimal, after: Decimal) -> Decimal | None:
    """Return the change in percent of |before|, rounded half up to two decimals; None if before is 0."""
    if not before:
        return None
    rate = (Fraction(after) - Fraction(before)) / abs(Fraction(before)) * 10000
    hundredths = (2 * abs(rate.numerator) + rate.denominator) // (2 * rate.denominator)
    return Decimal(hundredths if rate > 0 else -hundredths).scaleb(-2, EXACT)


def _tidy(value: Decimal) -> Decimal:
    """Return a computed figure without exponent and without trailing zeros."""
    return Decimal(trimmed(value))
