"""What a person looked at when he began: each form that saves a version, or decides on a filing, says it."""

from __future__ import annotations

from django.http import HttpRequest


def based_on(request: HttpRequest) -> int | None:
    """Return the number of the version that a page was opened on (0: none yet), None if its form does not say.

    A program that posts without a page need not say it; that the pages do is held by a test.
    """
    return _number(request, "base")


def counted(request: HttpRequest) -> int | None:
    """Return how many steps the filing had taken when a reviewer's page was opened, None if its form does not say."""
    return _number(request, "edition")


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else None
