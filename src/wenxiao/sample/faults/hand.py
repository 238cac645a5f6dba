"""The hand that changes what is printed: a figure in the style of the old one, an indicator, a total row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from random import Random

from msgspec.structs import replace

from wenxiao.filing import Fact, Indicator
from wenxiao.sample.faults.catalogue import Scene
from wenxiao.sample.totals import settled
from wenxiao.score.sheet import title_of

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
WHOLE = "funds.total"


# --- figures -------------------------------------------------------------------------------------------


def put(scene: Scene, figures: Mapping[str, Decimal]) -> Scene:
    """Return the scene with other values at facts, by id, printed as the old ones were."""
    return _with_facts(scene, {one.id: reprinted(one, figures[one.id]) for one in facts(scene) if one.id in figures})


def put_text(scene: Scene, fact: Fact, text: str) -> Scene:
    """Return the scene with a fact that says a word, or nothing."""
    return _with_facts(scene, {fact.id: replace(fact, text=text, value=None)})


def _with_facts(scene: Scene, changed: Mapping[str, Fact]) -> Scene:
    filing = replace(scene.filing, facts=tuple(changed.get(one.id, one) for one in scene.filing.facts))
    for form in dict.fromkeys(one.form or "" for one in changed.values()):
        filing = settled(scene.pack, filing, form)
    return scene._replace(filing=filing)


def reprinted(fact: Fact, value: Decimal) -> Fact:
    """Return a fact with another value, printed in the same style: separators, decimals, width, percent sign."""
    old = unicodedata.normalize("NFKC", fact.text)
    decimals = len(old.rstrip("%").partition(".")[2])
    said = f"{value:,f}" if "," in old else f"{value:f}"
    said = f"{said}." if "." not in said else said
    whole, _, part = said.partition(".")
    part = part.rstrip("0").ljust(decimals, "0")
    said = f"{whole}.{part}" if part else whole
    said = said.translate(_WIDE) if old != fact.text else said
    return replace(fact, value=value, text=f"{said}%" if old.endswith("%") else said)


def facts(
    scene: Scene,
    *concepts: str,
    kind: str | None = None,
    heading: str | None = None,
    stage: str | None = None,
) -> list[Fact]:
    """Return the facts of some concepts (all if none is named), in one kind of form, in one row, at one stage."""
    return [
        one
        for one in scene.filing.facts
        if (not concepts or one.concept in concepts)
        and (kind is None or (one.form or "").partition("#")[0] == kind)
        and (heading is None or one.heading == heading)
        and (stage is None or one.dimensions.stage == stage)
    ]


def row(scene: Scene, form: str | None, heading: str = WHOLE) -> dict[str, Fact]:
    """Return the facts of a row of the block of funds of one form instance, by concept."""
    return {one.concept or "": one for one in scene.filing.facts if one.form == form and one.heading == heading}


def nudged(value: Decimal, random: Random) -> Decimal:
    """Return a figure with one digit wrong: neither the first, which shows at once, nor the last, which rounds away."""
    digits = list(f"{value:.2f}")
    places = [at for at, one in enumerate(digits) if one.isdecimal() and 0 < at < len(digits) - 1]
    at = random.choice(places)
    digits[at] = random.choice([one for one in "0123456789" if one != digits[at]])
    return Decimal("".join(digits))


def shown(scene: Scene, fact: Fact) -> str:
    """Return where a fact stands, as a person reads it."""
    parts = [label(scene, fact.form), fact.row, fact.column or fact.label]
    return " › ".join(dict.fromkeys(part for part in parts if part))


def label(scene: Scene, form: str | None) -> str:
    """Return how a form instance is called."""
    found = scene.filing.form(form or "")
    return title_of(scene.pack, found) if found is not None else ""


# --- indicators ----------------------------------------------------------------------------------------


def change(scene: Scene, items: Mapping[int, Indicator]) -> Scene:
    """Return the scene with other indicators at these positions; the total rows follow."""
    listed = tuple(items.get(at, one) for at, one in enumerate(scene.filing.indicators))
    filing = replace(scene.filing, indicators=listed)
    for form in dict.fromkeys(one.form for one in items.values()):
        filing = settled(scene.pack, filing, form)
    return scene._replace(filing=filing)


def scored(item: Indicator, score: Decimal) -> Indicator:
    """Return an indicator with other points."""
    return replace(item, score=score, score_text=f"{score:f}")


def weighed(item: Indicator, weight: Decimal) -> Indicator:
    """Return an indicator with another weight."""
    return replace(item, weight=weight, weight_text=f"{weight:f}")


def at(scene: Scene, item: Indicator) -> str:
    """Return where an indicator stands, as a person reads it."""
    return f"{label(scene, item.form)} › {item.level3 or item.level2}"


def listed(scene: Scene, kinds: Iterable[str] = ("overall", "project")) -> list[tuple[int, Indicator]]:
    """Return the indicators of the tables that give points for targets, each with its position."""
    return [
        (position, one)
        for position, one in enumerate(scene.filing.indicators)
        if one.form.partition("#")[0] in kinds and one.target is not None and one.weight and one.score is not None
    ]


def tells_survey(item: Indicator) -> bool:
    """Tell whether an indicator says beside its figure who was asked."""
    return "（" in (item.actual or "")


def is_full(item: Indicator) -> bool:
    """Tell whether an indicator has all its points."""
    return item.score == item.weight
