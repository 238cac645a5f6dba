"""Synthetic filings: invented units whose figures hold together, for tests, demonstrations and benchmarks."""

from __future__ import annotations

from wenxiao.sample.filing import sample

__all__ = ["sample"]
