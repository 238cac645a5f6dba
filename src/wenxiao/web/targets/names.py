"""What an indicator is known by: its names without what a change of typing, numbering or layout does to them.

Approved targets, the forms of a draft and evidence all find their indicators by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from wenxiao.compare.lens import Lens
from wenxiao.standards import Pack

_NOTE = re.compile(r"[(（][^()（）]*(?:分|%|％)[)）]|[(（]\d+(?:\.\d+)?[)）]\s*$")
_MARKS = re.compile(r"[^\w%]|_")
_LENS = Lens()


class Levelled(Protocol):
    """Anything with the first two levels of an indicator."""

    @property
    def level1(self) -> str | None:
        """The first level."""

    @property
    def level2(self) -> str | None:
        """The second level."""


One = TypeVar("One", bound=Levelled)


@lru_cache(maxsize=32768)
def name(text: str | None) -> str:
    """Return a name as it is matched: blanks, numbering, punctuation, width, case and printed points do not count."""
    said = _NOTE.sub("", text or "")
    return _MARKS.sub("", _LENS.name(said).casefold()) or said.strip()


def level(text: str | None) -> str:
    """Return the name of a level as it is matched: 产出 and 产出指标（50分） are the same."""
    return name(text).removesuffix("指标")


def key_of(level1: str | None, level2: str | None, level3: str | None) -> str:
    """Return what an indicator is known by within its form."""
    return f"{level(level1)}|{level(level2)}|{name(level3)}"


def in_order(items: Iterable[One], pack: Pack) -> list[One]:
    """Return indicators in the order of the Standard's groups, each group together as it first appears."""
    listed = list(items)
    groups = _groups(pack)
    firsts: dict[tuple[str, ...], int] = {}
    for at, one in enumerate(listed):
        firsts.setdefault((level(one.level1),), at)
        firsts.setdefault((level(one.level1), level(one.level2)), at)

    def place(one: One) -> tuple[int, int, int]:
        first = level(one.level1)
        rank = groups.index(first) if first in groups else len(groups)
        return rank, firsts[(first,)], firsts[first, level(one.level2)]

    return sorted(listed, key=place)


def _groups(pack: Pack) -> Sequence[str]:
    """Return the first levels in the order in which the Standard weighs them; the fullest set that it knows."""
    profiles = [one for scheme in pack.scoring.values() for one in scheme.profiles]
    fullest = max(profiles, key=lambda one: len(one.weights), default=None)
    return [level(one) for one in fullest.weights] if fullest is not None else []
