"""Word: what is refused, what is reported, and what a file says of itself."""

from __future__ import annotations

import io
import zipfile

import pytest
from reading import paragraphs

from wenxiao.errors import ReadError
from wenxiao.read import read_bytes
from wenxiao.read.container import MAX_MEMBERS
from wenxiao.read.xml import MAX_ATTRIBUTES, MAX_ELEMENTS
from word import SPACES, field, link, paragraph, read_word, row, table, word_file


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "样例.docx")
    return str(caught.value)


def replaced(data: bytes, member: str, content: bytes) -> bytes:
    """Return a container with one member changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info.filename, content if info.filename == member else source.read(info))
    return made.getvalue()


def with_body(xml: str) -> bytes:
    return replaced(word_file(""), "word/document.xml", xml.encode())


def test_a_file_is_told_by_its_parts_not_by_its_name() -> None:
    """A Word file called .xls is a Word file; its main part may stand anywhere."""
    data = word_file(paragraph("正文"))
    assert paragraphs(read_bytes(data, "样例.xls")) == ["正文"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (word_file(""), "只有空白"),
        (word_file("<w:p/>", others={"word/media/image1.png": b"x"}), "只有 1 张图片"),
        (word_file(paragraph("正文"))[:-40], "不完整"),
        (with_body("<w:document"), "不合 XML 规则"),
        (with_body(f"<w:document {SPACES}/>"), "没有正文"),
        (with_body("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "文档类型"),
        (with_body("<?xml version='1.0' encoding='IBM037'?><a/>"), "编码"),
        (with_body(f"<w:document {SPACES}>" + "<w:p/>" * (MAX_ELEMENTS + 1)), "个元素"),
        (with_body(f"<w:document {SPACES}>" + "<a b='' c='' d='' e=''/>" * (MAX_ATTRIBUTES // 4 + 1)), "个属性"),
        (with_body(f"<w:document {SPACES}>" + "<w:a>" * 300), "XML"),
        (with_body(f"<w:document {SPACES}><w:body>" + "<w:tbl><w:tr><w:tc>" * 70), "XML"),
    ],
)
def test_refuses_with_a_sentence(data: bytes, words: str) -> None:
    """Each reason has its own words."""
    assert words in refusal(data)


def test_refuses_tables_inside_tables_without_end() -> None:
    """Nesting beyond any form is refused rather than followed."""
    deep = "".join("<w:tbl><w:tr><w:tc>" for _ in range(40))
    body = deep + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 40
    assert "一层套一层" in refusal(word_file(body))


def test_refuses_a_bomb_by_its_directory() -> None:
    """A part that inflates to hundreds of megabytes is never inflated."""
    data = replaced(word_file(""), "word/document.xml", b"<a>" + b" " * 60_000_000)
    assert "超过上限" in refusal(data)


def test_refuses_a_bomb_by_its_ratio() -> None:
    """Five megabytes out of a few kilobytes is no document."""
    data = replaced(word_file(""), "word/document.xml", b"<a>" + b" " * 5_000_000)
    assert "400 倍" in refusal(data)


def test_refuses_too_many_members() -> None:
    """The directory is counted before it is walked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for at in range(MAX_MEMBERS + 1):
            archive.writestr(f"{at}", b"")
    assert "个部件" in refusal(buffer.getvalue())


def test_refuses_a_broken_part_and_a_locked_one() -> None:
    """A checksum that does not fit, a flag of encryption."""
    data = bytearray(word_file(paragraph("正文" * 50)))
    at = data.find(b"word/document.xml") + 60
    data[at : at + 20] = bytes(20)
    assert "已损坏" in refusal(bytes(data))
    locked = bytearray(word_file(paragraph("正文")))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        start = 0
        while (start := locked.find(mark, start)) >= 0:
            flag = start + (6 if mark == b"PK\x03\x04" else 8)
            locked[flag] |= 1
            start += 4
    assert "密码" in refusal(bytes(locked))


def test_characters_that_xml_forbids_are_dropped() -> None:
    """Some programs write them; the rest of the document is read."""
    data = with_body(f"<w:document {SPACES}><w:body>{paragraph('甲&#x1;乙')}</w:body></w:document>")
    assert paragraphs(read_bytes(data, "a.docx")) == ["甲乙"]


def test_a_part_in_utf_16_is_read() -> None:
    """The format allows UTF-16 as well."""
    text = (
        f"<?xml version='1.0' encoding='UTF-16'?><w:document {SPACES}><w:body>{paragraph('正文')}</w:body></w:document>"
    )
    data = replaced(word_file(""), "word/document.xml", text.encode("utf-16"))
    assert paragraphs(read_bytes(data, "a.docx")) == ["正文"]


def test_reports_what_it_neither_runs_nor_opens() -> None:
    """Macros, embedded objects, links to the outside, live fields, documents inside the document."""
    data = word_file(
        paragraph("正文", field(' DDEAUTO c:\\\\a "b" ', "旧值")) + '<w:altChunk r:id="x"/>',
        links=link("e1", "attachedTemplate", "file:///a.dotm", external=True)
        + link("e2", "hyperlink", "https://example.org", external=True),
        others={"word/vbaProject.bin": b"x", "word/embeddings/oleObject1.bin": b"x"},
    )
    document = read_bytes(data, "样例.docm")
    told = "".join(document.notes)
    assert paragraphs(document) == ["正文旧值"]
    for words in ("宏", "1 个对象", "1 处外部内容（attachedTemplate）", "DDEAUTO", "altChunk"):
        assert words in told


def test_tells_author_comments_and_headers() -> None:
    """What privacy.metadata looks at; a page number makes no header."""
    core = b"""<p:a xmlns:p="p" xmlns:d="d"><d:creator>\xe6\x9f\x90</d:creator></p:a>"""
    kinds = "http://schemas.openxmlformats.org"
    office, package = f"{kinds}/officeDocument/2006/relationships", f"{kinds}/package/2006/relationships"
    relations = (
        f'<Relationships xmlns="{package}">'
        f'<Relationship Id="a" Type="{office}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{package}/metadata/core-properties" Target="c.xml"/>'
        "</Relationships>"
    )
    header = f"<w:hdr {SPACES}>{paragraph('某某局自评报告')}{paragraph(field(' PAGE ', '7'))}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    data = word_file(
        paragraph("正文", '<w:r><w:commentReference w:id="3"/></w:r>') + section,
        links=link("h", "header", "header1.xml"),
        others={"c.xml": core, "word/header1.xml": header.encode()},
        comments='<w:comment w:id="3">' + paragraph("请核对") + "</w:comment>",
    )
    document = read_bytes(replaced(data, "_rels/.rels", relations.encode()), "样例.docx")
    assert document.metadata == {"author": "某"}
    assert [one.text for one in document.margins] == ["某某局自评报告"]
    assert [(one.what, one.text, one.place.block) for one in document.omitted] == [("批注", "请核对", 0)]


def test_places_name_paragraphs_tables_and_pages() -> None:
    """Pages are known where Word has written them."""
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document = read_word(paragraph("甲") + paragraph(page, "乙") + table(row("1", "2")))
    places = [block.place for block in document.blocks]
    assert [(place.path, place.page) for place in places] == [("第1段", 1), ("第2段", 2), ("表1", 2)]
