"""The server on the embedded defaults: one process, SQLite, files in a folder; the demonstration on first use."""

from __future__ import annotations

import os
from collections.abc import Callable

_THREADS = 16
_NAME = "wenxiao"  # without the versions of the parts, which tell an attacker where to begin
_LONGEST_HEAD = 64 * 1024


def prepare() -> None:
    """Set Django up and bring the database to the present."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenxiao.web.settings")
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from wenxiao.web.configuration import from_environment  # noqa: PLC0415

    from_environment().data.mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()
    call_command("migrate", verbosity=0)


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


def serve(host: str, port: int) -> None:
    """Answer until interrupted. Raises OSError if the port is taken."""
    from cheroot.wsgi import Server  # noqa: PLC0415

    from wenxiao.web.wsgi import application  # noqa: PLC0415

    server = Server(
        (host, port), application, numthreads=_THREADS, server_name=_NAME, request_queue_size=200, timeout=60
    )
    server.max_request_header_size = _LONGEST_HEAD
    try:
        server.start()
    finally:
        server.stop()
