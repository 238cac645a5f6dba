"""The front door: what may come in, and a clear Chinese sentence for what may not.

Size is judged before anything is loaded, content before anything is decoded.
"""

from __future__ import annotations

import stat
from pathlib import Path

from wenxiao.document import Document
from wenxiao.errors import ReadError
from wenxiao.read.formats import recognise
from wenxiao.read.text import read_text

MAX_BYTES = 64 * 1024 * 1024
"""The largest input, in bytes; a real report is a thousand times smaller."""


def read(path: str | Path) -> Document:
    """Read the file at `path`; raise ReadError with a Chinese sentence if that cannot be done."""
    path = Path(path)
    return read_bytes(load(path), path.name or str(path))


def load(path: Path) -> bytes:
    """Return the content of the file at `path`; raise ReadError if it may not come in."""
    name = printable(path.name or str(path))
    try:
        _guard_file(path, name)
        with path.open("rb") as file:
            # One byte more than allowed: a file that grew since it was measured is still refused.
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ReadError(f"找不到文件“{name}”，请检查路径是否写对。") from error
    except PermissionError as error:
        raise ReadError(f"没有权限读取“{name}”，请检查文件的访问权限。") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"无法打开“{name}”，请检查路径和磁盘后再试。") from error


def read_bytes(data: bytes, name: str) -> Document:
    """Read `data`, the content of a file called `name`; raise ReadError if that cannot be done."""
    name = printable(name)
    _guard_size(len(data), name)
    if not data:
        raise ReadError(f"“{name}”是空文件，没有可读的内容，请检查是否选对了文件。")
    known = recognise(data, name)
    if known is None:
        return read_text(data, name)
    if known.reader is None:
        raise ReadError(f"“{name}”无法读取：这是{known.what}，{known.advice}。")
    return known.reader(data, name)


def _guard_file(path: Path, name: str) -> None:
    """Refuse what is not a regular file of acceptable size, without opening it."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise ReadError(f"“{name}”是文件夹，不是文件，请指定其中的某个文件。")
    if not stat.S_ISREG(status.st_mode):
        raise ReadError(f"“{name}”不是普通文件（可能是设备或管道），请另存为文件后再试。")
    _guard_size(status.st_size, name)


def _guard_size(size: int, name: str) -> None:
    """Refuse more than MAX_BYTES, naming the size and the cap."""
    if size > MAX_BYTES:
        found, cap = size / 1024 / 1024, MAX_BYTES // 1024 // 1024
        raise ReadError(f"“{name}”有 {found:.1f} MB，超过 {cap} MB 的上限，请拆分或删去无关内容后再试。")


def printable(name: str) -> str:
    """Return `name` without what cannot be written as UTF-8 (undecodable bytes of a path)."""
    return name.encode("utf-8", "replace").decode("utf-8")
