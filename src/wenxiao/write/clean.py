"""Text as every format can hold it."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text without the characters that XML can't hold."""
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
