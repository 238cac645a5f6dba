"""Starting: several processes at once on an empty installation, a newer database, a taken port, the demonstration."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from benchmarks.served import Served, free_port
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from installations import new_database

from wenxiao.errors import UsageError
from wenxiao.web.serve import free
from wenxiao.web.starting import migrated

WENXIAO = [sys.executable, "-m", "wenxiao"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_three_processes_start_at_once_on_nothing(kind: str, tmp_path: Path) -> None:
    """None collides with another's migration; all answer, and a person signs in at any of them."""
    from benchmarks.person import Person  # noqa: PLC0415

    database = new_database() if kind == "postgres" else ""
    held = [Served(tmp_path / "data", database) for _ in range(3)]
    try:
        for at, one in enumerate(held):
            one.launch(people=at == 0)
        for one in held:
            one.wait()
        assert "布置年度工作" in Person([one.address for one in held], "jixiao").get("/rounds")
        assert json.loads((tmp_path / "data" / "whole.json").read_text(encoding="utf-8"))["faults"] == []
    finally:
        for one in held:
            one.stop()


@pytest.mark.django_db
def test_a_newer_database_is_refused_in_one_sentence() -> None:
    """A program that does not know all that was applied says so and touches nothing."""
    MigrationRecorder(connection).record_applied("filings", "9999_of_the_future")
    with pytest.raises(
        UsageError, match=r"更新的程序升级过（多出 1 步，如 filings\.9999_of_the_future）.*请装回新的程序"
    ):
        migrated()


@pytest.mark.django_db
def test_a_command_on_an_older_database_says_what_to_do() -> None:
    """Steps that are not applied yet are counted, and nothing is done before."""
    MigrationRecorder(connection).record_unapplied("filings", "0004_explained_acts")
    with pytest.raises(UsageError, match=r"数据库还是旧的，差 1 步：.*请运行 wenxiao manage migrate"):
        call_command("verify_audit")


def test_a_command_where_there_is_no_database_says_so(tmp_path: Path) -> None:
    """Not a fault of the program: the folder is new, or another one was meant."""
    environment = os.environ | {"WENXIAO_DATA": str(tmp_path / "data"), "WENXIAO_DATABASE": ""}
    command = [sys.executable, "-m", "wenxiao", "manage", "verify_audit"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)
    assert done.returncode == 2
    assert "这里还没有数据库：请先运行 wenxiao serve 或 wenxiao manage migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_told_in_one_sentence() -> None:
    """What is wrong with it, and how to ask for another."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = one.getsockname()[1]
        with pytest.raises(UsageError, match=rf"127\.0\.0\.1:{port} 已被别的程序占用.*--port {port + 1}"):
            free("127.0.0.1", port)
    free("127.0.0.1", port)
    with pytest.raises(UsageError, match=r"10\.255\.255\.1:8000 这个地址不是本机的"):
        free("10.255.255.1", 8000)


@contextmanager
def served(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`wenxiao serve --demonstration` on a folder."""
    words = [*WENXIAO, "serve", "--demonstration", "--port", str(port)]
    environment = {**os.environ, "WENXIAO_DATA": str(data), "WENXIAO_DATABASE": ""}
    process = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_the_demonstration_opens_at_once_and_says_who_can_sign_in(tmp_path: Path) -> None:
    """Pages answer while it is still being built; the address, the accounts and the progress are told."""
    port, began = free_port(), time.monotonic()
    with served(tmp_path, port) as process:
        assert process.stderr is not None
        said = ""
        while "演示数据：单位 40 个" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=20) as answer:
            assert answer.status == 200
        assert time.monotonic() - began < 20
    assert f"http://127.0.0.1:{port}/" in said
    assert "密码都是 Zhanshi-2025" in said
    assert "tb200001" in said


@pytest.mark.skipif(shutil.which("make") is None, reason="没有 make：没有看 make 的帮助")
def test_make_has_the_three_commands_of_the_contract_and_its_help_names_them() -> None:
    """`make demo`, `make test` and `make serve`; the last one loads the demonstration."""
    root = Path(__file__).parents[2]
    told = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True).stdout
    assert [name for name in ("demo", "serve", "test") if f"make {name} " not in told] == []
    planned = subprocess.run(["make", "-n", "serve"], cwd=root, capture_output=True, text=True, check=True).stdout
    assert "wenxiao serve --demonstration --port 8000" in planned
