"""Several files as one filing: the report and its annexes, from a folder, a ZIP file or a list of files.

Each file becomes a Document as by itself; their blocks are joined in reading order, each place naming its file.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipInfo

from msgspec.structs import replace

from wenxiao.document import Block, Cell, Document, Omission, Paragraph, Place
from wenxiao.errors import ReadError
from wenxiao.quantity import chinese_numeral
from wenxiao.read.container import Container
from wenxiao.read.door import load, printable, read, read_bytes
from wenxiao.read.zipped import TYPES

MAX_FILES = 200
"""The most files of one filing."""
_MEDIA_TYPE = "multipart/mixed"
_ANNEX = re.compile(r"附\s*[件表录]")
_NUMBERS = re.compile(r"(\d{1,9}|[一二三四五六七八九十]{1,9})")


class Bundle(NamedTuple):
    """Files read as one, and a sentence for each that could not be read."""

    document: Document
    faults: tuple[str, ...]


def read_bundle(paths: Sequence[Path], name: str, wanted: Callable[[Path], bool]) -> Bundle:
    """Read the files of one filing: those given, those in folders among them, those in ZIP files among them.

    `wanted` says which files of a folder or ZIP file are looked at. Raise ReadError if none can be read.
    """
    found: list[Document] = []
    faults: list[str] = []
    members = sorted(_members(paths, wanted, faults), key=lambda member: reading_order(member[0]))
    if len(members) > MAX_FILES:
        raise ReadError(f"“{name}”里有 {len(members)} 个文件，超过一份材料 {MAX_FILES} 个的上限，请核对后再试。")
    for shown, open_ in members:
        try:
            found.append(replace(open_(), file=shown))
        except ReadError as error:
            said = str(error)
            faults.append(said if shown in said else f"{shown}：{said}")
    if not found:
        raise ReadError("".join(faults) if faults else f"“{name}”里没有可读的文件，请检查路径。")
    return Bundle(joined(found, name), tuple(faults))


_Member = tuple[str, Callable[[], Document]]


def _members(paths: Sequence[Path], wanted: Callable[[Path], bool], faults: list[str]) -> Iterable[_Member]:
    names = Counter(path.name for path in paths)
    for path in paths:
        if path.is_dir():
            for inside in sorted(path.rglob("*")):
                if inside.is_file() and wanted(inside.relative_to(path)):
                    yield from _file(inside, str(inside.relative_to(path)), wanted, faults)
        else:
            yield from _file(path, path.name if names[path.name] == 1 else str(path), wanted, faults)


def _file(path: Path, shown: str, wanted: Callable[[Path], bool], faults: list[str]) -> Iterable[_Member]:
    shown = printable(shown)
    if path.suffix.lower() != ".zip":
        yield shown, lambda: read(path)
        return
    try:
        data = load(path)
        container = Container(data, shown)
        if TYPES in container:  # a Word or Excel file that was named as what it is inside
            yield shown, lambda: read_bytes(data, shown)
        else:
            yield from _unzipped(container, wanted)
    except ReadError as error:
        faults.append(str(error))


def _unzipped(container: Container, wanted: Callable[[Path], bool]) -> Iterator[_Member]:
    """Yield the files of a ZIP file; containers inside it are refused."""
    for info in container.files:
        shown = _inside(_decoded(info.filename, utf8=bool(info.flag_bits & 0x800)))
        if wanted(Path(shown)):
            yield shown, partial(_member, container, info, shown)


def _inside(name: str) -> str:
    """Return a member's path without what would lead out of its container: roots, drives and steps upwards."""
    parts = printable(name).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..") and not part.endswith(":"))


def _member(container: Container, info: ZipInfo, shown: str) -> Document:
    if shown.lower().endswith(".zip"):
        raise ReadError(f"“{shown}”是压缩包里的压缩包，没有打开，请先把它解压，再和其余文件一起打包或放进一个文件夹。")
    return read_bytes(container.inflate(info), shown)


def _decoded(name: str, *, utf8: bool) -> str:
    """Return a member's name where the ZIP file does not say how it is written and code page 437 is assumed.

    macOS and Linux write UTF-8, Chinese Windows GBK; words in GBK are hardly ever valid UTF-8.
    """
    if utf8:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return name


def reading_order(name: str) -> tuple[bool, list[tuple[int, str]]]:
    """Return the key by which files are read: the report before its annexes, then as people number them."""
    parts = [(_number(part), "") if at % 2 else (-1, part) for at, part in enumerate(_NUMBERS.split(name))]
    return _ANNEX.search(name) is not None, parts


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else int(chinese_numeral(text) or 0)


def joined(documents: Sequence[Document], name: str) -> Document:
    """Return one Document of several: blocks numbered on, each place with its file."""
    blocks: list[Block] = []
    omitted: list[Omission] = []
    margins: list[Paragraph] = []
    metadata: dict[str, str] = {}
    digest = hashlib.sha256()
    for one in documents:
        offset = len(blocks)
        blocks += [_moved(block, offset, one.file) for block in one.blocks]
        omitted += [replace(each, place=_placed(each.place, offset, one.file)) for each in one.omitted]
        margins += [replace(each, place=_placed(each.place, offset, one.file)) for each in one.margins]
        for key, value in one.metadata.items():
            known = metadata.get(key)
            metadata[key] = value if known is None or value in known.split("；") else f"{known}；{value}"
        digest.update(f"{one.file}\0{one.sha256}\n".encode())
    return Document(
        file=name,
        sha256=digest.hexdigest(),
        media_type=_MEDIA_TYPE,
        blocks=tuple(blocks),
        margins=tuple(margins),
        metadata=metadata,
        omitted=tuple(omitted),
        notes=tuple(f"{one.file}：{note}" for one in documents for note in one.notes),
    )


def _moved(block: Block, offset: int, file: str) -> Block:
    place = _placed(block.place, offset, file)
    if isinstance(block, Paragraph):
        return replace(block, place=place)
    return replace(block, place=place, cells=tuple(_moved_cell(cell, offset, file) for cell in block.cells))


def _moved_cell(cell: Cell, offset: int, file: str) -> Cell:
    return replace(cell, place=_placed(cell.place, offset, file))


def _placed(place: Place, offset: int, file: str) -> Place:
    return replace(place, block=None if place.block is None else place.block + offset, file=file)
