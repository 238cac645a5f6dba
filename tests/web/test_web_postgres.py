"""The main path on a real PostgreSQL server: the same tests, run again with another database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from installations import POSTGRES_MISSING, postgres

HERE = Path(__file__).parent
AGAIN = ("test_web_round.py", "test_web_audit.py", "test_web_people.py", "test_web_accounts.py", "test_web_units.py")


@pytest.mark.slow
def test_the_main_path_holds_on_postgresql() -> None:
    """From the notice to acceptance, accounts, units; the log's triggers and the constraints refuse there too."""
    if postgres() is None:
        pytest.skip(POSTGRES_MISSING)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(str(HERE / name) for name in AGAIN)]
    environment = {**os.environ, "WENXIAO_TEST_DATABASE": "postgres"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "passed" in done.stdout
