"""The page of an upload kept aside: who saved what meanwhile, what differs, and the choice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wenxiao.compare import compare
from wenxiao.errors import WenxiaoError
from wenxiao.filing import Filing
from wenxiao.report.difference import html_difference
from wenxiao.web import store
from wenxiao.web.access import may, record_for
from wenxiao.web.aside.differing import differing
from wenxiao.web.aside.keeping import discard, filing_kept, save_aside
from wenxiao.web.aside.models import Aside
from wenxiao.web.downloads import attachment, own_page
from wenxiao.web.filings import work
from wenxiao.web.filings.based import based_on
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.titles import titles_of
from wenxiao.web.people.models import User


def _kept(request: HttpRequest, pk: int, number: int) -> tuple[Record, Aside]:
    held = record_for(request.user, pk, "filing.aside")
    found = held.asides.select_related("by", "version", "settled_by").filter(pk=number).first()
    if found is None:
        raise Http404
    return held, found


def waiting(held: Record, user: User) -> list[Aside]:
    """Return the uploads kept aside of a filing that somebody still has to decide on, for who may."""
    if not may(user, "filing.aside", held):
        return []
    return list(held.asides.filter(outcome="").select_related("by").prefetch_related("files"))


def one(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show an upload kept aside beside the current version."""
    held, kept = _kept(request, pk, number)
    version = held.versions.select_related("author").first()
    context: dict[str, Any] = {"held": held, "kept": kept, "files": kept.files.all(), "version": version}
    context |= {"refused": _refused(held), "differing": differing(held, version, filing_kept(kept))}
    return render(request, "aside.html", context)


def _refused(held: Record) -> str:
    """Return why no version can be saved now, "" if one can."""
    try:
        work.allowed(held, "save")
    except work.RefusedError as error:
        return str(error)
    return ""


@require_POST
def save(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Save an upload kept aside as a version after all."""
    _, kept = _kept(request, pk, number)
    try:
        version = save_aside(request, kept, based_on(request))
    except WenxiaoError as error:
        messages.error(request, str(error))
        return redirect("aside", pk=pk, number=number)
    messages.success(request, f"已保存为{version}：错误 {version.errors} 条，疑点 {version.warnings} 条。")
    return redirect("filing", pk=pk)


@require_POST
def let_go(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Discard an upload kept aside."""
    _, kept = _kept(request, pk, number)
    try:
        discard(request, kept)
    except WenxiaoError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "这次上传已放弃，材料没有变。")
    return redirect("filing", pk=pk)


def difference(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show all that differs between the current version and an upload kept aside."""
    held, kept = _kept(request, pk, number)
    mine: Filing | None = filing_kept(kept)
    version = held.versions.first()
    if version is None or mine is None:
        raise Http404
    return own_page(html_difference(compare(filing_of(version), mine, titles_of(held, version))))


def file(request: HttpRequest, pk: int, number: int, file: int) -> HttpResponse:
    """Return a file of an upload kept aside as it came."""
    _, kept = _kept(request, pk, number)
    found = kept.files.filter(pk=file).first()
    if found is None:
        raise Http404
    return attachment(store.get(found.digest), found.name, "application/octet-stream")
