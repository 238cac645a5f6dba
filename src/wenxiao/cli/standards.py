"""`wenxiao standards`: list, show and validate the packs."""

from __future__ import annotations

from pathlib import Path

import click

from wenxiao import quantity
from wenxiao.cli.chinese import ChineseCommand, ChineseGroup
from wenxiao.cli.inputs import standard
from wenxiao.standards import Pack, available, load, load_folder

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
def show(name: str) -> int:
    """显示一个口径里的表、关系、提纲、权重、等级和界限。"""
    pack = standard(name)
    assert pack is not None
    for line in _lines(pack):
        click.echo(line)
    return 0


@command.command("validate", cls=ChineseCommand, short_help="校验一个口径文件夹")
@click.argument("path", metavar="文件夹")
def validate(path: str) -> int:
    """校验一个口径文件夹；有误时指出文件和行。"""
    pack = load_folder(Path(path))
    click.echo(
        f"{pack.id}：没有问题。表 {len(pack.forms)} 张，关系 {len(pack.relations)} 条，指标项 {len(pack.concepts)} 个。"
    )
    return 0


def _known(text: str) -> str:
    return "未知" if text == "unknown" else text


def _lines(pack: Pack) -> list[str]:
    one = pack.identity
    lines = [
        f"{pack.id}　{one.title}",
        f"  地区 {one.region}，{one.year} 年，文号 {_known(one.number)}（{_CERTAINTY[one.certainty]}）",
        f"  来源 {one.source}",
        f"  沿用 {' ← '.join(pack.lineage)}",
        "",
        "表",
    ]
    needs = {need.id: need for need in pack.requirements.values()}
    for form in pack.forms.values():
        need = needs.get(form.id)
        must = "" if need is None else "（必备）" if need.when == "always" else "（项目支出大于零时必备）"
        lines.append(f"  {form.id}　{form.title}{must}")
    lines += ["", "关系"]
    lines += [f"  {rule.expr}　［{rule.check}］{rule.title}" for rule in pack.relations.values()]
    lines += ["", "提纲"]
    lines += [
        f"  {outline.id}：{' · '.join(part.title for part in outline.parts)}" for outline in pack.outlines.values()
    ]
    lines += ["", "计分"]
    for scoring in pack.scoring.values():
        lines.append(
            f"  {scoring.id}　满分 {quantity.plain(scoring.full)}（{_CERTAINTY[scoring.certainty]}；{scoring.source}）"
        )
        lines += [
            f"    权重 {'、'.join(f'{k} {quantity.plain(v)}' for k, v in p.weights.items())}" for p in scoring.profiles
        ]
        bands = "、".join(f"{b.grade} {quantity.plain(b.low)}–{quantity.plain(b.high)}" for b in scoring.bands)
        lines += [f"    等级 {bands}"] if bands else []
        lines += [f"    {item.name}（{quantity.plain(item.weight)}分）" for item in scoring.indicators]
    lines += ["", "界限"]
    lines += [f"  {t.id} {quantity.plain(t.value)}{t.unit or ''}（{t.source}）" for t in pack.thresholds.values()]
    return lines
