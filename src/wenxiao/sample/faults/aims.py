"""Errors in goals, targets and what was reached."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from msgspec.structs import replace

from wenxiao.filing import Indicator
from wenxiao.sample.faults.catalogue import Scene, Spoilt, fault
from wenxiao.sample.faults.hand import at, change, is_full, label, listed, tells_survey
from wenxiao.sample.names import TEMPLATES, Template
from wenxiao.truth import Injected

_MEASURED = ("数量", "质量", "成本")
_Row = tuple[int, Indicator]


def _template(item: Indicator) -> Template | None:
    return next((one for one in TEMPLATES if one.name == item.level3), None)


def _rows(scene: Scene) -> list[tuple[int, Indicator, Template]]:
    """Return the indicators with all their points, each with its position and what it was made from."""
    return [
        (number, item, template)
        for number, item in listed(scene)
        if is_full(item) and (template := _template(item)) is not None
    ]


def _told(scene: Scene, check: str, row: _Row, was: str | None, said: str | None, **parts: str | None) -> Spoilt:
    """Return the scene with an indicator that says something else."""
    number, item = row
    after = change(scene, {number: replace(item, **parts)})
    return Spoilt(after, Injected(check=check, where=at(scene, item), printed=said, right=was))


@fault("target.vague")
def vague(scene: Scene, random: Random) -> Spoilt | None:
    """A target that nothing can be measured by."""
    rows = [one for one in _rows(scene) if one[2].unit and any(word in (one[1].level2 or "") for word in _MEASURED)]
    if not rows:
        return None
    number, item, _ = random.choice(rows)
    said, done = random.choice((("按要求开展", "已开展"), ("稳步推进", "已推进"), ("进一步加强", "有所加强")))
    apart = {"sign": None, "unit": None} if item.sign else {}
    return _told(scene, "target.vague", (number, item), item.target, said, target=said, actual=done, **apart)


@fault("target.missing")
def missing(scene: Scene, random: Random) -> Spoilt | None:
    """A weight, and no target."""
    rows = [one for one in _rows(scene) if "满意" not in one[2].name]
    if not rows:
        return None
    number, item, _ = random.choice(rows)
    return _told(scene, "target.missing", (number, item), item.target, None, target="")


@fault("target.name-as-value")
def name_as_value(scene: Scene, random: Random) -> Spoilt | None:
    """A target that only repeats the name of its indicator."""
    rows = [one for one in _rows(scene) if not one[2].unit and "效益" in (one[1].level1 or "")]
    if not rows:
        return None
    number, item, template = random.choice(rows)
    return _told(scene, "target.name-as-value", (number, item), item.target, template.name, target=template.name)


@fault("target.copied")
def copied(scene: Scene, random: Random) -> Spoilt | None:
    """What was reached is the target, in each indicator with a figure."""
    rows = [one for one in _rows(scene) if one[2].unit and one[2].sign != "＝"]
    forms = [form for form in dict.fromkeys(one[1].form for one in rows) if _enough(scene, form)]
    if not forms:
        return None
    form = random.choice(forms)
    changed: dict[int, Indicator] = {}
    for number, item in listed(scene):
        template = _template(item)
        if item.form == form and template is not None and template.unit and not tells_survey(item):
            said = (item.target or "").lstrip("≥≤")
            changed[number] = replace(item, actual=said, score=item.weight, score_text=item.weight_text, reason=None)
    first = scene.filing.indicators[min(changed)]
    injected = Injected(
        check="target.copied", where=at(scene, first), printed=changed[min(changed)].actual, right=first.actual,
        also=("score.all-full",),
    )  # fmt: skip
    return Spoilt(change(scene, changed), injected)


def _enough(scene: Scene, form: str) -> bool:
    """Tell whether a form has five figures that could have come out otherwise."""
    rows = [item for _, item in listed(scene) if item.form == form]
    if any(tells_survey(item) for item in rows):
        return False
    items = [template for item in rows if (template := _template(item))]
    return sum(bool(one.unit) and one.sign != "＝" for one in items) >= 5


@fault("target.unit")
def unit(scene: Scene, random: Random) -> Spoilt | None:
    """A rate for a target, and an amount reached."""
    rows = [one for one in _rows(scene) if one[2].unit == "%" and not one[1].unit and "满意" not in one[2].name]
    if not rows:
        return None
    number, item, _ = random.choice(rows)
    said = f"{Decimal(random.randint(300, 9000)) / 100:.2f}万元"
    return _told(scene, "target.unit", (number, item), item.actual, said, actual=said)


@fault("target.misplaced")
def misplaced(scene: Scene, random: Random) -> Spoilt | None:
    """An indicator of satisfaction among those of output; who was asked is told for another one."""
    if not any("满意" in (one.level3 or "") for one in scene.filing.indicators):
        return None
    rows = [one for one in _rows(scene) if one[1].level2 == "质量指标" and one[2].unit == "%"]
    if not rows:
        return None
    number, item, _ = random.choice(rows)
    said = random.choice(("办事群众满意率", "服务对象满意程度"))
    return _told(scene, "target.misplaced", (number, item), item.level3, said, level3=said)


@fault("target.exceeded")
def exceeded(scene: Scene, random: Random) -> Spoilt | None:
    """Far more reached than was aimed at, and no reason."""
    rows = [one for one in _rows(scene) if one[2].sign == "≥" and one[2].top is None]
    if not rows:
        return None
    number, item, template = random.choice(rows)
    wanted = int("".join(char for char in item.target or "" if char.isdecimal()))
    said = f"{wanted * random.randint(14, 25) // 10}{'' if item.unit else template.unit}"
    return _told(scene, "target.exceeded", (number, item), item.actual, said, actual=said)


@fault("target.direction")
def direction(scene: Scene, random: Random) -> Spoilt | None:
    """A cost that is wanted to be high."""
    rows = [one for one in _rows(scene) if one[2].sign == "≤" and "成本" in f"{one[1].level1}{one[1].level2}"]
    if not rows:
        return None
    number, item, template = random.choice(rows)
    wanted = "".join(char for char in item.target or "" if char.isdecimal())
    done = f"{wanted}{'' if item.unit else template.unit}"
    if item.sign:
        return _told(scene, "target.direction", (number, item), item.sign, "≥", sign="≥", actual=done)
    said = f"≥{wanted}{template.unit}"
    return _told(scene, "target.direction", (number, item), item.target, said, target=said, actual=done)


@fault("target.unanswered")
def unanswered(scene: Scene, random: Random) -> Spoilt | None:
    """The last of the numbered goals has no answer."""
    found = [one for one in scene.filing.goals if (one.actual or "").count("\n") >= 2]
    if not found:
        return None
    goals = random.choice(found)
    said, _, lost = (goals.actual or "").rpartition("\n")
    changed = [replace(one, actual=said) if one is goals else one for one in scene.filing.goals]
    after = scene._replace(filing=replace(scene.filing, goals=tuple(changed)))
    where = f"{label(scene, goals.form)} › 实际完成情况"
    return Spoilt(after, Injected(check="target.unanswered", where=where, printed=None, right=lost))
