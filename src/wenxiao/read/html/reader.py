"""A page becomes a Document: decoded, judged, parsed in one pass, freed of the site's frame around it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from wenxiao.document import Document, Paragraph, Place
from wenxiao.errors import ReadError
from wenxiao.read.assembly import Assembly
from wenxiao.read.html.archive import Part, is_archive, parts_of
from wenxiao.read.html.charset import decode_page
from wenxiao.read.html.emit import emit
from wenxiao.read.html.frame import without_frame
from wenxiao.read.html.guard import guarded
from wenxiao.read.html.page import Page

_CHUNK = 32_768  # bytes that the parser gets at a time: after an error it would run on to the end of them


def read_html(data: bytes, name: str) -> Document:
    """Read `data`, a page or an archive of pages (MHTML); raise ReadError if that cannot be done."""
    archive = is_archive(data)
    parts = parts_of(data, name) if archive else [Part(data)]
    assembly = Assembly(name)
    pages: list[Page] = []
    encoding: str | None = None
    notes: list[str] = []
    for part in parts:
        decoded = decode_page(part.data, name, part.charset)
        page = _parsed(guarded(decoded.text, name), name)
        flow, dropped = without_frame(page)
        emit(flow, assembly)
        pages.append(page)
        encoding = encoding or decoded.encoding
        notes += [*decoded.notes, *_notes(page, dropped)]
    if not assembly.blocks:
        raise ReadError(_nothing(pages, name, len(assembly.omitted)))
    return Document(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="multipart/related" if archive else "text/html",
        encoding=encoding,
        blocks=tuple(assembly.blocks),
        margins=tuple(Paragraph(text=text, place=Place(path="页眉页脚")) for page in pages for text in page.margins),
        metadata=pages[0].said.metadata(),
        omitted=tuple(assembly.omitted),
        notes=tuple(dict.fromkeys(notes)),
    )


def _parsed(text: str, name: str) -> Page:
    """Parse a page. The parser is fed by and by, so that a page beyond a cap is given up at once."""
    page = Page(name)
    target: Any = page  # it listens to three of the parser's ten events
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True)
    data = text.encode("utf-8", "replace")
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except etree.XMLSyntaxError:
        page.close()  # there was nothing in it that the parser takes for an element
    return page


def _notes(page: Page, dropped: int) -> Iterator[str]:
    if dropped:
        yield f"略去了网页上正文之外的 {dropped} 处文字（菜单、导航、相关链接、页脚等）。"
    if page.frames:
        yield f"网页里嵌有 {page.frames} 个别的页面（iframe、frame），没有打开；其中的内容不在核验之列。"


def _nothing(pages: list[Page], name: str, omitted: int) -> str:
    if any(page.frames for page in pages):
        return (
            f"“{name}”只是一个框架，内容在别的文件里（如同名文件夹中的 sheet001.htm），没有可读的内容；"
            "请选择那些文件，或用 Excel、浏览器打开后另存为 .xlsx 或单个文件的网页（.mht），再试。"
        )
    if any(page.pictures for page in pages):
        count = sum(page.pictures for page in pages)
        return f"“{name}”里只有 {count} 张图片，没有文字（可能是扫描件），请先做文字识别（OCR）再试。"
    if omitted:
        return f"“{name}”里只有隐藏的或已删除的文字（{omitted} 处），没有可读的内容；请取消隐藏、接受修订后另存，再试。"
    return f"“{name}”里只有空白，没有可读的内容，请检查是否选对了文件。"
