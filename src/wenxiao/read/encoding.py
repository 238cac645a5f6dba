"""Bytes become characters: which encoding a text is in, and what is broken in it.

A byte-order mark decides; then strict UTF-8; then UTF-8 with a few broken bytes; then GB18030,
if what it gives looks like Chinese that somebody wrote.
"""

from __future__ import annotations

from typing import NamedTuple

from wenxiao.errors import ReadError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 20_000
_UNKNOWN = "“{name}”无法识别编码，请用记事本等软件打开，另存为 UTF-8 编码的纯文本后再试。"
_BINARY = "“{name}”不是文本文件（含有大量不可显示的字节），请另存为纯文本后再试。"


class Decoded(NamedTuple):
    """A text, the encoding that it was in, and what the reader has to say about that."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Decode `data`, the content of `name`; raise ReadError if it is not text in a known encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_tolerant(data[len(mark) :], encoding), name)
    if b"\x00" in data:
        return _checked(_unmarked_wide(data, name), name)
    strict = _strict(data, "utf-8") or _broken_utf8(data)
    if strict is not None:
        return _checked(strict, name)
    chinese = _strict(data, "gb18030")
    if chinese is None or not _plausible(chinese.text):
        raise ReadError(_UNKNOWN.format(name=name))
    return _checked(chinese, name)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _tolerant(data: bytes, encoding: str) -> Decoded:
    """Decode what a byte-order mark has declared, saying what was broken."""
    strict = _strict(data, encoding)
    if strict is not None:
        return strict
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, (_note(text),))


def _broken_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8 that was cut off at its end or has a few broken bytes; None if it has many."""
    for cut in range(1, min(4, len(data))):
        whole = _strict(data[:-cut], "utf-8")
        if whole is not None and data[-cut] >= 0xC2 and _non_ascii(whole.text):
            note = f"文件末尾的 {cut} 个字节不成字（文件可能被截断），已略去，其余内容照常读取。"
            return whole._replace(notes=(note,))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if broken > 20 or _non_ascii(text) - broken < 50 * broken:
        return None
    return Decoded(text, "utf-8", (_note(text),))


def _note(text: str) -> str:
    at = text.find("\ufffd")
    count, line = text.count("\ufffd"), text.count("\n", 0, at) + 1
    return f"有 {count} 处字节损坏（第一处在第 {line} 行），以“\ufffd”标出，其余内容照常读取。"


def _unmarked_wide(data: bytes, name: str) -> Decoded:
    """Decode UTF-16 without a mark, which is the only text that holds NUL bytes."""
    for encoding in ("utf-16-le", "utf-16-be"):
        wide = _strict(data, encoding)
        if wide is not None and "\x00" not in wide.text and _written(wide.text):
            return wide
    raise ReadError(_BINARY.format(name=name))


def _checked(decoded: Decoded, name: str) -> Decoded:
    """Refuse a text with too many control characters: some binary files happen to decode."""
    sample = _sample(decoded.text)
    controls = sum(1 for char in sample if (char < " " and char not in "\t\n\r\f\v") or char == "\x7f")
    if controls > 8 + len(sample) // 200:
        raise ReadError(_BINARY.format(name=name))
    return decoded


def _plausible(text: str) -> bool:
    """Tell whether the characters beyond ASCII are such as occur in Chinese texts."""
    others = [char for char in _sample(text) if char > "\x7f"]
    if len(others) < 2:
        return False
    return sum(map(_common, others)) * 10 >= len(others) * 7


def _written(text: str) -> bool:
    """Tell whether nearly all characters are ASCII or common Chinese."""
    sample = _sample(text)
    return sum(char <= "\x7f" or _common(char) for char in sample) * 10 >= len(sample) * 9


def _common(char: str) -> bool:
    """Tell whether `char` is a sign of GB2312 or one of its 3755 commonest characters (一级汉字)."""
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7


def _sample(text: str) -> str:
    """Return the beginning and the end of `text`, enough to judge it by."""
    return text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[-_SAMPLE:]


def _non_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))
