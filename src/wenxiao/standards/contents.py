"""The content of a pack as text, to be kept and loaded again when the pack that ships has changed.

A pack is its own YAML files and those of every pack that it extends, by their paths below the folder of packs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import msgspec

from wenxiao.errors import StandardError
from wenxiao.standards.loader import builtin_root, load, load_folder
from wenxiao.standards.schema import Pack


def contents_of(name: str) -> dict[str, str]:
    """Return the YAML texts of a pack that ships, and of all that it extends. Raises StandardError if there is none."""
    root = builtin_root()
    folders = [root / one for one in sorted(load(name).lineage)]
    files = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def load_contents(name: str, digest: str, files: Mapping[str, str]) -> Pack:
    """Return the pack that kept texts hold, under the digest that it was kept by.

    Raises StandardError, a line each fault, where this program does not understand the texts any more.
    """
    with tempfile.TemporaryDirectory(prefix="wenxiao-pack-") as folder:
        for path, text in files.items():
            _write(Path(folder), path, text)
        return msgspec.structs.replace(load_folder(Path(folder) / name), digest=digest)


def _write(root: Path, path: str, text: str) -> None:
    inside = PurePosixPath(path)
    if inside.is_absolute() or ".." in inside.parts or inside.suffix != ".yaml":
        raise StandardError(f"保存的口径内容里有不该有的文件名“{path}”，没有载入；请从备份里找回。")
    target = root / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
