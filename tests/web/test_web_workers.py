"""Workers as real processes, on both kinds of database: killed, stopped, looking at the clock all at once."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from installations import Installation, said

pytestmark = pytest.mark.slow
LABOURER = Path(__file__).with_name("labourer.py")


class Yard:
    """An installation with its workers, and the file in which their tasks leave marks."""

    def __init__(self, installation: Installation, folder: Path) -> None:
        self.installation, self.marks, self.hold = installation, folder / "marks", folder / "hold"

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a process of labourer.py."""
        command = [sys.executable, str(LABOURER), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.installation.environment(), stdout=pipe, stderr=pipe, text=True)

    def worker(self, seconds: int = 60) -> subprocess.Popen[str]:
        """Start a worker and wait until it listens to signals."""
        process = self.start("work", str(self.marks), str(self.hold), str(seconds))
        until(self.marks.with_name(f"ready.{process.pid}").exists)
        return process

    def queue(self, count: int) -> None:
        """Queue tasks."""
        assert said(self.start("queue", str(count))) == {"waiting": count}

    def state(self) -> list[dict[str, Any]]:
        """Return the tasks that leave marks."""
        return [one for one in said(self.start("state")) if one["kind"] == "mark"]

    def lines(self) -> list[str]:
        """Return the marks."""
        return self.marks.read_text(encoding="utf-8").splitlines() if self.marks.exists() else []


@pytest.fixture
def yard(idle: Installation, tmp_path: Path) -> Yard:
    """Return a yard on each kind of database."""
    return Yard(idle, tmp_path)


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def stopped(process: subprocess.Popen[str]) -> Any:
    """Ask a process to stop and return what it says."""
    process.send_signal(signal.SIGTERM)
    return said(process)


def test_the_task_of_a_killed_worker_is_run_by_another(yard: Yard) -> None:
    """kill -9 in the middle: after the lease another worker takes the task and ends it, once."""
    yard.queue(1)
    yard.hold.touch()
    first = yard.worker()
    until(lambda: yard.lines() == ["began 0"])
    first.kill()
    first.communicate()
    yard.hold.unlink()
    second = yard.worker()
    until(lambda: "ended 0" in yard.lines())
    assert stopped(second) == {"ended": True}
    assert yard.lines() == ["began 0", "began 0", "ended 0"]
    (task,) = yard.state()
    assert (task["state"], task["attempts"], task["outcome"]) == ("done", 2, "做好了")


def test_a_living_worker_keeps_its_task_longer_than_the_lease(yard: Yard) -> None:
    """Another worker that puts back what fell silent leaves it alone, however long it takes."""
    yard.queue(1)
    yard.hold.touch()
    first = yard.worker()
    until(lambda: yard.lines() == ["began 0"])
    second = yard.worker()
    time.sleep(4)
    yard.hold.unlink()
    until(lambda: "ended 0" in yard.lines())
    stopped(first)
    stopped(second)
    assert yard.lines() == ["began 0", "ended 0"]
    assert yard.state()[0]["attempts"] == 1


def test_a_worker_that_is_stopped_returns_what_it_has_not_ended(yard: Yard) -> None:
    """SIGTERM: the task waits again at once, as if it had not been tried."""
    yard.queue(1)
    yard.hold.touch()
    worker = yard.worker()
    until(lambda: yard.lines() == ["began 0"])
    stopped(worker)
    (task,) = yard.state()
    assert (task["state"], task["attempts"]) == ("waiting", 0)


def test_two_workers_run_each_task_once(yard: Yard) -> None:
    """Forty tasks, two workers: forty beginnings, forty ends."""
    yard.queue(40)
    workers = [yard.worker(), yard.worker()]
    until(lambda: sum(line.startswith("ended") for line in yard.lines()) >= 40)
    for one in workers:
        stopped(one)
    assert sorted(yard.lines()) == sorted(f"{what} {at}" for at in range(40) for what in ("began", "ended"))
    assert {one["state"] for one in yard.state()} == {"done"}


def test_three_processes_queue_what_is_due_once(yard: Yard, tmp_path: Path) -> None:
    """Ten days looked at by three at the same moment: each day's tasks are there exactly once."""
    start = tmp_path / "start"
    processes = [yard.start("due", str(start)) for _ in range(3)]
    until(lambda: len(list(tmp_path.glob("start.*"))) == 3)
    start.touch()
    ends = [said(one) for one in processes]
    assert sum(one["queued"] for one in ends) == 10 * ends[0]["daily"]


def test_the_command_stops_cleanly(installation: Installation) -> None:
    """`wenxiao manage work` says that it runs, ends by SIGTERM with status 0, and `--once` ends by itself."""
    assert installation.manage("work", "--once").stdout.startswith("做了")
    command = [sys.executable, "-m", "wenxiao", "manage", "work"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=installation.environment(), stdout=pipe, stderr=pipe, text=True)
    assert process.stdout is not None
    assert "在运行" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert "已停止" in out


def test_the_server_runs_tasks_beside_its_pages(installation: Installation) -> None:
    """On the embedded default no second process is needed: the notice of the round reaches the units."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "wenxiao", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=installation.environment(), stderr=subprocess.PIPE, text=True)
    read = [sys.executable, str(LABOURER), "state"]

    def announced() -> bool:
        done = subprocess.run(read, env=installation.environment(), capture_output=True, text=True, check=True)
        return any(one["kind"] == "announce" and one["state"] == "done" for one in json.loads(done.stdout))

    try:
        until(announced)
    finally:
        process.send_signal(signal.SIGTERM)
    assert "已停止" in process.communicate(timeout=60)[1]
    assert process.returncode == 0
