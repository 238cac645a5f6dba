"""Where `--format html` writes to: one page for one file, or a folder of pages with a summary over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wenxiao.document import Document
from wenxiao.errors import UsageError
from wenxiao.report.result import CheckResult

if TYPE_CHECKING:
    from wenxiao.filing import Filing
    from wenxiao.score import Scorecard
    from wenxiao.standards import Pack

WritePage = Callable[[Path, CheckResult, Document], None]
WriteCard = Callable[[Path, "Filing", "Pack", "Scorecard"], None]


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

    _made(folder)
    names = dict(zip(found, page_names(found), strict=True))
    entries: list[Entry] = []

    def write(source: Path, result: CheckResult, document: Document) -> None:
        _write(folder / names[source], html_report(result, document))
        entries.append(Entry(names[source], result))

    yield write
    _write(folder / INDEX, index_page(entries, faults))


@contextmanager
def scorecards(output: str, found: Sequence[Path], faults: list[str]) -> Iterator[WriteCard]:
    """Yield what writes the scorecard of one of several files into a folder, with a summary over them."""
    from wenxiao.report.html import INDEX, page_names
    from wenxiao.report.scorecard import Entry, html_scorecard, summary_page, veiled

    if output == "-":
        raise UsageError("有几份材料，计分表的网页要用 -o 写一个文件夹，如 -o 计分表。")
    folder = Path(output)
    _made(folder)
    names = dict(zip(found, page_names(found), strict=True))
    entries: list[Entry] = []

    def write(source: Path, filing: Filing, pack: Pack, card: Scorecard) -> None:
        shown = veiled(card, filing, pack)
        _write(folder / names[source], html_scorecard(shown))
        entries.append(Entry(names[source], shown))

    yield write
    _write(folder / INDEX, summary_page(entries, faults))


def _made(folder: Path) -> None:
    """Make the folder that pages are written to."""
    if folder.suffix.lower() in (".html", ".htm") or folder.is_file():
        raise UsageError(f"有几份材料，一个文件“{folder}”写不下；请用 -o 写一个文件夹，如 -o {folder.stem}。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UsageError(f"不能建文件夹“{folder}”，请检查上级文件夹是否有权限。") from None


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError:
        raise UsageError(f"不能写到“{path}”，请检查文件夹是否存在、是否有权限。") from None
