"""What the schema alone cannot see in a pack: references that lead nowhere, gaps, sums that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from wenxiao.errors import RelationError
from wenxiao.relation import parse
from wenxiao.standards.schema import Block, FormSpec, Pack, RelationRule
from wenxiao.standards.scheme import Scoring


@dataclass(frozen=True)
class Fault:
    """A mistake in the item `id` of a section."""

    section: str
    id: str
    message: str


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield every mistake of the pack as a whole."""
    labels = {concept.label for concept in pack.concepts.values()}
    for form in pack.forms.values():
        yield from _form_faults(form, pack)
    for need in pack.requirements.values():
        if need.id not in pack.forms:
            yield Fault("requirements", need.id, f"要求必备的表“{need.id}”不存在。")
        if need.concept is not None and need.concept not in pack.concepts:
            yield Fault("requirements", need.id, f"必备条件引用了不存在的指标项“{need.concept}”。")
    for rule in pack.relations.values():
        yield from _relation_faults(rule, pack, labels)
    for scoring in pack.scoring.values():
        yield from _scoring_faults(scoring)


def _form_faults(form: FormSpec, pack: Pack) -> Iterator[Fault]:
    for block in form.blocks:
        for concept in _concepts(block):
            if concept not in pack.concepts:
                yield Fault("forms", form.id, f"表“{form.id}”的“{block.id}”引用了不存在的指标项“{concept}”。")
    for concept in form.core:
        if concept not in pack.concepts:
            yield Fault("forms", form.id, f"表“{form.id}”引用了不存在的指标项“{concept}”。")


def _concepts(block: Block) -> Iterator[str]:
    for column in block.columns:
        if column.concept:
            yield column.concept
    for row in (*block.rows, *block.fields):
        yield from (name for name in (row.concept, row.repeat) if name)


def _relation_faults(rule: RelationRule, pack: Pack, labels: set[str]) -> Iterator[Fault]:
    try:
        relation = parse(rule.expr)
    except RelationError as error:
        yield Fault("relations", rule.id, f"算式“{rule.expr}”写法有误：{error}")
        return
    if rule.form is not None and rule.form not in pack.forms:
        yield Fault("relations", rule.id, f"关系“{rule.id}”引用了不存在的表“{rule.form}”。")
    known = labels | set(rule.where) | set(rule.alternatives)
    for name in (*relation.names, *relation.groups):
        if name not in known:
            yield Fault("relations", rule.id, f"关系“{rule.id}”里的“{name}”不是本口径的指标项名称。")
    for name in (*(n for names in rule.alternatives.values() for n in names), *rule.optional):
        if name not in labels:
            yield Fault("relations", rule.id, f"关系“{rule.id}”里的“{name}”不是本口径的指标项名称。")


def _scoring_faults(scoring: Scoring) -> Iterator[Fault]:
    for profile in scoring.profiles:
        total = sum(profile.weights.values())
        if total != scoring.full:
            yield Fault("scoring", scoring.id, f"权重“{profile.id}”合计 {total}，不等于满分 {scoring.full}。")
    if scoring.indicators:
        total = sum(item.weight for item in scoring.indicators)
        if total != scoring.full:
            yield Fault("scoring", scoring.id, f"各指标满分合计 {total}，不等于 {scoring.full}。")
    bands = sorted(scoring.bands, key=lambda band: band.low)
    for lower, upper in pairwise(bands):
        if lower.high != upper.low:
            what = "之间有空档" if lower.high < upper.low else "互相重叠"
            yield Fault(
                "scoring",
                scoring.id,
                f"等级“{lower.grade}”与“{upper.grade}”{what}（{lower.high} 与 {upper.low}）。",
            )
