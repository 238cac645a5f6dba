"""The documentation is complete and current: made from the code where it can be, held to it where it can't."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import wenxiao
from wenxiao.check import catalogue
from wenxiao.check.document import markdown
from wenxiao.cli.main import main
from wenxiao.score.card import FormScore, IndicatorScore, Reading, Swing, Total
from wenxiao.standards import available, load

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.en.md")
PAGES = sorted(
    [ROOT / name for name in READMES] + list((ROOT / "docs").rglob("*.md")) + [ROOT / "examples" / "README.md"]
)
SHIPPED = sorted(
    path
    for folder in ("src", "docs", "examples", "changelog.d", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and path.suffix != ".pyc"
) + [
    ROOT / name
    for name in ("README.md", "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "pyproject.toml")
]
CORPUS_UNITS = ("庆云街道", "望岳街道", "峒河", "donghe", "qingyun", "wangyue")
"""Names of the units whose real reports are kept outside the repository."""


def text(path: Path) -> str:
    """Return the text of a file, empty if it is not text."""
    return path.read_bytes().decode("utf-8", errors="ignore")


def commands() -> list[str]:
    """Return the commands of the command line."""
    listed = CliRunner().invoke(main, ["--help"]).output.partition("命令：")[2]
    return re.findall(r"^  ([a-z]+)  ", listed, re.MULTILINE)


def test_the_page_of_checks_is_made_from_the_catalogue() -> None:
    """docs/checks.md is what `python -m wenxiao.check.document` prints; run `make docs` after a change."""
    done = subprocess.run([sys.executable, "-m", "wenxiao.check.document"], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode() == markdown()
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == markdown()


def test_the_excerpt_in_the_readme_is_current() -> None:
    """What the README shows is what the program prints; run `python examples/excerpt.py` after a change."""
    command = [sys.executable, str(ROOT / "examples" / "excerpt.py"), "--check"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_every_key_of_a_scorecard_is_in_the_docs() -> None:
    """docs/json.md lists the keys of `wenxiao.score/1` that other programs rely on."""
    said = text(ROOT / "docs" / "json.md").partition("### wenxiao.score/1")[2]
    keys = {name for type_ in (FormScore, IndicatorScore, Reading, Swing, Total) for name in type_.__struct_fields__}
    ranged = {"level2"}  # within level1–level3
    assert sorted(key for key in keys - ranged if f"`{key}" not in said and f".{key}" not in said) == []


def test_the_gallery_shows_every_form() -> None:
    """Each layout of each Standard has its description and its picture; run `make gallery` after a change."""
    command = [sys.executable, str(ROOT / "examples" / "gallery.py"), "--check"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_readme(name: str) -> None:
    """A reader of either README learns of each command."""
    said = text(ROOT / name)
    assert commands()
    assert [one for one in commands() if f"wenxiao {one}" not in said] == []


def test_every_pack_is_in_the_docs() -> None:
    """Each Standard that ships is named where Standards are explained."""
    said = text(ROOT / "docs" / "standards.md")
    assert [name for name in available() if name not in said] == []


def test_every_form_and_family_is_in_the_glossary() -> None:
    """The one translation of every form and of every family of checks stands in docs/glossary.md."""
    said = text(ROOT / "docs" / "glossary.md")
    forms = {form for name in available() for form in load(name).forms}
    families = {check.family for check in catalogue()}
    assert [name for name in sorted(forms) if f"`{name}`" not in said] == []
    assert [name for name in sorted(families) if not re.search(rf"`{name}[.`]", said)] == []


def anchors(page: Path) -> set[str]:
    """Return the anchors that links to a page may name."""
    said = text(page)
    heads = re.findall(r"^#+\s+(.+)$", said, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", re.sub(r"<[^>]+>", "", head).strip().lower()).replace(" ", "-") for head in heads}
    return slugs | set(re.findall(r'<a id="([^"]+)"', said))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link leads to a file that is there, and every anchor to a heading."""
    said = re.sub(r"```.*?```|`[^`]*`", "", text(page), flags=re.DOTALL)
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", said):
        if re.match(r"https?:|mailto:", link):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target) if target else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in anchors(path)):
            broken.append(link)
    assert broken == []


def test_nothing_shipped_names_a_machine_or_a_real_unit() -> None:
    """No absolute folder of anybody's machine, and none of the units whose real reports we keep outside."""
    machine = re.compile(r"(?<![\w.])/(?:work|home|root|Users|tmp)/\w|[A-Z]:\\\\Users")
    faults = [
        (path.relative_to(ROOT).as_posix(), found)
        for path in SHIPPED
        for found in (*machine.findall(text(path)), *(word for word in CORPUS_UNITS if word in text(path)))
    ]
    assert faults == []


def test_the_packaged_readme_is_there() -> None:
    """What pyproject.toml names is in the repository, and the package is typed."""
    project = text(ROOT / "pyproject.toml")
    assert 'readme = "README.md"' in project
    assert (Path(wenxiao.__path__[0]) / "py.typed").exists()
