"""Which item of one list is which of the other: by equal names first, then by names that are nearly equal.

The order of the two lists does not matter: pairing B with A gives the same pairs as pairing A with B. (difflib, and
any choice among equally good answers, depends on the order; so the lists are put into one order before.)
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_NEAR = 0.8
_NEAR_KIN = 0.7
_SHARED = 0.4  # share of common pairs of letters below which a name is not looked at closer
_COMMON = 60  # a pair of letters in more names than that tells nothing
_LONGEST = 200


class Item(NamedTuple):
    """What an item is known by: `keys` from the strictest to the loosest, its `name`, and where it belongs (`kin`).

    Items with an equal key are the same, in order. An item without a `name` is never matched by likeness.
    """

    keys: tuple[str, ...]
    name: str = ""
    kin: str = ""


class Paired(NamedTuple):
    """The pairs of positions, by the position in the first list, and which pairs are out of order."""

    pairs: tuple[tuple[int, int], ...]
    moved: frozenset[tuple[int, int]]


def paired(before: Sequence[Item], after: Sequence[Item]) -> Paired:
    """Return which items of two lists are the same, and which of these were moved."""
    if list(before) > list(after):
        found = _paired(after, before)
        turned = sorted((second, first) for first, second in found.pairs)
        return Paired(tuple(turned), frozenset((second, first) for first, second in found.moved))
    return _paired(before, after)


def _paired(before: Sequence[Item], after: Sequence[Item]) -> Paired:
    pairs: dict[int, int] = {}
    for rank in range(max((len(item.keys) for item in (*before, *after)), default=0)):
        _match(pairs, before, after, rank)
    _match_near(pairs, before, after)
    ordered = sorted(pairs.items())
    return Paired(tuple(ordered), frozenset(ordered) - _in_order(ordered))


def _match(pairs: dict[int, int], before: Sequence[Item], after: Sequence[Item], rank: int) -> None:
    """Pair what has an equal key of one rank: the first with the first, the second with the second."""
    taken = set(pairs.values())
    free: dict[str, list[int]] = defaultdict(list)
    for at in reversed(range(len(after))):
        if at not in taken and (key := _key(after[at], rank)):
            free[key].append(at)
    for at, item in enumerate(before):
        key = _key(item, rank)
        if key and at not in pairs and free.get(key):
            pairs[at] = free[key].pop()


def _key(item: Item, rank: int) -> str:
    return item.keys[rank] if rank < len(item.keys) else ""


def _match_near(pairs: dict[int, int], before: Sequence[Item], after: Sequence[Item]) -> None:
    """Pair what is left by likeness of names, the likest first, among these the nearest by position."""
    taken = set(pairs.values())
    left = [at for at in range(len(before)) if at not in pairs and before[at].name]
    right = [at for at in range(len(after)) if at not in taken and after[at].name]
    found: list[tuple[float, int, int, int]] = []
    for at, other in _candidates(before, after, left, right):
        likeness = _likeness(before[at], after[other])
        if likeness:
            found.append((-likeness, abs(at - other), at, other))
    for _, _, at, other in sorted(found):
        if at not in pairs and other not in taken:
            pairs[at] = other
            taken.add(other)


def _candidates(
    before: Sequence[Item], after: Sequence[Item], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    """Return the pairs that share enough neighbouring letters to be worth a closer look."""
    index: dict[str, list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for at in right:
        letters = _neighbours(after[at].name)
        sizes[at] = len(letters)
        for pair in letters:
            index[pair].append(at)
    found: list[tuple[int, int]] = []
    for at in left:
        letters = _neighbours(before[at].name)
        shared = Counter(other for pair in letters if len(index.get(pair, ())) <= _COMMON for other in index[pair])
        found.extend(
            (at, other) for other, count in shared.items() if count >= _SHARED * min(len(letters), sizes[other])
        )
    return found


def _neighbours(name: str) -> set[str]:
    said = f"^{name[:_LONGEST]}$"
    return {said[at : at + 2] for at in range(len(said) - 1)}


def _likeness(one: Item, other: Item) -> float:
    """Return how alike two names are, 0 if they are not alike enough; a common home makes them likelier."""
    kin = one.kin == other.kin
    least = _NEAR_KIN if kin else _NEAR
    matcher = SequenceMatcher(None, one.name[:_LONGEST], other.name[:_LONGEST], autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    ratio = matcher.ratio()
    return ratio + kin if ratio >= least else 0


def _in_order(pairs: list[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Return the longest run of pairs that stand in the same order in both lists: a longest common subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for at, (_, second) in enumerate(pairs):
        length = bisect_left(tails, second)
        previous.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [second]
        ends[length : length + 1] = [at]
    kept: list[tuple[int, int]] = []
    at_end: int | None = ends[-1] if ends else None
    while at_end is not None:
        kept.append(pairs[at_end])
        at_end = previous[at_end]
    return frozenset(kept)
