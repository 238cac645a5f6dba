"""Answers that are no page of the application: files to save, under harmless names, and pages that stand alone."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)

_BARRED = re.compile(r'[\\/:*?"<>|]')
_SENT_AS = re.compile(r"(?i)%(22|0d|0a)")  # how a browser sends a quotation mark or a line break within a name
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_LONGEST, _LONGEST_SUFFIX = 120, 12
_UNNAMED = "未命名"
_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


def attachment(data: bytes, name: str, media: str) -> HttpResponse:
    """Return an answer that is saved as a file, never shown."""
    return saved_as(HttpResponse(data, content_type=media), name)


def saved_as(answer: Answer, name: str) -> Answer:
    """Return an answer that the browser saves under a name; each sign of the name is escaped in the header."""
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(plain_name(name), safe='')}"
    return answer


def plain_name(said: str) -> str:
    """Return a file's name without folders, control characters and marks that turn the direction of reading."""
    last = re.split(r"[\\/]", _SENT_AS.sub("", said))[-1]
    plain = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C")
    plain = _BARRED.sub("", " ".join(plain.split())).strip(" .")
    if not plain or _DEVICES.match(plain):
        plain = f"{_UNNAMED}{plain}"
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) <= _LONGEST:
        return plain
    return (
        f"{stem[: _LONGEST - len(suffix) - 1]}.{suffix}" if dot and len(suffix) <= _LONGEST_SUFFIX else plain[:_LONGEST]
    )


def own_page(page: str) -> HttpResponse:
    """Return a self-contained page; the policy that it brings in its head, by hashes, is that of the answer too."""
    answer = HttpResponse(page)
    found = _OWN_POLICY.search(page)
    own = unescape(found[1]) if found is not None else "default-src 'none'"
    answer.headers["Content-Security-Policy"] = f"{own}; frame-ancestors 'none'"
    return answer
