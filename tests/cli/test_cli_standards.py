"""`wenxiao standards`: list, show in words, and validate several folders in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_running import Cli
from wenxiao.report.pack import markdown
from wenxiao.standards import available, load
from wenxiao.standards.loader import builtin_root

PACK = "pack: {id: %s, title: 口径, region: %s, year: 2024, in_force_from: '2024', extends: national-2020}\n"


def pack(folder: Path, name: str, more: str = "", region: str = "某镇") -> Path:
    """Write a pack on top of the national one and return its folder."""
    (folder / name).mkdir()
    (folder / name / "pack.yaml").write_text(PACK % (name, region) + more, encoding="utf-8")
    return folder / name


def test_every_pack_is_listed(cli: Cli) -> None:
    """Each pack that ships is a line."""
    ran = cli("standards", "list")
    assert ran.status == 0
    assert [line.partition("\t")[0] for line in ran.out.splitlines()] == list(available())


@pytest.mark.parametrize("name", available())
def test_a_pack_is_shown_in_words(cli: Cli, name: str) -> None:
    """Its title, where it comes from and how it scores; by Markdown as docs/packs/ has it."""
    shown = cli("standards", "show", name)
    assert shown.status == 0
    assert load(name).identity.title in shown.out
    assert "满分 100" in shown.out
    assert cli("standards", "show", name, "--format", "markdown").out == markdown(load(name))


def test_a_folder_is_shown_too(cli: Cli, tmp_path: Path) -> None:
    """A pack of one's own is shown by its path."""
    assert "某镇" in cli("standards", "show", str(pack(tmp_path, "town-2024"))).out


def test_all_packs_that_ship_are_valid(cli: Cli) -> None:
    """Several folders at once: a line each, and nothing on stderr."""
    ran = cli("standards", "validate", *(str(builtin_root() / name) for name in available()))
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == len(available())


def test_all_faults_of_all_folders_are_told(cli: Cli, tmp_path: Path) -> None:
    """Every fault of every faulty folder is told in one run, and the sound one is said to be sound."""
    bad = "scoring:\n  - {id: x, full: 0}\nrequirements:\n  - {id: overal}\n"
    one = pack(tmp_path, "one-2024", bad, "甲镇")
    two = pack(tmp_path, "two-2024", "words:\n  - {id: w, word: [x]}\n", "乙镇")
    good = pack(tmp_path, "good-2024", region="丙镇")
    ran = cli("standards", "validate", str(one), str(two), str(good))
    assert ran.status == 2
    assert "good-2024：没有问题" in ran.out
    assert "one-2024/pack.yaml 第3行" in ran.err
    assert "one-2024/pack.yaml 第5行：要求必备的“overal”不是本口径的表，是不是“overall”。" in ran.err
    assert "two-2024/pack.yaml 第3行：不认识的项“word”，是不是“words”" in ran.err
    assert tmp_path.as_posix() not in ran.err


def test_two_packs_of_one_region_in_force_at_once_are_told(cli: Cli, tmp_path: Path) -> None:
    """Whoever adds a second pack for a region is told to end the first."""
    pack(tmp_path, "old-2020")
    ran = cli("standards", "validate", str(pack(tmp_path, "new-2024")))
    assert ran.status == 2
    assert "与口径“old-2020”" in ran.err
    assert "in_force_to" in ran.err


def test_a_folder_has_to_be_named(cli: Cli) -> None:
    """Without a folder the command is used wrongly."""
    assert cli("standards", "validate").status == 2
