"""The number of queries of a page does not grow with the number of units, versions or findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from district import District
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wenxiao.web.filings.models import Record
from wenxiao.web.people.models import Unit
from wenxiao.web.people.units import place
from wenxiao.web.rounds.models import Round

if TYPE_CHECKING:
    from benchmarks.pages import Page

Counts = dict[str, tuple[int, int]]


def more_units(district: District, round_: Round, count: int) -> None:
    """Put so many more units into a round."""
    for number in range(count):
        unit = place(Unit(code=f"29{number:03}", name=f"云川市青禾区第{number}服务站"), district.department)
        Record.objects.create(round=round_, unit=unit)


def queries(district: District, name: str, path: str) -> int:
    """Return how many queries a page takes."""
    client = district.client(name)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("name", "path"), [("jixiao", "/rounds/{}/board"), ("gushi", "/rounds/{}/board"), ("gushi", "/")]
)
def test_the_board_takes_as_many_queries_for_two_hundred_units_as_for_ten(
    district: District, record: Record, name: str, path: str
) -> None:
    """Ten units, two hundred units: the same number, and not more than a dozen."""
    more_units(district, record.round, 8)
    few = queries(district, name, path.format(record.round_id))
    Record.objects.filter(unit__code__startswith="29").delete()
    Unit.objects.filter(code__startswith="29").delete()
    more_units(district, record.round, 198)
    many = queries(district, name, path.format(record.round_id))
    assert few == many <= 16


def test_a_filing_takes_as_many_queries_with_many_versions(district: District, record: Record) -> None:
    """Each version's files and author come together."""
    from test_web_round import uploaded  # noqa: PLC0415

    client = district.client("tianbao")
    uploaded(client, record)
    few = queries(district, "tianbao", f"/filings/{record.pk}")
    for _ in range(4):
        uploaded(client, record)
    assert queries(district, "tianbao", f"/filings/{record.pk}") == few


def test_a_form_takes_few_queries(district: District, record: Record) -> None:
    """However many fields it has."""
    assert queries(district, "tianbao", f"/filings/{record.pk}/form/overall") <= 16


def test_the_board_shows_fifty_units_a_page_and_counts_all(district: District, record: Record) -> None:
    """The tally is of all units; a name or a state narrows the list."""
    more_units(district, record.round, 70)
    client = district.client("jixiao")
    address = f"/rounds/{record.round_id}/board"
    page = client.get(address)
    assert len(page.context["rows"]) == 50
    assert page.context["summary"]["states"][0] == ("not-started", "未开始", 72)
    assert len(client.get(f"{address}?page=2").context["rows"]) == 22
    assert [row.record.unit.name for row in client.get(f"{address}?unit=图书").context["rows"]] == [
        district.library.name
    ]
    assert client.get(f"{address}?state=accepted").context["rows"] == []


def test_late_filings_are_counted_by_the_day(district: District, record: Record) -> None:
    """Not handed in after the due date, or handed in after it; on time is not late."""
    Round.objects.filter(pk=record.round_id).update(opens="2025-03-01", due="2025-05-31")
    Record.objects.filter(pk=record.pk).update(state="submitted", submitted="2025-05-31T15:00:00Z")
    client = district.client("jixiao")
    page = client.get(f"/rounds/{record.round_id}/board")
    assert page.context["summary"]["late"] == 1
    late = client.get(f"/rounds/{record.round_id}/board?state=late").context["rows"]
    assert [row.record.unit for row in late] == [district.library]


WHO = {
    "performance-office": "jixiao", "business-division": "gushi", "supervising-department": "zhuguan",
    "system-admin": "xitong", "security-admin": "anquan", "audit-admin": "shenji",
    "filler": "tianbao", "evaluator": "pingjia", "head": "fuze",
}  # fmt: skip
MOST = 30
"""How many queries a page may take: what a request needs anyway (session, person, roles), and its own."""


