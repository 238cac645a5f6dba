"""`wenxiao check` on the files that people have: Word, several files as one filing, comments in their own file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from cli_running import Cli
from wenxiao.document import Paragraph
from wenxiao.read import read_bytes
from word import paragraph, row, table, word_file

EXAMPLE = Path(__file__).parents[2] / "examples" / "subdistrict-faulty.txt"


def as_word(text: str) -> bytes:
    """Return a text filing as a Word file: its paragraphs, its tables cell by cell."""
    document = read_bytes(text.encode(), "a.txt")
    body = ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            body += paragraph(block.text.replace("\n", "</w:t><w:br/><w:t>"))
        else:
            body += table(*(row(*(cell.text or "<w:tc><w:p/></w:tc>" for cell in line)) for line in block.lines()))
    return word_file(body + "<w:p/>")


@pytest.fixture
def faulty_word(tmp_path: Path, faulty: Path) -> Path:
    path = tmp_path / "总分错.docx"
    path.write_bytes(as_word(faulty.read_text(encoding="utf-8")))
    return path


def checks(result: dict[str, list[dict[str, str]]]) -> set[str]:
    return {one["check"] for one in result["findings"] if one["check"] != "privacy.metadata"}


def test_a_word_file_gives_the_findings_of_the_text(cli: Cli, faulty: Path, faulty_word: Path) -> None:
    """The same filing in another format."""
    text, word = cli("check", faulty, "--format", "json"), cli("check", faulty_word, "--format", "json")
    assert word.status == text.status == 1
    assert checks(word.json()) == checks(text.json())
    assert word.json()["media_type"].endswith("wordprocessingml.document")


def test_annotate_returns_the_own_file_with_comments(cli: Cli, tmp_path: Path, faulty_word: Path) -> None:
    """One comment a finding; the original is not touched."""
    before = faulty_word.read_bytes()
    target = tmp_path / "批注.docx"
    assert cli("check", faulty_word, "--format", "docx", "--annotate", "-o", target).status == 1
    found = cli("check", faulty_word, "--format", "json").json()["findings"]
    comments = list(docx.Document(str(target)).comments)
    assert len(comments) == len(found)
    assert {one["message"] for one in found} == {comment.text.split("\n")[1] for comment in comments}
    assert faulty_word.read_bytes() == before


def test_annotate_writes_a_folder_for_several(cli: Cli, tmp_path: Path, faulty_word: Path, faulty: Path) -> None:
    """Each copy is named after its file; what cannot take comments is named and told why."""
    target = tmp_path / "批注"
    outcome = cli("check", faulty_word, faulty, "--format", "docx", "--annotate", "-o", target)
    assert outcome.status == 3
    assert [one.name for one in target.iterdir()] == ["总分错-批注.docx"]
    assert "写不进批注" in outcome.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--annotate"], "--format docx"),
        (["--annotate", "--format", "docx"], "-o"),
        (["--annotate", "--format", "docx", "--one-filing", "-o", "x.docx"], "--one-filing"),
    ],
)
def test_annotate_says_what_it_needs(cli: Cli, faulty_word: Path, options: list[str], words: str) -> None:
    """Each way of using it wrongly has its own sentence."""
    outcome = cli("check", faulty_word, *options)
    assert outcome.status == 2
    assert words in outcome.err


def test_annotate_never_writes_over_the_original(cli: Cli, faulty_word: Path) -> None:
    """The file that was handed in is evidence."""
    before = faulty_word.read_bytes()
    outcome = cli("check", faulty_word, "--format", "docx", "--annotate", "-o", faulty_word)
    assert outcome.status == 2
    assert "原来的文件" in outcome.err
    assert faulty_word.read_bytes() == before


@pytest.mark.parametrize("kind", ["folder", "zip", "files"])
def test_report_and_annexes_are_one_filing_when_asked(cli: Cli, tmp_path: Path, kind: str) -> None:
    """The table in one file is checked against the report in another, as if they were one file."""
    text = EXAMPLE.read_text(encoding="utf-8")
    cut = text.index("附件2\n")
    parts = {"附件2-4.txt": text[cut:], "自评报告.txt": text[:cut]}
    folder = tmp_path / "某单位"
    folder.mkdir()
    for name, content in parts.items():
        (folder / name).write_text(content, encoding="utf-8")
    paths: list[Path] = sorted(folder.iterdir()) if kind == "files" else [folder]
    if kind == "zip":
        paths = [tmp_path / "某单位.zip"]
        with zipfile.ZipFile(paths[0], "w") as archive:
            for name in parts:
                archive.write(folder / name, name)
    result = cli("check", *paths, "--one-filing", "--format", "json").json()
    whole = cli("check", EXAMPLE, "--format", "json").json()
    assert [one["message"] for one in result["findings"]] == [one["message"] for one in whole["findings"]]
    files = {one["place"]["file"] for finding in result["findings"] for one in finding["evidence"]}
    assert files == set(parts)


def test_old_and_locked_files_in_a_folder_are_named(cli: Cli, tmp_path: Path, clean: Path) -> None:
    """Nothing in a folder is passed over in silence."""
    (tmp_path / "旧.doc").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(9)
    )
    outcome = cli("check", tmp_path, "--format", "json")
    assert outcome.status == 3
    assert "另存为 .docx" in outcome.err
    assert [one["file"] for one in outcome.lines()] == [clean.name]
