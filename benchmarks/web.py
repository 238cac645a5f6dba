"""How fast the web application is on the embedded default: `make bench-web`. Leaves with 1 if a limit is missed.

A district of 2 000 units over three years on SQLite, every filing with versions, a log of 50 000 entries: the p95 of
each page that there is; a cell edit; saving and checking a version; 300 units that submit over HTTP to a server of its
own, eight at once and fifty at once.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from django.test import Client

    from benchmarks.web_district import District
    from wenxiao.web.people.models import User

UNITS, SUBMITTING, TIMES = 2000, 300, 20
CELL = "overall|funds|funds.total|funds.initial||"
EDIT, SAVE, SUBMIT = 100, 1000, 60_000  # milliseconds: a cell, a version with its checks, all units together


class Measured(NamedTuple):
    """One line of the table in milliseconds: the limit is of the p95; `cpu` is what it takes on an idle machine."""

    what: str
    median: float
    p95: float
    limit: int
    cpu: float = 0

    def __str__(self) -> str:
        mark = " " if self.p95 < self.limit else "超"
        return f"{mark} {self.p95:8.0f} {self.median:8.0f} {self.cpu:8.0f} {self.limit:8}   {self.what}"


def main() -> None:
    """Build the district and print the table."""
    count = next((int(one) for one in sys.argv[1:] if one.isdecimal()), UNITS)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WENXIAO_DATA"], os.environ["WENXIAO_DATABASE"] = folder, ""
        from wenxiao.web.serve import prepare  # noqa: PLC0415

        prepare()
        from benchmarks.web_district import build  # noqa: PLC0415

        began = time.perf_counter()
        district = build(count)
        print(f"{count} 个单位 × {len(district.rounds)} 个年度，建库 {time.perf_counter() - began:.0f} 秒\n")
        print("       p95     中位   处理器     上限   毫秒")
        found: list[Measured] = []
        for one in _all(district, Path(folder)):
            print(one, flush=True)
            found.append(one)
        size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())
        print(f"\n数据文件夹 {size / 2**20:.0f} MB")
    missed = [one.what for one in found if one.p95 >= one.limit]
    sys.exit(f"超过上限：{'；'.join(missed)}" if missed else 0)


def _all(district: District, folder: Path) -> Iterable[Measured]:
    yield from _pages(district)
    yield _edits(district)
    yield _saves(district)
    for at, at_once in enumerate((8, 50)):
        yield _submissions(district, folder, at_once, at * SUBMITTING)


def _session(user: User) -> str:
    """Sign a person in without a password, whose hash would be what is measured; return the key of the session."""
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from wenxiao.web.people.models import SignedIn  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    key = client.session.session_key or ""
    SignedIn.objects.create(user=user, session=key, seen=timezone.now(), address="127.0.0.1", browser="")
    return key


def _client(user: User | None) -> Client:
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    if user is not None:
        client.cookies["sessionid"] = _session(user)
    return client


def _measured(what: str, act: Callable[[int], object], times: int, limit: int) -> Measured:
    """Do an act again and again, each time with another number; the first time warms up."""
    act(0)
    taken, busy = [], []
    for number in range(1, times + 1):
        began, ticking = time.perf_counter(), time.process_time()
        act(number)
        taken.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - ticking) * 1000)
    taken.sort()
    busy.sort()
    p95 = taken[max(0, -(-len(taken) * 95 // 100) - 1)]
    return Measured(what, taken[len(taken) // 2], p95, limit, busy[len(busy) // 2])


def _pages(district: District) -> Iterable[Measured]:
    """Yield every page; those of a filing are asked for with another filing each time, where the person may see it."""
    from benchmarks.pages import PAGES, RARE, shown_routes, unseen  # noqa: PLC0415
    from benchmarks.rare import make  # noqa: PLC0415
    from wenxiao.web.filings.models import SourceFile  # noqa: PLC0415

    clients = {role: _client(user) for role, user in district.people.items()} | {"": _client(None)}
    held = list(district.records())[::20]  # those that the division looks after
    numbers = {"round": district.rounds[-1].pk, "unit": held[0].unit_id, "user": district.people["filler"].pk}

    def look(page: Any, at: int) -> None:
        own = page.role in ("filler", "evaluator", "head")
        record = held[0 if own else at % len(held)]
        there = numbers | {"filing": record.pk, "empty": record.pk}
        if "{file}" in page.path:
            there["file"] = SourceFile.objects.filter(version=record.current).values_list("pk", flat=True)[0]
        answer = clients[page.role].get(page.path.format_map(there))
        if answer.streaming:
            answer.getvalue()
            answer.close()
        assert answer.status_code == 200 or (answer.status_code == 302 and not page.shown), (page, answer.status_code)

    def measured(page: Any) -> Measured:
        what = f"{page.route:20}{page.role or '未登录':24}{page.path}"
        return _measured(what, lambda at: look(page, at), TIMES, page.limit)

    yield from map(measured, PAGES)
    numbers |= make(held[0], district.people["filler"], district.people["performance-office"])
    yield from map(measured, RARE)
    for route in unseen(shown_routes()):
        print(f"  没有测量：{route}（请在 benchmarks/pages.py 里加一行）")


def _edits(district: District) -> Measured:
    """Type into one cell again and again."""
    held, client = district.records()[0], _client(district.people["filler"])
    page = client.get(f"/filings/{held.pk}/form/overall").content.decode()
    before = page.split(f'name="{CELL}"', 1)[1].split(">\n", 1)[1].split("<", 1)[0]

    def edit(number: int) -> None:
        nonlocal before
        after = f"{300 + number}.5"
        sent = {"edition": 0, "changes": [{"key": CELL, "before": before, "after": after}]}
        address = f"/filings/{held.pk}/form/overall/draft"
        answer = client.post(address, json.dumps(sent), content_type="application/json")
        assert answer.json()["conflicts"] == []
        before = after

    return _measured("改一格：存草稿、重算、核验这张表", edit, 60, EDIT)


def _saves(district: District) -> Measured:
    """Save the draft as a version and see the page with its findings."""
    held, client = district.records()[0], _client(district.people["filler"])

    def save(number: int) -> None:
        answer = client.post(f"/filings/{held.pk}/save", {"reason": f"第 {number} 次"}, follow=True)
        assert answer.status_code == 200
        assert "已保存为" in answer.content.decode()

    return _measured("保存为版本：写出、读回、核验，显示发现", save, TIMES, SAVE)


def _submissions(district: District, folder: Path, at_once: int, first: int) -> Measured:
    """Let 300 units hand a signed filing in, over HTTP, each with a session of its own."""
    from benchmarks.served import Served  # noqa: PLC0415
    from wenxiao.web.filings.models import Record, Step  # noqa: PLC0415
    from wenxiao.web.people.models import User  # noqa: PLC0415

    records = list(district.records()[1 + first : 1 + first + SUBMITTING])
    pks = [one.pk for one in records]
    before = Step.objects.filter(record__in=pks, act="submit").count()
    _signed(records, district.people["head"])
    fillers = {one.unit_id: one for one in User.objects.filter(grants__role="filler")}
    sessions = [_session(fillers[one.unit_id]) for one in records]
    served = Served(folder)
    served.start(look=False)
    try:
        people = [_Browser(served.port, key) for key in sessions]
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(lambda one: one[0].open(one[1]), zip(people, pks, strict=True)))
            began = time.perf_counter()
            taken = sorted(pool.map(lambda one: one[0].submit(one[1]), zip(people, pks, strict=True)))
            whole = (time.perf_counter() - began) * 1000
    finally:
        served.stop()
    done = Record.objects.filter(pk__in=pks, state="submitted").count()
    assert done == Step.objects.filter(record__in=pks, act="submit").count() - before == len(pks)
    what = f"{len(pks)} 个单位提交并看到结果，{at_once} 个同时，成功 {done} 个；最慢一个 {taken[-1]:.0f} 毫秒"
    return Measured(what, taken[len(taken) // 2], whole, SUBMIT)


def _signed(records: list[Any], head: User) -> None:
    """Bring filings to where they are signed and nothing is left to do."""
    from wenxiao.finding import Severity  # noqa: PLC0415
    from wenxiao.web.filings.contents import identity_of, report_of  # noqa: PLC0415
    from wenxiao.web.filings.models import Explanation, Record, Signature  # noqa: PLC0415

    Record.objects.filter(pk__in=[one.pk for one in records]).update(state="signed", submitted=None)
    for one in records:
        if not one.current.signatures.filter(voided=None).exists():
            Signature.objects.create(version=one.current, digest=one.current.digest, by=head)
        open_errors = [found for found in report_of(one.current).findings if found.severity is Severity.ERROR]
        known = {identity_of(found) for found in open_errors}
        Explanation.objects.bulk_create(
            Explanation(record=one, finding=name, reason="已核对", by=head) for name in known
        )


class _Browser:
    """A filler who has signed in, as his browser speaks: it keeps its cookies and follows where it is sent."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.cookies, self.token = port, {"sessionid": session}, ""

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return answer.status, text

    def open(self, pk: int) -> None:
        """Look at the filing."""
        status, page = self._ask("GET", f"/filings/{pk}")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert status == 200, status
        assert found is not None
        self.token = found[1]

    def submit(self, pk: int) -> float:
        """Press the button and see what came of it; return how long that took, in milliseconds."""
        began = time.perf_counter()
        status, _ = self._ask("POST", f"/filings/{pk}/submit", f"csrfmiddlewaretoken={self.token}")
        assert status == 302, status
        _, page = self._ask("GET", f"/filings/{pk}")
        assert "已提交，等财政部门审核" in page
        return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
