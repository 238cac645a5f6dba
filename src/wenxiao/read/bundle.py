"""Several files as one filing: the report and its annexes, from a folder, a ZIP file or a list of files.

Each file becomes a Document as by itself; their blocks are joined in reading order, each place naming its file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from wenxiao.document import Block, Cell, Document, Omission, Paragraph, Place
from wenxiao.errors import ReadError
from wenxiao.read.container import Container
from wenxiao.read.door import MAX_BYTES, load, read, read_bytes

MAX_FILES = 200
"""The most files of one filing."""
_MEDIA_TYPE = "multipart/mixed"
_ANNEX = re.compile(r"附\s*[件表录]")
_NUMBERS = re.compile(r"(\d+|[一二三四五六七八九十]+)")
_HAN = "一二三四五六七八九十"


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
        raise ReadError("；".join(faults) if faults else f"“{name}”里没有可读的文件，请检查路径。")
    return Bundle(joined(found, name), tuple(faults))


_Member = tuple[str, Callable[[], Document]]


def _members(paths: Sequence[Path], wanted: Callable[[Path], bool], faults: list[str]) -> Iterable[_Member]:
    for path in paths:
        if path.is_dir():
            for inside in sorted(path.rglob("*")):
                if inside.is_file() and wanted(inside.relative_to(path)):
                    yield from _file(inside, str(inside.relative_to(path)), wanted, faults)
        else:
            yield from _file(path, path.name, wanted, faults)


def _file(path: Path, shown: str, wanted: Callable[[Path], bool], faults: list[str]) -> Iterable[_Member]:
    if path.suffix.lower() != ".zip":
        yield shown, lambda: read(path)
        return
    try:
        yield from _unzipped(load(path), shown, wanted)
    except ReadError as error:
        faults.append(str(error))


def _unzipped(data: bytes, name: str, wanted: Callable[[Path], bool]) -> list[_Member]:
    """Return the files of a ZIP file; containers inside it are refused by whoever reads them."""
    container = Container(data, name)
    found: list[_Member] = []
    for info in container.members.values():
        shown = _decoded(info.filename, utf8=bool(info.flag_bits & 0x800))
        if wanted(Path(shown)):
            found.append((shown, lambda info=info, shown=shown: _member(container, info.filename, shown)))  # type: ignore[misc]
    return found


def _member(container: Container, filename: str, shown: str) -> Document:
    data = container.read(filename)
    if data is None or len(data) > MAX_BYTES:
        raise ReadError(f"“{shown}”读不出来，请先解压再试。")
    return read_bytes(data, shown)


def _decoded(name: str, *, utf8: bool) -> str:
    """Return a member's name; Chinese systems write GBK where the format expects code page 437."""
    if utf8:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def reading_order(name: str) -> tuple[bool, list[tuple[int, str]]]:
    """Return the key by which files are read: the report before its annexes, then as people number them."""
    parts = [(_number(part), "") if at % 2 else (-1, part) for at, part in enumerate(_NUMBERS.split(name))]
    return _ANNEX.search(Path(name).name) is not None, parts


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _HAN.index(text) + 1 if len(text) == 1 else 10 + sum(_HAN.index(char) + 1 for char in text[1:])


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
