"""The house of DESIGN §3: a room imports only rooms that stand above it."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

import wenxiao

ROOT = Path(wenxiao.__path__[0])
# From the ground floor up; a room may import those before it. `report` is explained in docs/adr/0003.
# `compare` needs a Filing only and stands before `check`, which will compare a filing with last year's.
ROOMS = (
    "errors", "version", "document", "quantity", "relation", "rule", "filing", "finding", "truth", "standards",
    "read", "compare", "extract", "score", "check", "report", "schemas", "write", "redact", "sample", "corpus", "web",
    "cli",
)  # fmt: skip
EVERYWHERE = ("__init__", "__main__")
FILES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    """Return the room that a file stands in."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the rooms that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name.split(".")[1] for name in node.names if name.name.startswith("wenxiao."))
        elif isinstance(node, ast.ImportFrom) and node.module == "wenxiao":
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wenxiao."):
            found.add((node.module or "").split(".")[1])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_rooms_above_it(path: Path) -> None:
    """No file imports a room that stands below its own."""
    room = room_of(path)
    if room in EVERYWHERE:
        return
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    assert imports(path) <= allowed, f"{room} imports {sorted(imports(path) - allowed)}"


def test_every_room_is_named_in_the_order() -> None:
    """A new folder has to be given its place in the order before it can be used."""
    assert {room_of(path) for path in FILES} - set(EVERYWHERE) <= set(ROOMS)


def test_checks_read_a_filing_and_never_a_file() -> None:
    """No check imports the readers, opens a path, or calls the extractor."""
    for path in (ROOT / "check").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "read" not in imports(path), path
        assert "open(" not in text, path
        assert "from wenxiao.extract import" not in text, path


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_are_small(path: Path) -> None:
    """A file of more than 500 lines is two rooms."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_no_float_is_written_in_code_that_touches_figures() -> None:
    """No float literal and no call of float() in the rooms through which stated figures pass."""
    for room in ("quantity", "rule.py", "filing.py", "finding.py", "score", "check", "report"):
        for path in [ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    assert node.func.id != "float", f"{path}:{node.lineno}"


def test_the_public_surface_is_as_promised() -> None:
    """The names that users of the library import are these, and the stages are functions whatever was imported."""
    assert set(wenxiao.__all__) >= {
        "Document", "Filing", "Finding", "Report", "Scorecard", "Standard", "WenxiaoError", "__version__", "check",
        "extract", "load", "read", "score",
    }  # fmt: skip
    for stage in ("read", "extract", "check", "score"):
        import_module(f"wenxiao.{stage}")
        assert callable(getattr(wenxiao, stage))
    assert all(getattr(wenxiao, name) is not None for name in wenxiao.__all__)
