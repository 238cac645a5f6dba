"""Installations of their own, each with its data folder and database, run by the program as separate processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from benchmarks.postgres import MISSING, database, server
from benchmarks.served import Served

CONTENDER = Path(__file__).with_name("contender.py")


def new_database(like: str = "template1") -> str:
    """Return the address of an empty PostgreSQL database, or of a copy; skip the test where there is no server."""
    address = database(like)
    if address is None:
        pytest.skip(MISSING)
    _hurry()
    return address


@cache
def _hurry() -> None:
    """Let the server not wait for the disk: our processes are killed in tests, the machine never loses its power."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


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
    return _copied(_built(kind, folder), data)


def _copied(built: Installation, data: Path) -> Installation:
    shutil.copytree(built.data, data)
    name = urlsplit(built.database).path.lstrip("/")
    return Installation(data, new_database(name) if name else "")


@cache
def _idle(kind: str, folder: Path) -> Installation:
    """Return the small tree with all of its tasks done, made once a test run; tests work on copies of it."""
    made = _copied(_built(kind, folder), folder / f"{kind}-idle-{uuid.uuid4().hex[:6]}")
    assert made.manage("work", "--once").returncode == 0
    return made


@cache
def _peopled(kind: str, folder: Path) -> Installation:
    """Return a tree with everybody in it and no round, built once a test run; tests work on copies of it."""
    made = Installation(folder / f"{kind}-people-{uuid.uuid4().hex[:6]}", new_database() if kind == "postgres" else "")
    served = Served(made.data, made.database, light=True)
    served.start(people=True, look=False)
    served.stop()
    return made


def peopled(kind: str, folder: Path, data: Path) -> Installation:
    """Return an installation of one's own with everybody in it and no round, whose server is `light`."""
    return _copied(_peopled(kind, folder), data)


@pytest.fixture(params=["sqlite", "postgres"])
def installation(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """Return an installation with a small tree, once on each kind of database."""
    return copied(request.param, tmp_path_factory.getbasetemp(), tmp_path / "data")


@pytest.fixture(params=["sqlite", "postgres"])
def idle(request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Return such an installation in which no task waits."""
    return _copied(_idle(request.param, tmp_path_factory.getbasetemp()), tmp_path / "data")
