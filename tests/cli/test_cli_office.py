"""`wenxiao check --format xlsx` and `--format docx`: where they write, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from cli_running import Cli


def test_one_workbook_holds_all_files(cli: Cli, clean: Path, faulty: Path, tmp_path: Path) -> None:
    """Every file has its row, what could not be read is listed, and the status is that of any format."""
    path = tmp_path / "汇总.xlsx"
    outcome = cli("check", clean, faulty, "没有.txt", "--format", "xlsx", "-o", path)
    assert (outcome.status, outcome.out) == (3, "")
    said = [row[0].value for row in openpyxl.load_workbook(path)["汇总"].iter_rows()]
    assert {clean.name, faulty.name, "合计 2 份"} <= set(said)
    assert "没有.txt" in said[-1]


def test_files_of_one_name_are_told_apart(cli: Cli, clean: Path, tmp_path: Path) -> None:
    """The row names the folder where the name alone would not do."""
    for folder in ("甲", "乙"):
        (tmp_path / "材料" / folder).mkdir(parents=True)
        (tmp_path / "材料" / folder / "自评.txt").write_bytes(clean.read_bytes())
    path = tmp_path / "汇总.xlsx"
    cli("check", tmp_path / "材料", "--format", "xlsx", "-o", path)
    said = [str(row[0].value) for row in openpyxl.load_workbook(path)["汇总"].iter_rows()]
    assert sum("甲" in one for one in said) == sum("乙" in one for one in said) == 1
    cli("check", tmp_path / "材料", "--format", "docx", "-o", tmp_path / "意见")
    assert sorted(one.name for one in (tmp_path / "意见").iterdir()) == ["自评-审核意见(2).docx", "自评-审核意见.docx"]


def test_one_letter_a_file(cli: Cli, clean: Path, faulty: Path, tmp_path: Path) -> None:
    """Several files go into a folder, made if need be; one file goes to the name that is given."""
    folder = tmp_path / "新" / "意见书"
    assert cli("check", clean, faulty, "--format", "docx", "-o", folder).status == 1
    assert {one.name for one in folder.iterdir()} == {f"{one.stem}-审核意见.docx" for one in (clean, faulty)}
    path = tmp_path / "一份.docx"
    assert cli("check", faulty, "--format", "docx", "-o", path).status == 1
    assert docx.Document(str(path)).paragraphs[0].text.startswith("关于《")


@pytest.mark.parametrize(
    ("form", "output", "said"),
    [
        ("xlsx", None, "不能写到屏幕"),
        ("docx", None, "不能写到屏幕"),
        ("xlsx", "结果.xls", "不是 .xlsx"),
        ("xlsx", "没有/结果.xlsx", "不能写到"),
        ("docx", "没有/结果.docx", "不能写到"),
        ("docx", "甲.docx", "有几份材料"),
    ],
)
def test_a_place_that_will_not_do_is_refused_before_the_work(
    form: str, output: str | None, said: str, cli: Cli, clean: Path, faulty: Path, tmp_path: Path
) -> None:
    """Status 2, one Chinese sentence that says what to write instead, and nothing written."""
    files = [clean, faulty] if said == "有几份材料" else [faulty]
    where = [] if output is None else ["-o", tmp_path / output]
    outcome = cli("check", *files, "--format", form, *where)
    assert outcome.status == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == sorted([clean, faulty])
