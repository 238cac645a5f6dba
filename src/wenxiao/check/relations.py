"""The Standard's relations bound to the facts of a filing, judged, and their errors localised together.

A name in a relation is the official term of a concept. Which fact it means depends on `per`: the facts of one
column, of one row, of one form, or (across forms) those that the rule's selectors pick.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec

from wenxiao import quantity
from wenxiao.check.case import Case
from wenxiao.filing import Fact
from wenxiao.quantity import is_blank, is_nothing
from wenxiao.relation import (
    Change,
    Evaluation,
    Figure,
    Localisation,
    Part,
    Relation,
    Stated,
    Verdict,
    evaluate,
    explain,
    localise,
    parse,
)
from wenxiao.standards import RelationRule, Selector, concepts_by_label


class Bound(msgspec.Struct, frozen=True):
    """A relation bound to facts. `blank` are the parts left empty, `missing` the terms that nothing states.

    `total` is the term taken where several may be meant, `rivals` are the bindings with the others.
    """

    rule: RelationRule
    relation: Relation
    facts: dict[str, Fact]
    blank: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    unlisted: bool = False
    evaluation: Evaluation | None = None
    total: str | None = None
    rivals: tuple[Bound, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether the printed figures contradict the relation."""
        return self.evaluation is not None and self.evaluation.verdict is Verdict.BROKEN

    @property
    def figures(self) -> dict[str, Figure]:
        """The facts as figures of one unit."""
        return {fact.id: figure(fact) for fact in self.facts.values()}

    def named(self, label: str) -> Fact | None:
        """Return the fact that a name of the rule means."""
        return self.facts.get(label)

    def computation(self) -> str:
        """Return the computation with the printed figures."""
        return explain(self.relation, self.figures)


def scaled(fact: Fact) -> tuple[Decimal, int]:
    """Return value and places in the unit in which figures are compared: 万元, a fraction, or as printed."""
    assert fact.value is not None
    return quantity.compared(fact.value, fact.unit, fact.places)


def figure(fact: Fact) -> Figure:
    """Return a stated fact as a figure of the relation language."""
    value, places = scaled(fact)
    return Figure(value=value, places=places, exact=fact.exact, approximate=fact.approximate)


@dataclass
class Relations:
    """All bound relations of a case, with the localisation of those that are broken."""

    case: Case
    bound: list[Bound] = field(default_factory=list)
    located: list[tuple[list[int], Localisation]] = field(default_factory=list)
    _explained: list[dict[int, Part]] = field(default_factory=list)

    def of(self, check: str) -> Iterator[Bound]:
        """Yield the bound relations of one check."""
        return (one for one in self.bound if one.rule.check == check)

    def _part(self, one: Bound) -> Part | None:
        """Return the error that explains a broken relation: of all relations together, else of the sums alone."""
        parts = [part for located in self._parts() if (part := located.get(id(one))) is not None]
        return next((part for part in parts if part.status == "unique"), parts[-1] if parts else None)

    def _parts(self) -> list[dict[int, Part]]:
        """Return, for each localisation, the error that explains each broken relation, by the relation's identity."""
        if len(self._explained) != len(self.located):
            self._explained = [
                {
                    id(self.bound[used[index]]): part
                    for part in reversed(located.parts)
                    for index in part.broken
                    if index < len(used)
                }
                for used, located in self.located
            ]
        return self._explained

    def blamed(self, one: Bound) -> tuple[Change, ...]:
        """Return the changes to its own figures that would mend a broken relation, none if unknown."""
        part = self._part(one)
        if part is None:
            return ()
        own = {fact.id for fact in one.facts.values()}
        changes = {(c.key, c.new): c for repair in part.repairs for c in repair.changes if c.key in own}
        return tuple(changes.values())

    def certain(self, one: Bound) -> bool:
        """Tell whether exactly one repair of a broken relation survives."""
        part = self._part(one)
        return part is not None and part.status == "unique"


def bind(case: Case) -> Relations:
    """Return every relation of the Standard bound to the filing's facts and judged."""
    relations = Relations(case)
    groups: Groups = {}
    for rule in case.pack.relations.values():
        for one in _bindings(case, rule, groups):
            relations.bound.append(_judged(one))
    relations.bound = _agreed(case, relations.bound)
    _localise(relations)
    return relations


Groups = dict[tuple[str, str], list[dict[str, list[Fact]]]]  # by what a rule speaks of and the form: grouped once


