"""How much a request may bring, asked before any of it is read; and that its text is text.

Whoever has not signed in may send a form, not files: nobody fills the disk from outside.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from wenxiao.web.faults import too_large, too_large_for_a_stranger

_OF_A_STRANGER = 64 * 1024
_BESIDE_THE_FILES = 2**20


class LimitsMiddleware:
    """Refuses what is too large, and text with a NUL sign in it, which a database cannot hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say that it is too large."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        size = int(said) if said.isascii() and said.isdigit() else 0  # Django reads nothing of what has no length
        most = settings.FILES_AT_ONCE * settings.FILE_SIZE + _BESIDE_THE_FILES
        if size > most:
            return too_large(request)
        if size > _OF_A_STRANGER and SESSION_KEY not in request.session:
            return _not_of_a_stranger(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]) -> None:
        """Look at what was typed and at the address. Raises BadRequest."""
        del view, args
        try:
            sent = (request.GET, request.POST)
        except UnreadablePostError:  # the person went away in the middle of it
            raise BadRequest from None
        said = [value for one in sent for name in one for value in (name, *one.getlist(name))]
        if any("\x00" in one for one in (*said, *(one for one in kwargs.values() if isinstance(one, str)))):
            raise BadRequest


def _not_of_a_stranger(request: HttpRequest) -> HttpResponse:
    """Say so; a script, whose person's session has ended meanwhile, keeps what it has and asks to sign in."""
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse("登录已过期，请重新登录；您填的内容留在页面上，登录后会再保存。", status=401)
    return too_large_for_a_stranger(request)
