"""Synthetic filings: invented units whose figures hold together, for tests, demonstrations and benchmarks.

`sample` makes a clean Filing; `draft` makes whole pages, with errors put into them if asked for; `save` writes them
beside their truth.
"""

from __future__ import annotations

from wenxiao.sample.draft import Draft, draft, some_check, truth
from wenxiao.sample.faults import known, ways
from wenxiao.sample.files import content, save
from wenxiao.sample.filing import sample

__all__ = ["Draft", "content", "draft", "known", "sample", "save", "some_check", "truth", "ways"]
