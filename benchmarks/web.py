"""How fast the web application is on the embedded default: `make bench-web`.

A district of 2 000 units over three years on SQLite; the p95 of each main page over requests as a browser sends them;
a cell edit; the checks of a new version; 300 units that submit within a minute, eight at a time.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from django.test import Client

    from wenxiao.web.people.models import Unit, User

UNITS, YEARS, FILED, SUBMITTING, AT_ONCE = 2000, (2022, 2023, 2024), 60, 300, 8
PASSWORD = "Ceshi-mima-2025"
STANDARD = "hunan-2020"
CELL = "overall|funds|funds.total|funds.initial||"


class District(NamedTuple):
    """The people who look at pages, and the units."""

    office: User
    fillers: list[User]
    units: list[Unit]


def main() -> None:
    """Build the district and print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else UNITS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WENXIAO_DATA"] = folder
        from wenxiao.web.serve import prepare  # noqa: PLC0415

        prepare()
        began = time.perf_counter()
        district = _build(count)
        print(f"{count} 个单位 × {len(YEARS)} 个年度，建库 {time.perf_counter() - began:.0f} 秒")
        _pages(district)
        _edits(district)
        _submissions(district)
        size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())
        print(f"数据文件夹 {size / 2**20:.0f} MB")


def _client(user: User) -> Client:
    """Return the browser of a person; signing in is not what is measured."""
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from wenxiao.web.people.models import SignedIn  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    key = client.session.session_key or ""
    SignedIn.objects.create(user=user, session=key, seen=timezone.now(), address="127.0.0.1", browser="")
    return client


def _build(count: int) -> District:
    """Make units, people, three rounds; some filings of the last one have a version."""
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    from wenxiao.web.acting import acting  # noqa: PLC0415
    from wenxiao.web.people.models import Grant, Unit, User  # noqa: PLC0415
    from wenxiao.web.people.units import place  # noqa: PLC0415
    from wenxiao.web.rounds.work import Plan, open_round  # noqa: PLC0415

    bureau = place(Unit(code="1", name="云川市青禾区财政局", kind="bureau"), None)
    departments = [place(Unit(code=f"2{at:02}", name=f"第{at}主管部门", kind="department"), bureau) for at in range(20)]
    units = [place(Unit(code=f"3{at:04}", name=f"云川市青禾区第{at}单位"), departments[at % 20]) for at in range(count)]
    hashed = make_password(PASSWORD)
    office = _person(User, Grant, ("jixiao", "performance-office", bureau), hashed)
    fillers = [_person(User, Grant, (f"tb{unit.code}", "filler", unit), hashed) for unit in units[:SUBMITTING]]
    for year in YEARS:
        plan = Plan(f"{year}年度自评", year, STANDARD, "通知", date(year + 1, 3, 1), date.today() + timedelta(60))
        open_round(acting(office), plan, units)
    return District(office, fillers, units)


def _person(user_class: Any, grant: Any, who: tuple[str, str, Unit], hashed: str) -> User:
    username, role, unit = who
    from django.utils import timezone  # noqa: PLC0415

    user: User = user_class.objects.create(
        username=username, name=username, unit=unit, must_change=False, password=hashed, password_set=timezone.now()
    )
    grant.objects.create(user=user, role=role)
    return user


def _p95(act: Callable[[int], object], times: int) -> tuple[float, float]:
    """Return the median and the 95th percentile of an act, in milliseconds."""
    act(0)
    taken = []
    for number in range(times):
        began = time.perf_counter()
        act(number)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95) - 1]


def _say(what: str, figures: tuple[float, float]) -> None:
    print(f"{what}：中位 {figures[0]:.0f} 毫秒，p95 {figures[1]:.0f} 毫秒")


