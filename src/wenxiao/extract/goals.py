"""年度总体目标: 预期目标 beside 实际完成情况."""

from __future__ import annotations

import re

import msgspec

from wenxiao.document import Cell
from wenxiao.extract.harvest import Context, cell_at, is_field, said, with_path
from wenxiao.extract.rows import Header, Line
from wenxiao.filing import Goals

_LABEL = 16


def read_goals(context: Context, header: Header, line: Line) -> bool:
    """Read a row under 预期目标 and 实际完成情况; further rows are joined to the first."""
    by_role = {head.role: column for column, head in header.columns.items()}
    shift = len(line.slots) - header.width if not line.exact and len(line.slots) < header.width else 0
    expected = cell_at(line, by_role.get("expected", -1) + shift) if "expected" in by_role else None
    done = cell_at(line, by_role.get("done", -1) + shift) if "done" in by_role else None
    if expected is done:
        return False  # nothing there, or a line merged over both
    if shift < 0 and _is_label(expected) and (done is None or not done.text.strip()):
        return False  # the label of another row, which lists one cell less
    anchor = done or expected
    first = line.first()
    if anchor is None or (first is not None and is_field(context, first[1].text)):
        return False
    harvest = context.harvest
    for old in harvest.goals:
        harvest.goals = [_more_goals(old, expected, done)]
        return True
    harvest.goals.append(
        Goals(
            form=harvest.name,
            expected=said(expected.text) if expected else None,
            actual=said(done.text) if done else None,
            place=with_path((expected or anchor).place, context.path("年度总体目标", "预期目标")),
            actual_place=with_path(anchor.place, context.path("年度总体目标", "实际完成情况")),
        )
    )
    return True


def _is_label(cell: Cell | None) -> bool:
    """Tell whether a cell holds a few words that are no sentence."""
    bare = cell.text.strip() if cell is not None else ""
    return 0 < len(bare) <= _LABEL and not re.search(r"[，。；、\n]|\d", bare)


def _more_goals(old: Goals, expected: Cell | None, done: Cell | None) -> Goals:
    def joined(before: str | None, cell: Cell | None) -> str | None:
        more = said(cell.text) if cell else None
        return "\n".join(part for part in (before, more) if part) or None

    return msgspec.structs.replace(old, expected=joined(old.expected, expected), actual=joined(old.actual, done))
