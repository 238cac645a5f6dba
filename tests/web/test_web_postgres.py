"""The main path on a real PostgreSQL server: the same tests, run again with another database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.postgres import MISSING, server

HERE = Path(__file__).parent
OURS = ("DJANGO_SETTINGS_MODULE", "WENXIAO_DATA", "WENXIAO_DATABASE", "PYTEST_XDIST_WORKER")  # of this process
AGAIN = (  # those whose acts meet in the database; what only lays out or compares is not run again
    "test_web_round.py", "test_web_filling.py", "test_web_audit.py", "test_web_people.py", "test_web_accounts.py",
    "test_web_units.py", "test_web_standard.py", "test_web_aside.py", "test_web_moves.py", "test_web_tasks.py",
    "test_web_inbox.py", "test_web_archives.py", "test_web_evidence.py", "test_web_targets.py",
)  # fmt: skip

ONCE = "cost_no_query or costs_no_query or cost_few_queries or as_many_queries or cannot_be_loaded or demonstration"
"""Left out of those: how many statements a page takes (as many on both), files of the program that are gone, and the
demonstration, which `installations` builds on PostgreSQL anyway."""


@pytest.mark.slow
def test_the_main_path_holds_on_postgresql() -> None:
    """From the notice to acceptance, filling in, accounts, units; triggers and constraints refuse there too."""
    if server() is None:
        pytest.skip(MISSING)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", f"not ({ONCE})"]
    command += [str(HERE / name) for name in AGAIN]
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment["WENXIAO_TEST_DATABASE"] = "postgres"
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "passed" in done.stdout
