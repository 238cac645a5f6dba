"""Filling the official forms in: the form as a table of fields, the draft that keeps what is typed, its version."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wenxiao.errors import StandardError, WenxiaoError
from wenxiao.filing import Filing
from wenxiao.web.access import record_for
from wenxiao.web.aside.differing import differing
from wenxiao.web.evidence.rows import follow
from wenxiao.web.evidence.shown import beside_rows
from wenxiao.web.filings import draft as drafts
from wenxiao.web.filings import work
from wenxiao.web.filings.based import based_on
from wenxiao.web.filings.chapters import Chapter, chapters
from wenxiao.web.filings.computed import completed
from wenxiao.web.filings.fields import fields
from wenxiao.web.filings.judging import Judged, judged
from wenxiao.web.filings.models import Draft, Record, Version
from wenxiao.web.filings.noticed import noticed
from wenxiao.web.filings.screen import Tab, below, from_address, in_address, rows, short_title
from wenxiao.web.pinned.shown import left_over
from wenxiao.web.rounds.standard import standard_of
from wenxiao.web.targets.given import is_given
from wenxiao.write import Sheet

REPORT = "report"


class Sent(msgspec.Struct, frozen=True):
    """What the browser sends while a person types: the edition that it knows, and the changed cells."""

    edition: int
    changes: list[drafts.Change] = []


def first(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the first form of a filing."""
    held = record_for(request.user, pk, "filing.edit")
    try:
        pages = drafts.sheets(held, drafts.draft_of(held))
    except StandardError as error:
        return _refused(request, pk, str(error))
    names = [page.form for page in pages]
    wanted = next((name for name in ("overall", *names) if name in names), None)
    if wanted is None:
        return _refused(request, pk, "这套口径没有可以在线填的表，请上传已有的材料。")
    return redirect("form", pk=pk, name=in_address(wanted))


