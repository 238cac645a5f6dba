"""The web application in a temporary folder: `District`, a small tree with everybody who works in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

os.environ["WENXIAO_DATA"] = tempfile.mkdtemp(prefix="wenxiao-web-")
if os.environ.get("WENXIAO_TEST_DATABASE") == "postgres":  # the same tests on a real server
    from installations import new_database

    os.environ["WENXIAO_DATABASE"] = new_database()
os.environ["DJANGO_SETTINGS_MODULE"] = "wenxiao.web.settings"

import django

django.setup()

from django.test import Client  # noqa: E402

from wenxiao.web.filings.models import Record  # noqa: E402
from wenxiao.web.people.models import Grant, Unit, User  # noqa: E402
from wenxiao.web.people.signing_in import set_password  # noqa: E402
from wenxiao.web.people.units import place  # noqa: E402

PASSWORD = "Ceshi-mima-2025"


class District(NamedTuple):
    """A tree of units and the people in it by the name that they sign in with."""

    bureau: Unit
    department: Unit
    school: Unit
    library: Unit
    people: dict[str, User]

    def client(self, name: str) -> Client:
        """Return the browser of a person who has signed in."""
        client = Client()
        answer = client.post("/sign-in", {"username": name, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client


@pytest.fixture(autouse=True)
def files_apart(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.STORE_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    yield


@pytest.fixture
def district(db: None) -> District:
    """Return a bureau, a department, two units, and one person a role."""
    bureau = place(Unit(code="1", name="云川市青禾区财政局", kind="bureau"), None)
    department = place(Unit(code="2", name="云川市青禾区教育局", kind="department"), bureau)
    school = place(Unit(code="201", name="云川市青禾区第一中心学校"), department)
    library = place(Unit(code="202", name="云川市青禾区图书馆"), department)
    people = {}
    for username, role, unit in (
        ("xitong", "system-admin", bureau),
        ("anquan", "security-admin", bureau),
        ("shenji", "audit-admin", bureau),
        ("jixiao", "performance-office", bureau),
        ("gushi", "business-division", department),
        ("zhuguan", "supervising-department", department),
        ("tianbao", "filler", school),
        ("pingjia", "evaluator", school),
        ("fuze", "head", school),
        ("linju", "filler", library),
    ):
        user = User(username=username, name=username, unit=unit)
        set_password(user, PASSWORD)
        Grant.objects.create(user=user, role=role)
        people[username] = user
    return District(bureau, department, school, library, people)


@pytest.fixture
def record(district: District) -> Record:
    """Return the school's filing in a round that the performance office has opened."""
    client = district.client("jixiao")
    answer = client.post(
        "/rounds/new",
        {
            "title": "2024年度部门整体支出绩效自评", "year": "2024", "standard": "hunan-2020", "notice": "通知",
            "opens": "2025-03-01", "due": "2099-05-31", "remind_days": "7",
            "units": [district.school.pk, district.library.pk],
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return Record.objects.get(unit=district.school)
