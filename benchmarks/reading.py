"""Reading Word and Excel files against named peers in the same run: medians of CPU time on one core, as ratios."""

from __future__ import annotations

import gc
import importlib.util
import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.documents import long_table, report, workbook
from wenxiao.check import check
from wenxiao.extract import extract
from wenxiao.read import read_bytes
from wenxiao.standards import load

Work = Callable[[], Any]


def median(work: Work, runs: int) -> float:
    """Return the median CPU time of some runs after a warm-up, in milliseconds."""
    work()
    found = []
    for _ in range(runs):
        gc.collect()
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return statistics.median(found) * 1000


def floor(data: bytes, part: str = "word/document.xml") -> Work:
    """Return the least that any reader does: inflate the main part and parse it."""
    return lambda: etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(part))


def ours(data: bytes, name: str = "a.docx") -> Work:
    """Return our reader at work."""
    return lambda: read_bytes(data, name)


def python_docx(data: bytes) -> Work:
    """Return python-docx reading all paragraphs and cells as its documentation shows."""
    from docx import Document  # noqa: PLC0415

    def work() -> None:
        document = Document(io.BytesIO(data))
        [paragraph.text for paragraph in document.paragraphs]
        [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]

    return work


def markitdown(data: bytes) -> Work | None:
    """Return markitdown at work, None where it is not installed."""
    if importlib.util.find_spec("markitdown") is None:
        return None
    from markitdown import MarkItDown  # noqa: PLC0415

    reader = MarkItDown()
    return lambda: reader.convert_stream(io.BytesIO(data), file_extension=".docx")


def wall(command: list[str], runs: int = 3) -> float:
    """Return the median wall time of a command, in milliseconds."""
    found = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found.append(time.perf_counter() - begin)
    return statistics.median(found) * 1000


def word() -> None:
    """Print the Word reader against the floor and the peers."""
    data = report()
    own, least = median(ours(data), 25), median(floor(data), 25)
    size = f"27 行的表，{len(data) / 1000:.0f} KB"
    print(f"  六页报告（{size}）：{own:.1f} ms，是解压加解析的 {own / least:.1f} 倍（应 ≤ 6）")
    other = median(python_docx(data), 15)
    print(f"    python-docx {other:.0f} ms，是我们的 {other / own:.1f} 倍（应 ≥ 5）")
    peer = markitdown(data)
    if peer is None:
        print("    markitdown 没有装，不比")
    else:
        other = median(peer, 3)
        print(f"    markitdown {other:.0f} ms，是我们的 {other / own:.0f} 倍（应 ≥ 50）")
    for rows in (171, 651, 1000, 2000):
        table = long_table(rows)
        own = median(ours(table), 5)
        print(f"  竖向合并 {rows} 行：{own:.0f} ms，每行 {own / rows * 1000:.0f} µs")
    _against_pandoc(long_table(651))


def _against_pandoc(data: bytes) -> None:
    """Compare whole processes, both with their start-up."""
    if shutil.which("pandoc") is None:
        print("    pandoc 没有装，不比")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(data)
        tool = Path(sys.executable).parent / "wenxiao"
        own = wall([str(tool), "read", str(path), "--format", "json"])
        other = wall(["pandoc", "-f", "docx", "-t", "json", str(path)])
    print(
        f"    651 行，整个进程：wenxiao read {own:.0f} ms，pandoc {other:.0f} ms，pandoc 是我们的 {other / own:.1f} 倍"
    )


def whole() -> None:
    """Print what extraction and checks add to reading, on reports that the process has not seen before."""
    warm = report(5)
    _checked(warm)
    reading, all_ = [], []
    for pages in (6, 6, 6, 6, 6):
        data = report(pages, seed=len(all_) + 1)
        begin = time.process_time()
        read_bytes(data, "a.docx")
        middle = time.process_time()
        _checked(data)
        reading.append(middle - begin)
        all_.append(time.process_time() - middle)
    least, own = statistics.median(reading) * 1000, statistics.median(all_) * 1000
    print(f"  六页报告，每份都是新的：读 {least:.1f} ms，读加提取加核验 {own:.1f} ms，{own / least:.1f} 倍（目标 ≤ 4）")


def _checked(data: bytes) -> None:
    filing = extract(read_bytes(data, "a.docx"))
    check(filing, load(filing.standard))


def excel() -> None:
    """Print the Excel reader against openpyxl's read-only mode."""
    data = workbook(20_000)
    from openpyxl import load_workbook  # noqa: PLC0415

    def peer() -> None:
        for sheet in load_workbook(io.BytesIO(data), read_only=True):
            for row in sheet.iter_rows():
                [(cell.value, cell.number_format if cell.value is not None else "") for cell in row]

    own, other = median(ours(data, "a.xlsx"), 3), median(peer, 3)
    print(f"  Excel 20 000 行 × 9 列：{own:.0f} ms，openpyxl 只读 {other:.0f} ms，比值 {own / other:.2f}（应 ≤ 3）")


def main() -> None:
    """Print all comparisons."""
    print("\n读文件（单核处理器时间，中位数）")
    word()
    whole()
    excel()


if __name__ == "__main__":
    main()
