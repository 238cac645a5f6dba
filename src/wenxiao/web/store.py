"""Files by their hash: written beside, synced, then named; what has a name is whole. Equal content is kept once."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

_PART = 256 * 1024


def put(data: bytes) -> str:
    """Keep data and return its sha256. When this returns, the data is on the disk."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if path.is_file():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{digest}.{uuid.uuid4().hex}")
    try:
        with made.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    _sync(path.parent)
    return digest


def put_parts(parts: Iterable[bytes]) -> str:
    """Keep what comes in parts, never all of it in memory, and return its sha256; on the disk when this returns."""
    root, digest = Path(settings.STORE_ROOT), hashlib.sha256()
    root.mkdir(parents=True, exist_ok=True)
    made = root / f"coming.{uuid.uuid4().hex}"
    try:
        with made.open("wb") as stream:
            for part in parts:
                digest.update(part)
                stream.write(part)
            stream.flush()
            os.fsync(stream.fileno())
        path = path_of(digest.hexdigest())
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            made.replace(path)
            _sync(path.parent)
    finally:
        made.unlink(missing_ok=True)
    return digest.hexdigest()


def parts(digest: str) -> Iterator[bytes]:
    """Yield what was kept under a hash in parts. Raises ValueError after the last if it is not what was kept."""
    found = hashlib.sha256()
    with path_of(digest).open("rb") as stream:
        while part := stream.read(_PART):
            found.update(part)
            yield part
    if found.hexdigest() != digest:
        raise ValueError(digest)


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def get(digest: str) -> bytes:
    """Return what was kept under a hash; its content is checked against it. Raises FileNotFoundError, ValueError."""
    data = path_of(digest).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(digest)
    return data


def path_of(digest: str) -> Path:
    """Return where a hash is kept."""
    return Path(settings.STORE_ROOT) / digest[:2] / digest
