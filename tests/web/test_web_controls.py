"""Controls that no other test holds: tokens of forms, cookies, signing out, passwords by age, escaped text."""

from __future__ import annotations

from datetime import timedelta

from district import PASSWORD, District
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone

from wenxiao.web import settings as installed
from wenxiao.web.people.models import Unit


def test_a_form_without_its_token_is_refused(district: District) -> None:
    """A page of another site cannot act for a person who has signed in here."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = district.client("xitong").cookies
    user = district.people["tianbao"]
    answer = client.post(f"/users/{user.pk}/password")
    assert answer.status_code == 403
    assert "没有保存" in answer.content.decode()


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(district: District) -> None:
    """HttpOnly and SameSite; it goes when the browser is closed."""
    cookie = district.client("tianbao").cookies[settings.SESSION_COOKIE_NAME]
    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_a_new_session_begins_with_each_sign_in(district: District) -> None:
    """A session that somebody planted before is worth nothing after."""
    client = district.client("tianbao")
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/sign-in", {"username": "tianbao", "password": PASSWORD})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_after_signing_out_the_old_cookie_opens_nothing(district: District) -> None:
    """The session is gone from the server too."""
    client, thief = district.client("tianbao"), Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert thief.get("/").status_code == 200
    client.post("/sign-out")
    assert thief.get("/").status_code == 302


def test_a_changed_password_ends_the_other_sessions(district: District) -> None:
    """The browser in which it was changed stays; a wrong old password changes nothing."""
    here, other = district.client("tianbao"), district.client("tianbao")
    new = "Xin-de-mima-77"
    wrong = here.post("/account/password", {"old": "x", "new": new, "again": new})
    assert "原密码不对" in wrong.content.decode()
    here.post("/account/password", {"old": PASSWORD, "new": new, "again": new})
    assert (here.get("/").status_code, other.get("/").status_code) == (200, 302)


def test_a_password_that_is_too_old_has_to_be_changed(district: District) -> None:
    """After half a year every page leads to the change."""
    user, client = district.people["tianbao"], district.client("tianbao")
    user.password_set = timezone.now() - timedelta(days=settings.PASSWORD_DAYS + 1)
    user.save(update_fields=["password_set"])
    assert client.get("/")["Location"] == "/account/password"


def test_passwords_are_kept_as_slow_hashes() -> None:
    """PBKDF2 with a salt and at least as many rounds as OWASP asks for."""
    assert installed.PASSWORD_HASHERS == ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    assert PBKDF2PasswordHasher.iterations >= 600_000


def test_what_people_write_is_shown_as_text(district: District) -> None:
    """A name that looks like HTML is no HTML on the page."""
    Unit.objects.filter(code="202").update(name="<script>alert(1)</script>")
    page = district.client("xitong").get("/units").content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_answers_are_neither_guessed_at_nor_told_elsewhere(db: None) -> None:
    """No sniffing of types, no address of a page sent to other sites."""
    answer = Client().get("/sign-in")
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
