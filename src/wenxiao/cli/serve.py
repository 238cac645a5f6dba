"""`wenxiao serve` and `wenxiao manage`: the web application."""

from __future__ import annotations

import os
import sys

import click

from wenxiao.cli.chinese import ChineseCommand
from wenxiao.errors import UsageError

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
    from wenxiao.web.serve import demonstrate, lacking, prepare, serve

    if host not in ("127.0.0.1", "localhost", "::1") and "WENXIAO_HOSTS" not in os.environ:
        raise UsageError("对外开放要先说明用哪些名字访问，例如：WENXIAO_HOSTS=jixiao.gov.example,10.1.2.3")
    prepare()
    if demonstration and demonstrate(lambda line: click.echo(f"演示数据：{line}", err=True)):
        from wenxiao.web.demonstration import PASSWORD

        click.echo(f"演示账号：jixiao（绩效股）、tb200001（填报人）、fz200001（负责人）……密码都是 {PASSWORD}", err=True)
    for said in lacking():
        click.echo(f"注意：{said}", err=True)
    click.echo(f"请用浏览器打开 http://{host}:{port}/ ，按 Ctrl+C 结束。", err=True)
    try:
        serve(host, port)
    except OSError as error:
        raise UsageError(f"不能在 {host}:{port} 上等（{error.strerror}），请换一个 --port。") from None
    except KeyboardInterrupt:
        click.echo("已停止。", err=True)
    return 0


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