def form(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show a form with its fields, or the report's chapters in a plain editor."""
    held = record_for(request.user, pk, "filing.edit")
    draft = drafts.draft_of(held)
    try:
        pages = drafts.sheets(held, draft)
        pack = standard_of(held.round)
    except StandardError as error:
        return _refused(request, pk, str(error))
    wanted = from_address(name)
    context: dict[str, Any] = {
        "held": held,
        "draft": draft,
        "edition": draft.edition if draft is not None else 0,
        "base": drafts.base_of(held, draft),
        "behind": _uploaded_after(held, draft),
        "stands_on": _stands_on(held, draft),
        "left_over": left_over(held, draft, pages),
        "tabs": _tabs(pages, wanted, REPORT in pack.reports),
        "name": name,
        "form": wanted,
        "projects": drafts.PROJECT in pack.layouts,
        "removable": _removable(pages, wanted),
        "save_reason": request.GET.get("reason", ""),
    }
    if wanted == REPORT:
        context["chapters"] = _chapters(held, draft, pages)
        return render(request, "report_form.html", context)
    page = _named(pages, wanted)
    whole, computed, filing = completed(page, pack)
    context |= {
        "sheet": page,
        "given": is_given(page),
        "below": below(page),
        "widths": [share * 100 // sum(page.widths) for share in page.widths],
        "rows": beside_rows(held, rows(page, computed, drafts.last_year(held, wanted))),
        "start": {"findings": noticed(whole, filing, pack), "computed": computed},
    }
    return render(request, "form.html", context)


def _removable(pages: list[Sheet], wanted: str) -> bool:
    """Tell whether a form can be taken out: a project's that the unit added itself."""
    return wanted.startswith(drafts.PROJECT) and not any(is_given(page) for page in pages if page.form == wanted)


def _uploaded_after(held: Record, draft: Draft | None) -> bool:
    """Tell whether the current version did not come from this draft: somebody uploaded another content."""
    if draft is None or held.current is None or draft.base_id == held.current_id:
        return False
    same = draft.base is not None and draft.base.digest == held.current.digest
    return held.current.origin == "upload" and not same


def _stands_on(held: Record, draft: Draft | None) -> int:
    """Return the number of the version that saving this draft follows: its base, if somebody uploaded after it."""
    version = draft.base if draft is not None and _uploaded_after(held, draft) else held.current
    return version.number if version is not None else 0


def _tabs(pages: list[Sheet], wanted: str, report: bool) -> list[Tab]:
    tabs = [Tab(in_address(page.form), _short(page), page.form == wanted) for page in pages]
    return [*tabs, Tab(REPORT, "自评报告", wanted == REPORT)] if report else tabs


def _short(page: Sheet) -> str:
    """Return a short title for a tab; a project's form is known by its project."""
    if page.form.startswith(drafts.PROJECT):
        said = next((one.said for one in fields(page).values() if "|project.name|" in one.key and one.said), "")
        return f"项目：{said}" if said else "项目（未命名）"
    return short_title(page)


def _named(pages: list[Sheet], wanted: str) -> Sheet:
    found = next((page for page in pages if page.form == wanted), None)
    if found is None:
        raise Http404
    return found


def _chapters(held: Record, draft: Draft | None, pages: list[Sheet]) -> list[Chapter]:
    page = drafts.report(held, draft, pages)
    if page is None:
        raise Http404
    return chapters(page)


@require_POST
def draft_page(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Keep what was typed; answer with what follows from it, what is wrong, and what others typed meanwhile."""
    held = record_for(request.user, pk, "filing.aside")
    try:
        sent = msgspec.json.decode(request.body, type=Sent)
        draft, conflicts = drafts.edit(request, held, sent.changes)
        return JsonResponse(_answer(held, draft, from_address(name), sent) | {"conflicts": _plain(conflicts)})
    except (msgspec.DecodeError, RawPostDataException):  # of which a message of the wrong shape is one kind
        return JsonResponse({"said": "页面和服务器的版本不同，请刷新页面；您填的内容留在本机。"}, status=400)
    except WenxiaoError as error:
        return JsonResponse({"said": str(error)}, status=409)


def _answer(held: Record, draft: Draft, wanted: str, sent: Sent) -> dict[str, Any]:
    """Return the state of one form after a save."""
    kept = drafts.typed(draft)
    mine = {one.key for one in sent.changes}
    others = {key: kept.cells[key] for key, at in kept.at.items() if at > sent.edition and key not in mine}
    answer: dict[str, Any] = {"edition": draft.edition, "others": others, "computed": {}, "findings": []}
    if wanted != REPORT:
        pack = standard_of(held.round)
        whole, computed, filing = completed(_named(drafts.sheets(held, draft, {wanted}), wanted), pack)
        answer |= {"computed": computed, "findings": noticed(whole, filing, pack)}
    return answer


def _plain(conflicts: list[drafts.Conflict]) -> Any:
    return msgspec.to_builtins(conflicts)


@require_POST
def row(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Add a row to a form."""
    held = record_for(request.user, pk, "filing.edit")
    try:
        drafts.add_row(request, held, from_address(name), request.POST.get("below", ""))
    except WenxiaoError as error:
        return _refused(request, pk, str(error))
    return redirect("form", pk=pk, name=name)


@require_POST
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a form for one more project and go to it."""
    held = record_for(request.user, pk, "filing.edit")
    try:
        draft = drafts.add_project(request, held)
    except WenxiaoError as error:
        return _refused(request, pk, str(error))
    return redirect("form", pk=pk, name=in_address(drafts.typed(draft).projects[-1]))


@require_POST
def out(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a project's form out."""
    held = record_for(request.user, pk, "filing.edit")
    try:
        drafts.take_out(request, held, from_address(name))
    except WenxiaoError as error:
        return _refused(request, pk, str(error))
    messages.success(request, "已拿掉这个项目的表；填过的内容记在日志里。")
    return redirect("form-first", pk=pk)


@require_POST
def anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the draft begin from the current version."""
    held = record_for(request.user, pk, "filing.edit")
    try:
        drafts.begin_anew(request, held)
    except WenxiaoError as error:
        return _refused(request, pk, str(error))
    messages.success(request, f"草稿已改以{held.current}为底稿；原来填的内容记在日志里。")
    return redirect("form-first", pk=pk)


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a named version of the draft."""
    held = record_for(request.user, pk, "filing.aside")
    try:
        filing = drafts.whole(held, drafts.draft_of(held))
        try:
            version = _saved(request, held, judged(filing, standard_of(held.round)))
        except work.OvertakenError as error:
            return _overtaken(request, held, filing, error)
    except WenxiaoError as error:
        return _refused(request, pk, str(error))
    messages.success(request, f"已保存为{version}：错误 {version.errors} 条，疑点 {version.warnings} 条。")
    return redirect("filing", pk=pk)


@transaction.atomic
def _saved(request: HttpRequest, held: Record, made: Judged) -> Version:
    """Save what a draft states if nobody saved another version since the page was opened."""
    work.stands_on(held, based_on(request))
    follow(held)
    name, reason = request.POST.get("name", ""), request.POST.get("reason", "")
    return work.save_version(request, held, made, "form", reason, name=name)


def _overtaken(request: HttpRequest, held: Record, filing: Filing, error: work.OvertakenError) -> HttpResponse:
    """Say who saved what meanwhile and what differs; the draft stands, and may be saved over it by a second word."""
    context = {
        "held": held,
        "why": str(error),
        "version": error.version,
        "differing": differing(held, error.version, filing),
        "name": request.POST.get("name", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "aside_draft.html", context, status=409)


def _refused(request: HttpRequest, pk: int, why: str) -> HttpResponseRedirect:
    messages.error(request, why)
    return redirect("filing", pk=pk)
