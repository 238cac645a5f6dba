"""A mistake in a pack, and the name that was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from wenxiao.standards.schema import Pack

Path = tuple[str | int, ...]
Broken = dict[str, list[dict[str, Any]]]
"""Items, by section, that do not fit their shape, as they were written."""

_LIKE = 0.5


@dataclass(frozen=True)
class Fault:
    """A mistake in the item `id` of a section; `path` leads to the part of it that is wrong."""

    section: str
    id: str
    message: str
    path: Path = ()


@dataclass(frozen=True)
class Names:
    """What may be named in a pack: of items that are themselves faulty too, so that one slip is not told twice.

    `unsure` are the sections of which something could not be read at all: nothing is said to be missing from them.
    """

    concepts: frozenset[str]
    labels: frozenset[str]
    forms: frozenset[str]
    stages: frozenset[str]
    ambiguous: frozenset[str]
    unsure: frozenset[str]

    def concept(self, name: str) -> str | None:
        """Return what to say of a concept that does not exist, None if it does."""
        if name in self.concepts or "concepts" in self.unsure:
            return None
        return f"“{name}”不是本口径的指标项编号{meant(name, self.concepts)}"

    def label(self, name: str) -> str | None:
        """Return what to say of a term that is no concept's, or that of two; None if it is one's."""
        if name in self.ambiguous:
            return f"“{name}”是两个指标项共有的名称，分不清，请在 where 里写明 concept"
        if name in self.labels or "concepts" in self.unsure:
            return None
        return f"“{name}”不是本口径的指标项名称{meant(name, self.labels)}"

    def form(self, name: str) -> str | None:
        """Return what to say of a form that does not exist, None if it does."""
        if name in self.forms or "forms" in self.unsure:
            return None
        return f"“{name}”不是本口径的表{meant(name, self.forms)}"

    def stage(self, name: str) -> str | None:
        """Return what to say of a stage that no form of the pack has, None if one has it."""
        if name in self.stages or self.unsure & {"forms", "concepts"}:
            return None
        return f"阶段“{name}”在本口径的表里没有{meant(name, self.stages)}"


def names_of(pack: Pack, broken: Broken) -> Names:
    """Return what may be named: everything in the pack, and in its `broken` items."""
    raw = broken.get("concepts", [])
    labels = [concept.label for concept in pack.concepts.values()]
    blocks = [block for form in pack.forms.values() for block in form.blocks]
    stages = {block.stage for block in blocks} | {column.stage for block in blocks for column in block.columns}
    stages |= {concept.stage for concept in pack.concepts.values()}
    return Names(
        concepts=frozenset(pack.concepts) | _texts(raw, "id"),
        labels=frozenset(labels) | _texts(raw, "label"),
        forms=frozenset(pack.forms) | _texts(broken.get("forms", []), "id"),
        stages=frozenset(stage for stage in stages if stage),
        ambiguous=frozenset(twice(labels)),
        unsure=frozenset(section for section, items in broken.items() if not all(map(_named, items)))
        | (frozenset({"forms"}) & frozenset(broken)),
    )


def _named(item: dict[str, Any]) -> bool:
    """Tell whether a faulty item at least says what it is called."""
    return "id" in item and "label" in item


def _texts(items: list[dict[str, Any]], key: str) -> frozenset[str]:
    return frozenset(str(item[key]) for item in items if key in item)


def meant(name: str, known: Collection[str]) -> str:
    """Return the question after what was probably meant, empty if nothing is like it."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=_LIKE)
    return f"，是不是“{near[0]}”" if near else ""


def twice(names: Collection[str]) -> Iterator[str]:
    """Yield each name that stands there more than once."""
    seen: set[str] = set()
    told: set[str] = set()
    for name in names:
        if name in seen and name not in told:
            told.add(name)
            yield name
        seen.add(name)
