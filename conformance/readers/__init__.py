"""The readers under test: ours, and peers that are tried only where they are installed (none is a dependency)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from conformance.readers import ours, pages, programs, word, workbooks
from conformance.seen import Seen


def _packaged(*names: str) -> Callable[[], str | None]:
    """Return what tells the version of a package, whichever of its names it is installed by; None if by none."""

    def version() -> str | None:
        for name in names:
            try:
                return metadata.version(name)
            except metadata.PackageNotFoundError:
                continue
        return None

    return version


class Reader(NamedTuple):
    """A reader: its name, its version if installed, and how it reads each format that it knows."""

    name: str
    version: Callable[[], str | None]
    formats: dict[str, Callable[[Path], Seen]]


OURS = Reader("wenxiao", _packaged("wenxiao"), dict.fromkeys((".docx", ".html", ".xlsx"), ours.seen))
PEERS = (
    Reader("python-docx", _packaged("python-docx"), {".docx": word.python_docx}),
    Reader("docx2python", _packaged("docx2python"), {".docx": word.docx2python}),
    Reader("mammoth", _packaged("mammoth"), {".docx": pages.mammoth}),
    Reader("markitdown", _packaged("markitdown"), dict.fromkeys((".docx", ".html", ".xlsx"), pages.markitdown)),
    Reader("docling", _packaged("docling-slim", "docling"), dict.fromkeys((".docx", ".html", ".xlsx"), word.docling)),
    Reader(
        "pandoc",
        programs.pandoc_version,
        {".docx": programs.pandoc, ".html": programs.pandoc, ".xlsx": programs.pandoc},
    ),
    Reader("openpyxl", _packaged("openpyxl"), {".xlsx": workbooks.openpyxl}),
    Reader("calamine", _packaged("python-calamine"), {".xlsx": workbooks.calamine}),
)
