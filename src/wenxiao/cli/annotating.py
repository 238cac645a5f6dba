"""Where `--annotate` writes to: a copy of the unit's own file with a comment at every finding."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from wenxiao.cli.inputs import fault_of
from wenxiao.cli.pages import WritePage
from wenxiao.document import Document
from wenxiao.errors import ReadError, UsageError
from wenxiao.report.result import CheckResult

_FORMATS = ("docx", "xlsx")


def annotated(form: str, output: str, faults: list[str], *, many: bool) -> WritePage:
    """Return what writes each annotated copy: to the file that is named, or into the folder."""
    if form not in _FORMATS:
        raise UsageError("--annotate 要和 --format docx（Word 文件）或 --format xlsx（Excel 文件）一起用。")
    if output == "-":
        raise UsageError(f"--annotate 不能写到屏幕，请加 -o，如 -o 材料-批注.{form}（几份材料写文件夹）。")
    path = Path(output)
    single = path.suffix.lower() in (".docx", ".docm", ".xlsx", ".xlsm") and not path.is_dir()
    if single and many:
        raise UsageError(f"有几份材料，一个文件“{output}”写不下；请用 -o 写一个文件夹，如 -o {path.stem}。")
    taken: set[str] = set()

    def write(source: Path, result: CheckResult, document: Document) -> None:
        target = path if single else path / _name(source, taken)
        if target.exists() and target.samefile(source):
            raise UsageError(f"不能写到“{target}”：那是原来的文件；请用 -o 写另一个文件名。")
        try:
            content = _content(source, form, result, document)
        except ReadError as error:
            faults.append(fault_of(source, error))
            return
        _write(target, content)

    return write


def _content(source: Path, form: str, result: CheckResult, document: Document) -> bytes:
    from wenxiao.read import load
    from wenxiao.report.annotate import annotate

    if form == "docx" and "spreadsheetml" in document.media_type:
        raise ReadError(f"“{document.file}”是 Excel 文件，请改用 --format xlsx --annotate。")
    if form == "xlsx" and "wordprocessingml" in document.media_type:
        raise ReadError(f"“{document.file}”是 Word 文件，请改用 --format docx --annotate。")
    return annotate(load(source), document, result.findings, datetime.now(UTC))


def _name(source: Path, taken: set[str]) -> str:
    """Return a name for the copy that no other copy has."""
    name, number = f"{source.stem}-批注{source.suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{source.stem}-批注({number}){source.suffix}"
    taken.add(name.casefold())
    return name


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:
        raise UsageError(f"不能写到“{path}”，请检查文件夹是否存在、是否有权限。") from None
