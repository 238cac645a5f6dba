"""`wenxiao write`: what it writes, from what, and what it says where it can't."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_running import Cli


def names(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def stored(cli: Cli, clean: Path, tmp_path: Path) -> Path:
    """Return a filing as JSON, as `wenxiao extract` gives it."""
    path = tmp_path / "材料.json"
    path.write_text(cli("extract", clean).out, encoding="utf-8")
    return path


def test_a_report_is_read_and_written(cli: Cli, clean: Path, tmp_path: Path) -> None:
    """A file is read and extracted first; the files written are listed."""
    outcome = cli("write", clean, "--to", "docx,txt", "-o", tmp_path / "报送")
    assert outcome.status == 0
    assert [Path(line).name for line in outcome.out.splitlines()] == names(tmp_path / "报送")
    assert {Path(name).suffix for name in names(tmp_path / "报送")} == {".docx", ".txt"}


def test_json_and_file_give_the_same(cli: Cli, clean: Path, stored: Path, tmp_path: Path) -> None:
    """What was extracted before is written as the file itself would be."""
    cli("write", clean, "--to", "txt,json", "-o", tmp_path / "甲")
    cli("write", stored, "--to", "txt,json", "-o", tmp_path / "乙")
    assert names(tmp_path / "甲") == names(tmp_path / "乙")
    assert all(
        (tmp_path / "甲" / one).read_bytes() == (tmp_path / "乙" / one).read_bytes() for one in names(tmp_path / "甲")
    )


def test_one_form(cli: Cli, clean: Path, tmp_path: Path) -> None:
    """A form alone is called by its title."""
    cli("write", clean, "--form", "overall", "--to", "html", "-o", tmp_path / "表")
    assert names(tmp_path / "表") == ["2024年度部门（单位）整体支出绩效自评表.html"]


def test_a_file_for_each_form(cli: Cli, clean: Path, tmp_path: Path) -> None:
    """With --separate every form has its own file, named by annex and title, the report among them."""
    cli("write", clean, "--separate", "--to", "md", "-o", tmp_path / "表")
    found = names(tmp_path / "表")
    assert "附件2 2024年度部门（单位）整体支出绩效评价基础数据表.md" in found
    assert any("报告" in name for name in found)
    assert len(found) == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--to", "wps"), "不认识的格式“wps”"),
        (("--to", ","), "不认识的格式"),
        (("--form", "没有"), "没有“没有”的版面，可以写的有：all、"),
        (("--form", "report", "--to", "xlsx"), "没有 Excel 版"),
        (("--standard", "没有-2020"), "没有名为“没有-2020”的口径"),
    ],
)
def test_what_does_not_exist_is_named(
    cli: Cli, clean: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    """An unknown format, form or Standard is a usage error that lists what there is; nothing is written."""
    outcome = cli("write", clean, *options, "-o", tmp_path / "空")
    assert outcome.status == 2
    assert said in outcome.err
    assert not (tmp_path / "空").exists() or names(tmp_path / "空") == []


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"contract": "wenxiao.check/1"}'])
def test_json_of_another_kind_is_refused(cli: Cli, tmp_path: Path, content: bytes) -> None:
    """What is no filing is named, with the command that makes one."""
    path = tmp_path / "别的.json"
    path.write_bytes(content)
    outcome = cli("write", path, "-o", tmp_path)
    assert outcome.status == 3
    assert "wenxiao extract" in outcome.err
    assert "Traceback" not in outcome.err


def test_missing_material_is_named(cli: Cli, tmp_path: Path) -> None:
    """A path that leads nowhere ends with status 3."""
    for name in ("没有.json", "没有.txt"):
        outcome = cli("write", tmp_path / name, "-o", tmp_path / "表")
        assert outcome.status == 3
        assert name in outcome.err


def test_a_folder_that_cannot_be_made_is_named(cli: Cli, clean: Path, tmp_path: Path) -> None:
    """A file that stands where the folder should be is a usage error."""
    (tmp_path / "占用").write_text("", encoding="utf-8")
    outcome = cli("write", clean, "-o", tmp_path / "占用" / "内")
    assert outcome.status == 2
    assert "占用" in outcome.err


def test_a_corrected_copy_says_so_in_its_name(cli: Cli, tmp_path: Path) -> None:
    """`--corrected` writes what is certain mended, under a name of its own; its JSON is the corrected filing."""
    source = Path(__file__).parents[2] / "examples" / "subdistrict-faulty.txt"
    done = cli("write", str(source), "--corrected", "--to", "txt,json", "-o", str(tmp_path))
    assert done.status == 0
    (text,) = tmp_path.glob("*更正稿*.txt")
    assert "更正清单" in text.read_text(encoding="utf-8")
    (data,) = tmp_path.glob("*更正稿*.json")
    again = cli("check", str(text), "--format", "json").json()
    assert "wenxiao.filing/1" in data.read_text(encoding="utf-8")
    assert "score.total" not in {one["check"] for one in again["findings"]}
