"""Files made to exhaust a reader: each under 1 MB, read or refused in a process of its own, time and memory printed.

The limits of the issue are 2 seconds and 300 MB a file, on two cores.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.documents import packed, workbook

MOST_SECONDS, MOST_MEGABYTES, MOST_BYTES = 2.0, 300, 1_000_000
_PATIENCE = 20.0
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CHILD = """
import re, sys, time
from pathlib import Path
from wenxiao.errors import ReadError
from wenxiao.read import read
try:
    said = f"读了 {len(read(Path(sys.argv[1])).blocks)} 块"
except ReadError as error:
    said = "拒绝：" + str(error)
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(f"{time.process_time():.2f}\\t{peak}\\t{said}")
"""


def _with(member: str, content: bytes, *, more: Callable[[zipfile.ZipFile], None] | None = None) -> bytes:
    """Return a Word file with one part replaced, and perhaps more members."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed(""))) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for info in source.infolist():
            target.writestr(info.filename, content if info.filename == member else source.read(info))
        if more is not None:
            more(target)
    return made.getvalue()


def _body(inner: bytes) -> bytes:
    return _with("word/document.xml", b"<w:document %s><w:body>%s</w:body></w:document>" % (_W.encode(), inner))


def _many(target: zipfile.ZipFile) -> None:
    for at in range(9_000):
        target.writestr(f"m/{at}", b"")


def _nested(depth: int = 6) -> bytes:
    data = b"0" * 1_000_000
    for _ in range(depth):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for at in range(10):
                archive.writestr(f"{at}.zip", data)
        data = made.getvalue()
    return data


def word() -> Iterator[tuple[str, bytes]]:
    """Yield hostile Word files by name."""
    run = b"<w:r><w:t>%s</w:t></w:r>"
    yield "400 MB 在一个节点里.docx", _body(b"<w:p>" + run % (b"A" * 400_000_000) + b"</w:p>")
    yield "40 MB 在一个节点里.docx", _body(b"<w:p>" + run % (b"A" * 40_000_000) + b"</w:p>")
    yield "9 MB 在一个节点里.docx", _body(b"<w:p>" + run % (b"A" * 9_000_000) + b"</w:p>")
    yield "三百万段.docx", _body(b"<w:p/>" * 3_000_000)
    yield "三十一万空段.docx", _body(b"<w:p/>" * 310_000)
    yield "十万段.docx", _body((b"<w:p>" + run % b"1" + b"</w:p>") * 100_000)
    yield "三万格一行.docx", _body(b"<w:tbl><w:tr>" + b"<w:tc><w:p/></w:tc>" * 30_000 + b"</w:tr></w:tbl>")
    cell = b"<w:tc><w:tcPr><w:gridSpan w:val='1000'/></w:tcPr><w:p>" + run % b"1" + b"</w:p></w:tc>"
    yield "跨一千列的格.docx", _body(b"<w:tbl>" + (b"<w:tr>" + cell + b"</w:tr>") * 45_000 + b"</w:tbl>")
    cell = b"<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    yield "竖并六万格.docx", _body(b"<w:tbl>" + (b"<w:tr>" + cell + b"</w:tr>") * 60_000 + b"</w:tbl>")
    cell = b"<w:tc><w:p>" + run % b"1" + b"</w:p></w:tc>"
    yield "八万格.docx", _body(b"<w:tbl>" + (b"<w:tr>" + cell * 8 + b"</w:tr>") * 9_900 + b"</w:tbl>")
    yield "表套表.docx", _body(b"<w:tbl><w:tr><w:tc>" * 80 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 80)
    yield "属性洪水.docx", _body(b'<w:p a="" b="" c="" d="" e="" f=""/>' * 66_000)
    begin = b'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    yield "域不收尾.docx", _body((b"<w:p>" + begin * 10 + b"</w:p>") * 18_000)
    open_ = begin + b'<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    yield "结果里的域不收尾.docx", _body((b"<w:p>" + open_ + run % b"1" + b"</w:p>") * 50_000)
    yield "九千部件.docx", _with("x", b"", more=_many)
    yield "十层压缩.zip", _nested()
    yield "实体.docx", _with("word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>")
    yield "图片改名.docx", b"\x89PNG\r\n\x1a\n" + bytes(900_000)
    style = b'<w:style w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>'
    styles = b"".join(style % (at, at + 1) for at in range(50_000))
    yield "样式链.docx", _with("word/styles.xml", b"<w:styles %s>%s</w:styles>" % (_W.encode(), styles))
    levels = b"".join(
        b'<w:abstractNum w:abstractNumId="%d"><w:lvl w:ilvl="0"/></w:abstractNum>' % at for at in range(60_000)
    )
    yield "编号洪水.docx", _with("word/numbering.xml", b"<w:numbering %s>%s</w:numbering>" % (_W.encode(), levels))
    yield "插入套插入.docx", _body(b"<w:p>" + b"<w:ins>" * 240 + run % b"1" + b"</w:ins>" * 240 + b"</w:p>")
    deleted = b"<w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del></w:p>"
    yield "删除洪水.docx", _body(deleted * 79_000 + b"<w:p>" + run % b"1" + b"</w:p>")
    merged = b"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run % b"1" + b"</w:p>"
    yield "段尾全删.docx", _body(merged * 66_000)


