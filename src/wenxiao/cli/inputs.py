"""Which files a command works on, and which Standard it uses."""

from __future__ import annotations

from pathlib import Path

from wenxiao.errors import ReadError
from wenxiao.standards import Pack, load, load_folder

_SUFFIXES = (".txt", ".md", ".markdown", ".text")


def files(paths: tuple[str, ...]) -> tuple[list[Path], list[str]]:
    """Return the files named, folders walked, and a sentence for each that leads to none.

    A folder yields the text files in it, hidden ones and README left out; a file is taken whatever its name.
    """
    found: list[Path] = []
    faults: list[str] = []
    for name in paths:
        path = Path(name)
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.rglob("*") if _wanted(one, path))
        if not inside:
            faults.append(f"文件夹“{name}”里没有可读的文件（{'、'.join(_SUFFIXES)}），请检查路径。")
        found.extend(inside)
    return list(dict.fromkeys(found)), faults


def _wanted(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.is_file() and path.suffix.lower() in _SUFFIXES and not hidden and path.stem.upper() != "README"


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
    return said if path.name in said else f"{path}：{said}"
