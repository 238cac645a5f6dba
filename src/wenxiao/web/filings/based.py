"""Which version a person looked at when he began: each form that saves a version says it."""

from __future__ import annotations

from django.http import HttpRequest


def based_on(request: HttpRequest) -> int | None:
    """Return the number of the version that a page was opened on (0: none yet), None if its form does not say.

    A program that posts without a page need not say it; that the pages do is held by a test.
    """
    said = request.POST.get("base", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None
