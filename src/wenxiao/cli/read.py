"""`wenxiao read`: the Document, as text, HTML or JSON."""

from __future__ import annotations

from pathlib import Path

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.errors import ReadError


@click.command(cls=ChineseCommand, short_help="看程序读到了什么")
@click.argument("path", metavar="文件")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="输出格式，默认 text。",
)
def command(path: str, form: str) -> int:
    """显示从文件读到的段落和表格（行、列、合并、位置）。

    \b
    例：
      wenxiao read 自评报告.txt
      wenxiao read 自评报告.txt --format json
    """
    import msgspec

    from wenxiao.read import read, to_html, to_text

    try:
        document = read(Path(path))
    except ReadError as error:
        click.echo(f"wenxiao: {error}", err=True)
        return 3
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2))
    else:
        click.echo(to_html(document) if form == "html" else to_text(document))
    return 0
