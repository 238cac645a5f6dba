"""The front door: what is refused, and in which words."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from wenxiao.errors import ReadError
from wenxiao.read import MAX_BYTES, read, read_bytes


def refusal(data: bytes, name: str = "材料.txt") -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    return str(caught.value)


def zipped(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, "内容")
    return buffer.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + stream.encode("utf-16-le") + bytes(64)


def test_reads_a_file_and_remembers_its_name(tmp_path: Path) -> None:
    """A Document names the file without its folder, which is nobody's business."""
    path = tmp_path / "自评.txt"
    path.write_text("一、概况", encoding="utf-8")
    assert read(path).file == "自评.txt"
    assert read(str(path)).sha256 == read(path).sha256


def test_refuses_an_empty_file() -> None:
    """No bytes is a different mistake from only blanks, and is named as such."""
    assert "空文件" in refusal(b"")


@pytest.mark.parametrize("text", ["   \n\n", "\t\t\n\t", "\u3000\r\n\u00a0", "\ufeff", "\u200b\n", "\f\f", "<p></p>"])
def test_refuses_what_holds_only_blanks(text: str) -> None:
    """Blanks of every kind, invisible characters and empty markup are nothing to read."""
    assert "只有空白" in refusal(text.encode())


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), ".doc"),
        (compound("WordDocument"), "旧版 Word 或 WPS 文档（.doc、.wps）"),
        (compound("Workbook"), "旧版 Excel 或 WPS 表格（.xls、.et）"),
        (compound("EncryptedPackage"), "密码"),
        (b"\x89PNG\r\n\x1a\n" + bytes(16), "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(16), "图片"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (
            b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document><text:p>1401.10</text:p></office:document>',
            "XML 文件",
        ),
        ('\ufeff<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'.encode("utf-16"), "XML 文件"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (zipped("OFD.xml"), "OFD"),
        (zipped("其他.bin", "又一.bin"), "ZIP 压缩包（内有 2 个文件）"),
        (zipped("[Content_Types].xml", "其他.bin"), "找不到正文"),
        (zipped("word/document.xml")[:-30], "不完整"),
    ],
)
def test_names_the_format_it_does_not_read_and_says_what_to_do(data: bytes, what: str) -> None:
    """The format is told by content, whatever the file is called."""
    message = refusal(data)
    assert what in message
    assert "请" in message


def test_a_text_about_pdf_is_text() -> None:
    """The signature of a PDF inside a sentence makes no PDF."""
    assert read_bytes("附件为%PDF-1.4格式。".encode(), "a.txt").blocks


def test_refuses_binary_rubbish() -> None:
    """Many control characters or NUL bytes are no text in any encoding."""
    assert "不是文本" in refusal(bytes(range(256)) * 8)
    assert "不是文本" in refusal(b"\x01\x02\x03\x04" * 100)


def test_refuses_by_size_without_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file far over the cap is refused by its size alone, both being named."""
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(ReadError, match=r"200\.0 MB.*64 MB"):
        read(path)


def test_refuses_bytes_over_the_cap() -> None:
    """The cap holds for bytes from an upload too."""
    assert "上限" in refusal(b"a" * (MAX_BYTES + 1))


def test_refuses_what_is_no_file(tmp_path: Path) -> None:
    """Missing files, folders, pipes and impossible names each get their own sentence."""
    os.mkfifo(tmp_path / "管道")
    for name, words in (
        ("没有.txt", "找不到"),
        (".", "文件夹"),
        ("管道", "不是普通文件"),
        ("a\0b", "无法打开"),
    ):
        with pytest.raises(ReadError, match=words):
            read(tmp_path / name)


def test_refuses_a_file_it_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing permission is said, not shown as a traceback (faked: tests may run as root)."""
    path = tmp_path / "密.txt"
    path.write_text("内容")

    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(ReadError, match="没有权限"):
        read(path)


def test_refuses_a_table_that_no_grid_could_hold() -> None:
    """A wide row over many short ones is small as a file and huge as a grid."""
    assert "上限" in refusal(b"a" + b"\tb" * 9_000 + b"\n" + b"a\tb\n" * 9_000)


@pytest.mark.parametrize("data", [b"\n" * 600_000, b"\t" * 600_000, b"|" * 600_000, b"\r" * 600_000])
def test_refuses_more_lines_and_cells_than_any_report_has(data: bytes) -> None:
    """A small file can hold millions of cells; it is refused before they are built."""
    assert "上限" in refusal(data)
