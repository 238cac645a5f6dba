"""Which files a command works on, and which Standard it uses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wenxiao.errors import ReadError
from wenxiao.standards import Pack, load, load_folder

if TYPE_CHECKING:
    from wenxiao.document import Document

_READ = (".docx", ".docm", ".xlsx", ".xlsm", ".html", ".htm", ".mht", ".mhtml", ".txt", ".text", ".md", ".markdown")
_TOLD = (".doc", ".wps", ".xls", ".et", ".xlsb", ".pdf", ".rtf", ".ofd", ".odt", ".ods", ".zip", ".rar", ".7z")
"""Materials in forms that are not read; in a folder they are named rather than passed over in silence."""


class Source(NamedTuple):
    """One filing to read: a file, or the files that together make it."""

    path: Path
    parts: tuple[Path, ...] = ()

    def read(self, faults: list[str]) -> Document:
        """Read the filing; add a sentence to `faults` for each of its parts that could not be read."""
        from wenxiao.read import read, read_bundle

        if not self.parts:
            return read(self.path)
        bundle = read_bundle(self.parts, self.path.name, is_material)
        faults.extend(bundle.faults)
        return bundle.document


def sources(paths: tuple[str, ...], *, one_filing: bool = False) -> tuple[list[Source], list[str]]:
    """Return the filings named, and a sentence for each path that leads to none.

    A folder yields each of its files; with `one_filing` each folder and each ZIP file is one filing, and the
    loose files together are one.
    """
    if one_filing:
        return _joint(paths), []
    found, faults = files(paths)
    return [Source(path) for path in found], faults


def _joint(paths: tuple[str, ...]) -> list[Source]:
    named = list(dict.fromkeys(map(Path, paths)))
    whole = [path for path in named if path.is_dir() or path.suffix.lower() == ".zip"]
    loose = tuple(path for path in named if path not in whole)
    return [Source(path, (path,)) for path in whole] + ([Source(loose[0], loose)] if loose else [])


def files(paths: tuple[str, ...]) -> tuple[list[Path], list[str]]:
    """Return the files named, folders walked, and a sentence for each that leads to none.

    A folder yields the materials in it, hidden ones and README left out; a file is taken whatever its name.
    """
    found: list[Path] = []
    faults: list[str] = []
    for name in paths:
        path = Path(name)
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.rglob("*") if one.is_file() and is_material(one.relative_to(path)))
        if not inside:
            faults.append(f"文件夹“{name}”里没有可读的文件（{'、'.join(_READ)}），请检查路径。")
        found.extend(inside)
    return list(dict.fromkeys(found)), faults


def is_material(path: Path) -> bool:
    """Tell whether a file of a folder may be material: by its ending, hidden ones, locks and README left out."""
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in (*_READ, *_TOLD) and not hidden and path.stem.upper() != "README"


def standard(name: str | None) -> Pack | None:
    """Return the Standard that is named, by id or by the path of its folder; None if none is named."""
    if name is None:
        return None
    if "/" in name or "\\" in name or Path(name).is_dir():
        return load_folder(Path(name))
    return load(name)


def fault_of(path: Path, error: ReadError) -> str:
    """Return a reading error as a line that names the file."""
    said = str(error)
    name, full = (text.encode("utf-8", "replace").decode() for text in (path.name, str(path)))
    return said if name in said else f"{full}：{said}"


def paths_of(found: Sequence[Source]) -> list[Path]:
    """Return the path of each filing."""
    return [one.path for one in found]
