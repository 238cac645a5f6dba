"""Regenerates the `document` part of the expectations; what stands before it is written by hand and left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from conformance.case import Case, Expected
from conformance.readers import ours
from wenxiao.errors import WenxiaoError
from wenxiao.read import read

_MARK = "document:"


def all_cases(cases: list[Case]) -> Iterator[str]:
    """Regenerate each expectation; yield the names of those that changed. Files that we cannot read are left alone."""
    for case in cases:
        try:
            summary = ours.summary(read(case.path))
        except WenxiaoError:
            continue
        if _rewrite(case.path.with_suffix(".yaml"), summary):
            yield case.name


def _rewrite(path: Path, summary: Expected) -> bool:
    before = path.read_text(encoding="utf-8")
    hand = before.split(f"\n{_MARK}", 1)[0].rstrip("\n")
    after = f"{hand}\n{written(summary)}"
    path.write_text(after, encoding="utf-8")
    return after != before


def written(summary: Expected) -> str:
    """Write a Document's short form as YAML, a cell a line."""
    lines = [_MARK, "  blocks:"]
    for block in summary.blocks:
        if isinstance(block, dict) and "cells" in block:
            lines.append(f"    - table: {_flow(block['table'])}")
            lines.append("      cells:")
            lines.extend(f"        - {_flow(cell)}" for cell in block["cells"])
        else:
            lines.append(f"    - {_flow(block)}")
    for name in ("margins", "omitted"):
        items = getattr(summary, name)
        lines.extend((f"  {name}:", *(f"    - {_flow(item)}" for item in items)) if items else ())
    return "\n".join(lines) + "\n"


def _flow(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
