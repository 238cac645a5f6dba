"""The pages of approved targets: the list of a round, the import with its preview, the export, those of one filing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wenxiao.errors import ReadError, WenxiaoError
from wenxiao.web import store
from wenxiao.web.access import record_for
from wenxiao.web.people.views import person
from wenxiao.web.permissions import reaches
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.standard import standard_of
from wenxiao.web.spreadsheets import MEDIA, download
from wenxiao.web.tables import chosen, opened, sealed
from wenxiao.web.targets.approval import Table, approve, planned
from wenxiao.web.targets.listing import forms_of, left_of, shown_of, summary_of, table_of
from wenxiao.web.targets.table import HEADINGS, read_targets

_A_PAGE, _MOST_SHOWN = 100, 300
_SALT = "wenxiao.targets"


def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is approved in a round, by unit and form, and the approvals."""
    round_ = get_object_or_404(Round, pk=pk)
    words = request.GET.get("q", "").strip()
    context = {
        "round": round_,
        "page": Paginator(forms_of(round_, words), _A_PAGE).get_page(request.GET.get("page")),
        "q": words,
        "summary": summary_of(round_),
        "approvals": round_.approvals.select_related("by").order_by("-number")[:20],
        "may_import": round_.closed is None and bool(reaches(person(request).roles, "targets.import")),
    }
    return render(request, "targets.html", context)


def export(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """Return what is approved in a round as a table that can be imported again."""
    del request
    round_ = get_object_or_404(Round, pk=pk)
    if to not in MEDIA:
        raise Http404
    return download(table_of(round_), f"批复目标-{round_.year}", to)


def of_filing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is approved for one filing, and what was changed when."""
    held = record_for(request.user, pk, "filing.view")
    context = {
        "held": held,
        "forms": shown_of(held),
        "adjustments": held.adjustments.select_related("approval"),
        "left": left_of(held),
    }
    return render(request, "filing_targets.html", context)


def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a table and show what it would change for each unit, or each fault by its row."""
    round_ = get_object_or_404(Round, pk=pk, closed=None)
    if request.method != "POST":
        return render(request, "targets_import.html", {"round": round_, "headings": HEADINGS})
    try:
        file = chosen(request, "批复目标表")
        pack = standard_of(round_)
        found = read_targets(file.data, file.name, pack)
        complete = "complete" in request.POST
        plan = planned(round_, found.lines, pack, complete=complete)
    except WenxiaoError as error:
        return _faulty(request, round_, [str(error)])
    faults = [*found.faults, *plan.faults]
    if faults:
        return _faulty(request, round_, faults)
    table = Table(file.name, store.put(file.data), complete, request.POST.get("note", "").strip()[:200])
    context = {
        "round": round_,
        "headings": HEADINGS,
        "plan": plan,
        "shown": plan.changes[:_MOST_SHOWN],
        "more": max(0, len(plan.changes) - _MOST_SHOWN),
        "read": len(found.lines),
        "token": sealed([round_.pk, list(table), plan.now], _SALT),
    }
    return render(request, "targets_import.html", context)


def _faulty(request: HttpRequest, round_: Round, faults: list[str]) -> HttpResponse:
    context = {"round": round_, "headings": HEADINGS, "faults": faults}
    return render(request, "targets_import.html", context, status=400)


@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the preview showed, all of it or nothing."""
    round_ = get_object_or_404(Round, pk=pk)
    try:
        plan_of, said, seen = opened(request.POST.get("plan", ""), _SALT)
        if plan_of != round_.pk:
            raise ReadError("这份预览是另一次年度工作的，没有导入；请重新选文件。")
        table, pack = Table(*said), standard_of(round_)
        found = read_targets(store.get(table.digest), table.name, pack)
        plan = approve(request, round_, found.lines, table, seen, pack)
    except WenxiaoError as error:
        return _faulty(request, round_, [str(error)])
    messages.success(request, f"已导入：{len(plan.changes)} 张表的批复目标有变化，各单位打开材料就能看到。")
    return redirect("round-targets", pk=pk)
