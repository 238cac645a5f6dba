"""Setting up the codes of an authenticator app on the person's own account, and doing without them again."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wenxiao.web.audit.log import record
from wenxiao.web.people import sealing, totp
from wenxiao.web.people.models import User
from wenxiao.web.people.signing_in import confirmed
from wenxiao.web.people.views import person

_OFFERED = "totp-offered"


def set_up(request: HttpRequest) -> HttpResponse:
    """Offer a secret, as text and as a picture; a code from the app confirms it."""
    user = person(request)
    if user.totp_secret:
        return redirect("account")
    secret = request.session.setdefault(_OFFERED, totp.new_secret())
    fault = ""
    if request.method == "POST":
        if _confirmed(request, user, secret):
            messages.success(request, "手机验证码已启用，下次登录起要填。")
            return redirect("account")
        fault = "验证码不对：请核对手机的时间，填应用里此刻显示的六位数。"
    address = totp.address(secret, user.username)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    context = {
        "secret": secret,
        "address": address,
        "picture": picture,
        "fault": fault,
        "demanded": user.must_set_up_codes,
    }
    return render(request, "totp.html", context, status=400 if fault else 200)


@transaction.atomic
def _confirmed(request: HttpRequest, user: User, secret: str) -> bool:
    step = totp.accepted(secret, request.POST.get("code", ""), 0)
    if step is None:
        return False
    User.objects.filter(pk=user.pk).update(totp_secret=sealing.sealed(secret, user.pk), totp_last=step)
    del request.session[_OFFERED]
    record(request, "account.totp", user, {"before": False, "after": True})
    return True


@require_POST
def switch_off(request: HttpRequest) -> HttpResponse:
    """Do without the codes, with the password again; whoever must have them sets up others at once."""
    user = person(request)
    if not confirmed(request, user, request.POST.get("password", "")):
        messages.error(request, "密码不对，手机验证码没有停用。")
        return redirect("account")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(totp_secret="")
        record(request, "account.totp", user, {"before": bool(user.totp_secret), "after": False})
    messages.success(request, "手机验证码已停用。")
    return redirect("account")
