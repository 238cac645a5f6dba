"""Encodings: which one is found, and what becomes of broken bytes."""

from __future__ import annotations

import pytest
from reading import paragraphs

from wenxiao.errors import ReadError
from wenxiao.read import read_bytes

SENTENCE = "本单位全年预算执行情况良好，各项绩效目标均已完成。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("utf-8-sig"), "utf-8"),
        (SENTENCE.encode("gb18030"), "gb18030"),
        (SENTENCE.encode("gbk"), "gb18030"),
        (SENTENCE.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (("A" + SENTENCE).encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_finds_the_encoding(data: bytes, encoding: str) -> None:
    """Each encoding in use gives the same text, and is named in the Document."""
    document = read_bytes(data, "a.txt")
    assert document.encoding == encoding
    assert paragraphs(document)[0].endswith(SENTENCE)
    assert document.notes == ()


@pytest.mark.parametrize("cut", [1, 2])
def test_keeps_what_stands_before_a_cut(cut: int) -> None:
    """A file cut off within its last character is read, and the cut is noted."""
    document = read_bytes((SENTENCE + "完").encode()[:-cut], "a.txt")
    assert paragraphs(document) == [SENTENCE]
    assert "截断" in document.notes[0]


def test_marks_a_broken_byte_in_the_middle() -> None:
    """A stray byte among much good UTF-8 is shown as such, with its line."""
    document = read_bytes((SENTENCE * 3 + "\n").encode() + b"\xff" + SENTENCE.encode(), "a.txt")
    assert paragraphs(document)[1] == "\ufffd" + SENTENCE
    assert "第 2 行" in document.notes[0]


@pytest.mark.parametrize(
    "data",
    [
        "本單位全年預算執行情況良好，各項績效目標均已達成。".encode("big5"),
        "été à Genève, où".encode("latin-1"),
    ],
)
def test_refuses_an_encoding_it_cannot_tell(data: bytes) -> None:
    """Characters that nobody writes are a sign of another encoding, not a text to be checked."""
    with pytest.raises(ReadError, match="无法识别编码"):
        read_bytes(data, "a.txt")


def test_takes_out_what_nobody_can_see() -> None:
    """Byte-order marks, zero-width characters and soft hyphens go; a no-break space is a space."""
    document = read_bytes("预\u200b算\ufeff执\u00ad行\u00a0率".encode(), "a.txt")
    assert paragraphs(document) == ["预算执行 率"]


def test_does_not_normalise_what_stands_there() -> None:
    """Full-width signs stay: a place must point at what the source says."""
    assert paragraphs(read_bytes("完成率１００％（㎡）".encode(), "a.txt")) == ["完成率１００％（㎡）"]


def test_counts_lines_as_an_editor_does() -> None:
    """CRLF and CR end lines; a vertical tab or U+2028 breaks one without counting."""
    document = read_bytes("一、甲\r\n二、乙\r三、丙\v四、丁\u2028五、戊\n六、己".encode(), "a.txt")
    assert [block.place.line for block in document.blocks] == [1, 2, 3, 3, 3, 4]
