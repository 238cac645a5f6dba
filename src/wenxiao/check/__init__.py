"""Filing → findings: one file per family of checks, one catalogue, one engine."""

from __future__ import annotations

from wenxiao.check import (
    agree,
    chapters,
    evidence,
    form,
    names,
    points,
    privacy,
    rates,
    stale,
    sums,
    target,
    totals,
    traces,
    weights,
)
from wenxiao.check.catalogue import Check, catalogue, find
from wenxiao.check.engine import check

# The order of the catalogue: as in docs/checks.md.
_FAMILIES = (
    form,
    chapters,
    names,
    traces,
    sums,
    rates,
    agree,
    weights,
    totals,
    points,
    target,
    stale,
    evidence,
    privacy,
)

__all__ = ["Check", "catalogue", "check", "find"]
