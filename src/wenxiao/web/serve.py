"""The server on the embedded defaults: one process, SQLite, files in a folder; the demonstration on first use."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from wenxiao.errors import UsageError

_THREADS = 16
_NAME = "wenxiao"  # without the versions of the parts, which tell an attacker where to begin
_LONGEST_HEAD = 64 * 1024
_GRACE = 5  # seconds that a task in hand gets when the server stops
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

    from_environment().data.mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()
    from wenxiao.web.starting import migrated  # noqa: PLC0415

    migrated()


def lacking() -> list[str]:
    """Return a sentence for each thing that this installation lacks to be safe."""
    from django.conf import settings  # noqa: PLC0415

    from wenxiao.web.guard.checks import lacking as found  # noqa: PLC0415

    return [said for _, said in found(settings.CONFIGURATION)]


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

    server = Server(
        (host, port), application, numthreads=_THREADS, server_name=_NAME, request_queue_size=200, timeout=60
    )
    server.max_request_header_size = _LONGEST_HEAD
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        server.prepare()
    except OSError as error:
        raise UsageError(_taken(host, port, error)) from None
    with tasks_beside():
        try:
            server.serve()
        finally:
            server.stop()


def _interrupt(*_: object) -> None:
    """Stop as by Ctrl+C, so that a task in hand is ended or returned."""
    raise KeyboardInterrupt


@contextmanager
def tasks_beside() -> Iterator[None]:
    """Run the background tasks beside the pages, unless the configuration leaves them to processes of their own."""
    from wenxiao.web.configuration import from_environment  # noqa: PLC0415
    from wenxiao.web.tasks.worker import Worker  # noqa: PLC0415

    if not from_environment().tasks_here:
        yield
        return
    worker = Worker()
    worker.start()
    try:
        yield
    finally:
        worker.stop(_GRACE)
