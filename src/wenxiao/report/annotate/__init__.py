"""The answer inside the unit's own file: a comment at every finding, nothing else changed."""

from __future__ import annotations

from wenxiao.report.annotate.file import annotate

__all__ = ["annotate"]
