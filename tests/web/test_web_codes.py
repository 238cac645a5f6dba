"""Codes of an app: demanded by the configuration, sealed in the database, outliving a new secret, lost and replaced."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from attacker import browser, content
from district import PASSWORD, District
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from wenxiao.web.audit.models import Entry
from wenxiao.web.configuration import earlier_keys, secret_key
from wenxiao.web.people import totp
from wenxiao.web.people.models import User
from wenxiao.web.people.resealing import reseal
from wenxiao.web.people.sealing import opened, sealed
from wenxiao.web.permissions import APART, ROLES

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def with_codes(user: User, secret: str = SECRET) -> User:
    """Let a person have an app."""
    User.objects.filter(pk=user.pk).update(totp_secret=sealed(secret, user.pk), totp_last=0)
    user.refresh_from_db()
    return user


def entered(username: str, code: str = "") -> int:
    """Return how signing in is answered."""
    said = {"username": username, "password": PASSWORD, "code": code}
    return Client().post("/sign-in", said).status_code


def now() -> str:
    """Return the code of this half minute."""
    return totp.code_at(SECRET, int(timezone.now().timestamp() // 30))


def test_whoever_must_have_codes_sets_them_up_before_anything_else(district: District, settings: object) -> None:
    """Every page leads there until a code is confirmed; nobody else is troubled."""
    settings.TOTP_ROLES = frozenset(APART)  # type: ignore[attr-defined]
    admin, unit = browser(district, "xitong"), browser(district, "tianbao")
    assert unit.get("/").status_code == 200
    for path in ("/", "/users", "/account", "/units"):
        assert admin.get(path)["Location"] == "/account/totp"
    page = admin.get("/account/totp")
    assert "请先启用" in content(page).decode()
    assert 'href="/users"' not in content(page).decode()
    code = totp.code_at(page.context["secret"], int(timezone.now().timestamp() // 30))
    admin.post("/account/totp", {"code": code})
    assert admin.get("/users").status_code == 200


def test_everybody_may_have_to_have_codes(district: District, settings: object) -> None:
    """Two of two factors, as 等保 at level 3 asks; switched off, they are set up again at once."""
    settings.TOTP_ROLES = frozenset(ROLES)  # type: ignore[attr-defined]
    with_codes(district.people["tianbao"])
    client = Client()
    client.post("/sign-in", {"username": "tianbao", "password": PASSWORD, "code": now()})
    assert client.get("/").status_code == 200
    client.post("/account/totp/off", {"password": PASSWORD})
    assert client.get("/")["Location"] == "/account/totp"


@pytest.mark.parametrize("code", ["", "12345", "一二三四五六", "１２３４５６", "\x7f" * 6, "9" * 5000])
def test_what_is_no_code_is_refused(district: District, code: str) -> None:
    """Whatever is typed there."""
    with_codes(district.people["tianbao"])
    assert entered("tianbao", code) == 403


def test_secrets_are_sealed_in_the_database(district: District) -> None:
    """Neither the secret nor anything that looks like it is stored, and it is of no use in another person's row."""
    user, other = with_codes(district.people["tianbao"]), district.people["fuze"]
    assert SECRET not in user.totp_secret
    assert opened(user.totp_secret, user.pk) == SECRET
    assert opened(user.totp_secret, other.pk) is None
    User.objects.filter(pk=other.pk).update(totp_secret=user.totp_secret)
    assert entered("fuze", now()) == 403
    User.objects.filter(pk=other.pk).update(totp_secret=SECRET)  # one in the clear is none
    assert entered("fuze", now()) == 403


def test_a_new_secret_of_the_installation_leaves_the_apps_as_they_are(
    district: District, settings: object, tmp_path: Path
) -> None:
    """After `rotate_secret` what is stored opens with the new key alone; the files are their owner's only."""
    settings.CONFIGURATION = replace(settings.CONFIGURATION, data=tmp_path)  # type: ignore[attr-defined]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secret_key(tmp_path), []  # type: ignore[attr-defined]
    with_codes(district.people["tianbao"])
    before = secret_key(tmp_path)
    said = StringIO()
    call_command("rotate_secret", stdout=said)
    assert "重新加密 1 个" in said.getvalue()
    assert earlier_keys(tmp_path) == [before]
    assert secret_key(tmp_path) != before
    assert not {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} - {0}
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secret_key(tmp_path), []  # type: ignore[attr-defined]
    assert entered("tianbao", now()) == 302
    assert Entry.objects.get(action="secret.rotate").details == {"sealed": 1, "lost": 0}


def test_codes_that_no_key_opens_are_set_up_anew(district: District, settings: object) -> None:
    """After a restore on a machine with another secret; until then nobody comes in without a code."""
    user = with_codes(district.people["tianbao"])
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 50, []  # type: ignore[attr-defined]
    assert entered("tianbao", now()) == entered("tianbao") == 403
    assert reseal() == (0, 1)
    assert entered("tianbao") == 302
    user.refresh_from_db()
    assert user.totp_secret == ""


@pytest.mark.parametrize("name", ["anquan", "shenji"])
@pytest.mark.parametrize("act", ["password", "totp/off"])
def test_the_system_administrator_does_not_take_over_those_who_watch_him(
    district: District, name: str, act: str
) -> None:
    """Neither by a password that he is shown nor by switching their codes off."""
    user = with_codes(district.people[name])
    before = user.password
    answer = browser(district, "xitong").post(f"/users/{user.pk}/{act}")
    assert "三员分立" in content(answer).decode()
    user.refresh_from_db()
    assert user.password == before
    assert user.totp_secret


def test_an_administrators_account_is_reset_on_the_server(district: District) -> None:
    """With a first password, shown once; the log says so."""
    with_codes(district.people["shenji"])
    said = StringIO()
    call_command("reset_account", "shenji", stdout=said)
    password = said.getvalue().split("初始密码 ")[1].split("（")[0]
    client = Client()
    assert client.post("/sign-in", {"username": "shenji", "password": password}).status_code == 302
    assert client.get("/")["Location"] == "/account/password"
    assert password not in f"{[one.details for one in Entry.objects.all()]}"
    assert Entry.objects.filter(action="users.password", target="shenji").exists()
    with pytest.raises(CommandError, match="没有账号"):
        call_command("reset_account", "nobody")
