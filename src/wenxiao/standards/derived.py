"""What is worked out from a pack (words indexed, patterns compiled) and the same for every document read by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from wenxiao.standards.schema import Pack

Derived = TypeVar("Derived")


def once_a_pack(work: Callable[[Pack], Derived]) -> Callable[[Pack], Derived]:
    """Make `work` be done once for each pack, told by its id and the digest of its content."""
    done: dict[tuple[str, str], Derived] = {}

    @wraps(work)
    def kept(pack: Pack) -> Derived:
        name = (pack.id, pack.digest)
        if name not in done:
            done[name] = work(pack)
        return done[name]

    return kept


@once_a_pack
def concepts_by_label(pack: Pack) -> dict[str, str]:
    """Return the ids of the concepts by their official terms, the names of expressions."""
    return {concept.label: concept.id for concept in pack.concepts.values()}
