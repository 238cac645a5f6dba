"""What is fuzzed: bytes become the parts of a file, the file is read, and only a ReadError may come out.

The first byte of an input says which part the rest is, so that the mutations reach behind the container.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from wenxiao.errors import ReadError
from wenxiao.read import read_bytes

_KINDS = "http://schemas.openxmlformats.org"
_OFFICE = f"{_KINDS}/officeDocument/2006/relationships"
_WORD = f'xmlns:w="{_KINDS}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}"'
_SHEET = f'xmlns="{_KINDS}/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'
_MAIN = "application/vnd.openxmlformats-officedocument"


def _types(part: str, kind: str) -> bytes:
    override = f'<Override PartName="/{part}" ContentType="{_MAIN}.{kind}.main+xml"/>'
    return f'<Types xmlns="{_KINDS}/package/2006/content-types">{override}</Types>'.encode()


def _links(*links: tuple[str, str]) -> bytes:
    nodes = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="{_KINDS}/package/2006/relationships">{nodes}</Relationships>'.encode()


_WORD_PARTS: dict[str, bytes] = {
    "[Content_Types].xml": _types("word/document.xml", "wordprocessingml.document"),
    "_rels/.rels": _links(("officeDocument", "word/document.xml")),
    "word/_rels/document.xml.rels": _links(
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("footnotes", "footnotes.xml"),
        ("comments", "comments.xml"),
        ("header", "header1.xml"),
    ),
    "word/document.xml": f"<w:document {_WORD}><w:body><w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>1</w:t>"
    "<w:footnoteReference w:id='1'/><w:commentReference w:id='1'/></w:r></w:p>"
    "<w:sectPr><w:headerReference w:type='default' r:id='r4'/></w:sectPr></w:body></w:document>".encode(),
}
_WORD_FUZZED = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/header1.xml",
    "word/_rels/document.xml.rels",
    "_rels/.rels",
)
_SHEET_PARTS: dict[str, bytes] = {
    "[Content_Types].xml": _types("xl/workbook.xml", "spreadsheetml.sheet"),
    "_rels/.rels": _links(("officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": _links(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
    ),
    "xl/workbook.xml": f'<workbook {_SHEET}><sheets><sheet name="a" sheetId="1" r:id="r0"/></sheets>'
    "</workbook>".encode(),
    "xl/worksheets/sheet1.xml": f'<worksheet {_SHEET}><sheetData><row r="1"><c r="A1" s="0"><v>1.5</v></c>'
    '<c r="B1" t="s"><v>0</v></c></row></sheetData></worksheet>'.encode(),
    "xl/sharedStrings.xml": f"<sst {_SHEET}><si><t>a</t></si></sst>".encode(),
}
_SHEET_FUZZED = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/comments1.xml",
)


def word(data: bytes) -> None:
    """Read a Word file one part of which, or all of which, is `data`."""
    _read(_file(data, _WORD_PARTS, _WORD_FUZZED), "a.docx")


def workbook(data: bytes) -> None:
    """Read a workbook one part of which, or all of which, is `data`."""
    _read(_file(data, _SHEET_PARTS, _SHEET_FUZZED), "a.xlsx")


def page(data: bytes) -> None:
    """Read `data` as a web page."""
    _read(b"<html>" + data, "a.html")


TARGETS: dict[str, Callable[[bytes], None]] = {"word": word, "page": page, "workbook": workbook}


def wrapped(part: str, content: bytes) -> bytes:
    """Return the input that stands for a part with this content: a seed."""
    for fuzzed in (_WORD_FUZZED, _SHEET_FUZZED):
        if part in fuzzed:
            return bytes([fuzzed.index(part)]) + content
    return b"\xff" + content


def _file(data: bytes, parts: dict[str, bytes], fuzzed: tuple[str, ...]) -> bytes:
    """Return the file that an input stands for; with a first byte of 255 it is the input itself."""
    if not data or data[0] == 0xFF:
        return b"PK\x03\x04" + data[1:]
    chosen = fuzzed[data[0] % len(fuzzed)]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in {**parts, chosen: data[1:]}.items():
            archive.writestr(name, content)
    return made.getvalue()


def _read(data: bytes, name: str) -> None:
    try:
        read_bytes(data, name)
    except ReadError as error:
        assert str(error).endswith("。"), f"not a sentence: {error}"
