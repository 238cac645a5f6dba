"""The guard: the pace of wrong passwords, refusals counted in the log, sessions that end, what a deployment lacks."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from attacker import browser, content
from district import PASSWORD, District
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from wenxiao.errors import UsageError
from wenxiao.web.audit.log import faults
from wenxiao.web.audit.models import Entry
from wenxiao.web.configuration import from_environment
from wenxiao.web.filings.models import Record
from wenxiao.web.guard import pace, tally
from wenxiao.web.guard.checks import lacking
from wenxiao.web.guard.models import Pace, Refusals
from wenxiao.web.people import signing_in
from wenxiao.web.people.models import SignedIn, User


def away(address: str = "192.0.2.7") -> Client:
    """Return a browser at an address."""
    return Client(REMOTE_ADDR=address)


def tried(address: str = "192.0.2.7", count: int = 40) -> None:
    """Let so many wrong passwords come from an address."""
    for _ in range(count):
        pace.wrong(address)


def test_one_password_over_many_accounts_is_slowed_down_by_address(district: District) -> None:
    """After thirty wrong ones the next is not even compared, and the person is told how long to wait."""
    for at in range(30):
        assert away().post("/sign-in", {"username": f"nobody{at}", "password": "x"}).status_code == 403
    answer = away().post("/sign-in", {"username": "tianbao", "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 10
    assert "秒后再试" in content(answer).decode()
    assert User.objects.get(username="tianbao").wrong_in_a_row == 0
    assert Entry.objects.filter(action="sign-in.too-fast").count() == 1


def test_an_office_behind_one_address_is_not_locked_out_for_long(district: District) -> None:
    """Ten seconds later one may try again; from another address at once."""
    tried(count=30)
    said = {"username": "tianbao", "password": PASSWORD}
    assert away().post("/sign-in", said).status_code == 429
    assert away("192.0.2.8").post("/sign-in", said).status_code == 302
    Pace.objects.update(until=timezone.now() + timedelta(seconds=289))
    assert away().post("/sign-in", {"username": "fuze", "password": PASSWORD}).status_code == 302


def test_whoever_signed_in_there_before_does_not_wait_for_others(district: District) -> None:
    """Unless his own account is being tried."""
    said = {"username": "tianbao", "password": PASSWORD}
    assert away().post("/sign-in", said).status_code == 302
    tried()
    assert away().post("/sign-in", said).status_code == 302
    User.objects.filter(username="tianbao").update(wrong_in_a_row=2)
    assert away().post("/sign-in", said).status_code == 429


def test_addresses_of_one_network_count_as_one() -> None:
    """Of IPv6 anybody has millions."""
    assert pace.place_of("2001:db8::1") == pace.place_of("2001:db8::ffff") != pace.place_of("2001:db8:0:1::1")
    assert pace.place_of("192.0.2.7") != pace.place_of("192.0.2.8")


def test_what_was_typed_as_a_name_is_not_in_the_log(district: District) -> None:
    """People type their password into the wrong field."""
    Client().post("/sign-in", {"username": PASSWORD, "password": "x"})
    assert PASSWORD not in "".join(f"{one.target}{one.details}" for one in Entry.objects.all())


def test_a_heads_signature_does_not_let_passwords_be_guessed(district: District, record: Record) -> None:
    """Wrong ones count as at signing in, and lock."""
    from test_web_round import uploaded  # noqa: PLC0415

    uploaded(district.client("tianbao"), record)
    head = district.client("fuze")
    assert record.current is not None
    said = {"digest": record.current.digest}
    for _ in range(settings.LOCK_AFTER):
        head.post(f"/filings/{record.pk}/sign", {**said, "password": "x"})
    page = head.post(f"/filings/{record.pk}/sign", {**said, "password": PASSWORD}, follow=True)
    assert "没有签字" in content(page).decode()
    record.refresh_from_db()
    assert record.state == "drafting"


def test_refused_accesses_are_logged_once_a_minute_and_counted(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand of them are two entries, the second says how many; the chain holds."""
    monkeypatch.setattr(tally, "_COUNTED", 20)
    client = browser(district, "tianbao")
    for at in range(25):
        client.get(f"/filings/{at + 1000}")
    refusals = Entry.objects.filter(action="access.refused")
    first = refusals.get()
    assert (first.target, first.details["route"], first.actor_id) == (
        "/filings/1000", "filing", district.people["tianbao"].pk,
    )  # fmt: skip
    assert Refusals.objects.get().count == 20
    tally.flush(timezone.now() + timedelta(minutes=2))
    last = refusals.order_by("-number").first()
    assert last is not None
    assert (last.details["times"], last.actor_id) == ("19 以上", district.people["tianbao"].pk)
    assert not Refusals.objects.exists()
    assert not list(faults())


