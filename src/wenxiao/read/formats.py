"""The registry of formats that are recognised by their content, never by the file's name.

A format whose `reader` is None is refused with its advice; a later reader plugs in by being named here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wenxiao.document import Document

Reader = Callable[[bytes, str], Document]


class Format(NamedTuple):
    """One format: what it is called, how its bytes are told, what to do with it, and who reads it."""

    what: str
    matches: Callable[[bytes], bool]
    advice: str
    reader: Reader | None = None


def recognise(data: bytes) -> Format | None:
    """Return the first format of the registry that `data` is in, or None if it may be plain text."""
    return next((entry for entry in FORMATS if entry.matches(data)), None)


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


def _zip_with(*members: bytes) -> Callable[[bytes], bool]:
    """Tell a ZIP container by the names of its members, which stand in it uncompressed."""
    return lambda data: data.startswith(b"PK\x03\x04") and any(member in data for member in members)


def _opens_with_tag(*tags: bytes) -> Callable[[bytes], bool]:
    """Tell a marked-up file by its first tag, behind a byte-order mark and blanks."""

    def matches(data: bytes) -> bool:
        head = data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n").lower()
        return any(head.startswith(tag) or (head.startswith(b"<?xml") and tag in head) for tag in tags)

    return matches


def _is_pdf(data: bytes) -> bool:
    """Tell a PDF, whose header may stand behind some rubbish but always opens a line."""
    head = data[:1024]
    at = head.find(b"%PDF-")
    return at == 0 or (at > 0 and (b"\x00" in head or head[at - 1 : at] in b"\r\n"))


def _is_web_image(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"


def _read_docx(data: bytes, name: str) -> Document:
    from wenxiao.read.docx import read_docx  # noqa: PLC0415 - only who reads Word needs its parts

    return read_docx(data, name)


_SAVE = "本版本只读文本，请另存为纯文本（.txt）后再试"
_SCAN = "本版本只读文本，请先做文字识别（OCR）并存为纯文本后再试"
_UNPACK = "请先解压，再选择其中的文件"

FORMATS: tuple[Format, ...] = (
    Format("PDF 文件", _is_pdf, "本版本只读文本，请用阅读器导出为纯文本（.txt）后再试"),
    Format("旧版 Office 或 WPS 文档（.doc、.xls、.wps）", _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _SAVE),
    Format("Word 文档（.docx）", _zip_with(b"word/"), _SAVE, _read_docx),
    Format("Excel 工作簿（.xlsx）", _zip_with(b"xl/workbook.xml", b"xl/workbook.bin"), _SAVE),
    Format("PowerPoint 演示文稿（.pptx）", _zip_with(b"ppt/presentation.xml"), _SAVE),
    Format("OFD 版式文件", _zip_with(b"OFD.xml"), _SAVE),
    Format("OpenDocument 文档（.odt、.ods）", _zip_with(b"application/vnd.oasis.opendocument"), _SAVE),
    Format("ZIP 压缩包", _starts(b"PK\x03\x04", b"PK\x05\x06"), _UNPACK),
    Format("压缩包", _starts(b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"), _UNPACK),
    Format("图片", _starts(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"), _SCAN),
    Format("图片", _starts(b"II*\x00", b"MM\x00*"), _SCAN),
    Format("图片", _is_web_image, _SCAN),
    Format("RTF 文档", _starts(b"{\\rtf"), _SAVE),
    Format("Word 的 XML 文档", _opens_with_tag(b'progid="word.document"', b"<w:worddocument"), _SAVE),
    Format("网页（HTML）", _opens_with_tag(b"<!doctype html", b"<html"), _SAVE),
)
