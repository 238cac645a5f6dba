"""`wenxiao sample`: synthetic filings with a truth file beside each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.cli.inputs import formats_of, made_folder, standard
from wenxiao.errors import UsageError

if TYPE_CHECKING:
    from wenxiao.sample import Draft
    from wenxiao.standards import Pack

_APART = 1_000_000  # seeds of one run, so that two runs share none
_MOST = 100_000
_LONG = 10


@click.command(cls=ChineseCommand, short_help="合成材料：干净的，或埋好错的，每份旁边附真值")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, metavar="整数", help="种子；种子相同，文件相同。默认 0。"
)
@click.option("--count", type=click.IntRange(1, _MOST), default=1, metavar="份数", help="合成几份，默认 1。")
@click.option("--standard", "name", metavar="口径", help="用哪个口径；不写则各口径轮流。")
@click.option(
    "--inject", metavar="核验项,…|比例", default="", help="埋错：列出核验项，每份都埋；或写 0.3，三成的份数各埋一处。"
)
@click.option(
    "--to", "formats", default="docx", metavar="格式,…", help="docx、xlsx、pdf、html、txt、md、json，可列几种。"
)
@click.option("-o", "--output", metavar="文件夹", default=".", help="写到哪个文件夹，默认当前文件夹。")
def command(seed: int, count: int, name: str | None, inject: str, formats: str, output: str) -> int:
    """合成自评材料，供演示、培训、测试和测速。

    \b
    单位、地名、人员、号码都是虚构的。每份材料旁边有一份“名称.truth.json”：埋了什么错、在哪里、印的是什么、
    应是什么，以及埋错之前的全部数字。某份材料没有地方埋的错，列在 skipped 里。

    \b
    例：
      wenxiao sample --count 3 -o 样例
      wenxiao sample --seed 7 --count 20 --standard hunan-2020 --to docx,txt -o 样例
      wenxiao sample --count 10 --inject rate.execution,sum.parts --to txt -o 埋错
      wenxiao sample --count 1000 --inject 0.3 --to txt -o 练习
    """
    from wenxiao.sample import save

    wanted, pack = formats_of(formats), standard(name)
    packs = [pack] if pack is not None else _all_packs()
    checks, rate = _injected(inject)
    folder = made_folder(output)
    skipped = 0
    for at in _progress(count):
        made = _made(packs[at % len(packs)], seed * _APART + at, checks, rate, wanted)
        skipped += bool(made.skipped)
        *files, truth = save(made, f"{at + 1:0{len(str(count))}d}-{made.pack.id}", wanted, folder)
        if count < _LONG:
            for path in (*files, truth):
                click.echo(str(path))
    if count >= _LONG:
        click.echo(f"合成 {count} 份，写在 {folder}，每份附有真值（.truth.json）。")
    if skipped:
        click.echo(f"wenxiao: 注意：{skipped} 份材料没有地方埋要求的某些错，见各自真值里的 skipped。", err=True)
    return 0


def _made(pack: Pack, seed: int, checks: tuple[str, ...], rate: float | None, wanted: list[str]) -> Draft:
    from wenxiao.sample import draft, some_check

    chosen = checks if rate is None else some_check(pack, seed, rate)
    return draft(pack, seed, chosen, tables_only="xlsx" in wanted)


def _all_packs() -> list[Pack]:
    from wenxiao.standards import available, load

    return [pack for one in available() if (pack := load(one)).layouts]


def _injected(said: str) -> tuple[tuple[str, ...], float | None]:
    """Return the checks named, or the share of samples that get one error."""
    from wenxiao.sample import ways

    parts = tuple(dict.fromkeys(part.strip() for part in said.split(",") if part.strip()))
    if len(parts) == 1 and parts[0][0].isdecimal():
        try:
            rate = float(parts[0].removesuffix("%")) / (100 if parts[0].endswith("%") else 1)
        except ValueError:
            rate = -1.0
        if not 0 <= rate <= 1:
            raise UsageError(f"--inject 的比例“{parts[0]}”不对，请写 0 到 1 之间的数，如 0.3，或 30%。")
        return (), rate
    for one in parts:
        ways(one)
    return parts, None


def _progress(count: int) -> Iterator[int]:
    """Yield the numbers of the samples, with a progress bar on a terminal where the work is long."""
    if count < _LONG or not sys.stderr.isatty():
        yield from range(count)
        return
    with click.progressbar(range(count), label="合成", file=sys.stderr) as bar:
        yield from bar
