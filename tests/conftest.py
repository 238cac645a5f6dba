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
"""Folders whose tests write and read whole files or start servers; `make fast` leaves them out."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of these folders as slow."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.path.relative_to(here).parts[0] in SLOW:
            item.add_marker(pytest.mark.slow)
