"""`wenxiao check`: exit status, shape of the output, and what goes where."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import wenxiao
from cli_running import Cli
from wenxiao.check import catalogue

SCHEMA = json.loads((Path(wenxiao.__path__[0]) / "schemas" / "check-1.json").read_text(encoding="utf-8"))


def test_no_error_is_status_0(cli: Cli, clean: Path, mild: Path) -> None:
    """Neither a clean filing nor one with mere warnings fails."""
    assert [cli("check", path).status for path in (clean, mild)] == [0, 0]


def test_an_error_is_status_1_unless_told_otherwise(cli: Cli, faulty: Path) -> None:
    """`--exit-zero` turns it off and still shows the finding."""
    plain, zero = cli("check", faulty), cli("check", faulty, "--exit-zero")
    assert (plain.status, zero.status) == (1, 0)
    assert plain.out == zero.out
    assert "score.total" in plain.out


def test_the_highest_status_wins_and_the_others_are_done(cli: Cli, clean: Path, faulty: Path) -> None:
    """A file that can't be read is named on stderr; the others are reported, and 3 outranks 1."""
    outcome = cli("check", clean, "没有.txt", faulty, "--format", "json")
    assert outcome.status == 3
    assert [Path(one["file"]).name for one in outcome.lines()] == [clean.name, faulty.name]
    assert outcome.err.count("\n") == 1
    assert "没有.txt" in outcome.err


def test_exit_zero_does_not_hide_an_unreadable_file(cli: Cli, clean: Path) -> None:
    """`--exit-zero` is about findings only."""
    assert cli("check", clean, "没有.txt", "--exit-zero").status == 3


def test_one_file_is_one_object(cli: Cli, faulty: Path) -> None:
    """A single file gives one JSON object, over several lines, that keeps to the schema."""
    outcome = cli("check", faulty, "--format", "json")
    value = outcome.json()
    jsonschema.validate(value, SCHEMA)
    assert (value["contract"], value["unit"], value["year"]) == ("wenxiao.check/1", "青禾街道办事处", 2024)
    assert outcome.out.count("\n") > 10
    assert outcome.err == ""


@pytest.mark.parametrize("how", ["several", "folder", "folder of one"])
def test_several_files_are_json_lines(how: str, cli: Cli, clean: Path, faulty: Path) -> None:
    """Several files, or a folder however full, give one object a line."""
    if how == "folder of one":
        clean.unlink()
    names = [clean, faulty] if how == "several" else [clean.parent]
    outcome = cli("check", *names, "--format", "json")
    lines = outcome.lines()
    assert len(lines) == (1 if how == "folder of one" else 2)
    for value in lines:
        jsonschema.validate(value, SCHEMA)


def test_numbers_are_strings(cli: Cli, faulty: Path) -> None:
    """No figure passes through a float on its way out."""

    def refuse(text: str) -> float:
        raise AssertionError(text)

    value = json.loads(cli("check", faulty, "--format", "json").out, parse_float=refuse)
    assert value["score"]["declared"] == "95"
    assert {fact["value"] for fact in value["facts"] if fact["label"] == "全年预算数"} == {"600.00", "40.00"}


def test_a_folder_is_walked(cli: Cli, tmp_path: Path, clean: Path) -> None:
    """Files in folders inside are found; hidden ones, README and other kinds are not taken."""
    for name in ("内/二.txt", ".藏/三.txt", "内/.四.txt", "README.md", "图.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(clean.read_bytes())
    names = [Path(one["file"]).name for one in cli("check", tmp_path, "--format", "json").lines()]
    assert sorted(names) == ["二.txt", "无误.txt"]


def test_a_file_named_twice_is_checked_once(cli: Cli, clean: Path) -> None:
    """The same path given twice, or inside a folder given too, is one input."""
    assert len(cli("check", clean, clean, clean.parent, "--format", "json").lines()) == 1


def test_output_goes_to_a_file(cli: Cli, faulty: Path, tmp_path: Path) -> None:
    """`-o` writes what stdout would have shown, in UTF-8, and leaves stdout empty; the status is the same."""
    shown = cli("check", faulty, "--format", "json")
    outcome = cli("check", faulty, "--format", "json", "-o", tmp_path / "结果.json")
    assert (outcome.status, outcome.out) == (1, "")
    assert json.loads((tmp_path / "结果.json").read_text(encoding="utf-8")) == shown.json()


def test_text_shows_problem_computation_place_and_advice(cli: Cli, faulty: Path) -> None:
    """A reader sees the sentence, the sum, the line and what to do; and no colour codes outside a terminal."""
    shown = cli("check", faulty).out
    for words in (
        "总分 95 不等于各项得分之和 97",
        "9+20+20+9+20+9+10",
        "行",
        "总分应为 97",
        "hunan-2020",
        "青禾街道办事处",
    ):
        assert words in shown
    assert "\x1b" not in shown


def test_the_standard_can_be_named(cli: Cli, clean: Path) -> None:
    """`--standard` is taken as said, by id or by folder, and the output says that it was asked for."""
    value = cli("check", clean, "--standard", "national-2020", "--format", "json").json()
    assert value["standard"] == "national-2020"
    assert "指定" in value["standard_reason"]
    folder = Path(wenxiao.__path__[0]) / "standards" / "packs" / "hunan-2020"
    assert cli("check", clean, "--standard", folder, "--format", "json").json()["standard"] == "hunan-2020"


def test_off_takes_a_list(cli: Cli, faulty: Path) -> None:
    """Blanks and empty entries in the list do no harm; what is off says so and does not count."""
    outcome = cli("check", faulty, "--off", "score.total, form.unsigned,", "--format", "json")
    verdicts = {one["check"]: one["verdict"] for one in outcome.json()["checked"]}
    assert outcome.status == 0
    assert (verdicts["score.total"], verdicts["form.unsigned"]) == ("off", "off")
    assert set(verdicts) == {check.id for check in catalogue()}
