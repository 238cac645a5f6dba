"""The server on the embedded defaults: one process, SQLite, files in a folder; the demonstration on first use."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable

from wenxiao.errors import UsageError

_THREADS = 16
_WORDS = {
    errno.EADDRINUSE: "已被别的程序占用（也许问效已经开着）",
    errno.EACCES: "没有权限使用",
    errno.EADDRNOTAVAIL: "这个地址不是本机的",
}


def prepare() -> None:
    """Set Django up and bring the database to the present, one process after another. Raises UsageError."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenxiao.web.settings")
    import django  # noqa: PLC0415

    from wenxiao.web.configuration import from_environment  # noqa: PLC0415

    from_environment().data.mkdir(parents=True, exist_ok=True)
    django.setup()
    from wenxiao.web.starting import migrated  # noqa: PLC0415

    migrated()


def demonstrate(say: Callable[[str], None]) -> bool:
    """Load the demonstration into an empty installation; tell whether it was empty."""
    from wenxiao.web.demonstration import build  # noqa: PLC0415
    from wenxiao.web.people.models import User  # noqa: PLC0415

    if User.objects.exists():
        return False
    build(say)
    return True


def free(host: str, port: int) -> None:
    """Make sure, before any work is done, that the server will be able to answer here. Raises UsageError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as one:
        if os.name == "posix":  # elsewhere it would let two servers have one port
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except (OSError, OverflowError) as error:
            raise UsageError(_taken(host, port, error)) from None


def _taken(host: str, port: int, error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    why = _WORDS.get(number or 0, "不能用")
    return f"{host}:{port} {why}，请换一个端口或地址，例如：wenxiao serve --port {port + 1 if port < 65535 else 8000}"


def serve(host: str, port: int) -> None:
    """Answer until interrupted. Raises UsageError if the port is taken."""
    from cheroot.wsgi import Server  # noqa: PLC0415

    from wenxiao.web.wsgi import application  # noqa: PLC0415

    server = Server((host, port), application, numthreads=_THREADS, request_queue_size=200, timeout=60)
    try:
        server.prepare()
    except OSError as error:
        raise UsageError(_taken(host, port, error)) from None
    try:
        server.serve()
    finally:
        server.stop()
