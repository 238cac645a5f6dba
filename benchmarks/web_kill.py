"""Kill the web server in the middle of saves, uploads and transitions, and look what is lost.

`python -m benchmarks.web_kill [TIMES]` (a hundred, unless told): after each kill -9 the server starts again, and what
it had acknowledged must be there, nothing may be there by half, and the audit log's chain must hold.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import threading
import time
from http.client import HTTPException
from http.cookiejar import CookieJar
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from benchmarks.served import PASSWORD, ROOT, Served

CLEAN = (ROOT / "examples" / "subdistrict-clean.txt").read_bytes()
CELL = "overall|funds|funds.total|funds.budget||"
_GONE = (OSError, HTTPException)  # the server ended in the middle of a request


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Person:
    """Somebody who has signed in, as his browser speaks."""

    def __init__(self, served: Served, name: str) -> None:
        self.address, self.cookies = served.address, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies), _Stay)
        self.get("/sign-in")
        assert self.post("/sign-in", {"username": name, "password": PASSWORD}) == 302

    def get(self, path: str) -> str:
        """Return a page."""
        with self.opener.open(f"{self.address}{path}", timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def post(self, path: str, fields: dict[str, Any] | None = None, data: bytes = b"", kind: str = "") -> int:
        """Send a form, or data of a kind; return the status."""
        token = next((one.value for one in self.cookies if one.name == "csrftoken"), "")
        body = data or urlencode(fields or {}, doseq=True).encode()
        request = Request(f"{self.address}{path}", body, {"X-CSRFToken": token or ""})
        request.add_header("Content-Type", kind or "application/x-www-form-urlencoded")
        try:
            with self.opener.open(request, timeout=60) as answer:
                answer.read()
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def upload(self, path: str, name: str, content: bytes) -> int:
        """Send a file."""
        mark = "----wenxiao"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        return self.post(
            path,
            None,
            head.encode() + content + f"\r\n--{mark}--\r\n".encode(),
            f"multipart/form-data; boundary={mark}",
        )


class Outcome(NamedTuple):
    """What came of it: how often killed, what was acknowledged by act, a sentence for everything lost or half there."""

    kills: int
    acknowledged: dict[str, int]
    faults: tuple[str, ...]


class _Worker:
    """Does one act after another on a filing, and remembers what was acknowledged."""

    def __init__(self, served: Served) -> None:
        self.people = {name: Person(served, name) for name in ("filler-a", "evaluator-a", "head-a", "gushi")}
        self.acknowledged: dict[str, int] = {"draft": 0}
        self.cell, self.sent = "", ""
        self.numbers = count(1)
        self.odd = False

    def work(self) -> None:
        """Go on until the server is gone."""
        try:
            while True:
                self._step()
        except _GONE:
            return

    def _step(self) -> None:
        page = self.people["filler-a"].get("/filings/1")
        found = re.search(r'class="state ([a-z-]+)"', page)
        state = found[1] if found else ""
        if state in ("not-started", "returned"):
            for _ in range(3):
                self._type()
            self.odd = not self.odd
            filler = self.people["filler-a"]
            if self.odd or state == "not-started":
                self._did("save", filler.upload("/filings/1/upload", "自评.txt", CLEAN))
            else:
                self._did("save", filler.post("/filings/1/save"))
        elif state == "drafting":
            self.people["evaluator-a"].post("/filings/1/opinion", {"text": "同意", "agrees": "yes"})
            shown = re.search(r'name="digest" value="(\w+)"', self.people["head-a"].get("/filings/1"))
            self._did(
                "sign",
                self.people["head-a"].post("/filings/1/sign", {"password": PASSWORD, "digest": shown and shown[1]}),
            )
        elif state == "signed":
            self._did("submit", self.people["filler-a"].post("/filings/1/submit"))
        else:
            self._did("return", self.people["gushi"].post("/filings/1/return", {"reason": "请核对"}))

    def _type(self) -> None:
        self.sent = str(next(self.numbers))
        change = {"key": CELL, "before": self.cell, "after": self.sent}
        data = json.dumps({"edition": 0, "changes": [change]}).encode()
        status = self.people["filler-a"].post("/filings/1/form/overall/draft", None, data, "application/json")
        if status == 200:
            self.cell = self.sent
            self.acknowledged["draft"] += 1

    def _did(self, act: str, status: int) -> None:
        if status == 302:
            self.acknowledged[act] = self.acknowledged.get(act, 0) + 1


def run(times: int, seed: int = 7, longest: float = 2.5) -> Outcome:
    """Kill a server `times` times, each after a moment of at most `longest` seconds."""
    random, faults = Random(seed), []
    with tempfile.TemporaryDirectory() as folder:
        served = Served(Path(folder) / "data")
        served.start(people=True)
        try:
            office = Person(served, "jixiao")
            office.post("/rounds/new", {
                "title": "2024年度部门整体支出绩效自评", "year": "2024", "standard": "hunan-2020", "notice": "通知",
                "opens": "2025-03-01", "due": "2099-05-31", "remind_days": "7", "units": ["3", "4", "5"],
            })  # fmt: skip
            worker = _Worker(served)
            for _ in range(times):
                busy = threading.Thread(target=worker.work)
                busy.start()
                time.sleep(random.uniform(0.02, longest))
                served.kill()
                busy.join()
                served.start()
                faults += _lost(served, worker)
        finally:
            served.stop()
    return Outcome(times, worker.acknowledged, tuple(faults))


def _lost(served: Served, worker: _Worker) -> list[str]:
    """Return what is not as it was acknowledged; an act that was under way may have come to its end, or not begun."""
    whole = json.loads((served.folder / "whole.json").read_text(encoding="utf-8"))
    found = list(whole["faults"])
    for act, done in worker.acknowledged.items():
        there = whole["acts"].get(act, 0)
        if act != "draft" and not done <= there <= done + 1:
            found.append(f"{act}: 确认过 {done} 次，库里 {there} 次")
        if act != "draft":
            worker.acknowledged[act] = there
    cell = whole["drafts"]["1"].get(CELL, "")
    if cell not in (worker.cell, worker.sent):
        found.append(f"草稿：确认过 {worker.cell}，库里 {cell}")
    worker.cell = cell
    return found


def main() -> None:
    """Print what came of it."""
    began = time.monotonic()
    outcome = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    done = "，".join(f"{act} {number}" for act, number in outcome.acknowledged.items())
    lost, taken = len(outcome.faults), time.monotonic() - began
    print(f"杀掉 {outcome.kills} 次，确认过 {done}；丢失或残缺 {lost} 处；{taken:.0f} 秒")
    for fault in outcome.faults:
        print(f"  {fault}")
    sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