def _pages(district: District) -> None:
    from wenxiao.web.filings.models import Record  # noqa: PLC0415
    from wenxiao.web.rounds.models import Round  # noqa: PLC0415

    last = Round.objects.get(year=YEARS[-1])
    filings = list(Record.objects.filter(round=last).order_by("pk")[:FILED])
    by_unit = {user.unit_id: user for user in district.fillers}
    _filed(filings, by_unit)
    office, filler = _client(district.office), _client(district.fillers[0])
    own = filings[0].pk
    pages = {
        "首页（填报人）": (filler, "/"), "首页（绩效股）": (office, "/"), "年度工作": (office, "/rounds"),
        "各单位进度": (office, f"/rounds/{last.pk}/board"), "材料（同一份）": (office, f"/filings/{own}"),
        "在线填报": (filler, f"/filings/{own}/form/overall"), "报告": (filler, f"/filings/{own}/form/report"),
    }  # fmt: skip
    for name, (client, path) in pages.items():
        _say(name, _p95(lambda _, client=client, path=path: _got(client, path), 40))  # type: ignore[misc]
    _say("材料（每次另一份）", _p95(lambda at: _got(office, f"/filings/{filings[at].pk}"), FILED - 1))


def _got(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200, path


def _filed(filings: list[Any], by_unit: dict[int | None, User]) -> None:
    """Give filings a version each, and say how long reading, checking and storing one takes."""
    import msgspec  # noqa: PLC0415

    from wenxiao.sample import sample  # noqa: PLC0415
    from wenxiao.standards import load  # noqa: PLC0415
    from wenxiao.web.acting import acting  # noqa: PLC0415
    from wenxiao.web.filings.work import save_version  # noqa: PLC0415

    pack = load(STANDARD)
    made = [msgspec.structs.replace(sample(pack, held.pk), unit=held.unit.name, year=YEARS[-1]) for held in filings]

    def save(at: int) -> None:
        held = filings[at]
        save_version(acting(by_unit[held.unit_id]), held, made[at], "form")

    _say("存一版并核验", _p95(save, len(filings)))


def _edits(district: District) -> None:
    """Type into one cell again and again."""
    from wenxiao.web.filings.models import Record  # noqa: PLC0415

    user = district.fillers[0]
    held = Record.objects.get(unit=user.unit_id, round__year=YEARS[-1])
    client = _client(user)
    page = client.get(f"/filings/{held.pk}/form/overall").content.decode()
    before = page.split(f'name="{CELL}"', 1)[1].split(">\n", 1)[1].split("<", 1)[0]

    def edit(number: int) -> None:
        nonlocal before
        after = f"{300 + number}.5"
        change = {"key": CELL, "before": before, "after": after}
        answer = client.post(
            f"/filings/{held.pk}/form/overall/draft",
            json.dumps({"edition": 0, "changes": [change]}),
            content_type="application/json",
        )
        assert answer.json()["conflicts"] == []
        before = after

    _say("改一格（存草稿、重算、核验这张表）", _p95(edit, 60))


def _submissions(district: District) -> None:
    """Let all units hand a signed filing in, eight at a time."""
    from django.db import connections  # noqa: PLC0415

    from wenxiao.web.filings.models import Record  # noqa: PLC0415

    held = {one.unit_id: one for one in Record.objects.filter(round__year=YEARS[-1]).order_by("pk")[:SUBMITTING]}
    _signed(district, held)
    clients = [(_client(user), held[user.unit_id].pk) for user in district.fillers]

    def hand_in(one: tuple[Client, int]) -> bool:
        client, pk = one
        status = client.post(f"/filings/{pk}/submit").status_code
        connections.close_all()
        return status == 302

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(hand_in, clients))
    taken = time.perf_counter() - began
    submitted = Record.objects.filter(state="submitted").count()
    print(f"{len(done)} 个单位提交，{AT_ONCE} 个同时：{taken:.1f} 秒，成功 {submitted} 个")
    assert submitted == len(done)


def _signed(district: District, held: dict[Any, Any]) -> None:
    """Bring filings to the signature: one content for all, as what is measured is handing in."""
    from wenxiao.sample import sample  # noqa: PLC0415
    from wenxiao.standards import load  # noqa: PLC0415
    from wenxiao.web.acting import acting  # noqa: PLC0415
    from wenxiao.web.filings.models import Opinion, Signature  # noqa: PLC0415
    from wenxiao.web.filings.work import save_version  # noqa: PLC0415

    filing = sample(load(STANDARD), 5)
    for user in district.fillers:
        one = held[user.unit_id]
        version = save_version(acting(user), one, filing, "form")
        Opinion.objects.create(version=version, by=user, agrees=True, text="同意")
        Signature.objects.create(version=version, digest=version.digest, by=user)
        type(one).objects.filter(pk=one.pk).update(state="signed")


if __name__ == "__main__":
    main()
