"""The gate: every request passes the table of routes; every filing is fetched through the person who asks for it.

What is missing and what is forbidden look the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db.models import Case, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from wenxiao.errors import WenxiaoError
from wenxiao.web.filings import unsent
from wenxiao.web.filings.models import Record
from wenxiao.web.guard.tally import refused
from wenxiao.web.interrupted import interrupted
from wenxiao.web.people.models import User
from wenxiao.web.people.units import looked_after
from wenxiao.web.permissions import EVERYBODY, NOBODY_YET, TABLE, reaches
from wenxiao.web.routes import NEEDS

_FREE_WITH_OLD_PASSWORD = ("account-password", "sign-out")
_FREE_WITHOUT_CODES = ("account-totp", "account-password", "sign-out")


class AccessMiddleware:
    """Lets a request through if its route's action is one that the person may do at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the decision falls when the view is known. What a person was refused is counted for the auditor."""
        answer = self.get_response(request)
        if answer.status_code == 404 and request.resolver_match is not None and isinstance(request.user, User):
            refused(request, "access.refused")
        return answer

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Return what to answer instead of the view, or None to let it answer."""
        del view, args, kwargs
        name = request.resolver_match.url_name if request.resolver_match else None
        need = NEEDS.get(name or "")
        if need is None:
            raise Http404
        if need == NOBODY_YET:
            return None
        user = request.user
        if not isinstance(user, User):
            return _to_sign_in(request)
        if user.must_choose_password and name not in _FREE_WITH_OLD_PASSWORD:
            return redirect("account-password")
        if user.must_set_up_codes and name not in _FREE_WITHOUT_CODES:
            return redirect("account-totp")
        if need != EVERYBODY and not reaches(user.roles, need):
            raise Http404
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an act that comes too late with where the filing stands now: a second click, another person's act."""
        if not isinstance(error, NotNowError):
            return None
        unsent.keep(request, error.held.pk)
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
        messages.warning(request, str(error))
        return redirect("filing", pk=error.held.pk)


class NotNowError(WenxiaoError):
    """An act on a filing that its person may do, and see, but not in its state now: mostly done already."""

    def __init__(self, held: Record) -> None:
        self.held = held
        now = held.get_state_display()
        super().__init__(f"材料现在是“{now}”，刚才这一步没有办：可能已经办过，或者别人先办了。请看现在的情况。")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a person to sign in and back; a request of a script is told so instead of being sent a page."""
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse("登录已过期，请重新登录；您填的内容留在页面上，登录后会再保存。", status=401)
    if request.method == "POST":
        return interrupted(request)
    where = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"/sign-in?next={quote(where)}")


def records_for(user: User, action: str) -> QuerySet[Record]:
    """Return the filings on which a person may do something, in whatever state that is allowed."""
    return Record.objects.filter(_allowed(user, action)).select_related("round", "unit", "current")


def _allowed(user: User, action: str, *, whenever: bool = False) -> Q:
    """Return the filings on which a person may do something; `whenever`: in whatever state they are now."""
    wanted = Q(pk__in=[])
    for one in TABLE:
        if one.action != action or one.role not in user.roles:
            continue
        anywhere = whenever or not one.states
        states = Q(pk__isnull=False) if anywhere else Q(state__in=one.states)  # an empty Q adds nothing to an or
        if one.reach == "any":
            wanted |= states
        elif one.reach == "own":
            wanted |= states & Q(unit=user.unit_id) if user.unit_id else Q(pk__in=[])
        else:
            wanted |= states & Q(unit__in=looked_after(user, one.role))
    return wanted


def record_for(user: Any, pk: int, action: str) -> Record:
    """Return one filing on which a person may do something. Raises Http404: missing and forbidden look the same.

    Raises NotNowError if he may see it and may do this at other times.
    """
    if not isinstance(user, User):
        raise Http404
    found = records_for(user, action).filter(pk=pk).first()
    if found is not None:
        return found
    seen = records_for(user, "filing.view").filter(pk=pk).filter(_allowed(user, action, whenever=True)).first()
    if seen is not None:
        raise NotNowError(seen)
    raise Http404


def may(user: User, action: str, held: Record) -> bool:
    """Tell whether a person may do something on a filing now: what a page shows as a button."""
    return records_for(user, action).filter(pk=held.pk).exists()


def acts_on(user: User, held: Record, actions: Iterable[str]) -> set[str]:
    """Return which of these actions a person may do on a filing now. One query."""
    asked = {f"may_{at}": name for at, name in enumerate(actions)}
    said = {key: Case(When(_allowed(user, name), then=True), default=False) for key, name in asked.items()}
    found = Record.objects.filter(pk=held.pk).values(**said).get()
    return {asked[key] for key, allowed in found.items() if allowed}
