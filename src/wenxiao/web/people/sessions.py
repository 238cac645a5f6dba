"""Sessions that can be seen and ended: each request renews its own, an idle or ended one is signed out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

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
            if held is None or now - held.seen > settings.IDLE_FOR:
                if held is not None:
                    record(request, "session.idle", user)
                    held.delete()
                logout(request)
                request.ended = True  # type: ignore[attr-defined]
            elif now - held.seen > _RENEW:
                SignedIn.objects.filter(pk=held.pk).update(seen=now)
        return self.get_response(request)


def began(request: HttpRequest, user: User) -> None:
    """Remember a session that has just begun."""
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
