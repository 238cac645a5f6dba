"""Scoring rules (评分标准) as data: what a Standard declares and what a report prints are the same objects.

A rule says how the points of one indicator follow from its figures; it computes nothing itself (see `score`).
Where the words of a rule leave its reading open, `ways` lists every reading, the likeliest first.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

RisingWay = Literal["proportion", "strict"]
FallingWay = Literal["double", "ratio", "strict"]
StepWay = Literal["floor", "proportion", "ceiling"]
Direction = Literal["down", "up", "both"]


class _Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every rule has: its own words, as the regulation or the report prints them."""

    text: str = ""


class Rising(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="rising"):
    """正向: full marks from the target on; below it, weight × actual ÷ target, or nothing (strict)."""

    ways: tuple[RisingWay, ...] = ("proportion",)


class Falling(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="falling"):
    """反向: full marks up to the target; beyond it the points fall to nothing at twice the target (double),

    or by target ÷ actual (ratio), or at once (strict).
    """

    ways: tuple[FallingWay, ...] = ("double",)


class Equal(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="equal"):
    """等于: full marks at the target; below it by proportion; `strict` leaves any other value to a person."""

    ways: tuple[RisingWay, ...] = ("proportion",)


class PointBand(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A band of a rule: from `low` to `high` (None: open), in percent or in the indicator's own unit.

    It gives `points`, or a `share` of the weight in percent. `with_low` and `with_high` tell whether an end
    belongs to it; None where the words do not say.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    with_low: bool | None = None
    with_high: bool | None = None
    points: Decimal | None = None
    share: Decimal | None = None


class Bands(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="bands"):
    """分档: the band that the value falls into gives the points.

    `unit` is the one that the ends are printed in (%, 家, 万元); None where nothing is said: the value's own.
    """

    bands: tuple[PointBand, ...]
    unit: str | None = None


class Step(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="step"):
    """扣分: `points` off for each `step` (in points of percent, or in the target's unit) away from `base`.

    Without a `base` it is the target that is missed. The points fall down to nothing, never below.

    `directions` holds every side that the words may punish. `ways`: whole steps only (floor), by proportion,
    or begun steps as whole ones (ceiling); 每低于5%扣2分 does not say which. `unit` is that of `step` (see Bands).
    """

    directions: tuple[Direction, ...] = ("down",)
    step: Decimal = Decimal(1)
    points: Decimal = Decimal(0)
    base: Decimal | None = Decimal(100)
    ways: tuple[StepWay, ...] = ("floor", "proportion", "ceiling")
    unit: str | None = None


class Checklist(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="checklist"):
    """逐项扣分: `each` off for every fault found, at most `most` (None: the weight). `counts` names what is counted.

    `counted` is a count that the filing itself shows (required forms or parts of the report that are not there);
    None where a person has to count.
    """

    each: Decimal
    counts: str
    most: Decimal | None = None
    counted: Literal["missing-forms", "missing-sections"] | None = None


class Award(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that earns points by itself: 制定了制度，计2分."""

    name: str
    points: Decimal


class Awards(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="awards"):
    """逐项计分: each thing that is there earns its own points; the indicator gets their sum."""

    awards: tuple[Award, ...]


class Grade(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A level of a qualitative rule: from `low` to `high` percent of the weight; `words` tell it in an actual."""

    name: str
    low: Decimal
    high: Decimal
    words: tuple[str, ...] = ()


class Graded(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="graded"):
    """定性分档 (达成 / 部分达成 / 未达成): the level reached bounds the points, it does not fix them.

    The highest level holds both of its ends, every other one its lower end only.
    """

    grades: tuple[Grade, ...]


class External(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="external"):
    """折算: weight × a mark that somebody else gave ÷ the full marks of that assessment."""

    full: Decimal = Decimal(100)


class Manual(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="manual"):
    """人工评判: no figure decides; `reason` says what a person has to judge."""

    reason: str


class Share(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of a rule in several parts, with the part of the weight that it decides."""

    name: str
    weight: Decimal
    rule: Rising | Falling | Equal | Bands | Step | Checklist | Awards | Graded | External | Manual


class Parts(_Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="parts"):
    """分项: the indicator gets the sum of what its parts give."""

    parts: tuple[Share, ...]


Rule = Rising | Falling | Equal | Bands | Step | Checklist | Awards | Graded | External | Manual | Parts
KINDS: dict[str, str] = {
    "rising": "正向指标",
    "falling": "反向指标",
    "equal": "等值指标",
    "bands": "分档计分",
    "step": "按差距扣分",
    "checklist": "逐项扣分",
    "awards": "逐项计分",
    "graded": "定性分档",
    "external": "外部得分折算",
    "manual": "人工评判",
    "parts": "分项合计",
}


def kind_of(rule: Rule) -> str:
    """Return the tag of a rule, as it stands in YAML and JSON."""
    return str(rule.__struct_config__.tag)
