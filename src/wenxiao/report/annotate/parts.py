"""A package written again with some parts changed: every other member is copied as it is, byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.sax.saxutils import quoteattr

from wenxiao.read.container import Container
from wenxiao.read.package import Package
from wenxiao.read.xml import as_utf8
from wenxiao.read.zipped import TYPES

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_EMPTY_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode()


class Parts:
    """The parts of a package that are changed or added, over those that it has."""

    def __init__(self, data: bytes, package: Package) -> None:
        self._data, self.package = data, package
        self._new: dict[str, bytes] = {}

    def read(self, part: str) -> bytes | None:
        """Return a part as it now stands."""
        return self._new[part] if part in self._new else self.package.read(part)

    def put(self, part: str, content: bytes) -> None:
        """Change or add a part."""
        self._new[part] = content

    def free(self, pattern: str) -> str:
        """Return a name that no part has yet: `pattern` holds {} for a number."""
        number = 1
        while pattern.format(number) in self.package or pattern.format(number) in self._new:
            number += 1
        return pattern.format(number)

    def declare(self, part: str, content_type: str) -> None:
        """State the content type of a new part."""
        self._insert(TYPES, b"</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/>')

    def declare_ending(self, ending: str, content_type: str) -> None:
        """State the content type of all parts with an ending, unless that is done."""
        types = self.read(TYPES) or b""
        if f'extension="{ending}"'.encode() not in types.lower():
            self._insert(TYPES, b"</Types>", f'<Default Extension="{ending}" ContentType="{content_type}"/>')

    def link(self, part: str, kind: str, target: str, *, strict: bool = False) -> str:
        """Relate `part` to `target` in the words of either edition of the format; return the relation's id."""
        folder, _, file = part.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        content = self.read(relations)
        content = as_utf8(content, relations, self.package.name) if content is not None else None
        if content is None:
            content = _EMPTY_RELATIONS
            self.put(relations, content)
        elif content.rstrip().endswith(b"/>") and b"</Relationships>" not in content:
            self.put(relations, _EMPTY_RELATIONS)
            content = _EMPTY_RELATIONS
        number = 1
        while f'"rIdWenxiao{number}"'.encode() in content:
            number += 1
        identity = f"rIdWenxiao{number}"
        path = quoteattr(posixpath.relpath(target, folder or "."))
        self._insert(
            relations,
            b"</Relationships>",
            f'<Relationship Id="{identity}" Type="{_STRICT if strict else _RELATIONS}/{kind}" Target={path}/>',
        )
        return identity

    def _insert(self, part: str, before: bytes, text: str) -> None:
        """Insert text before the end tag of a part, whatever prefix its names have."""
        content = as_utf8(self.read(part) or b"", part, self.package.name)
        at = content.rfind(before)
        if at < 0:  # the part is written with a prefix: <ct:Types xmlns:ct=…>
            at = content.rfind(b"</")
            name = content[at + 2 : content.find(b">", at)]
            prefix = name.partition(b":")[0].decode("ascii", "replace")
            text = text.replace("<", f"<{prefix}:", 1)
        self.put(part, content[:at] + text.encode() + content[at:])

    def packed(self) -> bytes:
        """Return the package with its changes; raise ReadError if a member is broken or larger than any should be."""
        made = io.BytesIO()
        source = Container(self._data, self.package.name)
        rest = {name.casefold(): name for name in self._new}
        with zipfile.ZipFile(made, "w") as target:
            for name, info in source.members.items():
                changed = rest.pop(name, None)
                content = source.inflate(info) if changed is None else self._new[changed]
                target.writestr(info, content, compress_type=info.compress_type)
            for name in rest.values():
                target.writestr(name, self._new[name], compress_type=zipfile.ZIP_DEFLATED)
        return made.getvalue()