def more_of_everything(district: District, record: Record, mark: str, count: int) -> None:
    """Put in so many more units, people, rounds, log entries and sessions."""
    from wenxiao.web.acting import acting  # noqa: PLC0415
    from wenxiao.web.audit.log import record as log  # noqa: PLC0415
    from wenxiao.web.people.models import Grant, SignedIn, User  # noqa: PLC0415

    office, filler = district.people["jixiao"], district.people["tianbao"]
    for number in range(count):
        unit = place(Unit(code=f"2{mark}{number:03}", name=f"云川市青禾区第{number}服务站"), district.department)
        Record.objects.create(round=record.round, unit=unit)
        user = User.objects.create(username=f"more-{mark}{number}", name="某某", unit=unit)
        Grant.objects.create(user=user, role="filler")
        log(acting(office), "test", unit)
        SignedIn.objects.create(user=filler, session=f"{mark}{number}", seen="2025-05-01T00:00:00Z", browser="")
        Round.objects.create(
            title=f"{mark}{number}", year=2030, standard="hunan-2020", digest="0" * 64, notice="通知",
            opens="2031-03-01", due="2031-05-31", opened_by=office,
        )  # fmt: skip


def numbers_of(district: District, record: Record) -> dict[str, int]:
    """Bring a filing to two versions; return the keys that the addresses of pages are made of."""
    from test_web_round import uploaded  # noqa: PLC0415

    client = district.client("tianbao")
    uploaded(client, record)
    uploaded(client, record)
    version = record.versions.first()
    file = version.files.first() if version is not None else None
    assert file is not None
    return {
        "round": record.round_id, "filing": record.pk, "empty": Record.objects.get(unit=district.library).pk,
        "unit": district.school.pk, "user": district.people["tianbao"].pk, "file": file.pk,
    }  # fmt: skip


def few_and_many(district: District, record: Record, pages: Iterable[Page], numbers: dict[str, int]) -> Counts:
    """Return how many queries pages take with a few units, people, rounds, entries, and with many more."""
    clients = {role: district.client(name) for role, name in WHO.items()} | {"": Client()}

    def counted() -> dict[str, int]:
        found = {}
        for page in pages:
            path = page.path.format_map(numbers)
            with CaptureQueriesContext(connection) as context:
                answer = clients[page.role].get(path)
                answer.getvalue()
                answer.close()
            assert answer.status_code in (200, 302), path
            found[f"{page.role} {path}"] = len(context)
        return found

    more_of_everything(district, record, "8", 3)
    counted()  # what is read once and kept
    few = counted()
    more_of_everything(district, record, "9", 120)
    many = counted()
    return {path: (few[path], many[path]) for path in many}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["every", "rare"])
def test_no_page_takes_more_queries_when_there_is_more_of_everything(
    district: District, record: Record, kind: str
) -> None:
    """Every page that there is, then those of what few filings have: the same number, and few."""
    from benchmarks.pages import PAGES, RARE  # noqa: PLC0415
    from benchmarks.rare import make  # noqa: PLC0415

    numbers = numbers_of(district, record)
    if kind == "rare":
        numbers |= make(record, district.people["tianbao"], district.people["jixiao"])
    found = few_and_many(district, record, PAGES if kind == "every" else RARE, numbers)
    assert {path: (few, many) for path, (few, many) in found.items() if many > few} == {}
    assert {path: many for path, (_, many) in found.items() if many > MOST} == {}


def test_every_page_that_can_be_looked_at_is_looked_at() -> None:
    """A route that answers a GET and is not in benchmarks/pages.py is neither measured nor seen by axe: add a line."""
    from benchmarks.pages import shown_routes, unseen  # noqa: PLC0415

    assert unseen(shown_routes()) == []


def test_what_is_approved_and_explained_is_asked_once_for_a_filing(district: District, record: Record) -> None:
    """For what is still to do, for the findings and for the list of what differs: one question each."""
    from approving import approved  # noqa: PLC0415
    from test_web_round import uploaded  # noqa: PLC0415

    approved(district.client("jixiao"), record)
    client = district.client("tianbao")
    uploaded(client, record)
    client.get(f"/filings/{record.pk}")  # what is laid out once and kept
    with CaptureQueriesContext(connection) as found:
        page = client.get(f"/filings/{record.pk}").content.decode()
    assert "与批复目标不一致" in page
    asked = [one["sql"] for one in found.captured_queries]
    for table in ("targets_approvedform", "targets_approvedindicator", "filings_explanation"):
        assert sum(f'FROM "{table}"' in sql for sql in asked) == 1, table
