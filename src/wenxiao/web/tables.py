"""A table that a person imports (Excel, CSV, Word): read as rows, shown as a preview, confirmed as it was seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from wenxiao.document import Table
from wenxiao.errors import ReadError, WenxiaoError
from wenxiao.read import read_bytes
from wenxiao.read.encoding import decode

MOST_ROWS = 20_000
HEAD_WITHIN = 10
_HOUR = 3600


class ChangedMeanwhileError(WenxiaoError):
    """What is there now is not what the preview was made from."""


class Chosen(NamedTuple):
    """A file that a person chose."""

    name: str
    data: bytes


def chosen(request: HttpRequest, what: str) -> Chosen:
    """Return the file chosen in a form. Raises ReadError if there is none, or one too large."""
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise ReadError(f"没有选文件，或文件是空的；请选{what}（Excel 或 CSV）。")
    if file.size > settings.FILE_SIZE:
        raise ReadError(f"文件超过 {settings.FILE_SIZE // 2**20} MB，{what}不会这么大，请核对。")
    return Chosen(file.name or what, file.read())


def grid_of(data: bytes, name: str) -> list[list[str]]:
    """Return the rows of a table: of a CSV file, or the largest table of any other. Raises ReadError."""
    return _of_csv(data, name) if name.lower().endswith((".csv", ".txt")) else _of_file(data, name)


def _of_csv(data: bytes, name: str) -> list[list[str]]:
    text = decode(data, name).text
    mark = max(",\t;", key=text.partition("\n")[0].count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error:
        raise ReadError(f"“{name}”不是完整的 CSV（引号没有配对，或一格太长），请用 Excel 打开后另存再导入。") from None


def _of_file(data: bytes, name: str) -> list[list[str]]:
    tables = [block for block in read_bytes(data, name).blocks if isinstance(block, Table)]
    if not tables:
        raise ReadError(f"“{name}”里没有表格，请交 Excel 或 CSV 文件。")
    largest = max(tables, key=lambda table: table.rows)
    return [[cell.text.strip() if cell else "" for cell in row] for row in largest.grid()]


def columns_of(cells: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return where the columns stand in a row of heads, by their own name or another that offices use."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        said = "".join(cell.split()).strip("*＊:：")
        for heading, others in synonyms.items():
            if said == heading or (said in others and heading not in found):
                found[heading] = at
    return found


def sealed(what: Any, salt: str) -> str:
    """Return a preview's content signed, to come back unchanged with the confirmation."""
    return signing.dumps(what, salt=salt, compress=True)


def opened(token: str, salt: str) -> Any:
    """Return what was sealed within the last hour. Raises ChangedMeanwhileError for anything else."""
    try:
        return signing.loads(token, salt=salt, max_age=_HOUR)
    except signing.BadSignature:
        raise ChangedMeanwhileError("预览已过期，没有导入；请重新选文件。") from None
