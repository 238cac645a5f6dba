"""Files by their hash: written beside, synced, then named; what has a name is whole. Equal content is kept once."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path

from django.conf import settings


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