def _bindings(case: Case, rule: RelationRule, groups: Groups) -> Iterator[Bound]:
    relation = parse(rule.expr)
    if rule.per == "filing":
        yield from _across(case, rule, relation)
        return
    wanted = _wanted(case, rule, relation)
    for form in case.filing.forms:
        if rule.form is not None and form.form != rule.form:
            continue
        if (rule.per, form.id) not in groups:
            groups[rule.per, form.id] = list(_groups(case, rule.per, case.facts_in(form)))
        for group in groups[rule.per, form.id]:
            if not wanted.isdisjoint(group):
                yield from _alternatives(case, rule, relation, group)


def _wanted(case: Case, rule: RelationRule, relation: Relation) -> frozenset[str]:
    """Return the concepts that a relation may be about; a group of facts without any of them need not be bound."""
    concepts = concepts_by_label(case.pack)
    names = (*relation.names, *relation.groups, *(name for names in rule.alternatives.values() for name in names))
    return frozenset(concepts[name] for name in names if name in concepts)


def _groups(case: Case, per: str, facts: Iterable[Fact]) -> Iterator[dict[str, list[Fact]]]:
    """Yield the facts by concept, for each column, row or form that a rule speaks of."""
    buckets: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        kind = case.pack.concepts[fact.concept].kind if fact.concept in case.pack.concepts else None
        if per == "column" and kind not in (None, "money"):
            continue  # rates and points don't add up by column
        if per == "row" and fact.group is not None:
            buckets[fact.group][fact.concept or ""].append(fact)
        elif per == "column":
            if fact.heading is not None or (fact.group is not None and fact.block == "funds"):
                buckets[f"{fact.block}:{fact.concept}"][fact.heading or "?"].append(fact)
            elif fact.group is None and fact.column is not None:
                buckets[f"{fact.block}:{fact.column}:{fact.period}"][fact.concept or "?"].append(fact)
        elif per == "form" and fact.heading in (None, "funds.total"):
            buckets["form"][fact.concept or ""].append(fact)
    yield from buckets.values()


def _alternatives(case: Case, rule: RelationRule, relation: Relation, group: dict[str, list[Fact]]) -> Iterator[Bound]:
    """Yield one binding; where a name may stand for several terms, the one that holds, else the nearest."""
    if not rule.alternatives:
        bound = _bound(case, rule, relation, group, {})
        if bound is not None:
            yield bound
        return
    (name, terms), *_ = rule.alternatives.items()
    tried = [bound for term in terms if (bound := _bound(case, rule, relation, group, {name: term})) is not None]
    judged = [_judged(bound) for bound in tried if not bound.missing]
    holding = [one for one in judged if not one.broken]
    if holding:
        yield msgspec.structs.replace(holding[0], rivals=tuple(holding[1:]))
    elif judged:
        nearest = min(judged, key=_distance)
        yield msgspec.structs.replace(nearest, rivals=tuple(one for one in judged if one is not nearest))
    elif tried:
        yield tried[0]


def _agreed(case: Case, bound: list[Bound]) -> list[Bound]:
    """Where no total fits a split, take the one that the best ground speaks for.

    First a repair that is printed elsewhere or one keystroke away, then the total that another split of the same
    form holds with, then the nearest. (Totals that a split holds with as well stay beside it and vouch for their
    figures.)
    """
    totals = {(form_of(one), one.total) for one in bound if one.total and one.evaluation and not one.broken}

    def ground(one: Bound) -> tuple[int, bool, Decimal]:
        return _tier(case, one), (form_of(one), one.total) not in totals, _distance(one)

    return [min((one, *one.rivals), key=ground) if one.broken and one.rivals else one for one in bound]


def _tier(case: Case, one: Bound) -> int:
    """Return how good the ground is on which a broken relation by itself could be mended."""
    figures = {fact.id: stated(fact, _elsewhere(case, fact)) for fact in one.facts.values()}
    return min((repair.tier for repair in localise([one.relation], figures).repairs), default=_NO_GROUND)


_NO_GROUND = 9


def form_of(one: Bound) -> str | None:
    """Return the form instance that a bound relation stands in."""
    return next((fact.form for fact in one.facts.values()), None)


def _distance(one: Bound) -> Decimal:
    difference = one.evaluation.difference if one.evaluation else None
    return abs(difference) if difference is not None else Decimal("Infinity")


