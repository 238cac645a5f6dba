"""Somebody who works with a served installation over HTTP, as his browser speaks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http.cookiejar import CookieJar
from itertools import cycle
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from benchmarks.served import PASSWORD


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Person:
    """A person who has signed in. With several addresses each request goes to the next, as a balancer sends them."""

    def __init__(self, addresses: str | Sequence[str], name: str, password: str = PASSWORD) -> None:
        self.addresses = cycle([addresses] if isinstance(addresses, str) else addresses)
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies), _Stay)
        self.get("/sign-in")
        assert self.post("/sign-in", {"username": name, "password": password}) == 302

    def get(self, path: str) -> str:
        """Return a page."""
        with self.opener.open(f"{next(self.addresses)}{path}", timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def post(self, path: str, fields: dict[str, Any] | None = None, data: bytes = b"", kind: str = "") -> int:
        """Send a form, or data of a kind; return the status."""
        return self.asked(path, fields, data, kind)[0]

    def asked(
        self, path: str, fields: dict[str, Any] | None = None, data: bytes = b"", kind: str = ""
    ) -> tuple[int, bytes]:
        """Send a form, or data of a kind; return the status and what is answered."""
        token = next((one.value for one in self.cookies if one.name == "csrftoken"), "")
        body = data or urlencode(fields or {}, doseq=True).encode()
        request = Request(f"{next(self.addresses)}{path}", body, {"X-CSRFToken": token or ""})
        request.add_header("Content-Type", kind or "application/x-www-form-urlencoded")
        try:
            with self.opener.open(request, timeout=60) as answer:
                return int(answer.status), answer.read()
        except HTTPError as error:
            return error.code, error.read()

    def type(self, path: str, key: str, before: str, after: str) -> int:
        """Type into one cell of a form; return the status."""
        sent = {"edition": 0, "changes": [{"key": key, "before": before, "after": after}]}
        return self.post(f"{path}/draft", None, json.dumps(sent).encode(), "application/json")

    def upload(self, path: str, name: str, content: bytes) -> int:
        """Send a file."""
        mark = "----wenxiao"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        return self.post(path, None, body, f"multipart/form-data; boundary={mark}")
