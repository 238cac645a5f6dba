"""Acts of the program itself on behalf of a person: the demonstration, imports, the command line."""

from __future__ import annotations

from django.http import HttpRequest

from wenxiao.web.people.models import User


def acting(user: User | None) -> HttpRequest:
    """Return a request as this person would make it from this machine."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    if user is not None:
        request.user = user
    return request