def pages() -> Iterator[tuple[str, bytes]]:
    """Yield hostile web pages by name."""
    kinds = {
        "三十三万段.html": b"<p>" * 333_000,
        "十九万项.html": b"<li>1</li>" * 99_000,
        "一兆字一段.html": b"<p>" + b"A" * 990_000,
        "不收尾的字体.html": b"".join(b"<font color=%d>" % at for at in range(40_000)) + b"<p>1" * 60_000,
        "表套表.html": b"<table><tr><td>" * 60_000,
        "十三万格.html": b"<table>" + (b"<tr>" + b"<td>1" * 8) * 22_000,
        "跨行跨列.html": b"<table>" + b"<tr><td rowspan=65000 colspan=1000>1" * 25_000,
        "一个标签的属性.html": b"<p " + b"".join(b"a%d=1 " % at for at in range(100_000)) + b">1",
        "实体.html": b"&amp;&#49;" * 99_000,
        "深.html": b"<div>" * 190_000 + b"1",
    }
    for name, body in kinds.items():
        yield name, b"<html><body>" + body


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Yield hostile workbooks by name."""
    rows = b"<row>" + b"<c t='str'><v>1</v></c>" * 9 + b"</row>"
    cells = b"".join(b"<row><c t='s'><v>0</v></c></row>" for _ in range(90_000))
    merged = b"".join(b"<mergeCell ref='A1:Z%d'/>" % at for at in range(1, 60_000))
    yield "十八万格.xlsx", _book(rows * 20_000)
    yield "一百万空格.xlsx", _book(b"<row>" + b"<c/>" * 1_000_000 + b"</row>")
    yield "一百万空行.xlsx", _book(b"<row/>" * 1_000_000)
    yield "一个长字串引用九万次.xlsx", _book(cells, strings=b"<si><t>" + b"A" * 5_000_000 + b"</t></si>")
    yield "六万个合并区.xlsx", _book(rows, behind=b"<mergeCells>" + merged + b"</mergeCells>")
    yield "最远的一格.xlsx", _book(b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row><row r='1'><c r='A1'/></row>")
    yield "数的指数.xlsx", _book(b"<row><c><v>1e999999</v></c></row>" * 60_000)
    looks = b"".join(b"<numFmt numFmtId='%d' formatCode='0.%s'/>" % (at, b"0" * 90) for at in range(164, 20_000))
    yield "两万种格式.xlsx", _book(rows, styles=b"<numFmts>" + looks + b"</numFmts>")


def _book(rows: bytes, *, strings: bytes = b"", styles: bytes = b"", behind: bytes = b"") -> bytes:
    """Return a workbook of one sheet around these rows."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "xl/worksheets/sheet1.xml": b"<worksheet %s><sheetData>%s</sheetData>%s</worksheet>" % (space, rows, behind),
        "xl/sharedStrings.xml": b"<sst %s>%s</sst>" % (space, strings),
        "xl/styles.xml": b"<styleSheet %s>%s</styleSheet>" % (space, styles),
    }
    made = io.BytesIO()
    best = {"compression": zipfile.ZIP_DEFLATED, "compresslevel": 9}
    with zipfile.ZipFile(io.BytesIO(workbook(2))) as source, zipfile.ZipFile(made, "w", **best) as target:
        for info in source.infolist():
            target.writestr(info.filename, parts.get(info.filename) or source.read(info))
    return made.getvalue()


def measure(name: str, data: bytes) -> tuple[float, int, str]:
    """Read one file in a process of its own; return seconds, megabytes, and what became of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        command = [sys.executable, "-c", _CHILD, str(path)]
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            return _PATIENCE, 0, f"{_PATIENCE:.0f} 秒还没有读完"
    if done.returncode:
        return MOST_SECONDS + 1, 0, done.stderr[-300:]
    seconds, peak, said = done.stdout.strip().split("\t", 2)
    return float(seconds), int(peak), said


def main() -> None:
    """Print what became of each file, those beyond a limit marked."""
    print(f"\n恶意文件（每份小于 1 MB；上限 {MOST_SECONDS:.0f} 秒、{MOST_MEGABYTES} MB）")
    over = 0
    for name, data in (*word(), *pages(), *workbooks()):
        seconds, peak, said = measure(name, data)
        bad = seconds > MOST_SECONDS or peak > MOST_MEGABYTES
        over += bad
        size = f"{len(data) / 1000:.0f} KB" + ("（大于 1 MB）" if len(data) > MOST_BYTES else "")
        print(f"  {'✗' if bad else '✓'} {seconds:5.2f} s {peak:4} MB  {name}（{size}）：{said[:90]}")
    print(f"  超过上限 {over} 份")


if __name__ == "__main__":
    main()
