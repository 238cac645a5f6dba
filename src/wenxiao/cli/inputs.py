"""Which files a command works on, and which Standard it uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, TextIO

import msgspec
from msgspec import Struct

from wenxiao.errors import ReadError, UsageError
from wenxiao.standards import Pack, load, load_folder

if TYPE_CHECKING:
    from wenxiao.document import Document
    from wenxiao.filing import Filing

_READ = (".docx", ".docm", ".xlsx", ".xlsm", ".html", ".htm", ".mht", ".mhtml", ".txt", ".text", ".md", ".markdown")
_TOLD = (".doc", ".wps", ".xls", ".et", ".xlsb", ".pdf", ".rtf", ".ofd", ".odt", ".ods", ".zip", ".rar", ".7z")
"""Materials in forms that are not read; in a folder they are named rather than passed over in silence."""


class _Head(Struct):
    """The head of a JSON document."""

    contract: str = ""


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


def filing_of(path: Path, pack: Pack | None = None) -> Filing:
    """Return the Filing of a file: one that `wenxiao extract` wrote as JSON, or any that can be read.

    `pack` reads it by that Standard; a Filing in JSON is read anew from the Documents that it holds. Raises ReadError.
    """
    from wenxiao.extract import extract
    from wenxiao.read import load as content
    from wenxiao.read import read_bytes

    data = content(path)
    if not _is_json(path, data):
        return extract(read_bytes(data, path.name), pack)
    filing = _stored(path.name, data)
    if pack is None or pack.id == filing.standard:
        return filing
    if not filing.documents:
        raise ReadError(f"“{path.name}”里没有原文，不能改用口径 {pack.id}；请去掉 --standard，或改给原来的文件。")
    return extract(filing.documents[0], pack)


_BOM = b"\xef\xbb\xbf"
_FILING = "wenxiao.filing/1"
_LARGEST = 60  # digits before or after the point beyond which a stored figure is none


def _is_json(path: Path, data: bytes) -> bool:
    """Tell whether a file says that it is JSON: by its name, or as a Filing whatever its name."""
    head = data[:4096].removeprefix(_BOM).lstrip()
    return path.suffix.lower() == ".json" or (head.startswith(b"{") and _FILING.encode() in head)


def _stored(name: str, data: bytes) -> Filing:
    """Return the Filing that a JSON file holds."""
    from wenxiao.filing import from_json

    advice = "请给 wenxiao extract 的输出，或原来的文件。"
    data = data.removeprefix(_BOM)
    try:
        contract = msgspec.json.decode(data, type=_Head).contract
    except (msgspec.DecodeError, RecursionError):
        raise ReadError(f"“{name}”不是 wenxiao 输出的 JSON；{advice}") from None
    if contract != _FILING:
        said = f"写的是 {contract[:40]}" if contract else "没有写 contract"
        raise ReadError(f"“{name}”{said}，要的是 {_FILING}；{advice}")
    try:
        filing = from_json(data)
    except (msgspec.DecodeError, RecursionError):
        raise ReadError(f"“{name}”与 {_FILING} 的约定不符，可能改动过或不完整；{advice}") from None
    if not all(map(_is_figure, _figures(filing))):
        raise ReadError(f"“{name}”里有不成数的数值（过大、过长或不是数）；{advice}")
    return filing


def _figures(filing: Filing) -> Iterator[Decimal | None]:
    yield from (fact.value for fact in filing.facts)
    for form in filing.forms:
        yield from (form.total_weight, form.total_score)
    for item in filing.indicators:
        yield from (item.weight, item.score, item.share)


def _is_figure(value: Decimal | None) -> bool:
    """Tell whether a stored figure is of a size that print could hold: 1E+999999999 would fill the memory."""
    if value is None:
        return True
    digits, exponent = value.as_tuple().digits, value.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= _LARGEST and len(digits) <= _LARGEST


def fault_of(path: Path, error: ReadError) -> str:
    """Return a reading error as a line that names the file."""
    said = str(error)
    name, full = (text.encode("utf-8", "replace").decode() for text in (path.name, str(path)))
    return said if name in said else f"{full}：{said}"


def paths_of(found: Sequence[Source]) -> list[Path]:
    """Return the path of each filing."""
    return [one.path for one in found]


@contextmanager
def opened(output: str) -> Iterator[TextIO]:
    """Yield what a command writes to: standard output for `-`, else the file."""
    if output == "-":
        yield sys.stdout
        return
    path = Path(output)
    try:
        stream: IO[str] = path.open("w", encoding="utf-8")
    except OSError:
        raise UsageError(f"不能写到“{output}”，请检查文件夹是否存在、是否有权限。") from None
    with stream:
        yield stream  # type: ignore[misc]


def formats_of(listed: str) -> list[str]:
    """Return the formats that --to lists, each once. Raises UsageError for one that is not known."""
    from wenxiao.write import FORMATS

    wanted = [one.strip().lower().lstrip(".") for one in listed.split(",") if one.strip()]
    unknown = [one for one in wanted if one not in FORMATS]
    if unknown or not wanted:
        raise UsageError(f"不认识的格式“{'、'.join(unknown)}”，--to 可以写：{'、'.join(FORMATS)}。")
    return list(dict.fromkeys(wanted))


def made_folder(output: str) -> Path:
    """Return the folder that a command writes to, made if it is not there."""
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UsageError(f"不能建文件夹“{output}”，请检查有没有同名的文件、有没有权限。") from None
    return folder
