"""All evidence of a filing as one zip with an index, made while it is being sent: memory stays small."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from io import RawIOBase

from django.utils import timezone

from wenxiao.web import store
from wenxiao.web.evidence.shown import Piece
from wenxiao.web.spreadsheets import to_xlsx

_HEADS = ("编号", "类别", "对应的表", "对应指标", "文件", "说明", "大小（字节）", "SHA-256", "谁交的", "何时")
INDEX = "佐证资料目录.xlsx"


class _Sent(RawIOBase):
    """A stream that can only be written to; what was written is taken from it again and again."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        found, self._parts = b"".join(self._parts), []
        return found


def package(pieces: Sequence[Piece]) -> Iterator[bytes]:
    """Yield the zip in parts. A file that is not what was kept breaks it off: a broken zip is seen, a false one not."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(INDEX, to_xlsx(_index(pieces)))
        yield sent.taken()
        for one in pieces:
            with archive.open(f"{one.held.number} {one.held.name}", "w", force_zip64=True) as stream:
                for part in store.parts(one.held.digest):
                    stream.write(part)
                    yield sent.taken()
    yield sent.taken()


def _index(pieces: Sequence[Piece]) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [_HEADS]
    for one in pieces:
        piece = one.held
        at = timezone.localtime(piece.at)
        rows.append(
            (piece.number, piece.get_kind_display(), one.title, one.name, piece.name, piece.note, piece.size,
             piece.digest, piece.by.name, f"{at:%Y-%m-%d %H:%M}")
        )  # fmt: skip
    return rows
