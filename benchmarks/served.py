"""The web application as a process of its own: `python -m benchmarks.served FOLDER PORT [--people]`.

Tests that use a browser, or kill the server, start it like this; `Served` starts, kills and stops one. With
--look it looks, before it serves, whether all that is stored is whole, and leaves the answer in FOLDER/whole.json;
with --light signing in costs no second of the processor: for tests of other things, of which some sign in dozens.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "Ceshi-mima-2025"
UNITS = {"a": "云川市青禾区第一中心学校", "b": "云川市青禾区图书馆", "c": "云川市青禾区文化馆"}


class Served:
    """A server on a folder and a port of its own; several may share a folder and a database ("" is SQLite there)."""

    def __init__(self, folder: Path, database: str = "", *, light: bool = False) -> None:
        self.folder, self.database, self.port, self.light = folder, database, free_port(), light
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, people: bool = False, demonstration: str = "", look: bool = True) -> None:
        """Start and wait until it answers; `demonstration` is how many units and years of one to begin with (40x3)."""
        self.launch(people=people, demonstration=demonstration, look=look)
        self.wait()

    def launch(self, *, people: bool = False, demonstration: str = "", look: bool = True) -> None:
        """Start it and come back at once."""
        words = [sys.executable, "-m", "benchmarks.served", str(self.folder), str(self.port)]
        words += ["--people"] if people else []
        words += [f"--demonstration={demonstration}"] if demonstration else []
        words += ["--look"] if look else []
        words += ["--light"] if self.light else []
        source = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
        environment = {**os.environ, "PYTHONPATH": source, "DJANGO_SETTINGS_MODULE": "wenxiao.web.settings"}
        environment |= {"WENXIAO_DATA": str(self.folder), "WENXIAO_DATABASE": self.database}
        self._process = subprocess.Popen(words, env=environment)

    def wait(self) -> None:
        """Wait until it answers."""
        assert self._process is not None
        for _ in range(2400):
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=5):
                    return
            except OSError:
                assert self._process.poll() is None, "the server ended before it answered"
                time.sleep(0.1)
        raise AssertionError("the server did not answer within four minutes")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def stop(self) -> None:
        """End it."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=20)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
        assert isinstance(port, int)
        return port


def _people() -> None:
    """Make a bureau, a department, three units, and the people in them; all have one password."""
    from wenxiao.web.people.models import Grant, Unit, User  # noqa: PLC0415
    from wenxiao.web.people.signing_in import set_password  # noqa: PLC0415
    from wenxiao.web.people.units import place  # noqa: PLC0415

    bureau = place(Unit(code="1", name="云川市青禾区财政局", kind="bureau"), None)
    department = place(Unit(code="2", name="云川市青禾区教育局", kind="department"), bureau)
    made = [("jixiao", "performance-office", bureau), ("gushi", "business-division", department)]
    made += [("zhuguan", "supervising-department", department), ("xitong", "system-admin", bureau)]
    made += [("anquan", "security-admin", bureau), ("shenji", "audit-admin", bureau)]
    for at, (letter, name) in enumerate(UNITS.items(), 1):
        unit = place(Unit(code=f"20{at}", name=name), department)
        made += [(f"{role}-{letter}", role, unit) for role in ("filler", "evaluator", "head")]
    hashed = ""
    for username, role, unit in made:
        user = User(username=username, name=username, unit=unit)
        if hashed:
            user.password = hashed
            user.save()
        else:
            set_password(user, PASSWORD)
            hashed = user.password
        User.objects.filter(pk=user.pk).update(must_change=False, password_set="2099-01-01T00:00:00Z")
        Grant.objects.create(user=user, role=role)


def _light() -> None:
    from django.conf import settings  # noqa: PLC0415

    settings.PASSWORD_HASHERS = ["benchmarks.light.Light"]


def _demonstration(size: str) -> None:
    from wenxiao.web.demonstration import build  # noqa: PLC0415

    if size:
        units, _, years = size.partition("x")
        build(lambda _: None, int(units), int(years))


def _whole() -> dict[str, Any]:
    """Return what is stored, and a sentence for everything that is not whole."""
    from wenxiao.web import store  # noqa: PLC0415
    from wenxiao.web.audit.log import faults  # noqa: PLC0415
    from wenxiao.web.filings.contents import filing_of, report_of  # noqa: PLC0415
    from wenxiao.web.filings.draft import draft_of, typed  # noqa: PLC0415
    from wenxiao.web.filings.models import Explanation, Opinion, Record, Step, Version  # noqa: PLC0415

    found = list(faults())
    for version in Version.objects.select_related("record"):
        try:
            filing_of(version)
            report_of(version)
            for file in version.files.all():
                store.get(file.digest)
        except (OSError, ValueError) as error:
            found.append(f"{version.record} {version}: {error}")
    for held in Record.objects.prefetch_related("versions", "steps"):
        newest = held.versions.first()
        last = held.steps.last()
        if (newest and newest.pk) != held.current_id or (last.target if last else "not-started") != held.state:
            found.append(f"{held}: {held.state}, {held.current}")
    acts = list(Step.objects.values_list("act", flat=True))
    drafts = {held.pk: typed(draft_of(held)) for held in Record.objects.all()}
    return {
        "faults": found,
        "acts": {name: acts.count(name) for name in set(acts)},
        "drafts": {pk: draft.cells for pk, draft in drafts.items()},
        "rows": {pk: sum(map(len, draft.rows.values())) for pk, draft in drafts.items()},
        "reasons": list(Explanation.objects.values_list("reason", flat=True)),
        "opinions": list(Opinion.objects.values_list("text", flat=True)),
    }


def main() -> None:
    """Serve until ended."""
    folder, port = sys.argv[1:3]
    from wenxiao.web.serve import prepare, serve  # noqa: PLC0415

    prepare()
    if "--light" in sys.argv:
        _light()
    if "--people" in sys.argv:
        _people()
    _demonstration(next((one.partition("=")[2] for one in sys.argv if one.startswith("--demonstration=")), ""))
    if "--look" in sys.argv:
        (Path(folder) / "whole.json").write_text(json.dumps(_whole(), ensure_ascii=False), encoding="utf-8")
    with suppress(KeyboardInterrupt):  # how it is told to end
        serve("127.0.0.1", int(port))


if __name__ == "__main__":
    main()
