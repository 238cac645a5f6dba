"""Web pages as files: which bytes are one, in which characters, from which program."""

from __future__ import annotations

import base64

import pytest
from pages import read_page, said

from wenxiao.errors import ReadError
from wenxiao.read import read_bytes

BODY = "<p>部门整体支出绩效自评</p>"


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "utf-8"])
def test_a_declared_charset_is_used(charset: str) -> None:
    """What the page declares of itself decides, after UTF-8."""
    markup = f"<html><head><meta charset='{charset}'></head><body>{BODY}</body></html>"
    assert said(read_page(markup, encoding=charset)) == ["部门整体支出绩效自评"]


def test_big5_is_read_if_declared() -> None:
    """Its bytes would pass for GB18030."""
    markup = '<html><meta http-equiv="Content-Type" content="text/html; charset=big5"><p>績效評估'
    assert said(read_page(markup, encoding="big5")) == ["績效評估"]


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig"])
def test_a_mark_goes_before_what_is_declared(charset: str) -> None:
    """A byte-order mark cannot lie; the declaration is often stale."""
    assert said(read_page(f"<html><meta charset=gb2312>{BODY}</html>", encoding=charset)) == ["部门整体支出绩效自评"]


def test_a_false_declaration_is_found_out() -> None:
    """UTF-8 that calls itself gb2312 is UTF-8; GBK that calls itself UTF-8 is judged by its looks."""
    assert read_page(f"<html><meta charset=gb2312>{BODY}</html>").encoding == "utf-8"
    assert read_page(f"<html><meta charset=utf-8>{BODY * 9}</html>", encoding="gbk").encoding == "gb18030"


def test_broken_bytes_are_told() -> None:
    """A few of them are shown as such, and the notes say so."""
    data = f"<html><meta charset=gbk><p>{'绩效自评' * 200}".encode("gbk") + b"\xff</p></html>"
    document = read_bytes(data, "a.htm")
    assert "1 处字节损坏" in document.notes[0]


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE html>",
        "  <HTML>",
        "<!-- 注 -->\n<head>",
        '<?xml version="1.0"?>\n<html xmlns="x">',
        "<meta x>",
        "<body>",
    ],
)
def test_a_page_is_told_by_its_first_tag(head: str) -> None:
    """Whatever the file is called."""
    document = read_bytes((head + BODY).encode(), "自评.doc")
    assert document.media_type == "text/html"
    assert said(document) == ["部门整体支出绩效自评"]


@pytest.mark.parametrize(
    "text", ["<table><tr><td>甲</td></tr></table>\n\n# 标题", "<p>甲</p>", "<header>甲", "a <html>"]
)
def test_markdown_stays_markdown(text: str) -> None:
    """A text that begins with a tag other than of a whole page is text."""
    assert read_bytes(text.encode(), "自评.md").media_type.startswith("text/markdown" if "</" in text else "text/plain")


@pytest.mark.parametrize("name", ["导出.xls", "导出.HTML", "导出.doc"])
def test_a_bare_table_is_a_page_if_the_file_is_called_so(name: str) -> None:
    """Systems export a table without a page around it."""
    document = read_bytes(b"<table><tr><td>a<td>1</table>", name)
    assert document.media_type == "text/html"
    assert said(document) == ["a|1"]


def archive(*parts: tuple[str, str, bytes]) -> bytes:
    """Return an archive of pages: type, address and content of each part."""
    lines = ["From: <Saved>", "MIME-Version: 1.0", 'Content-Type: multipart/related;\r\n\tboundary="--=b"', ""]
    for kind, location, content in parts:
        lines += [
            "----=b",
            f"Content-Type: {kind}",
            "Content-Transfer-Encoding: base64",
            f"Content-Location: {location}",
        ]
        lines += ["", base64.encodebytes(content).decode().replace("\n", "\r\n")]
    return "\r\n".join([*lines, "----=b--", ""]).encode()


def test_an_archive_of_a_page_is_read() -> None:
    """The first page counts, in the charset that the archive declares; pictures do not."""
    page = f"<html>{BODY}</html>".encode("gbk")
    data = archive(('text/html; charset="gb2312"', "a.htm", page), ("image/png", "b.png", b"\x89PNG"))
    document = read_bytes(data, "自评.mht")
    assert said(document) == ["部门整体支出绩效自评"]
    assert document.media_type == "multipart/related"


def test_an_archive_of_sheets_is_read_sheet_by_sheet() -> None:
    """Excel saves a frame and its sheets beside each other."""
    data = archive(
        ("text/html", "book.htm", b"<html><frameset><frame src=sheet001.htm></frameset></html>"),
        ("text/html", "book.files/tabstrip.htm", b"<html><p>tabs</html>"),
        ("text/html", "book.files/sheet001.htm", b"<html><table><tr><td>a<td>1</table></html>"),
        ("text/html", "book.files/sheet002.htm", b"<html><table><tr><td>b<td>2</table></html>"),
    )
    assert said(read_bytes(data, "自评.xls")) == ["a|1", "b|2"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><frameset><frame src=a.files/sheet001.htm></frameset></html>", "sheet001.htm"),
        (b"<html><img src=a.png><img src=b.png></html>", "2 张图片"),
        (b"<html><body> &nbsp; </body></html>", "只有空白"),
        (b"<html><p hidden>a</p></html>", "隐藏"),
        (b"<html>", "只有空白"),
        (archive(("image/png", "b.png", b"\x89PNG")).replace(b"related", b"related; x=1"), "没有网页"),
    ],
)
def test_a_page_that_says_nothing_is_refused_with_the_reason(data: bytes, words: str) -> None:
    """Each kind of nothing has its own sentence."""
    with pytest.raises(ReadError, match=words):
        read_bytes(data, "自评.html")
