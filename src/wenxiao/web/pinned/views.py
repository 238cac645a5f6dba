"""The pages on the Standard of a round: what its new content changes, going over to it, checking a filing again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wenxiao.errors import StandardError, WenxiaoError
from wenxiao.report.pack_changes import Changed, pack_changes
from wenxiao.web.access import record_for
from wenxiao.web.filings.based import based_on
from wenxiao.web.filings.models import Record
from wenxiao.web.pinned.adopting import adopt, check_again
from wenxiao.web.pinned.content import installed
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.standard import outdated, standard_of

_UNSUBMITTED = ("drafting", "returned", "signed")


def standard_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the new content of a round's Standard changes; let the round go over to it."""
    round_ = get_object_or_404(Round, pk=pk)
    fault = ""
    if request.method == "POST":
        try:
            adopt(request, round_, request.POST.get("target", ""), request.POST.get("reason", ""))
        except WenxiaoError as error:
            fault = str(error)
        else:
            messages.success(request, "已改用新口径。已有的版本不变，还没提交的材料可以按新口径重新核验。")
            return redirect("round", pk=pk)
    now = installed(round_.standard)
    changes, unreadable = _changes(round_)
    context: dict[str, Any] = {
        "round": round_,
        "outdated": outdated(round_),
        "target": now.digest if now is not None else "",
        "changes": changes,
        "unreadable": unreadable,
        "fault": fault,
        "reason": request.POST.get("reason", ""),
        "waiting": Record.objects.filter(round=round_, state__in=_UNSUBMITTED, current__isnull=False).count(),
    }
    return render(request, "pinned_standard.html", context, status=400 if fault else 200)


def _changes(round_: Round) -> tuple[tuple[Changed, ...], str]:
    """Return what would change, or why that cannot be said."""
    now = installed(round_.standard)
    if now is None:
        return (), f"现在的程序没有可用的口径 {round_.standard}，不能改用；请管理员核对程序。"
    try:
        return pack_changes(standard_of(round_), now), ""
    except StandardError as error:
        return (), str(error)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Check a filing again by the Standard that its round goes by now."""
    held = record_for(request.user, pk, "filing.edit")
    try:
        version = check_again(request, held, based_on(request))
    except (WenxiaoError, OSError, ValueError) as error:
        known = isinstance(error, WenxiaoError)
        said = str(error) if known else "上传的文件丢失或损坏，没有重新核验；请管理员从备份里找回。"
        messages.error(request, said)
    else:
        messages.success(request, f"已按新口径核验为{version}：错误 {version.errors} 条，疑点 {version.warnings} 条。")
    return redirect("filing", pk=pk)
