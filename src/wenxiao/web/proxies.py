"""Where a request came from, behind a server of ours: its word is taken only if it stands where we expect it."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ProxiesMiddleware:
    """Puts the sender's address in the place of the proxy's, for the log; a header of anybody else counts nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, knowing where the request came from and whether it came by TLS."""
        if request.META.get("REMOTE_ADDR") in settings.PROXIES:
            sender = request.META.get("HTTP_X_REAL_IP", "").strip()
            if _is_address(sender):
                request.META["REMOTE_ADDR"] = sender
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
