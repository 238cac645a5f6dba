"""Sessions that can be seen and ended: each request renews its own, an idle, old or ended one is signed out.

Roles are read anew with each request: one that was taken away is gone at once, in every session.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wenxiao.web.audit.log import address_of, record
from wenxiao.web.people.models import SignedIn, User

_RENEW = timedelta(seconds=30)


class SessionsMiddleware:
    """Signs out whoever was idle too long or whose session was ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the session before the page is made."""
        user = request.user
        if isinstance(user, User):
            held = SignedIn.objects.filter(session=request.session.session_key or "", user=user).first()
            now = timezone.now()
            over = _over(held, now) if held is not None else ""
            if held is None or over:
                if held is not None:
                    record(request, over, user)
                    held.delete()
                logout(request)
                request.ended = True  # type: ignore[attr-defined]
            elif now - held.seen > _RENEW:
                SignedIn.objects.filter(pk=held.pk).update(seen=now)
        return self.get_response(request)


def _over(held: SignedIn, now: datetime) -> str:
    """Return why a session is over, as the log names it; "" if it is not."""
    if now - held.seen > settings.IDLE_FOR:
        return "session.idle"
    return "session.too-long" if now - held.since > settings.SESSION_FOR else ""


def began(request: HttpRequest, user: User) -> None:
    """Remember a session that has just begun; of more than a few, the oldest ends."""
    for old in user.signed_in.order_by("-since")[settings.SESSIONS_AT_ONCE - 1 :]:
        record(request, "session.one-too-many", user, {"address": old.address})
        end(old)
    SignedIn.objects.create(
        user=user,
        session=request.session.session_key or "",
        seen=timezone.now(),
        address=address_of(request),
        browser=request.META.get("HTTP_USER_AGENT", "")[:200],
    )


def end(held: SignedIn) -> None:
    """End a session, whoever's it is."""
    Session.objects.filter(session_key=held.session).delete()
    held.delete()
