"""`wenxiao diff`: two filings, figure by figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.cli.inputs import fault_of, filing_of, opened, standard
from wenxiao.errors import ReadError

if TYPE_CHECKING:
    from wenxiao.compare import Difference
    from wenxiao.filing import Filing
    from wenxiao.standards import Pack

DONE, DIFFERENT, UNREADABLE = 0, 1, 3


@click.command(cls=ChineseCommand, short_help="比较两份材料")
@click.argument("before", metavar="前一份")
@click.argument("after", metavar="后一份")
@click.option("--standard", "name", metavar="口径", help="指定口径的编号或文件夹；不写则各按材料自动选择。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="输出格式，默认 text。",
)
@click.option("-o", "--output", metavar="路径", help="写到文件；- 为标准输出。", default="-")
@click.option("--exit-code", "exit_code", is_flag=True, help="有差别时退出码为 1，没有为 0，供脚本用。")
def command(before: str, after: str, name: str | None, form: str, output: str, *, exit_code: bool) -> int:
    """逐项比较两份材料：同一份的两个版本，或同一单位的两个年度。

    \b
    材料可以是 check 能读的任何文件，也可以是 extract 输出的 JSON。
    金额换算成同一单位再比；1401.1 和 1401.10 这样只是写法不同的，不算差别，另外计数。
    两个年度比较时，按各自的年度对应：上年决算对上年决算，本年预算对本年预算；
    相邻的两年还列出“上下年衔接”：同一年的决算数，两份材料里各是多少。

    \b
    退出码：0 比较完了（有没有差别都是）；2 命令写错；3 有文件读不了。

    \b
    例：
      wenxiao diff 初稿.docx 定稿.docx
      wenxiao diff 2023年自评.txt 2024年自评.docx --format html -o 两年比较.html
      wenxiao diff 退回前.json 退回后.json --format json -o 差别.json
      wenxiao diff 初稿.txt 定稿.txt --exit-code && echo 没有差别
    """
    pack = standard(name)
    filings, faults = _read((before, after), pack)
    for fault in faults:
        click.echo(f"wenxiao: {fault}", err=True)
    if faults:
        return UNREADABLE
    difference = _compared(filings, pack)
    with opened(output) as stream:
        _write(difference, form, stream)
    return DIFFERENT if exit_code and difference.differs else DONE


def _read(names: tuple[str, str], pack: Pack | None) -> tuple[list[Filing], list[str]]:
    """Return the filings, and a sentence for each that could not be read."""
    filings: list[Filing] = []
    faults: list[str] = []
    for name in names:
        try:
            filings.append(filing_of(Path(name), pack))
        except ReadError as error:
            faults.append(fault_of(Path(name), error))
    return filings, faults


def _compared(filings: list[Filing], pack: Pack | None) -> Difference:
    from wenxiao.compare import compare
    from wenxiao.standards import available, load

    before, after = filings
    used = pack or (load(after.standard) if after.standard in available() else None)
    forms = used.forms if used else {}
    titles = {"report": "自评报告"} | {form: spec.title for form, spec in forms.items()}
    return compare(before, after, titles)


def _write(difference: Difference, form: str, stream: TextIO) -> None:
    from wenxiao.report.difference import html_difference, print_difference, to_json

    if form == "json":
        print(to_json(difference), file=stream)
    elif form == "html":
        stream.write(html_difference(difference))
    else:
        from rich.console import Console

        width = None if stream.isatty() else 100
        print_difference(difference, Console(file=stream, width=width, highlight=False, emoji=False))
