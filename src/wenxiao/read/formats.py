"""The registry of formats that are recognised by their content; the file's name decides only where that is open.

A format whose `reader` is None is refused with its advice; a later reader plugs in by being named here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from wenxiao.document import Document

_HEADERS = 4_096
_PAGE = re.compile(
    rb"(?:\s++|<!--(?:(?!-->).)*+-->|<\?[^>]{0,1000}>)*+<(?:!doctype\s++html|html|head|body|meta)[\s>/]", re.DOTALL
)
_PIECE = re.compile(rb"(?:\s++|<!--(?:(?!-->).)*+-->)*+</?[a-z][a-z0-9:]{0,20}[\s>/]", re.DOTALL)
_PIECES = (".html", ".htm", ".shtml", ".xhtml", ".xls", ".doc", ".et", ".wps")
_LETTER = re.compile(rb"\s{0,64}[a-z][a-z-]{1,40}:")
_PARTS = re.compile(rb"^content-type:\s{0,9}(?:multipart/(?:related|alternative)|text/html)", re.MULTILINE)

Reader = Callable[[bytes, str], Document]


class Format(NamedTuple):
    """One format: what it is called, how its bytes are told, what to do with it, and who reads it."""

    what: str
    matches: Callable[[bytes], bool]
    advice: str
    reader: Reader | None = None


def recognise(data: bytes, name: str = "") -> Format | None:
    """Return the first format of the registry that `data` is in, or None if it may be plain text.

    `name` only decides where the content leaves it open: what begins with any tag may be Markdown or a piece of
    a page (systems export bare tables as .xls).
    """
    known = next((entry for entry in FORMATS if entry.matches(data)), None)
    if known is None and name.lower().endswith(_PIECES) and _PIECE.match(_head_of(data)):
        return next(entry for entry in FORMATS if entry.matches is _is_page)
    return known


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


def _compound_with(*streams: str) -> Callable[[bytes], bool]:
    """Tell an old Office file by the names in its directory, which are UTF-16."""
    wanted = [stream.encode("utf-16-le") + b"\x00\x00" for stream in streams]
    return lambda data: data.startswith(_COMPOUND) and any(name in data for name in wanted)


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


def _is_program(data: bytes) -> bool:
    """Tell a program of Windows or Linux, whatever it is called; a text may begin with MZ too, but has no zeros."""
    return data.startswith((b"MZ", b"\x7fELF")) and b"\x00" in data[:64]


def _is_page(data: bytes) -> bool:
    """Tell a page by its first tag, behind a byte-order mark, blanks, comments and declarations.

    Only tags that begin a whole page count: a Markdown file may well begin with <table> or <p>.
    """
    return _PAGE.match(_head_of(data)) is not None


def _is_page_archive(data: bytes) -> bool:
    """Tell an archive of pages by its headers, which are those of a letter."""
    head = _head_of(data, _HEADERS)
    return _LETTER.match(head) is not None and b"mime-version:" in head and _PARTS.search(head) is not None


def _head_of(data: bytes, size: int = 65_536) -> bytes:
    """Return the beginning of a text in small letters, whatever its width; without its mark."""
    head = data[:size].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return head.replace(b"\x00", b"").lower()


def _read_zipped(data: bytes, name: str) -> Document:
    from wenxiao.read.zipped import read_zipped  # noqa: PLC0415 - texts are read without it

    return read_zipped(data, name)


def _read_html(data: bytes, name: str) -> Document:
    from wenxiao.read.html import read_html  # noqa: PLC0415 - only who reads pages needs their parser

    return read_html(data, name)


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "请用 Word 或 WPS 打开，另存为 .docx 后再试"
_SAVE_SHEETS = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试"
_UNLOCK = "请用 Office 或 WPS 打开并输入密码，在“文件—信息—保护”里取消密码，另存后再试"
_SAVE_XML = "请用生成它的软件（Office、WPS 或 LibreOffice）打开，另存为 .docx 或 .xlsx 后再试"
_SCAN = "请先做文字识别（OCR）并存为 Word 文件或纯文本后再试"
_UNPACK = "请先解压，再选择其中的文件"

FORMATS: tuple[Format, ...] = (
    Format("PDF 文件", _is_pdf, "请用阅读器导出为 Word 文件或纯文本（.txt）后再试"),
    Format("有密码保护的 Office 文件", _compound_with("EncryptedPackage"), _UNLOCK),
    Format("旧版 Word 或 WPS 文档（.doc、.wps）", _compound_with("WordDocument", "WpsDocument"), _SAVE),
    Format("旧版 Excel 或 WPS 表格（.xls、.et）", _compound_with("Workbook", "Book"), _SAVE_SHEETS),
    Format("旧版 PowerPoint 演示文稿（.ppt）", _compound_with("PowerPoint Document"), _SAVE),
    Format("旧版 Office 或 WPS 文档（.doc、.xls、.wps）", _starts(_COMPOUND), _SAVE),
    Format("ZIP 容器", _starts(b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), _UNPACK, _read_zipped),
    Format("压缩包", _starts(b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"), _UNPACK),
    Format("图片", _starts(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"), _SCAN),
    Format("图片", _starts(b"II*\x00", b"MM\x00*"), _SCAN),
    Format("图片", _is_web_image, _SCAN),
    Format("程序文件（.exe）", _is_program, "不是自评材料，没有打开；请核对选的文件，来历不明的不要打开"),
    Format("RTF 文档", _starts(b"{\\rtf"), _SAVE),
    Format("Word 的 XML 文档", _opens_with_tag(b'progid="word.document"', b"<w:worddocument"), _SAVE),
    Format("网页（HTML）", _is_page, _SAVE, _read_html),
    Format("单个文件的网页（MHTML）", _is_page_archive, _SAVE, _read_html),
    Format("XML 文件（如 .fodt、.uof、Excel 2003 的 XML 表格）", _opens_with_tag(b"<?xml"), _SAVE_XML),
)
