"""References that lead nowhere: from forms and requirements to concepts, from relations to terms and forms."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wenxiao.errors import RelationError
from wenxiao.relation import parse
from wenxiao.standards.schema import Block, FormSpec, Pack, RelationRule, Requirement
from wenxiao.standards.scheme import Selector
from wenxiao.standards.validate.fault import Fault, Names, Path, meant

_RESULT = "值"
Found = Iterator[tuple[Path, str]]


def reference_faults(pack: Pack, names: Names) -> Iterator[Fault]:
    """Yield the references of forms, requirements and relations that lead nowhere."""
    for form in pack.forms.values():
        yield from _form_faults(form, names)
    for need in pack.requirements.values():
        yield from _requirement_faults(need, names)
    for rule in pack.relations.values():
        yield from _relation_faults(rule, names)


def _form_faults(form: FormSpec, names: Names) -> Iterator[Fault]:
    for path, concept in _concepts_of(form):
        if said := names.concept(concept):
            yield Fault("forms", form.id, f"表“{form.id}”里的{said}", path)


def _concepts_of(form: FormSpec) -> Iterator[tuple[Path, str]]:
    for at, concept in enumerate(form.core):
        yield ("core", at), concept
    for at, block in enumerate(form.blocks):
        for path, concept in _concepts_of_block(block):
            yield ("blocks", at, *path), concept


def _concepts_of_block(block: Block) -> Iterator[tuple[Path, str]]:
    for at, column in enumerate(block.columns):
        if column.concept:
            yield ("columns", at, "concept"), column.concept
    for part, rows in (("rows", block.rows), ("fields", block.fields)):
        for at, row in enumerate(rows):
            if row.concept:
                yield (part, at, "concept"), row.concept
            if row.repeat:
                yield (part, at, "repeat"), row.repeat


def _requirement_faults(need: Requirement, names: Names) -> Iterator[Fault]:
    if said := names.form(need.id):
        yield Fault("requirements", need.id, f"要求必备的{said}", ("id",))
    if need.concept is not None and (said := names.concept(need.concept)):
        yield Fault("requirements", need.id, f"必备条件里的{said}", ("concept",))
    if need.when == "positive" and need.concept is None:
        yield Fault("requirements", need.id, "写了 when: positive，却没有写 concept（哪一项大于零时必备）", ("when",))


def _relation_faults(rule: RelationRule, names: Names) -> Iterator[Fault]:
    for path, message in _in_relation(rule, names):
        yield Fault("relations", rule.id, f"关系“{rule.id}”{message}", path)


def _in_relation(rule: RelationRule, names: Names) -> Found:
    if rule.form is not None and (said := names.form(rule.form)):
        yield ("form",), f"里的{said}"
    for name, words in rule.alternatives.items():
        yield from ((("alternatives", name), f"里的{said}") for word in words if (said := names.label(word)))
    for at, name in enumerate(rule.optional):
        if said := names.label(name):
            yield ("optional", at), f"里的{said}"
    try:
        relation = parse(rule.expr)
    except RelationError as error:
        yield ("expr",), _miswritten(rule.expr, error)
        return
    used = (*relation.names, *relation.groups)
    for name in used:
        if name not in rule.alternatives and (said := _unknown(name, rule.where, names)):
            yield ("expr",), f"里的{said}"
    for path, message in selector_faults(rule.where, used, names):
        yield ("where", *path), message
    for name in rule.alternatives:
        if name not in used:
            yield ("alternatives", name), f"的 alternatives 里的“{name}”没有出现在算式里{meant(name, used)}"


def _miswritten(expression: str, error: RelationError) -> str:
    said = str(error).partition("。")[0].removeprefix("关系式")
    return f"的算式“{expression}”写法有误：{said}"


def _unknown(name: str, where: dict[str, Selector], names: Names) -> str | None:
    """Return what to say of a name that no concept is called by and `where` gives none for."""
    return None if name in where and where[name].concept is not None else names.label(name)


def selector_faults(where: dict[str, Selector], used: Collection[str], names: Names) -> Found:
    """Yield what is wrong with `where`: a name that is not used, a concept, form or stage that does not exist."""
    for name, one in where.items():
        if name not in used:
            yield (name,), f"的 where 里的“{name}”没有出现在算式里{meant(name, used)}"
        asked = (("concept", one.concept, names.concept), ("form", one.form, names.form))
        for key, value, tell in (*asked, ("stage", one.stage, names.stage)):
            if value is not None and (said := tell(value)):
                yield (name, key), f"的 where 里的{said}"


def expression_faults(expression: str, where: dict[str, Selector], names: Names) -> Iterator[str]:
    """Yield what is wrong with a value of an indicator: an expression over official terms."""
    try:
        relation = parse(f"{_RESULT} = {expression}")
    except RelationError as error:
        yield _miswritten(expression, error)
        return
    for name in dict.fromkeys(relation.names):
        if name != _RESULT and (said := _unknown(name, where, names)):
            yield f"的算式里的{said}"
