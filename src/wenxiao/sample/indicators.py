"""Indicators of an imaginary unit: targets, what was reached, and the points that the rules give for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from wenxiao.filing import Indicator
from wenxiao.sample.cells import NOWHERE
from wenxiao.sample.names import LEVELS, REASONS, Template
from wenxiao.standards import Pack

_TENTH = Decimal("0.1")


def indicators(random: Random, pack: Pack, form: str, roles: set[str]) -> list[Indicator]:
    """Return the indicators of a form whose table has columns for these roles."""
    if "target" not in roles:
        return list(_assessed(pack, form))
    levels = _profile(random, pack, form)
    return [item for level1, weight in levels for item in _group(random, form, level1, weight, roles)]


def _profile(random: Random, pack: Pack, form: str) -> list[tuple[str, Decimal]]:
    """Return the first levels with their weights, without the execution rate."""
    scheme = pack.scheme(form.partition("#")[0])
    known = [one for one in (scheme.profiles if scheme else ()) if set(one.weights) <= {"预算执行率", *LEVELS}]
    if not known:
        taken = scheme.execution.weight if scheme and scheme.execution else Decimal(0)
        return [("产出指标", 60 - taken), ("效益指标", Decimal(30)), ("满意度指标", Decimal(10))]
    return [(name, weight) for name, weight in random.choice(known).weights.items() if name in LEVELS]


def _group(random: Random, form: str, level1: str, weight: Decimal, roles: set[str]) -> Iterator[Indicator]:
    """Yield the indicators of one first level; their weights add up to its own."""
    pool = [(level2, one) for level2, templates in LEVELS[level1].items() for one in templates]
    count = min(len(pool), max(1, int(weight) // 10), random.randint(1, 6))
    chosen = sorted(random.sample(pool, count), key=pool.index)
    each = int(weight) // count
    shared = random.random() < 0.6 and "weight" in roles
    for number, (level2, template) in enumerate(chosen):
        points = Decimal(each if number else int(weight) - each * (count - 1))
        yield _indicator(random, form, (level1, level2, weight if shared else None), template, points, roles)


def _indicator(
    random: Random,
    form: str,
    levels: tuple[str, str, Decimal | None],
    template: Template,
    weight: Decimal,
    roles: set[str],
) -> Indicator:
    target, actual, share = _reached(random, template)
    apart = {"sign", "unit"} <= roles
    sign = template.sign or "定性"
    if apart:
        target, actual = (text.removeprefix(template.sign).removesuffix(template.unit) for text in (target, actual))
    score = weight if share >= 1 else (weight * share).quantize(_TENTH, ROUND_HALF_UP)
    worth = "weight" in roles
    return Indicator(
        form=form,
        level1=levels[0],
        level2=levels[1] if "level2" in roles else None,
        level3=template.name if "level3" in roles else None,
        target=target,
        actual=actual,
        weight=weight if worth else None,
        score=score if "score" in roles else None,
        weight_text=f"{weight}" if worth else None,
        score_text=f"{score}" if "score" in roles else None,
        reason=random.choice(REASONS) if "reason" in roles and score < weight else None,
        sign=sign if apart else None,
        unit=template.unit or None if apart else None,
        share=levels[2],
        place=NOWHERE,
        cells={},
    )


def _reached(random: Random, template: Template) -> tuple[str, str, Decimal]:
    """Return the printed target, what was reached, and the share of the points that it earns."""
    if not template.unit:
        return *template.words, Decimal(1)
    wanted = random.randint(template.low, template.high)
    sign = "" if template.sign == "＝" else template.sign
    if template.sign == "≤":
        done = wanted - random.randint(0, max(1, wanted // 10))
        return f"{sign}{wanted}{template.unit}", f"{done}{template.unit}", Decimal(1)
    short = template.sign == "≥" and random.random() < 0.15
    done = wanted - max(1, wanted // random.randint(8, 20)) if short else _above(random, template, wanted)
    return f"{sign}{wanted}{template.unit}", f"{done}{template.unit}", Decimal(done) / wanted


def _above(random: Random, template: Template, wanted: int) -> int:
    """Return what was reached where the target was: a little more where more makes sense."""
    if template.sign == "＝":
        return wanted
    most = wanted + wanted // 6
    return random.randint(wanted, min(most, template.top) if template.top is not None else most)


def _assessed(pack: Pack, form: str) -> Iterator[Indicator]:
    """Yield the indicators that the Standard itself lists for a form (自评工作考核), all of them met."""
    listed = [one for scoring in pack.scoring.values() if form in scoring.forms for one in scoring.indicators]
    for one in listed:
        yield Indicator(
            form=form,
            level1="自评工作",
            level2=one.name,
            level3=None,
            target=None,
            actual=None,
            weight=one.weight,
            score=one.weight,
            score_text=f"{one.weight}",
            rule="按规定完成的得满分，未完成的不得分。",
            place=NOWHERE,
            cells={},
        )
