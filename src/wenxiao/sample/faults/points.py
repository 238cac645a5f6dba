"""Errors in weights, points, totals and grades."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from msgspec.structs import replace

from wenxiao.filing import Indicator
from wenxiao.sample.faults.catalogue import Scene, Spoilt, fault
from wenxiao.sample.faults.hand import (
    WHOLE,
    at,
    change,
    facts,
    is_full,
    label,
    listed,
    put,
    scored,
    shown,
    tells_survey,
    weighed,
)
from wenxiao.sample.names import TEMPLATES
from wenxiao.sample.totals import grade_of
from wenxiao.score.measure import met
from wenxiao.truth import Injected

_ZERO = Decimal(0)
_Row = tuple[int, Indicator]
_Points = Callable[[Indicator], Decimal]


def _pick(random: Random, found: list[_Row]) -> _Row | None:
    return random.choice(found) if found else None


def _rising(scene: Scene) -> list[_Row]:
    """Return the indicators that have all their points for a target that is a floor, and that no word softens."""
    return [(n, one) for n, one in listed(scene) if is_full(one) and _sign(one) == "≥" and _comparable(scene, one)]


def _sign(item: Indicator) -> str:
    return next((one.sign for one in TEMPLATES if one.name == item.level3), "")


def _comparable(scene: Scene, item: Indicator) -> bool:
    comparison = met(scene.pack, item)
    return comparison is not None and comparison.certain


@fault("score.weights")
def weights(scene: Scene, random: Random) -> Spoilt | None:
    """An indicator that is worth less, with its points and what its heading prints; the sum is not 100."""
    row = _pick(random, [(n, one) for n, one in listed(scene) if is_full(one) and (one.weight or 0) > 6])
    if row is None:
        return None
    number, item = row
    less = Decimal(random.randint(2, 5))
    weight = (item.weight or _ZERO) - less
    changed = {number: scored(weighed(item, weight), weight)}
    for other, one in enumerate(scene.filing.indicators):
        if one.form == item.form and one.level1 == item.level1 and one.share is not None:
            changed[other] = replace(changed.get(other, one), share=one.share - less)
    right = item.weight_text
    after = change(scene, changed)
    injected = Injected(check="score.weights", where=at(scene, item), printed=f"{weight:f}", right=right)
    return Spoilt(after, injected)


@fault("score.weight-profile")
def profile(scene: Scene, random: Random) -> Spoilt | None:
    """Points moved from one first level to another; the first still prints what it should have."""
    rows = [(n, one) for n, one in listed(scene) if is_full(one) and (one.weight or 0) > 6]
    giving = _pick(random, [(n, one) for n, one in rows if one.share is not None])
    if giving is None:
        return None
    number, item = giving
    taking = _pick(random, [(n, one) for n, one in rows if one.form == item.form and one.level1 != item.level1])
    if taking is None:
        return None
    moved = Decimal(random.randint(2, 5))
    less, more = (item.weight or _ZERO) - moved, (taking[1].weight or _ZERO) + moved
    changed = {number: scored(weighed(item, less), less), taking[0]: scored(weighed(taking[1], more), more)}
    for other, one in enumerate(scene.filing.indicators):
        if one.form == item.form and one.level1 == taking[1].level1 and one.share is not None:
            changed[other] = replace(changed.get(other, one), share=one.share + moved)
    injected = Injected(
        check="score.weight-profile", where=at(scene, item), printed=f"{less:f}", right=item.weight_text
    )
    return Spoilt(change(scene, changed), injected)


@fault("score.total")
def total(scene: Scene, random: Random) -> Spoilt | None:
    """A total that is not what the points add up to, within the same grade."""
    forms = [one for one in scene.filing.forms if one.total_score and _has_points(scene, one.id)]
    if not forms:
        return None
    form = random.choice(forms)
    right = form.total_score or _ZERO
    wrong = [right + step * Decimal("0.1") for step in range(-30, 31) if abs(step) > 4]
    wrong = [one for one in wrong if 0 < one <= 100 and grade_of(scene.pack, one) == grade_of(scene.pack, right)]
    if not wrong:
        return None
    printed = random.choice(wrong)
    forms = [replace(one, total_score=printed) if one.id == form.id else one for one in scene.filing.forms]
    after = scene._replace(filing=replace(scene.filing, forms=tuple(forms)))
    where = f"{label(scene, form.id)} › 总分"
    return Spoilt(after, Injected(check="score.total", where=where, printed=f"{printed:f}", right=f"{right:f}"))


def _has_points(scene: Scene, form: str) -> bool:
    return sum(one.score is not None for one in scene.filing.indicators_of(form)) >= 2


@fault("score.over-weight")
def over_weight(scene: Scene, random: Random) -> Spoilt | None:
    """More points than an indicator is worth; the total follows."""
    return _scored(scene, random, "score.over-weight", _full(scene), lambda item: (item.weight or _ZERO) + 2)


@fault("score.met-but-deducted")
def met_but_deducted(scene: Scene, random: Random) -> Spoilt | None:
    """Points lost for a target that was met, with no reason."""
    return _scored(scene, random, "score.met-but-deducted", _rising(scene), lambda item: (item.weight or _ZERO) - 2)


@fault("score.rule")
def above_rule(scene: Scene, random: Random) -> Spoilt | None:
    """More points than a missed target earns, short of all of them."""
    rows = [(n, one) for n, one in listed(scene) if (one.weight or _ZERO) - (one.score or _ZERO) > Decimal("0.4")]
    rows = [(n, one) for n, one in rows if _comparable(scene, one) and "满意" not in (one.level3 or "")]
    return _scored(scene, random, "score.rule", rows, lambda item: (item.weight or _ZERO) - Decimal("0.1"))


def _full(scene: Scene) -> list[_Row]:
    return [(n, one) for n, one in listed(scene) if is_full(one)]


def _scored(scene: Scene, random: Random, check: str, rows: list[_Row], points: _Points) -> Spoilt | None:
    row = _pick(random, rows)
    if row is None:
        return None
    number, item = row
    wrong = scored(item, points(item))
    injected = Injected(check=check, where=at(scene, item), printed=wrong.score_text, right=item.score_text)
    return Spoilt(change(scene, {number: wrong}), injected)


@fault("score.execution")
def execution_points(scene: Scene, random: Random) -> Spoilt | None:
    """Points for execution that do not follow from its rate; the total follows."""
    shared = {one.form for one in facts(scene, "funds.score") if one.dimensions.entity is not None}
    found = [one for one in facts(scene, "funds.score", heading=WHOLE) if (one.value or 0) > 3]
    found = [one for one in found if one.form not in shared]  # where tasks share the points, no one rate gives them
    if not found:
        return None
    chosen = random.choice(found)
    wrong = (chosen.value or _ZERO) - Decimal(random.randint(5, 20)) / 10
    after = put(scene, {chosen.id: wrong})
    printed = next(one.text for one in after.filing.facts if one.id == chosen.id)
    injected = Injected(check="score.execution", where=shown(scene, chosen), printed=printed, right=chosen.text)
    return Spoilt(after, injected)


@fault("score.full-but-missed")
def full_but_missed(scene: Scene, random: Random) -> Spoilt | None:
    """All points for a target that was missed."""
    row = _pick(random, _rising(scene))
    if row is None:
        return None
    number, item = row
    template = next(one for one in TEMPLATES if one.name == item.level3)
    wanted = int("".join(char for char in item.target or "" if char.isdecimal()))
    done = f"{wanted - max(1, wanted // 10)}{'' if item.unit else template.unit}"
    injected = Injected(check="score.full-but-missed", where=at(scene, item), printed=done, right=item.actual)
    return Spoilt(change(scene, {number: replace(item, actual=done)}), injected)


@fault("score.no-reason")
def no_reason(scene: Scene, random: Random) -> Spoilt | None:
    """Points lost, and the reason left blank."""
    row = _pick(random, [(n, one) for n, one in listed(scene) if not is_full(one) and one.reason])
    if row is None:
        return None
    number, item = row
    injected = Injected(check="score.no-reason", where=at(scene, item), printed=None, right=item.reason)
    return Spoilt(change(scene, {number: replace(item, reason=None)}), injected)


@fault("score.no-actual")
def no_actual(scene: Scene, random: Random) -> Spoilt | None:
    """Points for an indicator that says nothing of what was reached."""
    row = _pick(random, [(n, one) for n, one in _full(scene) if "满意" not in (one.level3 or "")])
    if row is None:
        return None
    number, item = row
    said = random.choice(("/", "。", ""))
    injected = Injected(check="score.no-actual", where=at(scene, item), printed=said or None, right=item.actual)
    return Spoilt(change(scene, {number: replace(item, actual=said)}), injected)


@fault("score.zero-weight")
def zero_weight(scene: Scene, random: Random) -> Spoilt | None:
    """An indicator without weight; its neighbour of the same level has it all."""
    rows = [(n, one) for n, one in _full(scene)]
    pairs = [(a, b) for a in rows for b in rows if a[0] != b[0] and _siblings(a[1], b[1])]
    if not pairs:
        return None
    (number, item), (other, heir) = random.choice(pairs)
    weight = (item.weight or _ZERO) + (heir.weight or _ZERO)
    changed = {number: scored(weighed(item, _ZERO), _ZERO), other: scored(weighed(heir, weight), weight)}
    injected = Injected(check="score.zero-weight", where=at(scene, item), printed="0", right=item.weight_text)
    return Spoilt(change(scene, changed), injected)


def _siblings(one: Indicator, other: Indicator) -> bool:
    return one.form == other.form and one.level1 == other.level1


@fault("score.all-full")
def all_full(scene: Scene, random: Random) -> Spoilt | None:
    """All points for each of five indicators or more: those that fell short have just reached their targets."""
    rows = listed(scene)
    short = [one.form for _, one in rows if not is_full(one)]
    forms = [form for form in dict.fromkeys(short) if sum(one.form == form for _, one in rows) >= 5]
    if not forms:
        return None
    form = random.choice(forms)
    raised = {n: _reached(one) for n, one in rows if one.form == form and not is_full(one)}
    if any(tells_survey(one) for _, one in rows if one.form == form and not is_full(one)):
        return None
    first = scene.filing.indicators[min(raised)]
    injected = Injected(
        check="score.all-full", where=label(scene, form), printed=first.weight_text, right=first.score_text
    )
    return Spoilt(change(scene, raised), injected)


def _reached(item: Indicator) -> Indicator:
    said = (item.target or "").lstrip("≥≤")
    return replace(item, actual=said, score=item.weight, score_text=item.weight_text, reason=None)


@fault("score.grade")
def grade(scene: Scene, random: Random) -> Spoilt | None:
    """A grade that the total does not give."""
    forms = [one for one in scene.filing.forms if one.grade and one.total_score]
    grades = list(dict.fromkeys(band.grade for scheme in scene.pack.scoring.values() for band in scheme.bands))
    if not forms or len(grades) < 2:
        return None
    form = random.choice(forms)
    wrong = random.choice([one for one in grades if one != form.grade])
    forms = [replace(one, grade=wrong) if one.id == form.id else one for one in scene.filing.forms]
    after = scene._replace(filing=replace(scene.filing, forms=tuple(forms)))
    where = f"{label(scene, form.id)} › 等级"
    return Spoilt(after, Injected(check="score.grade", where=where, printed=wrong, right=form.grade))
