"""A filing's page and the acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wenxiao.errors import StandardError, WenxiaoError
from wenxiao.filing import to_json
from wenxiao.web import store
from wenxiao.web.access import acts_on, record_for
from wenxiao.web.aside.keeping import Files, keep_aside
from wenxiao.web.aside.views import waiting
from wenxiao.web.downloads import attachment, own_page
from wenxiao.web.evidence.shown import beside_filing
from wenxiao.web.filings import seen, unsent, work
from wenxiao.web.filings.based import based_on
from wenxiao.web.filings.beside import beside
from wenxiao.web.filings.contents import filing_of, report_of
from wenxiao.web.filings.due import open_points, still_to_do
from wenxiao.web.filings.judging import Judged, judged
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.filings.titles import standard_by, titles_of
from wenxiao.web.filings.uploading import Read, accepted_files, read_uploads
from wenxiao.web.moves.history import told
from wenxiao.web.people.views import person
from wenxiao.web.permissions import WORKING
from wenxiao.web.pinned.shown import standard_notice
from wenxiao.web.rounds.standard import standard_of
from wenxiao.web.targets.beside import known_of, targets_beside

_ACTIONS = ("edit", "explain", "opine", "sign", "submit", "return", "accept", "excuse", "resume")
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a filing: where it stands, what is still to do, its findings beside what was read, its history."""
    held = record_for(request.user, pk, "filing.view")
    user, known = person(request), known_of(held)
    able = acts_on(user, held, [f"filing.{name}" for name in _ACTIONS])
    working = held.state in WORKING
    left = open_points(held.current, known) if working and held.current is not None else []
    context: dict[str, Any] = {
        "held": held,
        "can": {name: f"filing.{name}" in able for name in _ACTIONS},
        "versions": held.versions.select_related("author").prefetch_related("files"),
        "steps": held.steps.select_related("by"),
        "to_do": still_to_do(held, left) if working else [],
        "unready": left,
        "returned": held.steps.filter(act="return").last() if held.state == "returned" else None,
    }
    context["told"] = told([held]).get(held.pk, ())
    context["excused"] = held.steps.filter(act="excuse").last() if held.state == "excused" else None
    context |= {"asides": waiting(held, user), **standard_notice(held)}
    if held.current is not None:
        context |= beside(held, held.current, known.reasons)
    context |= beside_filing(held, context.get("forms", ()), context.get("signature"))
    context |= targets_beside(held, known)
    context["unsent"] = unsent.taken(request, pk)
    context["without_form"] = unsent.without_form(context["unsent"], context["can"])
    return render(request, "filing.html", context)


@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the files that the unit has as the next version; what cannot become one now is kept aside."""
    held = record_for(request.user, pk, "filing.aside")
    uploads, faults = accepted_files(request)
    if faults:
        return _refused(request, pk, "；".join(faults) + "。")
    found = Read(None, ("",) * len(uploads))
    try:
        work.allowed(held, "save")
        pack = standard_of(held.round)
        found = read_uploads(uploads, pack)
        if found.filing is None:
            return _refused(request, pk, "；".join(found.faults))
        pairs = tuple(zip(uploads, found.faults, strict=True))
        for one in uploads:
            store.put(one.data)  # written before the database is locked; what is refused is named by nothing
        version = _saved(request, held, judged(found.filing, pack), pairs)
    except WenxiaoError as error:
        pairs = tuple(zip(uploads, found.faults, strict=True))
        return redirect("aside", pk=pk, number=keep_aside(request, held, pairs, found.filing, str(error)).pk)
    except OSError:
        return _refused(request, pk, "文件没有存下（服务器的磁盘可能满了），材料没有变；请告诉管理员，稍后再传。")
    for unread in filter(None, found.faults):
        messages.warning(request, unread)
    messages.success(request, f"已读入并保存为{version}：错误 {version.errors} 条，疑点 {version.warnings} 条。")
    return redirect("filing", pk=pk)


@transaction.atomic
def _saved(request: HttpRequest, held: Record, made: Judged, files: Files) -> Version:
    """Save an upload as the next version if nobody saved another one since the page was opened."""
    work.stands_on(held, based_on(request))
    return work.save_version(request, held, made, "upload", request.POST.get("reason", ""), files)


@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep why a finding stands."""
    held = record_for(request.user, pk, "filing.explain")
    reason, finding = request.POST.get("reason", "").strip(), request.POST.get("finding", "")
    if not reason or len(finding) != 64:
        return _refused(request, pk, "请写明理由。")
    try:
        voided = work.explain(request, held, finding, reason)
    except work.RefusedError as error:
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
        return _refused(request, pk, str(error))
    again = "原来的签字作废，请负责人看过再签。" if voided else ""
    messages.success(request, f"理由已记下，审核时会看到。{again}")
    return redirect("filing", pk=pk)


