"""Samples as files: the same seed gives the same bytes, whatever the clock says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from wenxiao.errors import UsageError
from wenxiao.extract import extract
from wenxiao.filing import to_json
from wenxiao.read import read_bytes
from wenxiao.sample.draft import Draft, truth
from wenxiao.truth import Truth
from wenxiao.write import render
from wenxiao.write.clean import printable

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
_THEN = rb"\g<1>2020-01-01T00:00:00Z\g<2>"
_ZIPPED = ("docx", "xlsx")


def content(made: Draft, to: str, name: str) -> bytes:
    """Return a sample as a file of the format `to`; `json` is the Filing that is read from its text."""
    title = printable(name)
    if to == "json":
        document = read_bytes(render(made.pages, "txt", title), f"{name}.txt")
        return to_json(extract(document, made.pack))
    data = render(made.pages, to, title)
    return _timeless(data) if to in _ZIPPED else data


def save(made: Draft, name: str, formats: Sequence[str], folder: Path) -> Iterator[Path]:
    """Write a sample in several formats, and its truth; yield each file written. Raises UsageError if one can't be."""
    files = [f"{name}.{to}" for to in formats]
    for to, file in zip(formats, files, strict=True):
        yield _written(folder / file, content(made, to, name))
    yield _written(folder / f"{name}.truth.json", truth_json(truth(made, name, files)))


def truth_json(known: Truth) -> bytes:
    """Return a truth as JSON (`wenxiao.truth/1`); decimals are strings."""
    return msgspec.json.format(msgspec.json.encode(known), indent=2) + b"\n"


def _written(path: Path, data: bytes) -> Path:
    try:
        path.write_bytes(data)
    except OSError:
        raise UsageError(f"不能写到“{path}”，请检查有没有权限、磁盘有没有空间。") from None
    return path


def _timeless(data: bytes) -> bytes:
    """Return an Office file that says nothing of when it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            part = _CLOCK.sub(_THEN, part) if entry.filename == "docProps/core.xml" else part
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            new.writestr(fixed, part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
