"""XML from strangers: parsed only after its declaration, its document type and its size have been judged.

Element counts are taken from the bytes, before a tree is built: the tree is what costs memory.
"""

from __future__ import annotations

import re

from lxml import etree

from wenxiao.errors import ReadError

MAX_ELEMENTS = 320_000
"""The most elements of one part; a report of 300 pages has a hundred thousand."""
MAX_ATTRIBUTES = 400_000
"""The most attributes of one part: each takes some 300 bytes of memory."""
MAX_DEPTH = 200
"""How deep elements may be nested; nested tables of a real form reach 40."""

_TOO_SMALL = 4 * min(MAX_ELEMENTS, MAX_ATTRIBUTES)  # bytes: <a/> is the shortest element, a="" longer yet

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UTF8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_ILLEGAL = re.compile(
    rb"&#(?:x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));|[\x00-\x08\x0b\x0c\x0e-\x1f]"
)
MEND = "文件可能损坏，请用 Word、WPS 或 Excel 打开后另存，再试"


def parse(data: bytes, part: str, name: str) -> etree._Element:
    """Return the root element of `data`, the content of `part` in the file `name`; raise ReadError if refused.

    Character references and bytes that XML forbids (some programs write them) are dropped rather than refused.
    """
    data = guarded(data, part, name)
    try:
        return etree.fromstring(data, parser())
    except etree.XMLSyntaxError:
        data = without_illegal(data)
    try:
        return etree.fromstring(data, parser())
    except etree.XMLSyntaxError as error:
        raise ReadError(f"“{name}”里的部件“{part}”第 {error.lineno or 1} 行不合 XML 规则，{MEND}。") from error


def guarded(data: bytes, part: str, name: str) -> bytes:
    """Return `data` as UTF-8 without surprises: no document type, no entities, no more elements than fit."""
    data = as_utf8(data, part, name)
    refuse_declarations(data, part, name)
    if len(data) < _TOO_SMALL:
        return data
    elements = data.count(b"<") - data.count(b"</")
    attributes = data.count(b"=")
    if elements > MAX_ELEMENTS or attributes > MAX_ATTRIBUTES:
        found = f"{elements} 个元素、{attributes} 个属性"
        caps = f"{MAX_ELEMENTS} 个元素、{MAX_ATTRIBUTES} 个属性"
        raise ReadError(f"“{name}”里的部件“{part}”有{found}，超过 {caps}的上限，请拆分后再试。")
    return data


def refuse_declarations(data: bytes, part: str, name: str) -> None:
    """Raise ReadError if a part declares a document type or entities."""
    if b"<!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise ReadError(f"“{name}”里的部件“{part}”带有文档类型或实体声明，正常的文件不会有，为安全起见没有读。")


def without_illegal(data: bytes) -> bytes:
    """Return the data without the characters, and references to characters, that XML forbids."""
    return _ILLEGAL.sub(b"", data)


def as_utf8(data: bytes, part: str, name: str) -> bytes:
    """Return XML in UTF-8; other encodings than UTF-8 and UTF-16, which the format forbids, are refused."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ReadError(f"“{name}”里的部件“{part}”编码有误，{MEND}。") from error
        return _DECLARATION.sub("", text).encode("utf-8", "replace")
    declared = _DECLARED.match(data[:400].removeprefix(b"\xef\xbb\xbf"))
    if declared is not None and declared[1].lower() not in _UTF8:
        raise ReadError(f"“{name}”里的部件“{part}”用了不允许的编码，{MEND}。")
    return data


def parser() -> etree.XMLParser:
    """Return a parser that resolves nothing and fetches nothing."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
