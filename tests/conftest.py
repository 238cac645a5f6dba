"""The command line and files to give it. (It also puts this folder on the path: `from building import …`.)"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from building import Sheet, text_of
from cli_running import Cli

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # some two hundred processes are started; none compiles all anew


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Return the command line as a function."""
    return Cli(capsys)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Return a file in which nothing is wrong."""
    path = tmp_path / "无误.txt"
    path.write_text(text_of(Sheet()), encoding="utf-8")
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Return a file with one error: the total is not the sum."""
    path = tmp_path / "总分错.txt"
    path.write_text(text_of(replace(Sheet(), total=("100", "95"))), encoding="utf-8")
    return path


@pytest.fixture
def mild(tmp_path: Path) -> Path:
    """Return a file with a warning and no error."""
    path = tmp_path / "有疑点.txt"
    path.write_text(
        text_of(replace(Sheet(), executed="540.00", tail="联系人李明，手机13800138000。\n")), encoding="utf-8"
    )
    return path


SLOW = ("formats", "sample", "web", "write", "compare")
"""Folders whose tests write and read whole files or start servers; `make fast` leaves them out.

Of the web those stay in it that need neither a database nor another process.
"""


FIRST = (
    "test_web_postgres.py", "test_web_axe.py", "test_web_browser.py", "test_web_kill.py", "test_web_attack_routes.py",
    "test_web_backup.py", "test_web_workers.py", "test_web_processes.py", "test_web_contention.py",
    "test_web_keyboard.py", "test_web_pictures.py", "test_web_starting.py", "test_localise.py",
)  # fmt: skip
"""Files whose tests take longest: begun first, so that no processor waits at the end for the last of them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of these folders as slow, and begin with those that take longest."""
    here = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(here).parts[0] if item.path.is_relative_to(here) else ""
        if folder in SLOW and not (folder == "web" and _alone(item)):
            item.add_marker(pytest.mark.slow)
    items.sort(key=_turn)


def _alone(item: pytest.Item) -> bool:
    """Tell whether a test of the web needs no database."""
    return "db" not in getattr(item, "fixturenames", ()) and item.get_closest_marker("django_db") is None


def _turn(item: pytest.Item) -> tuple[int, bool]:
    at = FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST)
    return at, item.get_closest_marker("slow") is None
