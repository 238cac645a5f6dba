"""Tables that only blanks hold in shape, as `pdftotext -layout` prints them.

They are taken for tables only if they are very regular: each line in as many parts as the first,
and nearly all parts behind the labels figures. Anything less stays text.
"""

from __future__ import annotations

import re

from wenxiao.read.drafts import Entry, Grid
from wenxiao.read.text.lines import Kind, Line
from wenxiao.read.text.signs import is_numeric
from wenxiao.read.text.source import Source

_GAP = re.compile(r"[ \u3000]{2,}")
_ROWS = 3


def read_aligned(source: Source, start: int) -> tuple[Grid, int] | None:
    """Return the table that begins at line `start` and the line behind it, or None if there is none."""
    width = len(_parts(source.lines[start]))
    if width < 2:
        return None
    rows: list[tuple[Entry, ...]] = []
    for at in range(start, len(source.lines)):
        line = source.lines[at]
        parts = _parts(line)
        if len(parts) != width or line.kind is not Kind.TEXT:
            break
        rows.append(tuple(Entry(part, line.number, line.page) for part in parts))
        if len(rows) == _ROWS and not _is_regular(rows):
            return None  # decided by the first rows, so that no line is looked at twice over
    return (Grid(tuple(rows)), start + len(rows)) if len(rows) >= _ROWS else None


def _parts(line: Line) -> list[str]:
    text = line.text.strip()
    return _GAP.split(text) if "  " in text or "\u3000\u3000" in text else [text]


def _is_regular(rows: list[tuple[Entry, ...]]) -> bool:
    """Tell whether the first row holds labels and the others figures behind a label."""
    figures = [is_numeric(cell.text) for row in rows[1:] for cell in row[1:]]
    labels = not any(is_numeric(cell.text) for cell in rows[0])
    return labels and sum(figures) * 10 >= len(figures) * 9
