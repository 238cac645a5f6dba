"""Peers that give the cells of a workbook as values: openpyxl, python-calamine."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from conformance.seen import Seen, rectangle, text_of


def openpyxl(path: Path) -> Seen:
    """Read with openpyxl (cached results of formulas), merged ranges filled with their first value."""
    book: Any = importlib.import_module("openpyxl").load_workbook(path, data_only=True)
    tables = []
    for sheet in book.worksheets:
        rows = [list(map(_shown, row)) for row in sheet.iter_rows(values_only=True)]
        for area in sheet.merged_cells.ranges:
            for at in range(area.min_row - 1, area.max_row):
                for column in range(area.min_col - 1, area.max_col):
                    rows[at][column] = rows[area.min_row - 1][area.min_col - 1]
        tables.append(rectangle(rows))
    return Seen(tuple(tables), text_of(tuple(tables)))


def calamine(path: Path) -> Seen:
    """Read with python-calamine."""
    book: Any = importlib.import_module("python_calamine").CalamineWorkbook.from_path(str(path))
    tables = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        tables.append(rectangle([list(map(_shown, row)) for row in rows]))
    return Seen(tuple(tables), text_of(tuple(tables)))


def _shown(value: object) -> str:
    """Print a value as it is; that Python calls a whole number 100.0 is not held against a reader."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
