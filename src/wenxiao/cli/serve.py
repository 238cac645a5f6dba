"""`wenxiao serve` and `wenxiao manage`: the web application."""

from __future__ import annotations

import os
import sys
from threading import Thread

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.errors import UsageError

_SHOWN = (
    ("jixiao", "绩效股：布置、看进度、审核"),
    ("gs200", "业务股室：审核分管的单位"),
    ("tb200001", "填报人：填报、上传、提交"),
    ("pj200001", "评价组成员：写意见"),
    ("fz200001", "单位负责人：签字"),
    ("xitong", "系统管理员：单位和用户"),
    ("anquan", "安全管理员：角色和登录"),
    ("shenji", "审计管理员：日志"),
)
_MISSING = "网页办理需要另装几个库，请运行：pip install 'wenxiao[web]'"


def _needed() -> None:
    try:
        import cheroot
        import cryptography
        import django
        import segno
        import whitenoise
    except ImportError:
        raise UsageError(_MISSING) from None
    del cheroot, cryptography, django, segno, whitenoise


@click.command(cls=ChineseCommand, short_help="打开网页办理")
@click.option("--host", metavar="地址", default="127.0.0.1", help="在哪个地址上等，默认只在本机。")
@click.option("--port", metavar="端口", type=int, default=8000, help="端口，默认 8000。")
@click.option("--demonstration", is_flag=True, help="数据为空时，装入演示用的一个区：四十个单位、三个年度。")
def command(host: str, port: int, *, demonstration: bool) -> int:
    """在本机打开网页办理：布置、填报、核验、签字、提交、退回、接受。数据在 WENXIAO_DATA 指的文件夹（默认 ~/.wenxiao）。

    \b
    例：
      wenxiao serve --demonstration
      wenxiao serve --host 0.0.0.0 --port 80

    后台任务（提醒、打包、核对日志）在这个进程里一起运行；设 WENXIAO_TASKS=worker，则只由 wenxiao manage work 运行。
    """
    _needed()
    from wenxiao.web.serve import free, lacking, prepare, serve

    if host not in ("127.0.0.1", "localhost", "::1") and "WENXIAO_HOSTS" not in os.environ:
        raise UsageError("对外开放要先说明用哪些名字访问，例如：WENXIAO_HOSTS=jixiao.gov.example,10.1.2.3")
    free(host, port)
    _say("正在准备数据库……")
    prepare()
    for said in lacking():
        _say(f"注意：{said}")
    shown = f"[{host}]" if ":" in host else host
    _say(f"请用浏览器打开 http://{shown}:{port}/ ，按 Ctrl+C 结束。")
    building = _demonstration() if demonstration else None
    try:
        serve(host, port)
    except KeyboardInterrupt:
        unfinished = building is not None and building.is_alive()
        _say("已停止。" + ("演示数据还没有装完；要完整的，请删去数据文件夹再开。" if unfinished else ""))
    return 0


def _say(line: str) -> None:
    click.echo(line, err=True)


def _demonstration() -> Thread | None:
    """Build the demonstration beside the server, so that pages open at once; say who can sign in."""
    from wenxiao.web.demonstration import PASSWORD, here
    from wenxiao.web.people.models import User

    building = None
    if not User.objects.exists():
        building = Thread(target=_built, daemon=True)
        building.start()
    elif not here():
        _say("这里已经有别的数据，没有装入演示；要看演示，请用 WENXIAO_DATA 指一个空的文件夹。")
        return None
    _say(f"演示账号，密码都是 {PASSWORD}：")
    for username, who in _SHOWN:
        _say(f"  {username:<10}{who}")
    return building


def _built() -> None:
    from django.db import connections

    from wenxiao.web.serve import demonstrate

    try:
        demonstrate(lambda line: _say(f"演示数据：{line}"))
        _say("演示数据：装好了。")
    finally:
        connections.close_all()


@click.command(
    cls=ChineseCommand,
    short_help="管理网页办理",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("arguments", metavar="命令…", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> int:
    """管理网页办理：migrate（升级数据库）、create_admin（建管理员）、verify_audit（核对审计日志），
    backup 和 restore（备份、恢复），work（运行后台任务），rotate_secret（换密钥），reset_account（重设一个账号）。

    \b
    例：
      wenxiao manage migrate
      wenxiao manage create_admin
      wenxiao manage backup -o 备份-20260101.zip
      wenxiao manage restore 备份-20260101.zip
      wenxiao manage verify_audit
      wenxiao manage work
    """
    _needed()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenxiao.web.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["wenxiao manage", *arguments])
    sys.stdout.flush()
    return 0