def test_a_forged_form_is_in_the_log(district: District) -> None:
    """With who was signed in, and where it was sent."""
    client = browser(district, "xitong", enforce_csrf_checks=True)
    client.post("/users/new", {"username": "x"})
    entry = Entry.objects.get(action="form.refused")
    assert (entry.target, entry.actor_id) == ("/users/new", district.people["xitong"].pk)


def test_the_auditor_sees_what_was_refused_until_now(district: District) -> None:
    """Minutes that are over are in the log when it is looked at."""
    client = browser(district, "tianbao")
    for _ in range(3):
        client.get("/audit")
    Refusals.objects.update(since=timezone.now() - timedelta(minutes=2))
    assert "次数 2" in content(browser(district, "shenji").get("/audit")).decode()


def test_a_session_ends_after_twelve_hours_however_busy(district: District) -> None:
    """And the log says why."""
    client = district.client("tianbao")
    SignedIn.objects.update(since=timezone.now() - settings.SESSION_FOR - timedelta(seconds=1))
    assert client.get("/").status_code == 302
    assert Entry.objects.filter(action="session.too-long").exists()
    assert timedelta(hours=12) == settings.SESSION_FOR


def test_a_person_has_five_sessions_at_most(district: District) -> None:
    """The oldest ends when the sixth begins."""
    clients = [district.client("tianbao") for _ in range(settings.SESSIONS_AT_ONCE + 1)]
    assert [one.get("/").status_code for one in clients] == [302, *[200] * settings.SESSIONS_AT_ONCE]


def test_a_role_that_is_taken_away_is_gone_from_open_sessions(district: District) -> None:
    """At the next request."""
    client = district.client("jixiao")
    assert client.get("/rounds").status_code == 200
    district.people["jixiao"].grants.all().delete()
    assert client.get("/rounds").status_code == 404


def test_a_first_password_left_unused_for_a_week_opens_nothing(district: District) -> None:
    """The answer is that for a wrong one; the administrator sees it and gives another."""
    user = district.people["tianbao"]
    User.objects.filter(pk=user.pk).update(must_change=True, password_set=timezone.now() - timedelta(days=8))
    assert Client().post("/sign-in", {"username": "tianbao", "password": PASSWORD}).status_code == 403
    admin = district.client("xitong")
    assert "初始密码过期" in admin.get(f"/users/{user.pk}").content.decode()
    admin.post(f"/users/{user.pk}/password")
    user.refresh_from_db()
    assert not user.first_password_expired


def test_the_deployment_lacks_nothing_or_is_told_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS for names on the network, folders and secrets of one's own, no debugging; one sentence each."""
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    tmp_path.chmod(0o700)
    (tmp_path / "secret").chmod(0o600)
    monkeypatch.delenv("WENXIAO_HOSTS", raising=False)
    good = replace(from_environment(), data=tmp_path, hosts=("jixiao.example",), https=True)
    assert list(lacking(good)) == []
    tmp_path.chmod(0o755)
    (tmp_path / "secret").chmod(0o644)
    bad = replace(good, https=False, debug=True, hosts=("*",))
    said = dict(lacking(bad))
    assert sorted(said) == [1, 2, 3, 4, 5]
    assert all(one.endswith("。") and "；" in one for one in said.values())
    assert not dict(lacking(replace(good, https=False, hosts=("localhost",)))).get(1)


@pytest.mark.parametrize(
    ("said", "https", "roles"),
    [("", "", 0), ("", "1", 3), ("all", "", 9), ("voluntary", "1", 0), ("head, filler", "", 2)],
)
def test_who_needs_codes_is_configured(monkeypatch: pytest.MonkeyPatch, said: str, https: str, roles: int) -> None:
    """Nobody on a trial, the three administrators behind TLS, or whoever is named."""
    monkeypatch.setitem(os.environ, "WENXIAO_TOTP", said)
    monkeypatch.setitem(os.environ, "WENXIAO_HTTPS", https)
    assert len(from_environment().totp) == roles


@pytest.mark.parametrize("said", ["admins", "head,admins", ",", "ALL"])
def test_a_role_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """A wrong word must not mean that nobody needs codes."""
    monkeypatch.setitem(os.environ, "WENXIAO_TOTP", said)
    with pytest.raises(UsageError, match="不认识"):
        from_environment()


@pytest.mark.parametrize("name", ["tianbao", "nobody"])
def test_nobodys_saving_waits_for_the_comparison_of_a_password(
    district: District, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """It is slow on purpose, and happens before the transaction: whoever tries passwords does not stop the work."""
    depths, before = [], len(connection.savepoint_ids)
    compare = signing_in._fits

    def compared(user: User | None, password: str) -> bool:
        depths.append(len(connection.savepoint_ids))
        return compare(user, password)

    monkeypatch.setattr(signing_in, "_fits", compared)
    Client().post("/sign-in", {"username": name, "password": "x"})
    assert depths == [before]
