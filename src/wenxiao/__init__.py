"""问效 Wenxiao: checks budget self-evaluation reports (预算绩效自评) and says what is wrong, where, and why.

    from wenxiao import check, extract, load, read

    filing = extract(read("report.txt"))
    report = check(filing, load(filing.standard))

The names below are the public surface; they are imported on first use, so that `import wenxiao` stays fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from wenxiao.version import __version__

if TYPE_CHECKING:
    from wenxiao.check import check
    from wenxiao.document import Document
    from wenxiao.errors import WenxiaoError
    from wenxiao.extract import extract
    from wenxiao.filing import Filing
    from wenxiao.finding import Finding, Report
    from wenxiao.read import read
    from wenxiao.score import Scorecard, score
    from wenxiao.standards import Standard, load
    from wenxiao.write import write

_HOMES = {
    "Document": "document",
    "Filing": "filing",
    "Finding": "finding",
    "Report": "finding",
    "Scorecard": "score",
    "Standard": "standards",
    "WenxiaoError": "errors",
    "check": "check",
    "extract": "extract",
    "load": "standards",
    "read": "read",
    "score": "score",
    "write": "write",
}

__all__ = [
    "Document",
    "Filing",
    "Finding",
    "Report",
    "Scorecard",
    "Standard",
    "WenxiaoError",
    "__version__",
    "check",
    "extract",
    "load",
    "read",
    "score",
    "write",
]


class _Surface(ModuleType):
    """The package as its users see it: `read`, `extract`, `check` and `score` are functions.

    The rooms of the same names are imported as `from wenxiao.read import …`; the import system would bind
    them here as attributes and hide the functions.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name in _HOMES:
            return getattr(import_module(f"wenxiao.{_HOMES[name]}"), name)
        raise AttributeError(f"module 'wenxiao' has no attribute {name!r}")


sys.modules[__name__].__class__ = _Surface
