"""Behind a server that speaks TLS: secure cookies, HSTS, redirects, and whose word on the sender is taken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse

from wenxiao.web.proxies import ProxiesMiddleware

_ASK = """
from wenxiao.web.serve import prepare
prepare()
from django.test import Client
plain = Client().get("/sign-in", headers={"host": "jixiao.example"})
by_tls = {"host": "jixiao.example", "x-forwarded-proto": "https"}
answer = Client().get("/sign-in", headers=by_tls)
elsewhere = Client(REMOTE_ADDR="192.0.2.9").get("/sign-in", headers=by_tls)
from wenxiao.web.people.models import User
from wenxiao.web.people.signing_in import set_password
set_password(User(username="x", name="x"), "Ceshi-mima-2025")
there = Client()
there.post("/sign-in", {"username": "x", "password": "Ceshi-mima-2025"}, headers=by_tls)
cookie = there.cookies["__Host-session"]
print(plain.status_code, answer.status_code, elsewhere.status_code, bool(cookie["secure"]), cookie["path"],
      answer["Strict-Transport-Security"], Client().get("/health", headers={"host": "jixiao.example"}).status_code)
"""


def by_tls(folder: Path, *command: str) -> str:
    """Run Python in an installation with WENXIAO_HTTPS=1 and return what it says."""
    own = {"WENXIAO_DATA": str(folder), "WENXIAO_DATABASE": "", "WENXIAO_HTTPS": "1", "WENXIAO_HOSTS": "jixiao.example"}
    done = subprocess.run(
        [sys.executable, *command], env={**os.environ, **own}, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_check_for_deployment_is_clean(tmp_path: Path) -> None:
    """`manage check --deploy` has nothing to say, with warnings counted as faults."""
    said = by_tls(tmp_path, "-m", "wenxiao", "manage", "check", "--deploy", "--fail-level", "WARNING")
    assert "no issues" in said or "没有" in said or "0" in said


@pytest.mark.slow
def test_with_tls_cookies_are_secure_and_plain_requests_led_to_it(tmp_path: Path) -> None:
    """The word of a stranger that he came by TLS is not taken; the health page answers the machine itself."""
    said = by_tls(tmp_path, "-c", _ASK).split()
    assert said == ["301", "200", "301", "True", "/", "max-age=31536000;", "includeSubDomains", "200"]


@pytest.mark.parametrize(
    ("peer", "header", "address"),
    [("127.0.0.1", "192.0.2.7", "192.0.2.7"), ("192.0.2.9", "192.0.2.7", "192.0.2.9"),
     ("127.0.0.1", "x", "127.0.0.1"), ("127.0.0.1", "", "127.0.0.1")],
)  # fmt: skip
def test_the_sender_in_the_log_is_nobodys_invention(settings: object, peer: str, header: str, address: str) -> None:
    """Only a server of ours may say where a request came from, and only an address."""
    settings.PROXIES = ("127.0.0.1",)  # type: ignore[attr-defined]
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": peer, "HTTP_X_REAL_IP": header}
    seen: list[str] = []

    def answer(asked: HttpRequest) -> HttpResponse:
        seen.append(asked.META["REMOTE_ADDR"])
        return HttpResponse()

    ProxiesMiddleware(answer)(request)
    assert seen == [address]
