"""Who acts: the person of a request; and acts of the program itself on behalf of a person, as from the command line."""

from __future__ import annotations

import getpass

from django.http import HttpRequest

from wenxiao.web.people.models import User


def acting(user: User | None) -> HttpRequest:
    """Return a request as this person would make it from this machine; None is whoever runs a command on it."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    if user is None:
        request.command_by = _account()  # type: ignore[attr-defined]
    else:
        request.user = user
    return request


def _account() -> str:
    """Return the account of the operating system, "" where it has no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def actor(request: HttpRequest) -> User:
    """Return the person who acts; the gate, or `acting`, saw to it that there is one."""
    assert isinstance(request.user, User)
    return request.user
