"""`wenxiao check`: read, extract, check, and report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.cli.inputs import fault_of, files, standard
from wenxiao.errors import ReadError, UsageError
from wenxiao.finding import Severity
from wenxiao.report.result import CheckResult, result_of, to_json
from wenxiao.standards import Pack, load

DONE, FOUND, UNREADABLE = 0, 1, 3


@click.command(cls=ChineseCommand, short_help="核验自评材料")
@click.argument("paths", metavar="文件…", nargs=-1, required=True)
@click.option("--standard", "name", metavar="口径", help="指定口径的编号或文件夹；不写则按材料自动选择。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式，默认 text。")
@click.option("-o", "--output", metavar="路径", help="写到文件；- 为标准输出。", default="-")
@click.option("--off", metavar="核验项,…", default="", help="关闭某些核验项，如 form.unsigned,target.copied。")
@click.option("--exit-zero", is_flag=True, help="即使有错误级的发现，退出码也为 0。")
def command(paths: tuple[str, ...], name: str | None, form: str, output: str, off: str, *, exit_zero: bool) -> int:
    """核验一份或多份自评材料（文件，或整个文件夹）。

    \b
    退出码：0 没有错误级发现；1 有；2 命令写错；3 有文件读不了（其余照常核验）。

    \b
    例：
      wenxiao check 自评报告.txt
      wenxiao check 2024年材料 --format json -o 结果.jsonl
      wenxiao check 报告.txt --standard hunan-2020 --off form.unsigned
    """
    pack = standard(name)
    switched = tuple(part.strip() for part in off.split(",") if part.strip())
    found, faults = files(paths)
    many = len(found) > 1 or any(Path(one).is_dir() for one in paths)
    status = DONE
    with _opened(output) as stream:
        write = _writer(form, stream, many=many)
        for path in _progress(found, quiet=form == "text" and output == "-"):
            try:
                result = _checked(path, pack, switched)
            except ReadError as error:
                faults.append(fault_of(path, error))
                continue
            write(result)
            if any(finding.severity is Severity.ERROR for finding in result.findings) and not exit_zero:
                status = FOUND
    for fault in faults:
        click.echo(f"wenxiao: {fault}", err=True)
    return UNREADABLE if faults else status


def _checked(path: Path, pack: Pack | None, off: tuple[str, ...]) -> CheckResult:
    from wenxiao.check import check
    from wenxiao.extract import extract
    from wenxiao.read import read

    document = read(path)
    filing = extract(document, pack)
    used = pack or load(filing.standard)
    return result_of(document, filing, check(filing, used, off), used)


def _writer(form: str, stream: TextIO, *, many: bool) -> Callable[[CheckResult], None]:
    if form == "json":
        return lambda result: print(to_json(result, indent=not many), file=stream, flush=True)
    from rich.console import Console

    from wenxiao.report.text import print_report

    width = None if stream.isatty() else 100
    console = Console(file=stream, width=width, highlight=False, emoji=False, soft_wrap=False)
    return lambda result: print_report(result, console)


@contextmanager
def _opened(output: str) -> Iterator[TextIO]:
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


def _progress(paths: list[Path], *, quiet: bool) -> Iterator[Path]:
    """Yield the files, with a progress bar on the terminal where the work is long and the screen is free."""
    if quiet or len(paths) < 3 or not sys.stderr.isatty():
        yield from paths
        return
    with click.progressbar(paths, label="核验", file=sys.stderr) as bar:
        yield from bar
