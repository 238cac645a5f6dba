"""Filing → findings: one file per family of checks, one catalogue, one engine."""

from __future__ import annotations

from wenxiao.check import (
    agree,
    bands,
    chapters,
    claims,
    evidence,
    form,
    names,
    points,
    privacy,
    rates,
    rules,
    stale,
    stated,
    sums,
    target,
    told,
    totals,
    traces,
    weights,
    wording,
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
    stated,
    rates,
    agree,
    told,
    claims,
    wording,
    weights,
    totals,
    points,
    rules,
    bands,
    target,
    stale,
    evidence,
    privacy,
)

__all__ = ["Check", "catalogue", "check", "find"]
