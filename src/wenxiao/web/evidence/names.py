"""The order of evidence files by their numbers."""

from __future__ import annotations

import re

_PART = re.compile(r"\d+|\D+")


def in_order(number: str) -> tuple[tuple[bool, int, str], ...]:
    """Return what numbers such as 1-2, 1-10, 项2-3-1 are sorted by."""
    return tuple((not one.isdigit(), int(one) if one.isdigit() else 0, one) for one in _PART.findall(number))
