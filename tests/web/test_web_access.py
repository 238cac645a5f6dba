"""Who may go where: every route is in the table, and the table is what the pages do."""

from __future__ import annotations

import re

import pytest
from district import District
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver

from wenxiao.web.access import acts_on, may
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.states import STATES
from wenxiao.web.permissions import ACTIONS, APART, EVERYBODY, NOBODY_YET, ROLES, TABLE
from wenxiao.web.routes import NEEDS

ROUTES = {getattr(pattern, "name", None) for pattern in get_resolver().url_patterns}


def test_every_route_says_what_it_needs() -> None:
    """A page that nobody thought about cannot be added."""
    assert set(NEEDS) >= ROUTES
    assert set(NEEDS.values()) <= {*ACTIONS, EVERYBODY, NOBODY_YET}


def test_only_signing_in_and_health_are_public() -> None:
    """All else asks who is there."""
    assert {name for name, need in NEEDS.items() if need == NOBODY_YET} == {"sign-in", "health"}


def test_the_three_administrators_touch_no_filing() -> None:
    """三员分立: none of them may see or change a filing, and no two share an action that changes anything."""
    actions = {role: {one.action for one in TABLE if one.role == role} for role in APART}
    assert not any(action.startswith("filing.") for role in APART for action in actions[role])
    assert actions["audit-admin"] == {"audit.view"}
    assert not (actions["system-admin"] & actions["security-admin"]) - {"users.view"}
    assert {one.role for one in TABLE} <= set(ROLES)


@pytest.mark.parametrize("path", ["/", "/rounds", "/filings/1", "/audit", "/account"])
def test_whoever_has_not_signed_in_is_sent_to_sign_in(db: None, path: str) -> None:
    """And comes back to where he wanted to go."""
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in?next={path}")


@pytest.mark.parametrize(
    ("name", "status"),
    [("tianbao", 200), ("fuze", 200), ("gushi", 200), ("zhuguan", 200), ("jixiao", 200),
     ("linju", 404), ("xitong", 404), ("anquan", 404), ("shenji", 404)],
)  # fmt: skip
def test_a_filing_is_seen_by_its_unit_and_those_above(
    district: District, record: Record, name: str, status: int
) -> None:
    """The neighbour and the administrators find nothing there."""
    assert district.client(name).get(f"/filings/{record.pk}").status_code == status


def test_missing_and_forbidden_look_the_same(district: District, record: Record) -> None:
    """Nobody learns from the answer whether a filing exists."""
    client = district.client("linju")
    hidden, missing = client.get(f"/filings/{record.pk}"), client.get("/filings/999999")
    assert (hidden.status_code, untokened(hidden)) == (missing.status_code, untokened(missing))


def untokened(answer: HttpResponseBase) -> str:
    """Return a page without the token of its forms, which is another one each time."""
    return re.sub(r'value="[0-9A-Za-z]{64}"', "", bytes(getattr(answer, "content", b"")).decode())


@pytest.mark.parametrize(
    ("name", "act"),
    [("jixiao", "upload"), ("jixiao", "sign"), ("tianbao", "sign"), ("tianbao", "accept"), ("fuze", "upload"),
     ("zhuguan", "accept"), ("pingjia", "submit"), ("gushi", "opinion"), ("linju", "upload")],
)  # fmt: skip
def test_an_act_of_another_role_is_not_there(district: District, record: Record, name: str, act: str) -> None:
    """Posting to it changes nothing."""
    assert district.client(name).post(f"/filings/{record.pk}/{act}").status_code == 404
    record.refresh_from_db()
    assert (record.state, record.edition) == ("not-started", 0)


def test_every_answer_carries_its_headers(db: None) -> None:
    """Nothing is loaded from elsewhere, framed, or kept by a proxy."""
    answer = Client().get("/sign-in")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert (answer["X-Frame-Options"], answer["Cache-Control"]) == ("DENY", "no-store")


def test_a_page_of_another_site_is_not_gone_to_after_signing_in(district: District) -> None:
    """`next` leads only within this site."""
    from district import PASSWORD  # noqa: PLC0415

    answer = Client().post("/sign-in", {"username": "jixiao", "password": PASSWORD, "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_the_buttons_of_a_page_are_those_that_may_be_pressed(district: District, record: Record) -> None:
    """Asked of all actions at once, the table says of each what it says when it is asked alone."""
    actions = [name for name in ACTIONS if name.startswith("filing.")]
    for state in STATES:
        Record.objects.update(state=state)
        record.refresh_from_db()
        for user in district.people.values():
            alone = {name for name in actions if may(user, name, record)}
            assert acts_on(user, record, actions) == alone, (state, user)
