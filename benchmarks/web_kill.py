"""Kill the web server in the middle of saves, uploads and transitions, and look what is lost.

`python -m benchmarks.web_kill [TIMES] [--postgres]` (a hundred, unless told): after each kill -9 the server starts
again, and what it had acknowledged must be there, nothing may be there by half, and the audit log's chain must hold.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from html import unescape
from http.client import HTTPException
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks import postgres
from benchmarks.person import Person
from benchmarks.served import PASSWORD, ROOT, Served

CLEAN, FAULTY = ((ROOT / "examples" / f"subdistrict-{one}.txt").read_bytes() for one in ("clean", "faulty"))
FILING = "/filings/1"
FORM = f"{FILING}/form/overall"
CELL = "overall|funds|funds.total|funds.budget||"
MOST_ROWS = 8
_GONE = (OSError, HTTPException)  # the server ended in the middle of a request


class Outcome(NamedTuple):
    """What came of it: how often killed, what was acknowledged by act, a sentence for everything lost or half there."""

    kills: int
    acknowledged: dict[str, int]
    faults: tuple[str, ...]


@dataclass
class _Numbered:
    """Texts that carry a rising number: the last one there tells what was kept."""

    done: int = 0
    sent: int = 0
    times: int = 0

    def next(self) -> str:
        """Return the text to send."""
        self.sent = self.done + 1
        return str(self.sent)

    def acknowledge(self) -> None:
        """Remember that the server said that it has the last one."""
        self.done, self.times = self.sent, self.times + 1

    def lost(self, there: int) -> bool:
        """Tell whether what is there is neither the last acknowledged one nor the one under way; go on from it."""
        fault = there not in (self.done, self.sent)
        self.done = self.sent = there
        return fault


class _Worker:
    """Does one act after another on a filing, and remembers what was acknowledged."""

    def __init__(self, served: Served) -> None:
        names = ("filler-a", "evaluator-a", "head-a", "gushi")
        self.people = {name: Person(served.address, name) for name in names}
        self.filler = self.people["filler-a"]
        self.steps: dict[str, int] = {}
        self.numbered = {name: _Numbered() for name in ("draft", "row", "explain", "opinion")}
        self.anew = False  # the draft is being begun anew: its rows and cells may be gone
        self.round = 0
        self.finding = ""

    @property
    def acknowledged(self) -> dict[str, int]:
        """How often each act was acknowledged."""
        return {name: one.times for name, one in self.numbered.items()} | self.steps

    def work(self) -> None:
        """Go on until the server is gone."""
        try:
            while True:
                self._step()
        except _GONE:
            return

    def _step(self) -> None:
        page = self.filler.get(FILING)
        found = re.search(r'class="state ([a-z-]+)"', page)
        state = found[1] if found else ""
        if state in ("not-started", "returned"):
            self._fill()
            self.round += 1
            if state == "not-started" or self.round % 3:
                content = FAULTY if self.round % 3 == 1 else CLEAN
                self._did("save", self.filler.upload(f"{FILING}/upload", "自评.txt", content))
            else:
                self._did("save", self.filler.post(f"{FILING}/save"))
        elif state == "drafting":
            self._explain(page)
            text = {"text": self.numbered["opinion"].next(), "agrees": "yes"}
            self._kept("opinion", self.people["evaluator-a"].post(f"{FILING}/opinion", text))
            shown = re.search(r'name="digest" value="(\w+)"', self.people["head-a"].get(FILING))
            signed = {"password": PASSWORD, "digest": shown and shown[1]}
            self._did("sign", self.people["head-a"].post(f"{FILING}/sign", signed))
        elif state == "signed":
            self._did("submit", self.filler.post(f"{FILING}/submit"))
        else:
            self._did("return", self.people["gushi"].post(f"{FILING}/return", {"reason": "请核对"}))

    def _fill(self) -> None:
        """Type three times into a cell, and add a row; a draft that has grown long begins anew."""
        if self.numbered["row"].done >= MOST_ROWS:
            self.anew = True
            if self.filler.post(f"{FILING}/anew") == 302:
                self.anew = False
                self.numbered["row"].done = self.numbered["draft"].done = 0
        page = self.filler.get(FORM)
        cell = unescape(page.split(f'name="{CELL}"', 1)[1].split(">\n", 1)[1].split("<", 1)[0])
        for _ in range(3):
            text = self.numbered["draft"].next()
            if self._kept("draft", self.filler.type(FORM, CELL, cell, text)):
                cell = text
        below = re.search(r'name="below" value="([^"]+)"', page)
        if below is not None:
            self.numbered["row"].next()
            self._kept("row", self.filler.post(f"{FORM}/row", {"below": unescape(below[1])}))

    def _explain(self, page: str) -> None:
        """Give a reason for every error that has none, or another one for the last."""
        waiting = re.findall(r'name="finding" value="(\w{64})"', page)
        for finding in waiting or filter(None, [self.finding]):
            reason = {"finding": finding, "reason": self.numbered["explain"].next()}
            self._kept("explain", self.filler.post(f"{FILING}/explain", reason))
            self.finding = finding

    def _kept(self, name: str, status: int) -> bool:
        if status in (200, 302):
            self.numbered[name].acknowledge()
        return status in (200, 302)

    def _did(self, act: str, status: int) -> None:
        if status == 302:
            self.steps[act] = self.steps.get(act, 0) + 1

    def lost(self, whole: dict[str, Any]) -> list[str]:
        """Return what is not as it was acknowledged; an act under way may have come to its end, or not begun."""
        found = list(whole["faults"])
        for act, done in self.steps.items():
            there = whole["acts"].get(act, 0)
            if not done <= there <= done + 1:
                found.append(f"{act}: 确认过 {done} 次，库里 {there} 次")
            self.steps[act] = there
        last = {
            "draft": _number(whole["drafts"]["1"].get(CELL)), "row": whole["rows"]["1"],
            "explain": max(map(_number, whole["reasons"]), default=0),
            "opinion": max(map(_number, whole["opinions"]), default=0),
        }  # fmt: skip
        for name, there in last.items():
            one = self.numbered[name]
            said = f"{name}: 确认过 {one.done}，库里 {there}"
            gone = self.anew and name in ("draft", "row") and not there
            if one.lost(there) and not gone:
                found.append(said)
        self.anew = False
        return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def run(times: int, seed: int = 7, longest: float = 2.5, database: str = "") -> Outcome:
    """Kill a server `times` times, each after a moment of at most `longest` seconds."""
    random, faults = Random(seed), []
    with tempfile.TemporaryDirectory() as folder:
        served = Served(Path(folder) / "data", database)
        served.start(people=True)
        try:
            office = Person(served.address, "jixiao")
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
                faults += worker.lost(json.loads((served.folder / "whole.json").read_text(encoding="utf-8")))
        finally:
            served.stop()
    return Outcome(times, worker.acknowledged, tuple(faults))


def main() -> None:
    """Print what came of it."""
    began = time.monotonic()
    times = next((int(one) for one in sys.argv[1:] if one.isdecimal()), 100)
    database = postgres.database() if "--postgres" in sys.argv else ""
    if database is None:
        sys.exit(2)
    outcome = run(times, database=database)
    done = "，".join(f"{act} {number}" for act, number in outcome.acknowledged.items())
    lost, taken = len(outcome.faults), time.monotonic() - began
    kind = "PostgreSQL" if database else "SQLite"
    print(f"{kind}：杀掉 {outcome.kills} 次，确认过 {done}；丢失或残缺 {lost} 处；{taken:.0f} 秒")
    for fault in outcome.faults:
        print(f"  {fault}")
    sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
