"""Help, version, the small commands, and two runs of the real program."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import wenxiao
from cli_running import Cli
from wenxiao.standards import available
from wenxiao.version import __version__

COMMANDS = ((), ("check",), ("read",), ("extract",), ("diff",), ("score",), ("write",), ("sample",), ("serve",),
            ("manage",), ("standards",), ("standards", "list"),
            ("standards", "show"), ("standards", "validate"))  # fmt: skip


def test_every_command_is_among_those_tested(cli: Cli) -> None:
    """A new command needs help as good as that of the others."""
    listed = re.findall(r"^  ([a-z]+)  ", cli("--help").out.partition("命令：")[2], re.MULTILINE)
    assert {command[0] for command in COMMANDS if command} >= set(listed)
    assert listed


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_chinese(command: tuple[str, ...], cli: Cli) -> None:
    """Usage, options and their descriptions are in Chinese; nothing of click's English is left."""
    outcome = cli(*command, "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("用法：wenxiao")
    assert "选项：" in outcome.out
    assert not re.search(r"Usage|Options|Commands|Show this|Arguments|\[default", outcome.out)
    for line in outcome.out.splitlines():
        assert not re.match(r"  -", line) or re.search(r"[\u4e00-\u9fff]", line) or len(line) < 40, line


@pytest.mark.parametrize("command", [command for command in COMMANDS if len(command) < 2], ids=" ".join)
def test_help_gives_examples(command: tuple[str, ...], cli: Cli) -> None:
    """Every command shows at least one line to copy."""
    shown = cli(*command, "--help").out
    assert re.search(r"例：\n\s+wenxiao " + " ".join(command), shown)


def test_manage_names_every_command_of_its_own(cli: Cli) -> None:
    """Whoever runs the installation finds backup, restore, work and the others in the help."""
    own = {path.stem for path in Path(wenxiao.__path__[0]).glob("web/*/management/commands/[a-z]*.py")}
    shown = cli("manage", "--help").out
    assert own >= {"backup", "restore", "work"}
    assert [name for name in sorted(own) if name not in shown] == []


def test_short_help_and_no_arguments(cli: Cli) -> None:
    """`-h` is `--help`; no command at all shows the help and is wrong use."""
    assert cli("-h").out == cli("--help").out
    bare = cli()
    assert bare.status == 2
    assert "用法：" in bare.err + bare.out


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(flag: str, cli: Cli) -> None:
    """The version is that of the package."""
    outcome = cli(flag)
    assert (outcome.status, outcome.out) == (0, f"问效 wenxiao {__version__}\n")


def test_standards_lists_and_shows_every_pack(cli: Cli) -> None:
    """Each pack has its line; `show` prints its title, forms, relations and how sure we are."""
    listed = cli("standards", "list").out
    assert [line.split("\t")[0] for line in listed.splitlines()] == list(available())
    assert cli("standards").out == listed
    for name in available():
        shown = cli("standards", "show", name)
        assert shown.status == 0
        for words in (name, "地区", "来源", "表", "关系", "计分", "满分"):
            assert words in shown.out


def test_standards_validate(cli: Cli, tmp_path: Path) -> None:
    """A sound folder is said to be sound; a faulty one is named with file and line and status 2."""
    (tmp_path / "pack.yaml").write_text("pack: {id: x-2024, title: 甲, region: 乙, year: 2024}\n", encoding="utf-8")
    assert "没有问题" in cli("standards", "validate", tmp_path).out
    (tmp_path / "pack.yaml").write_text("pack: {id: x-2024, title: 甲, region: 乙, yaer: 2024}\n", encoding="utf-8")
    outcome = cli("standards", "validate", tmp_path)
    assert (outcome.status, outcome.out) == (2, "")
    assert "pack.yaml 第1行" in outcome.err


def test_read_shows_what_was_read(cli: Cli, clean: Path) -> None:
    """Text for people, HTML for a browser, JSON for programs."""
    assert "年度资金总额" in cli("read", clean).out
    assert "<table" in cli("read", clean, "--format", "html").out
    value = cli("read", clean, "--format", "json").json()
    assert value["contract"] == "wenxiao.document/1"
    assert {block["kind"] for block in value["blocks"]} == {"paragraph", "table"}


def test_extract_prints_the_filing(cli: Cli, clean: Path) -> None:
    """The Filing in its contract, by the Standard that was asked for."""
    value = cli("extract", clean).json()
    assert (value["contract"], value["standard"]) == ("wenxiao.filing/1", "hunan-2020")
    assert cli("extract", clean, "--standard", "national-2020").json()["standard"] == "national-2020"


def test_help_is_quick_to_load() -> None:
    """`wenxiao --help` imports no renderer, parser, solver or network; it answers at once."""
    program = (
        "import sys\nfrom wenxiao.cli.main import run\n"
        "try:\n    run(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'rich', 'lark', 'highspy', 'numpy', 'yaml', 'socket', 'http', 'urllib.request'} & set(sys.modules)\n"
        "sys.exit('、'.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    assert done.stdout.startswith("用法：")
    assert done.returncode == 0


def test_the_real_program(faulty: Path) -> None:
    """`python -m wenxiao` writes JSON to stdout, nothing to stderr, and leaves with 1, in a plain C locale too."""
    command = [sys.executable, "-m", "wenxiao", "check", str(faulty), "--format", "json"]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, env=environment)
    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout.decode())["unit"] == "青禾街道办事处"