def _bound(
    case: Case, rule: RelationRule, relation: Relation, group: dict[str, list[Fact]], instead: dict[str, str]
) -> Bound | None:
    """Bind the names of a relation to the facts of a group; None if the relation does not apply to it."""
    concepts = concepts_by_label(case.pack)
    facts: dict[str, Fact] = {}
    blank: list[Fact] = []
    missing: list[str] = []
    zero: list[str] = []
    is_sum = rule.check.startswith("sum.")
    for name in relation.names:
        found = group.get(concepts[instead.get(name, name)], [])
        stated = [fact for fact in found if fact.value is not None]
        if len(stated) > 1 and len({fact.value for fact in stated}) > 1:
            return None
        if stated:
            facts[name] = stated[0]
        elif is_sum and not _is_left(relation, name) and _is_zero(rule, name, found):
            zero.append(name)
        elif is_sum and not _is_left(relation, name) and found:
            blank.append(found[0])
            zero.append(name)
        else:
            missing.append(instead.get(name, name))
    members = {name: _members(group.get(concepts[name], [])) for name in relation.groups}
    blank += [fact for facts_ in members.values() for fact in facts_ if is_blank(fact.text)]
    stated_members = {name: [fact for fact in items if fact.value is not None] for name, items in members.items()}
    for name, items in stated_members.items():
        facts.update({f"{name}:{fact.id}": fact for fact in items})
    if not _applies(rule, relation, facts, stated_members, missing):
        return None
    return Bound(
        rule=rule,
        relation=_simplified(relation, facts, stated_members, zero),
        facts=facts,
        blank=tuple(blank),
        missing=tuple(missing),
        unlisted=rule.per == "column" and _has_unlisted(group, concepts, relation),
        total=instead.get(next(iter(instead), "")),
    )


def _has_unlisted(group: dict[str, list[Fact]], concepts: dict[str, str], relation: Relation) -> bool:
    """Tell whether the group holds rows that the relation does not know, so that its parts are no partition."""
    known = {concepts[name] for name in (*relation.names, *relation.groups) if name in concepts}
    kinds = {name.split(".")[0] for name in known - {"funds.total"}}
    headed = any(fact.heading is not None for facts in group.values() for fact in facts)
    strangers = {name for name, facts in group.items() if any(fact.value for fact in facts)} - known
    return "?" in group or (headed and any(name.split(".")[0] in kinds for name in strangers))


def _is_zero(rule: RelationRule, name: str, found: list[Fact]) -> bool:
    """Tell whether a part counts as nothing: said to be 无, or optional and without a cell of its own."""
    return all(is_nothing(fact.text) for fact in found) if found else name in rule.optional


def _members(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if not is_nothing(fact.text)]


def _is_left(relation: Relation, name: str) -> bool:
    """Tell whether a name is the total that a sum is compared with (it stands alone on the left)."""
    return relation.names[0] == name


def _applies(
    rule: RelationRule,
    relation: Relation,
    facts: dict[str, Fact],
    members: dict[str, list[Fact]],
    missing: list[str],
) -> bool:
    if relation.groups and not any(members.values()):
        return False
    if rule.check.startswith("sum."):
        parts = [name for name in facts if name != relation.names[0]]
        own = [name for name in parts if name not in rule.optional]
        stated_total = relation.names[0] in facts
        return (bool(own) and stated_total) or len(parts) > 1
    return len(facts) >= 2 or (len(facts) >= 1 and len(missing) < len(relation.names))


def _simplified(
    relation: Relation, facts: dict[str, Fact], members: dict[str, list[Fact]], zero: list[str]
) -> Relation:
    """Return the relation over fact ids; parts that are nothing become an empty group, which sums to 0."""
    names = {name: facts[name].id if name in facts else name for name in relation.names}
    text = str(relation)
    bare = parse(_without(text, relation, zero)) if zero else relation
    groups = {name: [fact.id for fact in items] for name, items in members.items()}
    return bare.bind({name: names[name] for name in bare.names}, groups)


def _without(text: str, relation: Relation, zero: list[str]) -> str:
    """Rewrite the sum on the right with the stated parts only."""
    total = relation.names[0]
    stated = [name for name in relation.names[1:] if name not in zero]
    sign = next(sign for sign in ("≤", "≥", "<=", ">=", "=", "<", ">") if sign in text)
    quoted = [f"「{name}」" for name in stated] + [f"合计(「{name}」)" for name in relation.groups]
    return f"「{total}」 {sign} {' + '.join(quoted) if quoted else '0'}"


def _judged(one: Bound) -> Bound:
    if one.evaluation is not None or one.missing:
        return one
    evaluation = evaluate(one.relation, one.figures)
    return msgspec.structs.replace(one, evaluation=evaluation)


