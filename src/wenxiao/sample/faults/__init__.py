"""Errors that can be put into a sample on purpose, one small function for each way of being wrong."""

from __future__ import annotations

from wenxiao.sample.faults import aims, letters, papers, points, sums, years
from wenxiao.sample.faults.catalogue import Scene, Spoilt, known, ways

__all__ = ["Scene", "Spoilt", "aims", "known", "letters", "papers", "points", "sums", "ways", "years"]
