"""One row under a head, handed to the reader of its kind of block."""

from __future__ import annotations

from wenxiao.extract.columns import read_columns
from wenxiao.extract.fields import read_fields
from wenxiao.extract.goals import read_goals
from wenxiao.extract.harvest import Context, Harvest
from wenxiao.extract.indicators import read_indicator
from wenxiao.extract.matrix import read_matrix
from wenxiao.extract.rows import Header, Line

__all__ = ["Context", "Harvest", "read_fields", "read_row"]

_READERS = {"rows": read_matrix, "columns": read_columns, "indicators": read_indicator, "goals": read_goals}


def read_row(context: Context, header: Header, line: Line) -> bool:
    """Read one row under a head; tell whether the row belonged to it."""
    reader = _READERS.get(header.lexicon.block.kind)
    return reader is not None and reader(context, header, line)
