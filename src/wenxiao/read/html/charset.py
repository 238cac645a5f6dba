"""Which characters a page is written in: its mark, then UTF-8, then what it declares, then what it looks like."""

from __future__ import annotations

import re

from wenxiao.read.encoding import Decoded, decode

_HEAD = 4_096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_CHINESE = {
    "gb2312": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def decode_page(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Decode a page; `declared` is a charset told outside of it. Raise ReadError if it is not text."""
    if data.startswith(_MARKS) or b"\x00" in data or _is_utf8(data):
        return decode(data, name)
    encoding = _CHINESE.get((declared or _declared(data) or "").lower())
    if encoding is None:
        return decode(data, name)
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if not broken:
        return Decoded(text, encoding)
    if broken * 50 > len(text) - len(text.encode("ascii", "ignore")):
        return decode(data, name)
    note = f"有 {broken} 处字节损坏（按所声明的 {encoding} 编码），以“\ufffd”标出，其余内容照常读取。"
    return Decoded(text, encoding, (note,))


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii") if match else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
