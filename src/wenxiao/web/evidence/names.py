"""Names of evidence files, as every system can hold them and nobody is misled by them; and their order by number."""

from __future__ import annotations

import re
import unicodedata

_BARRED = re.compile(r'[\\/:*?"<>|]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_PART = re.compile(r"\d+|\D+")
_LONGEST, _LONGEST_SUFFIX = 120, 12
NAMELESS = "未命名"


def clean_name(said: str) -> str:
    """Return a file's name without folders, control characters and marks that turn the direction of reading."""
    last = re.split(r"[\\/]", said)[-1]
    plain = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C")
    plain = _BARRED.sub("", " ".join(plain.split())).strip(" .")
    if not plain or _DEVICES.match(plain):
        plain = f"{NAMELESS}{plain}"
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) <= _LONGEST:
        return plain
    return (
        f"{stem[: _LONGEST - len(suffix) - 1]}.{suffix}" if dot and len(suffix) <= _LONGEST_SUFFIX else plain[:_LONGEST]
    )


def in_order(number: str) -> tuple[tuple[bool, int, str], ...]:
    """Return what numbers such as 1-2, 1-10, 项2-3-1 are sorted by."""
    return tuple((not one.isdigit(), int(one) if one.isdigit() else 0, one) for one in _PART.findall(number))
