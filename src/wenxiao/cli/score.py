"""`wenxiao score`: the points that the rules give, declared beside computed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.cli.inputs import fault_of, files, filing_of, opened, standard
from wenxiao.errors import ReadError, UsageError
from wenxiao.standards import Pack, load

if TYPE_CHECKING:
    from wenxiao.filing import Filing
    from wenxiao.score import Scorecard

DONE, UNREADABLE = 0, 3


@click.command(cls=ChineseCommand, short_help="按口径计分")
@click.argument("paths", metavar="文件…", nargs=-1, required=True)
@click.option("--standard", "name", metavar="口径", help="指定口径的编号或文件夹；不写则按材料自动选择。")
@click.option("--scheme", metavar="办法", help="只用口径里的这一种计分办法，如 self-evaluation、work-assessment。")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="输出格式，默认 text。"
)
@click.option("-o", "--output", metavar="路径", help="写到文件；- 为标准输出。", default="-")
@click.option("-a", "--all", "every", is_flag=True, help="自报与计算一致的指标也写出推算过程（text）。")
def command(
    paths: tuple[str, ...], name: str | None, scheme: str | None, form: str, output: str, *, every: bool
) -> int:
    """按口径和材料旁边印的评分标准逐项计分：用哪条标准、哪些数、得几分，自报与计算并列。

    \b
    材料可以是 check 能读的任何文件，也可以是 extract 输出的 JSON。标准有歧义、数有不同来历的，
    列出每种读法；定不出分的写明要人工判断什么，合计里按自报计入。

    \b
    退出码：0 算完了（自报与计算是否一致都是，要判对错请用 check）；2 命令写错；3 有文件读不了。

    \b
    例：
      wenxiao score 自评报告.docx
      wenxiao score 自评报告.txt --all
      wenxiao score 自评报告.txt --format html -o 计分表.html
      wenxiao score 材料.json --scheme work-assessment --format json
      wenxiao score 自评报告.txt --standard ./本市口径
    """
    pack = standard(name)
    found, faults = files(paths)
    many = len(found) > 1 or any(Path(one).is_dir() for one in paths)
    if many and form == "html":
        raise UsageError("网页一次只写一份材料的计分表，请逐份运行，或用 --format json。")
    with opened(output) as stream:
        write = _writer(form, stream, many=many, every=every)
        for path in found:
            try:
                filing = filing_of(path, pack)
            except ReadError as error:
                faults.append(fault_of(path, error))
                continue
            _score(filing, pack, scheme, write)
    for fault in faults:
        click.echo(f"wenxiao: {fault}", err=True)
    return UNREADABLE if faults else DONE


_Write = Callable[["Filing", Pack, "Scorecard"], None]


def _score(filing: Filing, pack: Pack | None, scheme: str | None, write: _Write) -> None:
    from wenxiao.score import score

    used = pack or load(filing.standard)
    write(filing, used, score(filing, used, scheme))


def _writer(form: str, stream: TextIO, *, many: bool, every: bool) -> _Write:
    from wenxiao.report import scorecard

    if form == "json":
        return lambda _, __, card: print(scorecard.to_json(card, indent=not many), file=stream, flush=True)
    if form == "html":
        return lambda filing, pack, card: _page(stream, filing, pack, card)
    from rich.console import Console

    width = None if stream.isatty() else 100
    console = Console(file=stream, width=width, highlight=False, emoji=False)
    return lambda _, __, card: scorecard.print_scorecard(card, console, every=every)


def _page(stream: TextIO, filing: Filing, pack: Pack, card: Scorecard) -> None:
    """Write the page; what the privacy checks find is masked in it."""
    from wenxiao.check import check
    from wenxiao.report.html.marks import marks_of, ordered
    from wenxiao.report.scorecard import html_scorecard

    if not filing.documents:
        stream.write(html_scorecard(card))
        return
    findings = ordered(check(filing, pack).findings)
    stream.write(html_scorecard(card, marks_of(filing.documents[0], findings).veil.hide))
