"""`wenxiao score`: the points that the rules give, declared beside computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.cli.inputs import fault_of, files, filing_of, opened, standard
from wenxiao.errors import ReadError, StandardError, UsageError
from wenxiao.standards import Pack, load

if TYPE_CHECKING:
    from wenxiao.filing import Filing
    from wenxiao.score import Scorecard

DONE, USED_WRONGLY, UNREADABLE = 0, 2, 3


@click.command(cls=ChineseCommand, short_help="按口径计分")
@click.argument("paths", metavar="文件…", nargs=-1, required=True)
@click.option("--standard", "name", metavar="口径", help="指定口径的编号或文件夹；不写则按材料自动选择。")
@click.option("--scheme", metavar="办法", help="只用口径里的这一种计分办法，如 self-evaluation、work-assessment。")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="输出格式，默认 text。"
)
@click.option("-o", "--output", metavar="路径", help="写到文件；- 为标准输出。", default="-")
@click.option("-v", "-a", "--all", "every", is_flag=True, help="自报与计算一致的指标也写出推算过程（text）。")
def command(
    paths: tuple[str, ...], name: str | None, scheme: str | None, form: str, output: str, *, every: bool
) -> int:
    """按口径和材料旁边印的评分标准逐项计分：用哪条标准、哪些数、得几分，自报与计算并列。

    \b
    材料可以是 check 能读的任何文件或文件夹，也可以是 extract 输出的 JSON。标准有歧义、数有不同
    来历的，列出每种读法；定不出分的写明要人工判断什么，合计里按自报计入。
    几份材料时，json 一行一份，html 写到 -o 的文件夹里，一份一页，加一张总表。

    \b
    退出码：0 算完了（自报与计算是否一致都是，要判对错请用 check）；2 命令写错；3 有文件读不了。

    \b
    例：
      wenxiao score 自评报告.docx
      wenxiao score 自评报告.txt --all
      wenxiao score 自评报告.txt --format html -o 计分表.html
      wenxiao score 2024年材料 --format html -o 计分表
      wenxiao score 材料.json --scheme work-assessment --format json
      wenxiao score 自评报告.txt --standard ./本市口径
    """
    pack = standard(name)
    found, faults = files(paths)
    many = len(found) > 1 or any(Path(one).is_dir() for one in paths)
    wrong: list[str] = []
    with _written(form, output, found, faults, many=many, every=every) as write:
        for path in found:
            try:
                _score(path, pack, scheme, write)
            except ReadError as error:
                faults.append(fault_of(path, error))
            except (UsageError, StandardError) as error:
                wrong.append(f"{path.name}：{error}" if many else str(error))
    for said in (*wrong, *faults):
        click.echo(f"wenxiao: {said}", err=True)
    return UNREADABLE if faults else USED_WRONGLY if wrong else DONE


_Write = Callable[[Path, "Filing", Pack, "Scorecard"], None]


def _score(path: Path, pack: Pack | None, scheme: str | None, write: _Write) -> None:
    from wenxiao.score import score

    filing = filing_of(path, pack)
    used = pack or load(filing.standard)
    card = score(filing, used, scheme)
    if scheme is not None and not card.forms:
        click.echo(f"wenxiao: 注意：{path.name} 里没有计分办法“{scheme}”用的表；去掉 --scheme 可以看各表。", err=True)
    write(path, filing, used, card)


@contextmanager
def _written(
    form: str, output: str, found: list[Path], faults: list[str], *, many: bool, every: bool
) -> Iterator[_Write]:
    """Yield what writes one scorecard, in the format and to the place asked for."""
    if form == "html" and (many or Path(output).is_dir()):
        from wenxiao.cli.pages import scorecards

        with scorecards(output, found, faults) as page:
            yield page
        return
    with opened(output) as stream:
        yield _writer(form, stream, many=many, every=every)


def _writer(form: str, stream: TextIO, *, many: bool, every: bool) -> _Write:
    from wenxiao.report import scorecard

    if form == "json":
        return lambda _, __, ___, card: print(scorecard.to_json(card, indent=not many), file=stream, flush=True)
    if form == "html":
        return lambda _, filing, pack, card: print(
            scorecard.html_scorecard(scorecard.veiled(card, filing, pack)), end="", file=stream
        )
    from rich.console import Console

    width = None if stream.isatty() else 100
    console = Console(file=stream, width=width, highlight=False, emoji=False)
    return lambda _, filing, pack, card: scorecard.print_scorecard(
        scorecard.veiled(card, filing, pack), console, every=every
    )
