"""What a user sees when something is wrong: one Chinese sentence on stderr, the right status, never a traceback."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from cli_running import Cli, Outcome

Make = Callable[[Path], Path]


def written(name: str, data: bytes) -> Make:
    """Return a maker of one file."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


def sparse(folder: Path) -> Path:
    """Make a file of 200 MB that takes no room."""
    path = folder / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    return path


def empty_folder(folder: Path) -> Path:
    """Make a folder without anything to read."""
    path = folder / "空文件夹"
    path.mkdir()
    (path / "图.jpg").write_bytes(b"\xff\xd8")
    return path


def pipe(folder: Path) -> Path:
    """Make a pipe that nobody writes to: opening it would wait for ever."""
    path = folder / "管道.txt"
    os.mkfifo(path)
    return path


BAD: dict[str, tuple[Make, str]] = {
    "empty file": (written("空.txt", b""), "空文件"),
    "blanks only": (written("白.txt", b" \n\n\t\n"), "内容|文字"),
    "binary": (written("乱.txt", bytes(range(256)) * 40), "编码|二进制|文本"),
    "PDF": (written("报告.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "PDF"),
    "old Word": (written("报告.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "Word|Office|doc"),
    "new Word": (written("报告.docx", b"PK\x03\x04" + b"\0" * 60), "Word|zip|压缩|docx|Office"),
    "picture": (written("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60), "图"),
    "unknown encoding": (written("码.txt", bytes((at * 37) % 96 + 128 for at in range(3000))), "编码|文本"),
    "missing file": (lambda folder: folder / "没有.txt", "找不到"),
    "folder without readable files": (empty_folder, "没有可读"),
    "200 MB": (sparse, "64 MB"),
    "pipe": (pipe, "普通文件"),
}


def assert_one_sentence(outcome: Outcome) -> None:
    """Stderr holds one Chinese sentence that begins with the program's name and nothing internal."""
    assert "Traceback" not in outcome.err
    assert outcome.err.count("\n") == 1, outcome.err
    assert re.fullmatch(r"wenxiao: .*[\u4e00-\u9fff]{2}.*[。）]\n", outcome.err), outcome.err


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_named_and_the_others_are_done(kind: str, cli: Cli, clean: Path, tmp_path: Path) -> None:
    """The bad one is named with its reason, at once; the good one beside it is checked and reported."""
    make, says = BAD[kind]
    bad = make(tmp_path)
    begun = perf_counter()
    outcome = cli("check", bad, clean, "--format", "json")
    assert perf_counter() - begun < 5
    assert outcome.status == 3
    assert [Path(one["file"]).name for one in outcome.lines()] == [clean.name]
    assert_one_sentence(outcome)
    assert bad.name in outcome.err
    assert re.search(says, outcome.err), outcome.err


@pytest.mark.parametrize("command", ["read", "extract"])
@pytest.mark.parametrize("kind", ["empty file", "binary", "missing file", "200 MB"])
def test_the_other_commands_refuse_as_clearly(kind: str, command: str, cli: Cli, tmp_path: Path) -> None:
    """`read` and `extract` end with 3 and the same kind of sentence, and print nothing else."""
    bad = BAD[kind][0](tmp_path)
    outcome = cli(command, bad)
    assert (outcome.status, outcome.out) == (3, "")
    assert_one_sentence(outcome)
    assert bad.name in outcome.err


def broken_pack(folder: Path) -> Path:
    """Make a Standard with a typo."""
    path = folder / "我的口径"
    path.mkdir()
    (path / "pack.yaml").write_text("pack:\n  id: x-2024\n  titel: 错\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--standard", "mars-2024"), "mars-2024.*hunan-2020"),
        (("--standard", "{broken}"), "pack.yaml 第[123]行"),
        (("--standard", "./没有这个口径"), "没有这个口径"),
        (("--off", "score.totl"), "score.totl.*score.total"),
        (("--format", "yaml"), "text、json"),
        (("--wrong",), "--wrong"),
        (("-o", "{folder}/没有/结果.txt"), "没有/结果.txt.*权限"),
        (("-o", "{folder}"), "不能写到"),
    ],
)
def test_wrong_use_is_status_2(arguments: tuple[str, ...], says: str, cli: Cli, clean: Path, tmp_path: Path) -> None:
    """What was asked for wrongly is said in one sentence, before anything is printed."""
    given = [one.format(broken=broken_pack(tmp_path), folder=tmp_path) if "{" in one else one for one in arguments]
    outcome = cli("check", clean, *given)
    assert (outcome.status, outcome.out) == (2, "")
    assert_one_sentence(outcome)
    assert re.search(says, outcome.err), outcome.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check",), "文件"),
        (("chekc",), "chekc"),
        (("check", "a.txt", "--off"), "--off"),
        (("standards", "show"), "口径"),
        (("standards", "validate"), "文件夹"),
        (("standards", "nothing"), "nothing"),
    ],
)
def test_a_mistyped_command_is_explained(arguments: tuple[str, ...], says: str, cli: Cli) -> None:
    """A missing argument and an unknown command each get their sentence and the way to the help."""
    outcome = cli(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert_one_sentence(outcome)
    assert says in outcome.err
    assert "--help" in outcome.err


def test_debug_brings_the_traceback_back(cli: Cli, clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An internal error is one sentence; with --debug it is the error itself."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("wenxiao.cli.check._checked", fail)
    outcome = cli("check", clean)
    assert outcome.status == 2
    assert_one_sentence(outcome)
    assert "--debug" in outcome.err
    with pytest.raises(ZeroDivisionError):
        cli("--debug", "check", clean)
