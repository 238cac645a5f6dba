"""Where `--format html` writes to: one page for one file, or a folder of pages with an index over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wenxiao.document import Document
from wenxiao.errors import UsageError
from wenxiao.report.result import CheckResult

WritePage = Callable[[Path, CheckResult, Document], None]


@contextmanager
def pages(output: str, found: Sequence[Path], faults: list[str], *, many: bool) -> Iterator[WritePage]:
    """Yield what writes the page of one file. `faults` is read at the end, when all unreadable files are known."""
    from wenxiao.report.html import html_report

    if output == "-":
        raise UsageError(
            "--format html 要用 -o 写明放在哪里：一份材料写文件名（核验报告.html），几份材料写文件夹（核验报告）。"
        )
    path = Path(output)
    if many or path.is_dir() or output.endswith(("/", "\\")):
        with _folder(path, found, faults) as write:
            yield write
    else:
        yield lambda _, result, document: _write(path, html_report(result, document))


@contextmanager
def _folder(folder: Path, found: Sequence[Path], faults: list[str]) -> Iterator[WritePage]:
    from wenxiao.report.html import INDEX, Entry, html_report, index_page, page_names

    if folder.suffix.lower() in (".html", ".htm") or folder.is_file():
        raise UsageError(f"有几份材料，一个文件“{folder}”写不下；请用 -o 写一个文件夹，如 -o {folder.stem}。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UsageError(f"不能建文件夹“{folder}”，请检查上级文件夹是否有权限。") from None
    names = dict(zip(found, page_names(found), strict=True))
    entries: list[Entry] = []

    def write(source: Path, result: CheckResult, document: Document) -> None:
        _write(folder / names[source], html_report(result, document))
        entries.append(Entry(names[source], result))

    yield write
    _write(folder / INDEX, index_page(entries, faults))


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError:
        raise UsageError(f"不能写到“{path}”，请检查文件夹是否存在、是否有权限。") from None
