"""Before answering: one process at a time brings the database to the present, and none goes on with a newer one.

On SQLite the processes wait for each other at a small database of its own in the data folder, on PostgreSQL at a lock
of the server; either is let go by the system itself when a process dies.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from wenxiao.errors import UsageError
from wenxiao.version import __version__
from wenxiao.web.configuration import from_environment

_LOCK = 0x77656E7869616F  # any number that no other program takes for its advisory lock
_PATIENCE = 600  # seconds that a start may wait for another one's migration


def migrated() -> None:
    """Bring the database to the present. Raises UsageError if a newer program has been here."""
    with one_at_a_time():
        loader = MigrationLoader(connection)
        _not_newer(loader)
        if _missing(loader):
            call_command("migrate", verbosity=0)


def at_present() -> None:
    """Raise UsageError unless the database is as this program has it: made, and neither older nor newer."""
    loader = MigrationLoader(connection)
    _not_newer(loader)
    if not loader.applied_migrations:
        raise UsageError("这里还没有数据库：请先运行 wenxiao serve 或 wenxiao manage migrate，或检查 WENXIAO_DATA。")
    if missing := _missing(loader):
        raise UsageError(f"数据库还是旧的，差 {missing} 步：用原来的程序备份之后，请运行 wenxiao manage migrate。")


def _missing(loader: MigrationLoader) -> int:
    """Return how many steps the database lacks."""
    return len(set(loader.graph.nodes) - set(loader.applied_migrations or ()))


def _not_newer(loader: MigrationLoader) -> None:
    known = loader.disk_migrations or {}
    unknown = sorted(name for name in loader.applied_migrations or () if name not in known)
    if unknown:
        app, name = unknown[-1]
        raise UsageError(
            f"数据库已由更新的程序升级过（多出 {len(unknown)} 步，如 {app}.{name}），"
            f"问效 {__version__} 不能用它；请装回新的程序，或把升级前的备份恢复到空的系统里。"
        )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one process of an installation pass at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    gate = from_environment().data / "starting.sqlite3"
    with closing(sqlite3.connect(gate, timeout=_PATIENCE, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield
