"""What a rule is given, and what it answers."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from wenxiao.score.numbers import shown


class Given(Struct, frozen=True, kw_only=True):
    """The figures of one indicator: `actual` against `target`, both in percent if `percent`, else in `unit`.

    `words` is what a qualitative actual says, `wanted` what its target says; `counts` tells how many faults of
    each kind were found.
    """

    actual: Fraction | None = None
    target: Fraction | None = None
    percent: bool = False
    unit: str | None = None
    words: str | None = None
    wanted: str | None = None
    counts: dict[str, int] = {}

    def say(self, value: Fraction) -> str:
        """Return a figure of this indicator as a reader sees it."""
        return f"{shown(value)}{'%' if self.percent else '‰' if self.unit == '‰' else ''}"


class Answer(Struct, frozen=True, kw_only=True):
    """The points that one way of reading a rule gives, exactly; or the bounds that it sets (`low`, `high`).

    `below` tells that `high` itself is not reached. `way` is None where the rule can be read in one way only.
    """

    way: str | None = None
    points: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    below: bool = False
    computation: str


class Lacking(Struct, frozen=True, kw_only=True):
    """Why a rule cannot be applied: what is missing, or what a person has to judge.

    `final` tells that the rule is the right one and leaves this figure out: no other rule may answer for it.
    """

    reason: str
    final: bool = False


Answers = tuple[Answer, ...] | Lacking
