"""`wenxiao standards`: list, show and validate the packs."""

from __future__ import annotations

from pathlib import Path

import click

from wenxiao.cli.chinese import ChineseCommand, ChineseGroup
from wenxiao.cli.inputs import standard
from wenxiao.errors import StandardError
from wenxiao.standards import available, load, validate_folder

_CERTAINTY = {
    "official": "正式文本",
    "known": "待与正式文本核对",
    "practice": "据实务整理",
    "unknown": "未知",
}


@click.group(cls=ChineseGroup, short_help="查看、校验口径", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> int:
    """查看、校验口径：法规、表式、关系、计分规则写成的数据。

    \b
    例：
      wenxiao standards list
      wenxiao standards show hunan-2020
      wenxiao standards validate 我的口径文件夹
    """
    return int(ctx.invoke(list_) or 0) if ctx.invoked_subcommand is None else 0


@command.command("list", cls=ChineseCommand, short_help="列出全部口径")
def list_() -> int:
    """列出随程序提供的口径。"""
    for name in available():
        one = load(name).identity
        since = "起始日期未知" if one.in_force_from == "unknown" else f"{one.in_force_from} 起"
        until = f"至 {one.in_force_to}" if one.in_force_to else ""
        number = "文号未知" if one.number == "unknown" else one.number
        click.echo(f"{name}\t{one.region}\t{one.title}\t{number}\t{since}{until}\t{_CERTAINTY[one.certainty]}")
    return 0


@command.command("show", cls=ChineseCommand, short_help="显示一个口径")
@click.argument("name", metavar="口径")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="输出格式")
def show(name: str, form: str) -> int:
    """显示一个口径：计分办法（规则用文字写出）、表、关系、提纲和界限。

    \b
    例：
      wenxiao standards show jishou-2021
      wenxiao standards show ./我的口径文件夹 --format markdown
    """
    from wenxiao.report.pack import lines, markdown

    pack = standard(name)
    assert pack is not None
    if form == "markdown":
        click.echo(markdown(pack), nl=False)
        return 0
    for line in lines(pack):
        click.echo(line)
    return 0


@command.command("validate", cls=ChineseCommand, short_help="校验口径文件夹")
@click.argument("paths", metavar="文件夹…", nargs=-1, required=True)
def validate(paths: tuple[str, ...]) -> int:
    """校验一个或几个口径文件夹；有误时一次列出全部错误，指出文件和行。

    也与同级文件夹和随程序提供的口径比较：同一地区的两个口径，施行期间不能重叠。
    """
    faulty = []
    for path in paths:
        try:
            pack = validate_folder(Path(path))
        except StandardError as error:
            faulty.append(str(error))
            continue
        click.echo(
            f"{pack.id}：没有问题。表 {len(pack.forms)} 张，关系 {len(pack.relations)} 条，"
            f"指标项 {len(pack.concepts)} 个，计分办法 {len(pack.scoring)} 种。"
        )
    if faulty:
        raise StandardError("\n".join(faulty))
    return 0
