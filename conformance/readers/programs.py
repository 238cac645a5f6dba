"""Peers that are programs of their own: pandoc, asked for a page because only that keeps its spans."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from conformance.seen import Seen, from_html

_SECONDS = 60


def pandoc_version() -> str | None:
    """Return pandoc's version, None if it is not installed."""
    if shutil.which("pandoc") is None:
        return None
    return _run("--version").split("\n", 1)[0].removeprefix("pandoc ")


def pandoc(path: Path) -> Seen:
    """Read with pandoc; tracked changes as it takes them by default (insertions accepted)."""
    return from_html(_run("-f", path.suffix[1:], "-t", "html", str(path)))


def _run(*arguments: str) -> str:
    done = subprocess.run(["pandoc", *arguments], capture_output=True, check=False, timeout=_SECONDS)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip().split("\n")[0])
    return done.stdout.decode()
