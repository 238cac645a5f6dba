"""What a filing lacks of what its Standard requires: forms, and parts of the report. A checklist may count them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from wenxiao.extract.likeness import SIMILAR
from wenxiao.extract.likeness import similarity as similar
from wenxiao.filing import Fact, Filing, Section
from wenxiao.quantity import squeeze
from wenxiao.standards import Outline, Pack, Requirement

_FEWEST = 3


class MissingForm(NamedTuple):
    """A required form that is not in the material; `because` is the fact that requires it."""

    need: Requirement
    because: Fact | None


class Required(NamedTuple):
    """What became of the required forms: there, not there, or not to be said (`unknown`: the fact is missing)."""

    present: tuple[Requirement, ...]
    missing: tuple[MissingForm, ...]
    unknown: tuple[Requirement, ...]


def required_forms(filing: Filing, pack: Pack) -> Required:
    """Return which forms that the Standard requires are there. A form counts as there, filled in or not."""
    present: list[Requirement] = []
    missing: list[MissingForm] = []
    unknown: list[Requirement] = []
    for need in pack.requirements.values():
        because = positive(filing, need.concept or "") if need.when == "positive" else None
        if filing.form(need.id) is not None:
            present.append(need)
        elif need.when == "positive" and because is None:
            unknown.append(need)
        else:
            missing.append(MissingForm(need, because))
    return Required(tuple(present), tuple(missing), tuple(unknown))


def positive(filing: Filing, concept: str) -> Fact | None:
    """Return where this year's filing states a concept above zero, an actual before a budget; None if nowhere."""
    year = str(filing.year)
    facts = [fact for fact in filing.facts_of(concept) if fact.value is not None and fact.value > 0]
    this = [fact for fact in facts if fact.period in (None, year)]
    actual = [fact for fact in this if fact.dimensions.stage in ("决算", "执行")]
    return next(iter(actual or this), None)


def missing_parts(filing: Filing, pack: Pack) -> tuple[Outline, tuple[str, ...]] | None:
    """Return the outline nearest to the report and the titles of its required parts that are not there.

    None if the report has hardly any parts, or most of the outline has no counterpart: then nothing can be said.
    """
    sections = filing.sections
    if len(sections) < _FEWEST or not pack.outlines:
        return None
    outline = max(pack.outlines.values(), key=lambda one: _closeness(one, sections))
    present = _covered(outline, sections)
    lacking = tuple(part.title for part in outline.parts if part.required and part.title not in present)
    return None if len(lacking) * 2 > len(outline.parts) else (outline, lacking)


def _closeness(outline: Outline, sections: tuple[Section, ...]) -> tuple[int, int]:
    """Rank outlines by the parts that the report has, a difference in their number counting three tenths of a part."""
    hits = len(_covered(outline, sections))
    return 10 * hits - 3 * abs(len(outline.parts) - len(sections)), hits


def _covered(outline: Outline, sections: tuple[Section, ...]) -> frozenset[str]:
    """Return the titles of the outline's parts that the report has, each section standing for one part only."""
    pairs = sorted(
        (
            (-_likeness(section.title, (part.title, *part.synonyms)), number, part.title)
            for number, section in enumerate(sections)
            for part in outline.parts
        ),
    )
    taken: set[int] = set()
    found: set[str] = set()
    for likeness, number, title in pairs:
        if -likeness >= SIMILAR and number not in taken and title not in found:
            taken.add(number)
            found.add(title)
    return frozenset(found)


@lru_cache(maxsize=8192)
def _likeness(title: str, words: tuple[str, ...]) -> float:
    return max(0.99 if _contains(title, word) else similar(title, word) for word in words)


def _contains(title: str, word: str) -> bool:
    core = squeeze(word).replace("情况", "")
    return len(core) >= 4 and core in squeeze(title)


def counts_of(filing: Filing, pack: Pack) -> dict[str, int]:
    """Return what a checklist may count in the filing itself, by name; what cannot be said is left out."""
    counts = {"missing-forms": len(required_forms(filing, pack).missing)}
    parts = missing_parts(filing, pack)
    if parts is not None:
        counts["missing-sections"] = len(parts[1])
    return counts
