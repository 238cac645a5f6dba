"""Files that the browser saves, under names that change neither the header nor what a person takes the file for."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath
from urllib.parse import quote

from django.http import HttpResponse

_BARRED = '\\/:*?"<>|'
_LONGEST, _SUFFIX = 120, 10
_UNNAMED = "未命名"


def attachment(data: bytes, name: str, media: str) -> HttpResponse:
    """Return an answer that is saved as a file, never shown; each sign of the name is escaped in the header."""
    answer = HttpResponse(data, content_type=media)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(plain_name(name), safe='')}"
    return answer


def plain_name(name: str) -> str:
    """Return a file's name without folders, signs that steer (line ends, right-to-left marks) or great length."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C" and char not in _BARRED).strip(" .")
    suffix = PurePath(kept).suffix
    if len(suffix) > _SUFFIX:
        suffix = ""
    stem = kept.removesuffix(suffix)
    return f"{stem[: _LONGEST - len(suffix)].strip(' .') or _UNNAMED}{suffix}"
