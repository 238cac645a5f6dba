"""`wenxiao check` with waivers: where they are found, the exit status, what is said of idle ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_running import Cli

NAME = "wenxiao.waivers.yaml"
ENTRY = "- {check: score.total, reason: 批复如此, by: 绩效科岗位甲, date: 2025-03-18}\n"


@pytest.mark.parametrize("where", ["beside", "above", "named"])
def test_a_waiver_excuses_an_error_and_stays_in_sight(where: str, cli: Cli, faulty: Path) -> None:
    """Beside the file, beside its folder, or named: status 0, and who and why stand in the text."""
    folder = faulty.parent / "材料"
    folder.mkdir()
    moved = faulty.rename(folder / faulty.name)
    place = {"beside": folder / NAME, "above": folder.parent / NAME, "named": folder.parent / "别处.yaml"}[where]
    place.write_text(ENTRY, encoding="utf-8")
    outcome = cli("check", moved, *(["--waivers", place] if where == "named" else []))
    assert outcome.status == 0
    assert "已豁免 1 条" in outcome.out
    assert "批复如此（绩效科岗位甲，2025-03-18）" in outcome.out
    assert outcome.err == ""


def test_a_folder_is_covered_from_its_top(cli: Cli, faulty: Path) -> None:
    """A file in the folder that is named covers the files in its subfolders."""
    deep = faulty.parent / "区" / "街道"
    deep.mkdir(parents=True)
    faulty.rename(deep / faulty.name)
    (faulty.parent / NAME).write_text(ENTRY, encoding="utf-8")
    assert cli("check", faulty.parent).status == 0


def test_every_finding_says_in_json_whether_it_is_waived(cli: Cli, faulty: Path) -> None:
    """The key is always there: null, or who, why and when."""
    before = cli("check", faulty, "--format", "json").json()["findings"]
    assert {one["waived"] for one in before} == {None}
    (faulty.parent / NAME).write_text(ENTRY, encoding="utf-8")
    after = cli("check", faulty, "--format", "json").json()["findings"]
    assert [one["waived"] for one in after if one["check"] == "score.total"] == [
        {"reason": "批复如此", "by": "绩效科岗位甲", "date": "2025-03-18"}
    ]
    assert len(after) == len(before)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (ENTRY.replace("}", ", until: 2025-03-31}"), "已于 2025-03-31 到期"),
        (ENTRY.replace("}", ", where: 没有这句话}"), "没有对应的发现"),
        (ENTRY.replace("}", ", unit: 别的单位}"), "unit 或 file"),
    ],
)
def test_an_idle_entry_is_noted_and_excuses_nothing(entry: str, said: str, cli: Cli, faulty: Path) -> None:
    """Expired, matching nothing, or for another unit: a note with file and line on stderr, and still status 1."""
    (faulty.parent / NAME).write_text(entry, encoding="utf-8")
    outcome = cli("check", faulty)
    assert outcome.status == 1
    assert f"{NAME} 第1行" in outcome.err
    assert said in outcome.err


def test_a_mistake_stops_the_run_before_any_output(cli: Cli, faulty: Path) -> None:
    """An unknown check in the waivers is status 2, and nothing is reported as checked."""
    (faulty.parent / NAME).write_text(ENTRY.replace("score.total", "score.nothing"), encoding="utf-8")
    outcome = cli("check", faulty)
    assert (outcome.status, outcome.out) == (2, "")
    assert "score.nothing" in outcome.err
    assert f"{NAME} 第1行" in outcome.err


def test_a_named_file_that_is_missing_is_a_wrong_command(cli: Cli, faulty: Path) -> None:
    """Asking for waivers that are not there is never passed over."""
    assert cli("check", faulty, "--waivers", "没有.yaml").status == 2


def test_named_waivers_replace_those_found(cli: Cli, faulty: Path) -> None:
    """With `--waivers` nothing beside the file is read."""
    (faulty.parent / NAME).write_text(ENTRY, encoding="utf-8")
    other = faulty.parent / "空.yaml"
    other.write_text("", encoding="utf-8")
    assert cli("check", faulty, "--waivers", other).status == 1
