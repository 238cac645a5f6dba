"""Every route, attacked by everybody: other people's things, forged forms, other methods, nonsense. Nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from attacker import (
    MISSING,
    Browser,
    browser,
    content,
    crawl,
    elsewhere,
    filled,
    picture,
    untokened,
    written_fields,
)
from district import District
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse
from test_web_round import uploaded

from wenxiao.web.filings.models import Record
from wenxiao.web.people.models import Grant, Unit, User
from wenxiao.web.permissions import EVERYBODY, NOBODY_YET, reaches
from wenxiao.web.routes import NEEDS

pytestmark = pytest.mark.slow
PEOPLE = ("xitong", "anquan", "shenji", "jixiao", "gushi", "zhuguan", "tianbao", "pingjia", "fuze", "linju")
OF_EVERYBODY = ("rounds", "units", "users")  # what a key there names belongs to no single unit


@pytest.fixture
def neighbour(district: District) -> str:
    """Return a person of the other unit who holds all that a unit's people may hold, and no more."""
    for role in ("evaluator", "head"):
        Grant.objects.create(user=district.people["linju"], role=role)
    return "linju"


@pytest.fixture
def unit(district: District) -> str:
    """Return a person of the school who may do there all that anybody of it may."""
    for role in ("evaluator", "head"):
        Grant.objects.create(user=district.people["tianbao"], role=role)
    return "tianbao"


@pytest.fixture
def filing(district: District, record: Record) -> Record:
    """Return the school's filing with a version, a file and a draft."""
    client = district.client("tianbao")
    uploaded(client, record)
    client.post(f"/filings/{record.pk}/project")
    return record


def asked(client: Client, method: str, address: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Ask in one way and return what an attacker can tell apart: status, where to, body."""
    answer = client.post(address, fields or {}) if method == "post" else client.get(address)
    return answer.status_code, answer.headers.get("Location", ""), untokened(content(answer))


@pytest.mark.parametrize("name", PEOPLE)
def test_a_route_that_a_role_may_not_use_answers_like_one_without_its_object(
    district: District, record: Record, name: str
) -> None:
    """All routes, both methods, with keys that are there and keys of nothing: the same 404, and nothing changes."""
    client, roles, before = browser(district, name), district.people[name].roles, picture()
    there, nowhere = filled(record), filled(None)
    lost = asked(client, "get", f"/filings/{MISSING}")
    for route, need in NEEDS.items():
        if need in (EVERYBODY, NOBODY_YET) or reaches(roles, need):
            continue
        for method in ("get", "post"):
            answers = {asked(client, method, there[route]), asked(client, method, nowhere[route])}
            assert answers == {lost}, (route, method)
    assert picture() == before


def test_another_units_things_are_not_there(district: District, filing: Record, neighbour: str, unit: str) -> None:
    """Every address that the school's people, and those above, are led to: to the neighbour it is one of nothing."""
    intruder, roles, before = browser(district, neighbour), district.people[neighbour].roles, picture()
    own, tried = set(crawl(intruder).addresses()), 0
    for name in (unit, "gushi", "jixiao"):
        found = crawl(browser(district, name))
        for address in found.addresses():
            nothing = elsewhere(address)
            need = NEEDS.get(resolve(urlsplit(address).path).url_name or "", "")
            if name in ("gushi", "jixiao") and address in own:
                continue  # they look after the neighbour too
            if nothing is None or urlsplit(address).path.split("/")[1] in OF_EVERYBODY:
                continue
            assert "any" not in reaches(roles, need), address
            for method in ("get", "post"):
                fields = found.forms.get(address, {})
                assert asked(intruder, method, address, fields) == asked(intruder, method, nothing, fields), address
                tried += 1
    assert tried > 40
    assert picture() == before


def test_keys_of_another_units_things_under_ones_own_key_open_nothing(
    district: District, filing: Record, neighbour: str
) -> None:
    """The neighbour's own filing, and below it numbers of the school's files, versions and whatever else has one."""
    own = Record.objects.get(unit=district.library)
    intruder, tried = browser(district, neighbour), 0
    for address in crawl(browser(district, "tianbao")).addresses():
        found = resolve(urlsplit(address).path)
        others = {name: value for name, value in found.kwargs.items() if isinstance(value, int) and name != "pk"}
        if found.kwargs.get("pk") != filing.pk or not others or not address.startswith("/filings/"):
            continue
        mixed = address.replace(f"/filings/{filing.pk}/", f"/filings/{own.pk}/")
        nothing = reverse(found.view_name, kwargs={**found.kwargs, **dict.fromkeys(others, MISSING), "pk": own.pk})
        for method in ("get", "post"):
            assert asked(intruder, method, mixed) == asked(intruder, method, nothing), mixed
        tried += 1
    assert tried > 5


def test_nobody_is_shown_the_name_of_a_unit_that_is_not_his(district: District, filing: Record, neighbour: str) -> None:
    """On no page that the neighbour, or a division that looks after others, can come to."""
    other = Unit.objects.create(code="9", name="云川市青禾区文化局", kind="department", path="/9/")
    User.objects.filter(username__in=("gushi", "zhuguan")).update(unit=other)
    for name in (neighbour, "gushi", "zhuguan"):
        for address, (_, _, page) in crawl(browser(district, name)).pages.items():
            assert district.school.name not in page.decode(errors="replace"), (name, address)


@pytest.mark.parametrize("name", ["xitong", "jixiao", "tianbao", ""])
def test_no_route_takes_a_form_without_its_token(district: District, filing: Record, name: str) -> None:
    """From another site, whoever is signed in: 403, and nothing changes."""
    client = browser(district, name, enforce_csrf_checks=True) if name else Browser(enforce_csrf_checks=True)
    before = picture()
    for route, address in filled(filing).items():
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address).status_code == 403, (route, method)
    assert picture() == before