@require_POST
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the opinion of a member of the evaluation group."""
    held = record_for(request.user, pk, "filing.opine")
    agrees = request.POST.get("agrees") == "yes"
    return _acted(
        request,
        pk,
        lambda: seen.opine(request, held, request.POST.get("text", ""), agrees=agrees),
        "意见已保存。",
    )


@require_POST
def sign_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the version that was looked at."""
    held = record_for(request.user, pk, "filing.sign")
    said = [request.POST.get(name, "") for name in ("password", "digest", "evidence")]
    return _acted(request, pk, lambda: work.sign(request, held, *said), "已签字。材料再改动，签字自动作废。")


@require_POST
def submit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the filing in."""
    held = record_for(request.user, pk, "filing.submit")
    return _acted(request, pk, lambda: work.submit(request, held), "已提交，等财政部门审核。")


@require_POST
def return_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a filing with a reason."""
    held = record_for(request.user, pk, "filing.return")
    return _acted(
        request, pk, lambda: seen.send_back(request, held, request.POST.get("reason", "")), "已退回，单位会看到原因。"
    )


@require_POST
def accept_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a filing."""
    held = record_for(request.user, pk, "filing.accept")
    return _acted(request, pk, lambda: seen.accept(request, held, request.POST.get("note", "")), "已接受。")


def _acted(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponseRedirect:
    """Do an act and say how it went; a refusal is said in its own words and nothing has changed."""
    try:
        act()
    except (work.RefusedError, StandardError) as error:
        unsent.keep(request, pk)
        return _refused(request, pk, str(error))
    messages.success(request, said)
    return redirect("filing", pk=pk)


def _refused(request: HttpRequest, pk: int, why: str) -> HttpResponseRedirect:
    messages.error(request, why)
    return redirect("filing", pk=pk)


def _version(request: HttpRequest, pk: int, number: int) -> tuple[Record, Version]:
    held = record_for(request.user, pk, "filing.view")
    version = held.versions.filter(number=number).first()
    if version is None:
        raise Http404
    return held, version


def report_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show the findings on the text as it was read: the report of `wenxiao check`, a page of its own."""
    from wenxiao.report.html import html_report  # noqa: PLC0415
    from wenxiao.report.result import result_of  # noqa: PLC0415

    held, version = _version(request, pk, number)
    filing = filing_of(version)
    if not filing.documents:
        raise Http404
    try:
        result = result_of(filing.documents[0], filing, report_of(version), standard_by(held, version))
    except StandardError as error:
        return _refused(request, pk, str(error))
    return own_page(html_report(result, filing.documents[0]))


def difference(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what a version changed against the one before, or against last year's filing (`?with=last-year`)."""
    from wenxiao.compare import compare  # noqa: PLC0415
    from wenxiao.report.difference import html_difference  # noqa: PLC0415

    held, version = _version(request, pk, number)
    other = (
        _last_year(held) if request.GET.get("with") == "last-year" else held.versions.filter(number=number - 1).first()
    )
    if other is None:
        return _refused(request, pk, "没有可比的材料：这是第一版，或上年没有材料。")
    titles = titles_of(held, version)
    return own_page(html_difference(compare(filing_of(other), filing_of(version), titles)))


def _last_year(held: Record) -> Version | None:
    earlier = Record.objects.filter(unit=held.unit, round__year=held.round.year - 1, current__isnull=False)
    found = earlier.select_related("current").first()
    return found.current if found else None


def written(request: HttpRequest, pk: int, number: int, to: str) -> HttpResponse:
    """Return the official forms of a version as a file."""
    from wenxiao.write import write  # noqa: PLC0415

    held, version = _version(request, pk, number)
    if to not in _MEDIA:
        raise Http404
    try:
        filing = filing_of(version)
        data = to_json(filing) if to == "json" else write(filing, standard_by(held, version), "all", to)
    except StandardError as error:
        return _refused(request, pk, str(error))
    return attachment(data, f"{held.unit.name}-{held.round.year}年度-第{number}版.{to}", _MEDIA[to])


def source_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Return an uploaded file as it came; always as a download, never shown in the browser."""
    held = record_for(request.user, pk, "filing.view")
    for version in held.versions.all():
        found = version.files.filter(pk=file).first()
        if found is not None:
            try:
                return attachment(store.get(found.digest), found.name, "application/octet-stream")
            except (OSError, ValueError):
                return _refused(request, pk, f"“{found.name}”在文件库里丢失或损坏，请管理员从备份里找回。")
    raise Http404
