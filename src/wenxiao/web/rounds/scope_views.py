"""The page on which the office adds units to an open round and takes units out: chosen, shown, then done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wenxiao.web.filings.work import RefusedError
from wenxiao.web.rounds.choosing import Choice, choices
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.scope import Scope, change_scope, planned, scope


def scope_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the units; show what that would change; do what was shown."""
    round_ = get_object_or_404(Round, pk=pk, closed=None)
    if request.method == "POST" and "confirmed" in request.POST:
        return _done(request, round_)
    units = scope(round_)
    if request.method == "POST":
        begun = {one.unit.pk for one in units if one.begun}
        change = planned(round_, _keys(request, "units") | begun)
        if change.added or change.removed:
            return render(request, "round_scope_change.html", {"round": round_, "change": change})
        messages.info(request, "没有变化。")
    return render(request, "round_scope.html", {"round": round_, "choices": choices(map(_choice, units))})


def _choice(one: Scope) -> Choice:
    """Return how a unit stands on the page; what the office comes for are those left out and those no more in use."""
    if one.begun:
        return Choice(one.unit, ticked=True, held=True, note="已有材料")
    gone = one.within and not one.unit.active
    note = "未参加" if not one.within else "已停用" if gone else ""
    return Choice(one.unit, ticked=one.within, note=note, notable=bool(note))


def _done(request: HttpRequest, round_: Round) -> HttpResponse:
    try:
        made = change_scope(request, round_, _keys(request, "added"), _keys(request, "removed"))
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("round-scope", pk=round_.pk)
    messages.success(request, f"已改：增加 {len(made.added)} 个单位，去掉 {len(made.removed)} 个。")
    return redirect("round", pk=round_.pk)


def _keys(request: HttpRequest, name: str) -> set[int]:
    return {int(one) for one in request.POST.getlist(name) if one.isdecimal() and len(one) < 19}
