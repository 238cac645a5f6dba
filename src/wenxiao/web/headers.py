"""Security headers on every answer, whatever it is and whoever gives it: pages, errors, downloads, static files.

Nothing is loaded from anywhere else, no page of a person is kept by a proxy, framed, or guessed at.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadersMiddleware:
    """Adds the headers; it stands before all others, so that their answers have them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers; a page may have set a policy of its own (a self-contained report)."""
        answer = self.get_response(request)
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer
