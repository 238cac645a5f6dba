"""docs/security.md claims nothing that no test holds, and docs/deploy.md no setting that is not read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    line.strip("| \n").split(" | ")
    for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| 控制")
]
WRITTEN = {
    name
    for path in (ROOT / "tests" / "web").glob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_control_has_its_place_and_its_tests(row: list[str]) -> None:
    """A row names a requirement, a file that is there, and tests that are there."""
    control, verification, graded, where, tests = row
    assert control
    assert (verification, graded) != ("—", "—")
    assert all((ROOT / "src" / "wenxiao" / "web" / name).is_file() for name in re.findall(r"`([^`]+)`", where)), where
    named = re.findall(r"`([^`]+)`", tests)
    assert named
    assert set(named) <= WRITTEN, set(named) - WRITTEN


def test_each_setting_in_the_guide_is_one_that_is_read() -> None:
    """And each that is read, apart from the one for development, is in the guide."""
    told = set(re.findall(r"WENXIAO_[A-Z]+", (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")))
    source = (ROOT / "src" / "wenxiao" / "web" / "configuration.py").read_text(encoding="utf-8")
    assert told == set(re.findall(r'"(WENXIAO_[A-Z]+)"', source))
