"""Samples written, read back and checked."""

from __future__ import annotations

from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.finding import Finding
from wenxiao.read import read_bytes
from wenxiao.sample import Draft, content, draft, known
from wenxiao.standards import Pack, available, load

PACKS = tuple(name for name in available() if load(name).layouts)
CHECKS = tuple(known())


def findings(made: Draft, to: str = "txt") -> tuple[Finding, ...]:
    """Return what the checks find in a sample written in a format."""
    filing = extract(read_bytes(content(made, to, "样例"), f"样例.{to}"), made.pack)
    return check(filing, made.pack).findings


def grave(found: tuple[Finding, ...]) -> list[str]:
    """Return the errors and warnings among findings, in words."""
    return [f"{one.check} {one.message}" for one in found if one.severity.rank < 2]


def new(found: tuple[Finding, ...], before: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings that an unspoilt sample does not have."""
    seen = {(one.check, one.message) for one in before}
    return [one for one in found if (one.check, one.message) not in seen]


def fitting(name: str, packs: tuple[Pack, ...], start: int, most: int) -> Draft | None:
    """Return the first of some samples that has a place for the error of a check."""
    for seed in range(start, start + most):
        for pack in packs:
            made = draft(pack, seed, (name,))
            if made.injected:
                return made
    return None
