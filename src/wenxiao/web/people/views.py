"""Signing in and out, the person's own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from wenxiao.web.audit.log import record
from wenxiao.web.people.models import SignedIn, User
from wenxiao.web.people.sessions import began, end
from wenxiao.web.people.signing_in import WAIT, confirmed, set_password

_REFUSED = (
    "账号、密码或验证码不对，或账号已锁定。连续错 5 次锁定 15 分钟；忘记密码，或初始密码七天没有用，请找系统管理员。"
)
_TOO_FAST = "从这个地址连续输错的太多，这一次没有核对；请 {} 秒后再试，一直这样请告诉系统管理员。"


def person(request: HttpRequest) -> User:
    """Return the signed-in person of a request that passed the gate."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    if request.method == "POST":
        user = authenticate(
            request,
            username=request.POST.get("username", ""),
            password=request.POST.get("password", ""),
            code=request.POST.get("code", ""),
        )
        if isinstance(user, User):
            SignedIn.objects.filter(session=request.session.session_key or "").delete()
            login(request, user)
            request.session.cycle_key()  # Django keeps the key if this person was signed in here already
            began(request, user)
            record(request, "sign-in", user)
            return redirect(_next(request))
        return _refused(request)
    return render(request, "sign_in.html", {"next": request.GET.get("next", "")})


def _refused(request: HttpRequest) -> HttpResponse:
    """Say that an attempt did not succeed, in the same words whatever was wrong, or that it came too fast."""
    seconds = request.META.get(WAIT)
    fault = _TOO_FAST.format(seconds) if seconds else _REFUSED
    typed = {name: request.POST.get(name, "") for name in ("username", "next")}
    answer = render(request, "sign_in.html", {"fault": fault, **typed}, status=429 if seconds else 403)
    if seconds:
        answer.headers["Retry-After"] = f"{seconds}"
    return answer


def _next(request: HttpRequest) -> str:
    """Return where to go after signing in: a page of this site, never another's."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and safe else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    user = person(request)
    record(request, "sign-out", user)
    SignedIn.objects.filter(session=request.session.session_key or "").delete()
    logout(request)
    return redirect("sign-in")


def account(request: HttpRequest) -> HttpResponse:
    """Show the person's own roles and sessions."""
    user = person(request)
    here = request.session.session_key
    return render(request, "account.html", {"person": user, "sessions": user.signed_in.order_by("-seen"), "here": here})


def change_password(request: HttpRequest) -> HttpResponse:
    """Let the person choose a new password; the first sign-in demands it."""
    user = person(request)
    faults: list[str] = []
    if request.method == "POST":
        new = request.POST.get("new", "")
        if not confirmed(request, user, request.POST.get("old", "")):
            faults = ["原密码不对。"]
        elif new != request.POST.get("again", ""):
            faults = ["两次输入的新密码不同。"]
        else:
            try:
                validate_password(new, user)
            except ValidationError as error:
                faults = list(error.messages)
        if not faults:
            _changed(request, user, new)
            return redirect("home")
    rules = password_validators_help_texts()
    return render(request, "password.html", {"faults": faults, "rules": rules}, status=400 if faults else 200)


def _changed(request: HttpRequest, user: User, new: str) -> None:
    set_password(user, new)
    for held in user.signed_in.exclude(session=request.session.session_key or ""):
        end(held)
    SignedIn.objects.filter(session=request.session.session_key or "").delete()
    login(request, user, backend="wenxiao.web.people.signing_in.Backend")
    request.session.cycle_key()
    began(request, user)
    record(request, "account.password", user)
    messages.success(request, "密码已改，其他地方的登录已退出。")


@require_POST
def end_own_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the person's own sessions."""
    held = person(request).signed_in.filter(pk=pk).first()
    if held is None:
        raise Http404
    record(request, "session.ended", held.user, {"address": held.address})
    end(held)
    return redirect("account")
