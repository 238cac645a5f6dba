"""`wenxiao check`: read, extract, check, and report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.cli.inputs import Source, fault_of, opened, paths_of, sources, standard
from wenxiao.cli.office import FORMATS, reports
from wenxiao.cli.pages import WritePage, pages
from wenxiao.document import Document
from wenxiao.errors import ReadError, UsageError
from wenxiao.finding import Severity
from wenxiao.report.result import CheckResult, result_of, to_json
from wenxiao.standards import Pack, load

if TYPE_CHECKING:
    from wenxiao.cli.waiving import Waivers

DONE, FOUND, UNREADABLE = 0, 1, 3


@click.command(cls=ChineseCommand, short_help="核验自评材料")
@click.argument("paths", metavar="文件…", nargs=-1, required=True)
@click.option("--standard", "name", metavar="口径", help="指定口径的编号或文件夹；不写则按材料自动选择。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", *FORMATS]),
    default="text",
    help="输出格式，默认 text。",
)
@click.option("-o", "--output", metavar="路径", help="写到文件；- 为标准输出。", default="-")
@click.option("--off", metavar="核验项,…", default="", help="关闭某些核验项，如 form.unsigned,target.copied。")
@click.option("--one-filing", is_flag=True, help="文件夹、压缩包或列出的几个文件合为一份材料（报告和附表分开存的）。")
@click.option("--annotate", is_flag=True, help="把发现写成批注，放回原来的 Word 或 Excel 文件（另存一份，原件不动）。")
@click.option("--waivers", "waived", metavar="文件", help="豁免文件；不写则用材料旁边的 wenxiao.waivers.yaml。")
@click.option("--exit-zero", is_flag=True, help="即使有错误级的发现，退出码也为 0。")
def command(
    paths: tuple[str, ...],
    name: str | None,
    form: str,
    output: str,
    off: str,
    waived: str | None,
    *,
    one_filing: bool,
    annotate: bool,
    exit_zero: bool,
) -> int:
    """核验一份或多份自评材料（文件，或整个文件夹）。

    \b
    xlsx 是全部材料一本的审核汇总表，docx 是每份材料一份的审核意见书，html 是在原文上标出问题的
    网页（几份材料时 -o 写文件夹）。加 --annotate，docx 和 xlsx 是原来的文件，每条发现一个批注。

    \b
    退出码：0 没有错误级发现（已豁免的不算）；1 有；2 命令写错；3 有文件读不了（其余照常核验）。

    \b
    例：
      wenxiao check 自评报告.txt
      wenxiao check 2024年材料 --format json -o 结果.jsonl
      wenxiao check 2024年材料 --format xlsx -o 审核汇总表.xlsx
      wenxiao check 2024年材料 --format docx -o 审核意见书
      wenxiao check 自评报告.docx --format docx --annotate -o 自评报告-批注.docx
      wenxiao check 自评报告.txt --format html -o 核验报告.html
      wenxiao check 某单位材料 --one-filing
      wenxiao check 报告.txt --standard hunan-2020 --off form.unsigned
      wenxiao check 报告.txt --waivers 豁免.yaml
    """
    from wenxiao.cli.waiving import Waivers

    if annotate and one_filing:
        raise UsageError("--annotate 要一个文件一个文件地核验，不能和 --one-filing 一起用；请去掉其中一个。")
    pack = standard(name)
    switched = tuple(part.strip() for part in off.split(",") if part.strip())
    filings, faults = sources(paths, one_filing=one_filing)
    found = paths_of(filings)
    many = len(found) > 1 or (not one_filing and any(Path(one).is_dir() for one in paths))
    waivers = Waivers(waived, paths, found, date.today())
    status = DONE
    with _reports(form, output, found, faults, many=many, annotate=annotate) as write:
        for source in _progress(filings, quiet=form == "text" and output == "-"):
            try:
                document = source.read(faults)
            except ReadError as error:
                faults.append(fault_of(source.path, error))
                continue
            result = _checked(source.path, document, pack, switched, waivers)
            write(source.path, result, document)
            if any(finding.severity is Severity.ERROR for finding in result.standing) and not exit_zero:
                status = FOUND
    for note in waivers.notes():
        click.echo(f"wenxiao: 注意：{note}", err=True)
    for fault in faults:
        click.echo(f"wenxiao: {fault}", err=True)
    return UNREADABLE if faults else status


def _checked(path: Path, document: Document, pack: Pack | None, off: tuple[str, ...], waivers: Waivers) -> CheckResult:
    from wenxiao.check import check
    from wenxiao.extract import extract

    filing = extract(document, pack)
    used = pack or load(filing.standard)
    report = waivers.on(path, filing.unit, check(filing, used, off))
    return result_of(document, filing, report, used)


@contextmanager
def _reports(
    form: str, output: str, found: list[Path], faults: list[str], *, many: bool, annotate: bool
) -> Iterator[WritePage]:
    """Yield what writes the result of one file, in the format and to the place asked for."""
    if annotate:
        from wenxiao.cli.annotating import annotated

        yield annotated(form, output, faults, many=many)
        return
    if form in FORMATS:
        with reports(form, output, found, faults, many=many) as write:
            yield lambda path, result, _: write(path, result)
        return
    if form == "html":
        with pages(output, found, faults, many=many) as page:
            yield page
        return
    with opened(output) as stream:
        inner = _writer(form, stream, many=many)
        yield lambda _, result, __: inner(result)


def _writer(form: str, stream: TextIO, *, many: bool) -> Callable[[CheckResult], None]:
    if form == "json":
        return lambda result: print(to_json(result, indent=not many), file=stream, flush=True)
    from rich.console import Console

    from wenxiao.report.text import print_report

    width = None if stream.isatty() else 100
    console = Console(file=stream, width=width, highlight=False, emoji=False, soft_wrap=False)
    return lambda result: print_report(result, console)


def _progress(filings: list[Source], *, quiet: bool) -> Iterator[Source]:
    """Yield the filings, with a progress bar on the terminal where the work is long and the screen is free."""
    if quiet or len(filings) < 3 or not sys.stderr.isatty():
        yield from filings
        return
    with click.progressbar(filings, label="核验", file=sys.stderr) as bar:
        yield from bar
