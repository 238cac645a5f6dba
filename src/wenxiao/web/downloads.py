"""Answers that are no page of the application: files to save, under harmless names, and pages that stand alone."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from pathlib import PurePath
from urllib.parse import quote

from django.http import HttpResponse

_BARRED = '\\/:*?"<>|'
_LONGEST, _SUFFIX = 120, 10
_UNNAMED = "未命名"
_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


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


def own_page(page: str) -> HttpResponse:
    """Return a self-contained page; the policy that it brings in its head, by hashes, is that of the answer too."""
    answer = HttpResponse(page)
    found = _OWN_POLICY.search(page)
    own = unescape(found[1]) if found is not None else "default-src 'none'"
    answer.headers["Content-Security-Policy"] = f"{own}; frame-ancestors 'none'"
    return answer
