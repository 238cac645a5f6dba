"""Peers that give Word tables as cells: python-docx, docx2python, docling. Installed by whoever wants to compare."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from conformance.seen import Grid, Seen, from_html, rectangle

_DOCLING = {
    ".docx": ("msword_backend", "MsWordDocumentBackend", "DOCX"),
    ".html": ("html_backend", "HTMLDocumentBackend", "HTML"),
    ".xlsx": ("msexcel_backend", "MsExcelDocumentBackend", "XLSX"),
}


def python_docx(path: Path) -> Seen:
    """Read with python-docx: the paragraphs, `rows[].cells` of every table, and of the tables in its cells."""
    document: Any = importlib.import_module("docx").Document(str(path))
    tables: list[Grid] = []
    lines: list[str] = []
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            _add_table(item, tables, lines)
        else:
            lines.append(item.text)
    return Seen(tuple(tables), "\n".join(lines))


def _add_table(table: Any, tables: list[Grid], lines: list[str]) -> None:
    rows = [list(row.cells) for row in table.rows]
    tables.append(rectangle([[cell.text for cell in row] for row in rows]))
    known: set[int] = set()
    for row in rows:
        fresh = [cell for cell in row if id(cell._tc) not in known]
        known.update(id(cell._tc) for cell in fresh)
        lines.append("\t".join(cell.text for cell in dict.fromkeys(fresh)))
        for cell in fresh:
            for inner in cell.tables:
                _add_table(inner, tables, lines)


def docx2python(path: Path) -> Seen:
    """Read with docx2python: its body holds tables of rows of cells of paragraphs, loose text as tables of one cell."""
    module: Any = importlib.import_module("docx2python")
    with module.docx2python(str(path)) as read:
        body = read.body
    tables: list[Grid] = []
    lines: list[str] = []
    for table in body:
        rows = [["\n".join(cell) for cell in row] for row in table]
        if len(rows) > 1 or any(len(row) > 1 for row in rows):
            tables.append(rectangle(rows))
        lines.extend("\t".join(row) for row in rows)
    return Seen(tuple(tables), "\n".join(lines))


def docling(path: Path) -> Seen:
    """Read with the backends of docling, through the page that they export.

    Its front door does the same for these formats, but cannot be imported without the models for PDF.
    """
    models: Any = importlib.import_module("docling.datamodel.base_models")
    documents: Any = importlib.import_module("docling.datamodel.document")
    module, backend, kind = _DOCLING[path.suffix]
    chosen = getattr(importlib.import_module(f"docling.backend.{module}"), backend)
    taken = documents.InputDocument(path_or_stream=path, format=models.InputFormat[kind], backend=chosen)
    return from_html(taken._backend.convert().export_to_html())
