"""Pages saved as one file (MHTML, .mht): which of its parts are pages, decoded from their transfer encoding."""

from __future__ import annotations

import email
import re
from email.message import Message
from typing import NamedTuple

from wenxiao.errors import ReadError

MAX_PARTS = 2_000
"""The most parts of an archive; a page with all its pictures has some hundreds."""
_MAX_NESTED = 20
_LETTER = re.compile(rb"\s{0,64}(?:\xef\xbb\xbf)?[A-Za-z][A-Za-z-]{1,40}:")
_LONG = re.compile(rb"^content-type:(?:[^\n]|\n[ \t]){1000}", re.IGNORECASE | re.MULTILINE)
_TABS = re.compile(r"tabstrip|filelist", re.IGNORECASE)


class Part(NamedTuple):
    """A page: its bytes, and the charset that the archive declares for it."""

    data: bytes
    charset: str | None = None


def is_archive(data: bytes) -> bool:
    """Tell whether what is known to hold pages is an archive of them: it begins with a header, not with a tag."""
    return _LETTER.match(data) is not None


def parts_of(data: bytes, name: str) -> list[Part]:
    """Return the pages of an archive: its first, or, if that is only a frame around sheets, all of them."""
    if data.count(b"\n--") > MAX_PARTS or data.lower().count(b"multipart/") > _MAX_NESTED or _LONG.search(data):
        raise ReadError(
            f"“{name}”的部件太多（{MAX_PARTS} 个以上）或写法反常，不像正常的单个文件网页，没有读；"
            "请用浏览器打开后另存，再试。"
        )
    message = email.message_from_bytes(data)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise ReadError(
            f"“{name}”是单个文件的网页（MHTML），但里面没有网页，文件可能损坏；请用浏览器打开后另存，再试。"
        )
    first = _content(pages[0])
    if b"<frameset" not in first.data.lower():
        return [first]
    sheets = [part for part in pages[1:] if not _TABS.search(part.get("Content-Location", ""))]
    return [_content(part) for part in sheets] or [first]


def _content(part: Message) -> Part:
    payload = part.get_payload(decode=True)
    return Part(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
