"""`wenxiao diff` on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from building import Sheet, text_of
from cli_running import Cli
from wenxiao.cli.inputs import filing_of
from wenxiao.errors import ReadError


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return a file in which one figure differs from the clean one."""
    path = tmp_path / "定稿.txt"
    path.write_text(text_of(replace(Sheet(), executed="545.00")), encoding="utf-8")
    return path


def test_differences_are_shown_and_are_no_failure(cli: Cli, clean: Path, changed: Path) -> None:
    """Status 0, as for any comparison that was done; the changed figure is on the screen."""
    outcome = cli("diff", clean, changed)
    assert (outcome.status, outcome.err) == (0, "")
    assert "+5.00万元" in outcome.out


def test_exit_code_tells_whether_they_differ(cli: Cli, clean: Path, changed: Path) -> None:
    """With --exit-code 1 if they differ and 0 if not."""
    assert cli("diff", clean, changed, "--exit-code").status == 1
    assert cli("diff", clean, clean, "--exit-code").status == 0


def test_a_filing_in_json_is_as_good_as_its_file(cli: Cli, clean: Path, changed: Path, tmp_path: Path) -> None:
    """What `extract` printed is read back, whatever its name; the comparison is the same."""
    for name in ("材料.json", "材料.txt.bak"):
        stored = tmp_path / name
        stored.write_text(cli("extract", clean).out, encoding="utf-8")
        assert cli("diff", stored, clean, "--exit-code").status == 0
        assert cli("diff", stored, changed, "--format", "json").json()["counts"]["changed"] == 1


def test_a_stored_filing_is_read_anew_by_another_standard(cli: Cli, clean: Path, tmp_path: Path) -> None:
    """--standard holds for both; without the text a stored filing can only keep its own."""
    stored = tmp_path / "材料.json"
    stored.write_text(cli("extract", clean).out, encoding="utf-8")
    found = cli("diff", stored, clean, "--standard", "national-2020", "--format", "json").json()
    assert {found["before"]["standard"], found["after"]["standard"]} == {"national-2020"}
    bare = json.loads(stored.read_text(encoding="utf-8")) | {"documents": []}
    stored.write_text(json.dumps(bare, ensure_ascii=False), encoding="utf-8")
    outcome = cli("diff", stored, clean, "--standard", "national-2020")
    assert (outcome.status, outcome.out) == (3, "")
    assert "没有原文" in outcome.err


def test_html_and_json_are_written_to_a_file(cli: Cli, clean: Path, changed: Path, tmp_path: Path) -> None:
    """-o names the file; a folder that is not there is said."""
    page, data = tmp_path / "比较.html", tmp_path / "差别.json"
    assert cli("diff", clean, changed, "--format", "html", "-o", page).out == ""
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert cli("diff", clean, changed, "--format", "json", "-o", data).status == 0
    assert json.loads(data.read_text(encoding="utf-8"))["contract"] == "wenxiao.diff/1"
    outcome = cli("diff", clean, changed, "-o", tmp_path / "没有" / "x.txt")
    assert outcome.status == 2
    assert "不能写到" in outcome.err


def test_every_unreadable_file_is_named(cli: Cli, clean: Path, tmp_path: Path) -> None:
    """Status 3 and nothing on standard output."""
    outcome = cli("diff", tmp_path / "甲.txt", tmp_path / "乙.txt")
    assert (outcome.status, outcome.out) == (3, "")
    assert "甲.txt" in outcome.err
    assert "乙.txt" in outcome.err
    assert cli("diff", clean, tmp_path / "乙.txt").status == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "不是 wenxiao 输出的 JSON"),
        ("[" * 100_000, "不是 wenxiao 输出的 JSON"),
        ("{}", "没有写 contract"),
        ('{"contract": "wenxiao.check/1"}', "wenxiao.check/1"),
        ('{"contract": "wenxiao.filing/1"}', "约定不符"),
    ],
)
def test_json_that_is_no_filing_is_refused(content: str, said: str, tmp_path: Path) -> None:
    """One sentence that says what it is and what is wanted."""
    path = tmp_path / "结果.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=said):
        filing_of(path)


@pytest.mark.parametrize("figure", ["NaN", "1E+999999999", "-Infinity"])
def test_a_stored_figure_that_is_none_is_refused(figure: str, cli: Cli, clean: Path, tmp_path: Path) -> None:
    """A figure that would fill the memory, or is no number, never comes in."""
    stored = tmp_path / "材料.json"
    stored.write_text(cli("extract", clean).out.replace('"540.00"', f'"{figure}"', 1), encoding="utf-8")
    with pytest.raises(ReadError, match="不成数"):
        filing_of(stored)
