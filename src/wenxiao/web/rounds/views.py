"""The home page, rounds and the board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from wenxiao.standards import available, load
from wenxiao.web.access import records_for
from wenxiao.web.filings.states import STATES
from wenxiao.web.people.models import Unit, User
from wenxiao.web.people.units import listed
from wenxiao.web.people.views import person
from wenxiao.web.permissions import WORKING, reaches
from wenxiao.web.rounds.choosing import Choice, choices
from wenxiao.web.rounds.models import Round
from wenxiao.web.rounds.notice import Written, kept_up, notice_text, written_for
from wenxiao.web.rounds.standard import outdated
from wenxiao.web.rounds.work import (
    BOARD_HEADINGS,
    Plan,
    board,
    close_round,
    exported,
    late,
    open_round,
    rolled_over,
    summary,
)
from wenxiao.web.spreadsheets import MEDIA, download

A_PAGE = 50


def health(request: HttpRequest) -> HttpResponse:
    """Say that the server answers and reaches its database."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def home(request: HttpRequest) -> HttpResponse:
    """Show what this person has to do now."""
    user = person(request)
    mine = records_for(user, "filing.view").filter(round__closed=None) if _works_on_one(user) else None
    rows = board(mine) if mine is not None else []
    waiting = records_for(user, "filing.accept") if reaches(user.roles, "filing.accept") else None
    boards = Round.objects.filter(closed=None) if reaches(user.roles, "board.view") else ()
    return render(
        request,
        "home.html",
        {
            "boards": boards,
            "rows": rows,
            "waiting": board(waiting[:A_PAGE]) if waiting is not None else None,
            "count": waiting.count() if waiting is not None else 0,
        },
    )


def _works_on_one(user: User) -> bool:
    return "own" in reaches(user.roles, "filing.view")


def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds."""
    return render(request, "rounds.html", {"rounds": Round.objects.all(), "may_open": _may_open(person(request))})


def _may_open(user: User) -> bool:
    return bool(reaches(user.roles, "rounds.open"))


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a round: notice, dates, Standard."""
    round_ = get_object_or_404(Round, pk=pk)
    context = {"round": round_, "may_open": _may_open(person(request)), "changed": outdated(round_)}
    context["adoptions"] = round_.adoptions.select_related("by")
    context["open"] = round_.records.filter(state__in=WORKING).count()
    context["may_board"] = bool(reaches(person(request).roles, "board.view"))
    context["may_archive"] = bool(reaches(person(request).roles, "rounds.archive"))
    context["may_targets"] = bool(reaches(person(request).roles, "targets.view"))
    return render(request, "round.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    return _opened(request, None)


def roll_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the next year's round with the words of an earlier one."""
    return _opened(request, get_object_or_404(Round, pk=pk))


def _opened(request: HttpRequest, before: Round | None) -> HttpResponse:
    units = Unit.objects.filter(active=True, kind="unit")
    if request.method == "POST":
        plan, faults = _plan(request)
        chosen = list(
            units.filter(pk__in=[one for one in request.POST.getlist("units") if one.isdecimal() and len(one) < 19])
        )
        if not chosen:
            faults.append("请至少选一个单位。")
        if plan is not None and not faults:
            try:
                with transaction.atomic():
                    return redirect("round", pk=open_round(request, plan, chosen, before).pk)
            except IntegrityError:
                faults.append(f"{plan.year} 年已有同名的年度工作，请换一个名称。")
        context: dict[str, Any] = {"values": request.POST, "faults": faults, "chosen": {one.pk for one in chosen}}
        context["written"] = _written(plan) if plan is not None else request.POST.get("written", "")
    else:
        plan = rolled_over(before) if before is not None else _fresh()
        values = {**plan._asdict(), "opens": plan.opens.isoformat(), "due": plan.due.isoformat()}
        inherited = set(before.records.order_by().values_list("unit", flat=True)) if before else None
        context = {"values": values, "faults": [], "chosen": inherited, "written": _written(plan)}
    packs = [(name, load(name).identity.title) for name in available()]
    ticked = context.pop("chosen")
    context["choices"] = choices(Choice(unit, ticked is None or unit.pk in ticked) for unit in listed(units))
    return render(request, "round_new.html", {**context, "packs": packs, "before": before})


def _fresh() -> Plan:
    year = timezone.localdate().year - 1
    opens = timezone.localdate()
    due = opens + timedelta(days=60)
    return Plan(
        f"{year}年度部门整体支出绩效自评", year, "national-2020", notice_text(year, "national-2020", due), opens, due
    )


def _plan(request: HttpRequest) -> tuple[Plan | None, list[str]]:
    """Return the plan that a form holds, and a sentence for each thing wrong in it."""
    said, faults = request.POST, []
    try:
        year, remind = int(said.get("year", "")), int(said.get("remind_days", "7"))
    except ValueError:
        return None, ["年度和提醒天数应是数字。"]
    try:
        opens, due = date.fromisoformat(said.get("opens", "")), date.fromisoformat(said.get("due", ""))
    except ValueError:
        return None, ["日期应写成 2025-03-01 这样。"]
    if due < opens:
        faults.append("报送截止不能早于开始日期。")
    if said.get("standard", "") not in available():
        faults.append("请从列表里选口径。")
    if not said.get("title", "").strip() or not said.get("notice", "").strip():
        faults.append("名称和通知不能空着。")
    if not 2000 <= year <= 2100 or not 0 <= remind <= 60:
        faults.append("年度应在 2000 到 2100 之间，提醒天数在 0 到 60 之间。")
    if faults:
        return None, faults
    now = Written(year, said["standard"], due)
    notice, fault = kept_up(said["notice"], written_for(said.get("written", "")), now)
    plan = Plan(said["title"].strip()[:200], year, said["standard"], notice, opens, due, remind)
    return plan, [fault] if fault else []


def _written(plan: Plan) -> Written:
    return Written(plan.year, plan.standard, plan.due)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round."""
    round_ = get_object_or_404(Round, pk=pk, closed=None)
    close_round(request, round_)
    messages.success(request, "年度工作已结束；材料都在，还可以查看和接受。")
    return redirect("round", pk=pk)


def board_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all units of a round that this person looks after."""
    round_ = get_object_or_404(Round, pk=pk)
    records = records_for(person(request), "filing.view").filter(round=round_)
    state, name = request.GET.get("state", ""), request.GET.get("unit", "").strip()
    wanted = records.filter(unit__name__icontains=name) if name else records
    if state == "late":
        wanted = wanted.filter(late())
    elif state in STATES:
        wanted = wanted.filter(state=state)
    ordered = wanted.order_by("unit__code", "pk")
    pages = Paginator(ordered, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "round": round_,
        "rows": board(ordered[max(page.start_index() - 1, 0) : page.end_index()]),
        "summary": summary(records),
        "state": state,
        "unit": name,
    }
    context["may_urge"] = round_.closed is None and bool(reaches(person(request).roles, "filing.urge"))
    return render(request, "board.html", {**context, "page": page})


def board_export(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """Return the board as a table for a spreadsheet."""
    round_ = get_object_or_404(Round, pk=pk)
    if to not in MEDIA:
        raise Http404
    rows = exported(records_for(person(request), "filing.view").filter(round=round_))
    return download([BOARD_HEADINGS, *rows], f"各单位进度-{round_.year}", to)
