"""`wenxiao extract`: the Filing as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.cli.inputs import standard
from wenxiao.errors import ReadError


@click.command(cls=ChineseCommand, short_help="提取数据、指标、章节")
@click.argument("path", metavar="文件")
@click.option("--standard", "name", metavar="口径", help="指定口径；不写则自动选择。")
def command(path: str, name: str | None) -> int:
    """把材料读成结构化数据（wenxiao.filing/1），输出 JSON。

    \b
    例：
      wenxiao extract 自评报告.txt > 材料.json
    """
    import msgspec

    from wenxiao.extract import extract
    from wenxiao.filing import to_json
    from wenxiao.read import read

    pack = standard(name)
    try:
        document = read(Path(path))
    except ReadError as error:
        click.echo(f"wenxiao: {error}", err=True)
        return 3
    click.echo(msgspec.json.format(to_json(extract(document, pack)), indent=2))
    return 0
