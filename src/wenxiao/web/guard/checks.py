"""What a deployment lacks, in one sentence each: for `manage check --deploy`, and on the terminal when serving."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

from wenxiao.web.configuration import Configuration

_HERE = frozenset(("localhost", "127.0.0.1", "::1", "[::1]"))
_OTHERS = 0o077


@checks.register(checks.Tags.security, deploy=True)
def deployment(**_: Any) -> list[checks.CheckMessage]:
    """Return the warnings for Django's own check."""
    return [checks.Warning(said, id=f"wenxiao.W{number:03}") for number, said in lacking(settings.CONFIGURATION)]


def lacking(configuration: Configuration) -> Iterator[tuple[int, str]]:
    """Yield the number and the sentence of each thing that a deployment lacks."""
    public = sorted(set(configuration.hosts) - _HERE)
    if public and not configuration.https:
        names = "、".join(public)
        yield 1, f"对外开放（{names}）却没有用 TLS，口令在网上是明文；请在前面放 nginx，并写 WENXIAO_HTTPS=1。"
    if configuration.debug:
        yield 2, "WENXIAO_WEB_DEBUG=1 会把程序内部给访问的人看，只能在开发时用；请去掉。"
    if "*" in configuration.hosts:
        yield 3, "WENXIAO_HOSTS 里的 * 等于不核对访问用的名字；请逐个写明。"
    if os.name == "posix":
        yield from _open_to_others(configuration.data)


def _open_to_others(data: Path) -> Iterator[tuple[int, str]]:
    if data.is_dir() and data.stat().st_mode & _OTHERS:
        yield 4, f"数据文件夹 {data} 别的用户也能看，里面有全部材料；请运行 chmod 700 {data}。"
    for name in ("secret", "secret.previous"):
        path = data / name
        if path.is_file() and path.stat().st_mode & _OTHERS:
            yield 5, f"密钥文件 {path} 别的用户也能看，看到的人能伪造登录；请运行 chmod 600 {path}，再换一次密钥。"
