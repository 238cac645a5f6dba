"""The pages of the accounts: the list, one account, and what each administrator may do with it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from wenxiao.web.people import accounts
from wenxiao.web.people.accounts import Particulars, RefusedError
from wenxiao.web.people.models import Unit, User
from wenxiao.web.people.views import person
from wenxiao.web.permissions import LIMITED_TO_UNITS, ROLES, reaches

_A_PAGE = 100


def users(request: HttpRequest) -> HttpResponse:
    """List the accounts, narrowed by words."""
    words = request.GET.get("q", "").strip()
    found = User.objects.select_related("unit").prefetch_related("grants")
    if words:
        found = found.filter(Q(username__icontains=words) | Q(name__icontains=words) | Q(unit__name__icontains=words))
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": words, "now": timezone.now(), "may_edit": _may(request, "users.edit")}
    return render(request, "users.html", context)


def _may(request: HttpRequest, action: str) -> bool:
    return bool(reaches(person(request).roles, action))


def _one(pk: int) -> User:
    return get_object_or_404(User.objects.select_related("unit"), pk=pk)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account."""
    return _shown(request, _one(pk))


def _shown(request: HttpRequest, user: User, fault: str = "", password: str = "") -> HttpResponse:
    """Show an account, with a password that is shown this once."""
    context = {
        "shown": user,
        "locked": user.locked_until is not None and user.locked_until > timezone.now(),
        "grants": [(ROLES[one.role], one.units.all()) for one in user.grants.prefetch_related("units")],
        "roles": ROLES.values(),
        "limited": "、".join(ROLES[role].name for role in LIMITED_TO_UNITS),
        "sessions": user.signed_in.order_by("-seen"),
        "may_edit": _may(request, "users.edit"),
        "may_grant": _may(request, "roles.grant"),
        "may_end": _may(request, "sessions.end"),
        "fault": fault,
        "once": password,
    }
    return render(request, "user.html", context, status=400 if fault else 200)


def new(request: HttpRequest) -> HttpResponse:
    """Create an account; its first password is shown once."""
    if request.method != "POST":
        return render(request, "user_new.html", {"values": {}})
    try:
        user, password = accounts.create(request, request.POST.get("username", "").strip(), _particulars(request))
    except RefusedError as error:
        return render(request, "user_new.html", {"fault": str(error), "values": request.POST}, status=400)
    return _shown(request, user, password=password)


def _particulars(request: HttpRequest) -> Particulars:
    """Return what the form says. Raises RefusedError for a code that no unit has."""
    code = request.POST.get("unit", "").strip()
    unit = _units([code])[0] if code else None
    return Particulars(request.POST.get("name", "").strip(), unit, "active" in request.POST)


def _units(codes: list[str]) -> list[Unit]:
    held = {unit.code: unit for unit in Unit.objects.filter(code__in=codes, active=True)}
    missing = [code for code in codes if code not in held]
    if missing:
        raise RefusedError(f"没有编码为 {'、'.join(missing)} 的在用单位，请到“单位”里查编码。")
    return [held[code] for code in codes]


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, unit, and whether the person may sign in."""
    return _acted(request, pk, lambda user: accounts.edit(request, user, _particulars(request)), "已保存。")


@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a new first password, shown once."""
    user = _one(pk)
    try:
        made = accounts.reset_password(request, user)
    except RefusedError as error:
        return _shown(request, user, fault=str(error))
    return _shown(request, _one(pk), password=made)


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a locked account."""
    return _acted(request, pk, lambda user: accounts.unlock(request, user), "账号已解锁。")


@require_POST
def totp_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Do without a lost app."""
    return _acted(request, pk, lambda user: accounts.totp_off(request, user), "手机验证码已停用。")


@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant a role."""
    codes = request.POST.get("units", "").replace("，", " ").replace("、", " ").replace(",", " ").split()
    return _acted(
        request, pk, lambda user: accounts.grant(request, user, request.POST.get("role", ""), _units(codes)), "已授予。"
    )


@require_POST
def role_off(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a role away."""
    return _acted(request, pk, lambda user: accounts.take_away(request, user, name), "已收回。")


@require_POST
def sessions_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the person out everywhere."""
    return _acted(request, pk, lambda user: accounts.end_sessions(request, user), "已全部退出。")


def _acted(request: HttpRequest, pk: int, act: Callable[[User], object], said: str) -> HttpResponse:
    """Do an act on an account and say how it went."""
    user = _one(pk)
    try:
        act(user)
    except RefusedError as error:
        return _shown(request, _one(pk), fault=str(error))
    messages.success(request, said)
    return redirect("user", pk=pk)
