"""Where `--format xlsx` and `--format docx` write to: one workbook for all files, one letter for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wenxiao.errors import UsageError
from wenxiao.report.result import CheckResult

Write = Callable[[Path, CheckResult], None]
FORMATS = ("xlsx", "docx")


@contextmanager
def reports(form: str, output: str, found: Sequence[Path], faults: list[str], *, many: bool) -> Iterator[Write]:
    """Yield what writes one result. `faults` is read at the end, when all unreadable files are known."""
    if output == "-":
        example = "结果.xlsx" if form == "xlsx" else "审核意见书.docx（几份材料写文件夹）"
        raise UsageError(f"--format {form} 不能写到屏幕，请加 -o，如 -o {example}。")
    if form == "xlsx":
        with _workbook(Path(output), found, faults) as write:
            yield write
    else:
        yield _letters(Path(output), many=many)


@contextmanager
def _workbook(path: Path, found: Sequence[Path], faults: list[str]) -> Iterator[Write]:
    from wenxiao.report.xlsx import Workbook

    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"“{path}”不是 .xlsx 文件名，Excel 会打不开；请写成 {path.stem or '结果'}.xlsx 的样子。")
    names = Counter(one.name for one in found)
    with Workbook(path) as book:
        yield lambda source, result: book.add(source.name if names[source.name] == 1 else str(source), result)
        book.unreadable(faults)


def _letters(path: Path, *, many: bool) -> Write:
    """Return what writes each letter: to the file that is named, or into the folder."""
    from wenxiao.report import docx

    if path.suffix.lower() == ".docx" and not path.is_dir():
        if many:
            raise UsageError(f"有几份材料，一份意见书写不下；请用 -o 写一个文件夹，如 -o {path.stem}。")
        if not path.parent.is_dir():
            raise UsageError(f"不能写到“{path}”，请检查文件夹是否存在、是否有权限。")
        return lambda _, result: docx.write(path, result)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UsageError(f"不能建文件夹“{path}”；一份意见书请写成 .docx 文件名，几份请写文件夹。") from None
    taken: set[str] = set()

    def write(source: Path, result: CheckResult) -> None:
        name, number = f"{source.stem}-审核意见.docx", 1
        while name.casefold() in taken:
            number += 1
            name = f"{source.stem}-审核意见({number}).docx"
        taken.add(name.casefold())
        docx.write(path / name, result)

    return write