def _across(case: Case, rule: RelationRule, relation: Relation) -> Iterator[Bound]:
    group: dict[str, list[Fact]] = {}
    labels = concepts_by_label(case.pack)
    for name in relation.names:
        selector = rule.where.get(name, Selector())
        wanted = selector.concept or labels.get(name, "")
        picked = [fact for fact in case.filing.facts_of(wanted) if _selected(case, fact, selector)]
        if not picked:
            return
        group[labels[name]] = picked
    bound = _bound(case, rule, relation, group, {})
    if bound is not None:
        yield bound


def _selected(case: Case, fact: Fact, selector: Selector) -> bool:
    year = case.year
    if not selector.fits(fact.form, fact.dimensions.stage, fact.dimensions.scope):
        return False
    if selector.period is not None and year is not None:
        return fact.period == str(year if selector.period == "this" else year - 1)
    return True


def _localise(relations: Relations) -> None:
    """Localise all broken equations together, then the sums without the broken rates.

    A rate is computed from the figures: a rate that is wrong by itself must not blur which part of a sum is.
    Relations that hold keep their figures from being blamed.
    """
    usable = [at for at, one in enumerate(relations.bound) if _usable(one)]
    sums = [
        at for at in usable if not (relations.bound[at].broken and relations.bound[at].rule.check.startswith("rate."))
    ]
    for used in (usable, sums) if sums != usable else (usable,):
        if not any(relations.bound[at].broken for at in used):
            continue
        vouching = [rival for at in used if not relations.bound[at].broken for rival in relations.bound[at].rivals]
        together = [*(relations.bound[at] for at in used), *vouching]
        facts = {fact.id: fact for one in together for fact in one.facts.values()}
        figures = {name: stated(fact, _elsewhere(relations.case, fact)) for name, fact in facts.items()}
        relations.located.append((used, localise([one.relation for one in together], figures)))


def _usable(one: Bound) -> bool:
    judged = one.evaluation is not None and one.evaluation.verdict is not Verdict.UNDECIDABLE
    return judged and not one.unlisted and one.rule.check != "rate.overspent" and one.rule.provable


def _elsewhere(case: Case, fact: Fact) -> tuple[Decimal, ...]:
    """Return what other forms print for the same concept, year and scope; a stage that is open fits any."""
    if fact.concept is None or (fact.form or "").startswith("project"):
        return ()
    return tuple(scaled(other)[0] for other in case.filing.facts_of(fact.concept) if _speaks_of_same(fact, other))


def _speaks_of_same(fact: Fact, other: Fact) -> bool:
    stages = {fact.dimensions.stage, other.dimensions.stage}
    scopes = {fact.dimensions.scope, other.dimensions.scope}
    return (
        (len(scopes) == 1 or None in scopes)
        and other.value is not None
        and other.form != fact.form
        and not (other.form or "").startswith("project")
        and other.period == fact.period
        and other.dimensions.entity in (None, "汇总", "合计")
        and (len(stages) == 1 or None in stages)
    )


def stated(fact: Fact, elsewhere: Iterable[Decimal] = ()) -> Stated:
    """Return a fact as a figure that may be to blame, with what is printed elsewhere for the same thing."""
    value, places = scaled(fact)
    return Stated(
        value=value,
        places=places,
        exact=fact.exact,
        approximate=fact.approximate,
        text=fact.text,
        elsewhere=tuple(elsewhere),
    )


def printed(fact: Fact, value: Decimal) -> str:
    """Return a value in the scale of comparison as it would be printed in the fact's own unit and decimals."""
    kind = quantity.unit_of(fact.unit).kind
    if kind == "rate" or (fact.unit is None and fact.concept == "funds.rate"):
        return f"{_short(value.scaleb(2))}%"
    own = quantity.convert(value, "万元", fact.unit) if kind == "money" and fact.unit is not None else value
    short = _short(own)
    typed = fact.text[::-1].find(".") > 0
    exponent = short.as_tuple().exponent
    keeps = typed and isinstance(exponent, int) and -exponent < fact.places
    return quantity.plain(short.quantize(Decimal(1).scaleb(-fact.places)) if keeps else short)


def _short(value: Decimal) -> Decimal:
    trimmed = value.normalize()
    exponent = trimmed.as_tuple().exponent
    return trimmed.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else trimmed


def relations_of(case: Case) -> Relations:
    """Return the bound relations of a case, made once."""
    held = case.__dict__.get("_relations")
    if held is None:
        held = case.__dict__["_relations"] = bind(case)
    assert isinstance(held, Relations)
    return held
