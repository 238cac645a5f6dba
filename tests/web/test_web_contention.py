"""Two processes at once in one installation, on both kinds of database: one wins, the other is told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from installations import Installation, said

pytestmark = pytest.mark.slow


def raced(installation: Installation, tmp_path: Path, *acts: str) -> list[dict[str, int]]:
    """Let processes do their acts on every filing at the same moment; return what became of each."""
    start = tmp_path / "start"
    processes = [installation.start("race", act, "jixiao", str(start)) for act in acts]
    while len(list(tmp_path.glob("start.*"))) < len(acts):
        assert all(process.poll() is None for process in processes), [process.communicate() for process in processes]
        time.sleep(0.02)
    start.touch()
    return [said(process) for process in processes]


def test_of_two_acceptors_one_wins_each_filing(installation: Installation, tmp_path: Path) -> None:
    """Every filing is accepted exactly once, the other is refused in words, and the chain of the log holds."""
    installation.act("submitted")
    before = installation.act("state")
    count = before["states"]["submitted"]
    ends = raced(installation, tmp_path, "accept", "accept")
    assert sum(one.get("done", 0) for one in ends) == count
    assert sum(one.get("refused", 0) for one in ends) == count
    after = installation.act("state")
    assert after["states"] == {"accepted": count}
    gained = {name: number - before["steps"].get(name, 0) for name, number in after["steps"].items()}
    assert {number for name, number in gained.items() if name.endswith(":accept")} == {1}
    assert after["faults"] == []


def test_accepting_and_returning_at_once_leave_one_state(installation: Installation, tmp_path: Path) -> None:
    """Whichever comes second sees what the first did: a filing accepted may be returned, one returned not accepted."""
    installation.act("submitted")
    count = installation.act("state")["states"]["submitted"]
    accepted, returned = raced(installation, tmp_path, "accept", "return")
    after = installation.act("state")
    assert returned == {"done": count}  # the performance office may return what is accepted
    assert after["states"] == {"returned": count}
    assert accepted.get("done", 0) + accepted.get("refused", 0) == count
    assert after["faults"] == []


def test_two_savers_of_one_filing_lose_nothing(installation: Installation, tmp_path: Path) -> None:
    """Each acknowledged version is there under its own number, readable, and the chain of the log holds."""
    ends = raced(installation, tmp_path, "save", "save")
    assert ends[0] == ends[1]
    after = installation.act("state")
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in after["versions"])
    assert sum(one.get("done", 0) for one in ends) <= sum(len(numbers) for numbers in after["versions"])
    assert after["faults"] == []


def test_of_two_who_save_from_the_same_page_one_is_told(installation: Installation, tmp_path: Path) -> None:
    """Exactly one version a filing is gained; the other saver is refused, which leaves him the choice."""
    before = installation.act("state")["versions"]
    ends = raced(installation, tmp_path, "save-on", "save-on")
    after = installation.act("state")
    done = sum(one.get("done", 0) for one in ends)
    assert done == sum(map(len, after["versions"])) - sum(map(len, before))
    assert all(one.get("done", 0) + one.get("refused", 0) == 8 for one in ends)
    assert sum(one.get("refused", 0) for one in ends) >= 8
    assert done <= 8
    assert after["faults"] == []
