"""`wenxiao sample`: files, truths, errors by name or by share, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli_running import Cli


def truths(folder: Path) -> list[dict[str, Any]]:
    """Return the truths in a folder in order."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.truth.json"))]


def test_samples_are_written_with_their_truth(cli: Cli, tmp_path: Path) -> None:
    """Two samples in two formats are six files, each named on the screen."""
    done = cli("sample", "--count", "2", "--standard", "hunan-2020", "--to", "txt,md", "-o", str(tmp_path))
    assert done.status == 0
    names = ["1-hunan-2020.md", "1-hunan-2020.truth.json", "1-hunan-2020.txt",
             "2-hunan-2020.md", "2-hunan-2020.truth.json", "2-hunan-2020.txt"]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert all(name in done.out for name in names)


def test_without_a_standard_they_take_turns(cli: Cli, tmp_path: Path) -> None:
    """Each sample is of another Standard, and its check is that of the product."""
    assert cli("sample", "--count", "3", "--to", "txt", "-o", str(tmp_path)).status == 0
    assert len({one["standard"] for one in truths(tmp_path)}) == 3


def test_errors_are_put_in_by_name(cli: Cli, tmp_path: Path) -> None:
    """What is injected by name is what `check` finds."""
    cli(
        "sample",
        "--standard",
        "hunan-2020",
        "--inject",
        "score.total,form.leftover",
        "--to",
        "txt",
        "-o",
        str(tmp_path),
    )
    assert [one["check"] for one in truths(tmp_path)[0]["injected"]] == ["score.total", "form.leftover"]
    found = json.loads(cli("check", str(tmp_path / "1-hunan-2020.txt"), "--format", "json").out)
    assert {"score.total", "form.leftover"} <= {one["check"] for one in found["findings"]}


@pytest.mark.parametrize("share", ["0.5", "50%"])
def test_errors_are_put_in_by_share(share: str, cli: Cli, tmp_path: Path) -> None:
    """About half of the samples have one error, the others none; long runs say only how many there are."""
    done = cli("sample", "--count", "30", "--inject", share, "--to", "txt", "-o", str(tmp_path))
    assert "30 份" in done.out
    spoilt = [len(one["injected"]) for one in truths(tmp_path)]
    assert set(spoilt) == {0, 1}
    assert 5 < sum(spoilt) < 25


def test_what_has_no_place_is_told(cli: Cli, tmp_path: Path) -> None:
    """An error that a Standard's forms have no place for is noted on the screen and in the truth."""
    done = cli("sample", "--standard", "anhui-unknown", "--inject", "rate.other", "--to", "txt", "-o", str(tmp_path))
    assert "skipped" in done.err
    assert truths(tmp_path)[0]["skipped"] == ["rate.other"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--inject", "sum.nothing"), "sum.parts"),
        (("--inject", "1.5"), "0 到 1"),
        (("--to", "wps"), "docx"),
        (("--count", "0"), "--count"),
        (("--standard", "nowhere"), "nowhere"),
    ],
)
def test_wrong_use_is_explained(arguments: tuple[str, ...], said: str, cli: Cli, tmp_path: Path) -> None:
    """Wrong use ends in status 2 and one sentence that helps."""
    done = cli("sample", *arguments, "-o", str(tmp_path))
    assert done.status == 2
    assert said in done.err
