"""Peers that turn a file into a web page or into Markdown: mammoth, markitdown."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from conformance.seen import Seen, from_html, from_markdown


def mammoth(path: Path) -> Seen:
    """Read with mammoth, which gives a page."""
    module: Any = importlib.import_module("mammoth")
    with path.open("rb") as file:
        return from_html(str(module.convert_to_html(file).value))


def markitdown(path: Path) -> Seen:
    """Read with markitdown, which gives Markdown."""
    module: Any = importlib.import_module("markitdown")
    return from_markdown(str(module.MarkItDown(enable_plugins=False).convert(str(path)).text_content))
