"""The smallest inputs that together reach what all of them reach: these are kept in the repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import coverage

_LARGEST = 1_500
_MOST = 160


def keep(found: Path, kept: Path, target: Callable[[bytes], None]) -> int:
    """Copy from `found` to `kept` each input, the smallest first, that goes where none before it went.

    Return how many are kept. What was kept before is chosen anew.
    """
    inputs = sorted((path.read_bytes() for folder in (found, kept) for path in folder.iterdir()), key=len)
    for path in kept.iterdir():
        path.unlink()
    seen: set[tuple[str, tuple[int, int]]] = set()
    count = 0
    for data in dict.fromkeys(inputs):
        if len(data) > _LARGEST or count == _MOST:
            break
        arcs = _arcs(data, target)
        if not arcs <= seen:
            seen |= arcs
            (kept / f"{count:03}").write_bytes(data)
            count += 1
    return count


def _arcs(data: bytes, target: Callable[[bytes], None]) -> set[tuple[str, tuple[int, int]]]:
    """Return the steps from line to line that an input takes through the readers."""
    watch = coverage.Coverage(data_file=None, branch=True, include=["*/wenxiao/read/*"])
    watch.start()
    try:
        target(data)
    finally:
        watch.stop()
    took = watch.get_data()
    return {(file, arc) for file in took.measured_files() for arc in took.arcs(file) or ()}
