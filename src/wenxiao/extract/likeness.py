"""How alike two titles are: headings of a report against the outlines of the Standard."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from wenxiao.extract.labels import key
from wenxiao.standards import Pack, once_a_pack

SIMILAR = 0.6


@once_a_pack
def _titles(pack: Pack) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for outline in pack.outlines.values():
        for part in outline.parts:
            for word in (part.title, *part.synonyms):
                found[_comparable(word)] = None
    return tuple(found)


@lru_cache(maxsize=4096)
def _comparable(title: str) -> str:
    bare = key(title)
    return re.sub(r"部门|单位|情况|绩效自评|的|和|及|与", "", bare) or bare


@lru_cache(maxsize=8192)
def similarity(left: str, right: str) -> float:
    """Return how alike two titles are, from 0 to 1, brackets and filling words left out; 0 for less than SIMILAR."""
    one, other = _comparable(left), _comparable(right)
    if not _may_be_similar(one, other):
        return 0.0
    return _ratio(SequenceMatcher(None, one, other, autojunk=False), SIMILAR)


def _may_be_similar(one: str, other: str) -> bool:
    """Tell whether two titles share characters enough to be similar: the cheap test that settles most pairs."""
    letters = frozenset(other)
    shared = min(sum(letter in letters for letter in one), len(other))
    return 2 * shared >= SIMILAR * (len(one) + len(other))


def _ratio(matcher: SequenceMatcher[str], least: float) -> float:
    """Return how alike the matcher's two texts are, 0 for less than `least`."""
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    found = matcher.ratio()
    return found if found >= least else 0.0


class OutlineTitles:
    """The titles of a pack's outlines, to which many headings are compared; each is taken apart once, when needed."""

    def __init__(self, pack: Pack) -> None:
        """Take the titles of the pack; one object serves one thread."""
        self._titles = _titles(pack)
        self._known = frozenset(self._titles)
        self._matchers: dict[str, SequenceMatcher[str]] = {}

    def likeness(self, title: str) -> float:
        """Return how alike a title is to the nearest of them, 0 for less than SIMILAR."""
        bare = _comparable(title)
        if bare in self._known:
            return 1.0
        best = 0.0
        for other in self._titles:
            if _may_be_similar(bare, other):
                best = max(best, _ratio(self._matcher(bare, other), max(best, SIMILAR)))
        return best

    def _matcher(self, bare: str, other: str) -> SequenceMatcher[str]:
        if other not in self._matchers:
            self._matchers[other] = SequenceMatcher(None, "", other, autojunk=False)
        matcher = self._matchers[other]
        matcher.set_seq1(bare)
        return matcher
