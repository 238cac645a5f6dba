"""Office packages, written so that the same source always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

_OPC = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (2025, 1, 6, 9, 0, 0)
_KINDS = {"document": "document.main"}
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/relationships",
    "m": f"{_OFFICE}/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_STRICT_NAMESPACES = {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "r": f"{_STRICT}/relationships",
    "m": f"{_STRICT}/math",
    "wp": "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    "a": "http://purl.oclc.org/ooxml/drawingml/main",
}
_PLAIN_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
)


class Dialect(NamedTuple):
    """How a Word file is written: its namespaces, the encoding of its parts, the place of its main part."""

    strict: bool = False
    encoding: str = "UTF-8"
    main: str = "word/document.xml"
    extra: tuple[tuple[str, str], ...] = ()  # further members: name, content


def word(body: str, dialect: Dialect = Dialect(), **parts: str) -> bytes:  # noqa: B008 - a constant
    """Write a Word file of `body`; `parts` are the inner XML of styles, numbering, footnotes, header, ….

    A part called header or footer is printed on every page; it is found by the relationship of that name.
    """
    parts = {"styles": _PLAIN_STYLES, **parts}
    margins = "".join(
        f'<w:{name}Reference w:type="default" r:id="rel-{name}"/>' for name in ("header", "footer") if name in parts
    )
    section = f'<w:sectPr>{margins}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    folder = dialect.main.rpartition("/")[0]
    members = {dialect.main: _part("document", f"<w:body>{body}{section}</w:body>", dialect)}
    for name, inner in parts.items():
        members[f"{folder}/{name}.xml"] = _part(name, inner, dialect)
    links = {f"rel-{name}": (name, f"{name}.xml") for name in parts}
    file = dialect.main.rpartition("/")[2]
    members[f"{folder}/_rels/{file}.rels"] = _links(links, dialect).encode()
    members["_rels/.rels"] = _links({"rel-main": ("officeDocument", dialect.main)}, dialect).encode()
    types = {f"/{dialect.main}": "document", **{f"/{folder}/{name}.xml": name for name in parts}}
    return container({"[Content_Types].xml": _types(types).encode(), **members, **_encoded(dialect.extra)})


def container(members: dict[str, bytes]) -> bytes:
    """Zip members, [Content_Types].xml first, all with one fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def _encoded(extra: tuple[tuple[str, str], ...]) -> dict[str, bytes]:
    return {name: content.encode() for name, content in extra}


def _part(name: str, inner: str, dialect: Dialect) -> bytes:
    root = {"header": "hdr", "footer": "ftr"}.get(name, name)
    spaces = _NAMESPACES | (_STRICT_NAMESPACES if dialect.strict else {})
    declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in spaces.items())
    marks = ' w:conformance="strict"' if dialect.strict and name == "document" else ""
    head = f'<?xml version="1.0" encoding="{dialect.encoding}" standalone="yes"?>\n'
    return f'{head}<w:{root} {declared}{marks} mc:Ignorable="w14">{inner}</w:{root}>'.encode(dialect.encoding)


def _links(links: dict[str, tuple[str, str]], dialect: Dialect) -> str:
    base = f"{_STRICT if dialect.strict else _OFFICE}/relationships"
    inner = "".join(
        f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{target}"/>' for key, (kind, target) in links.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_OPC}/relationships">{inner}</Relationships>'
    )


def _types(parts: dict[str, str]) -> str:
    inner = "".join(
        f'<Override PartName="{part}" ContentType="{_WORD_TYPE}.{_KINDS.get(kind, kind)}+xml"/>'
        for part, kind in parts.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="{_OPC}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )
