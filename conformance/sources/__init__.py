"""The sources of the files, a module for each family of traits; each registers its files here by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

Source = Callable[[], bytes]
SOURCES: dict[str, Source] = {}
"""The source of each file by its name (01-seven-traits.docx)."""


def file(name: str) -> Callable[[Source], Source]:
    """Register a function as the source of the file `name`."""

    def register(source: Source) -> Source:
        SOURCES[name] = source
        return source

    return register


def all_sources() -> dict[str, Source]:
    """Import every module of sources and return what they registered, in order."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(SOURCES.items()))