@pytest.mark.parametrize("name", ["xitong", "anquan", "shenji", "jixiao", "tianbao"])
def test_looking_changes_nothing(district: District, filing: Record, name: str) -> None:
    """All pages that a person can come to, and all addresses to which forms are sent, by GET and HEAD."""
    client, before = browser(district, name), picture()
    seen = crawl(client)
    for address in (*seen.forms, *filled(filing).values()):
        for answer in (client.get(address), client.head(address)):
            assert answer.status_code < 500 or answer.status_code == 404, address
    assert picture() == before


NONSENSE = ("", "x" * 30_000, "\x00", "\u202e\r\nSet-Cookie: a=b\ud7ff𝟙", "-1", "9" * 40)


def nonsense(fields: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield what a form could be sent with: nothing, nonsense in all fields, nonsense in one among sense."""
    yield {}
    for said in NONSENSE if fields else ():  # without fields all of them would be the empty form again
        yield dict.fromkeys(fields, said)
    sense = {field: was or "云川" for field, was in fields.items()}
    for field in fields:
        for said in (NONSENSE[1], NONSENSE[3], NONSENSE[5]):
            yield {**sense, field: said}


@pytest.mark.parametrize("name", ["xitong", "anquan", "jixiao", "tianbao"])
@pytest.mark.usefixtures("unit")
def test_nonsense_in_every_field_is_refused_or_kept_as_it_is(district: District, filing: Record, name: str) -> None:
    """Empty, huge, no text, other lines, other numbers: no failure, and no field holds more than it can."""
    if name == "jixiao":
        Record.objects.filter(pk=filing.pk).update(state="submitted")
    client = browser(district, name)
    forms = one_a_route({**{address: {} for address in filled(filing).values()}, **crawl(client).forms})
    for address, fields in forms.items():
        for one in nonsense(fields):
            with transaction.atomic():
                assert client.post(address, one).status_code < 500, (address, one)
                assert overfull() == [], address
                transaction.set_rollback(True)
            client.cookies = (
                district.client(name).cookies if address.endswith(("sign-out", "sign-in")) else client.cookies
            )


@pytest.mark.parametrize(
    "sent",
    [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"edition": 1e400, "changes": []}', b"[" * 100_000,
     b'{"edition": -99999999999999999999, "changes": []}', b'{"edition": 0, "changes": [{"key": 1}]}',
     b'{"edition": 0, "changes": [{"key": "|||||", "before": "", "after": "x"}]}',
     b'{"edition": 0, "changes": [{"key": "overall", "before": "", "after": "\\ud800\\u0000"}]}',
     b'{"edition": 0, "changes": [{"key": "report|\\u0000", "before": "", "after": "x"}]}'],
)  # fmt: skip
def test_a_draft_that_no_script_of_ours_sends_is_refused(district: District, record: Record, sent: bytes) -> None:
    """Or its cells are answered as unknown; the draft of the others stays."""
    client = browser(district, "tianbao")
    answer = client.post(f"/filings/{record.pk}/form/overall/draft", sent, content_type="application/json")
    assert answer.status_code in (200, 400, 409)
    assert client.get(f"/filings/{record.pk}/form/overall").status_code == 200
    assert client.get(f"/filings/{record.pk}/form/report").status_code == 200


def one_a_route(forms: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return of all forms that are sent to one route the one that was found last: the others differ by their key."""
    last = {resolve(urlsplit(address).path).url_name: address for address in forms}
    return {address: forms[address] for address in last.values()}


def overfull() -> list[str]:
    """Return the fields that hold more than they can: PostgreSQL would have failed where SQLite does not look."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERFULL)
        return [label for (label,) in cursor.fetchall()]


def _overfull(model: Any, name: str, most: int) -> str:
    field, quoted = model._meta.get_field(name), connection.ops.quote_name
    there = f"SELECT 1 FROM {quoted(model._meta.db_table)} WHERE LENGTH({quoted(field.column)}) > {most}"
    return f"SELECT '{model._meta.label}.{name}' WHERE EXISTS ({there})"


_OVERFULL = " UNION ALL ".join(
    _overfull(model, name, most) for model, name, most in written_fields() if most is not None
)
