"""A form or an upload of a person whose session had ended: told not to be taken, before and after signing in."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

LOST = {
    "upload": "登录已过期，刚才传的文件没有收下；请登录后重新选文件上传。",
    "act": "登录已过期，刚才填的没有保存、没有办理；请登录后重新办理。",
}
_PAGES = (("filings/", "filing"), ("rounds/", "round"))


def interrupted(request: HttpRequest) -> HttpResponse:
    """Send a person to sign in, and then to the page that he came from, with a sentence on what was not taken."""
    lost = "upload" if request.FILES else "act"
    messages.warning(request, LOST[lost])
    where = f"{_page_of(request)}?lost={lost}"
    return redirect(f"/sign-in?next={quote(where)}")


def _page_of(request: HttpRequest) -> str:
    """Return the page that has the form which was sent, as far as its address tells: a filing, a round, else home."""
    match = request.resolver_match
    for beginning, name in _PAGES:
        if match is not None and "pk" in match.kwargs and match.route.startswith(beginning):
            return reverse(name, kwargs={"pk": match.kwargs["pk"]})
    return "/"


def said_of(request: HttpRequest) -> str:
    """Return what the page after signing in says, "" if nothing was lost."""
    return LOST.get(request.GET.get("lost", ""), "").replace("请登录后", "请")
