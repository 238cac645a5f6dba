"""The auditor's page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wenxiao.web.audit.log import faults
from wenxiao.web.audit.models import Entry
from wenxiao.web.guard.tally import flush
from wenxiao.web.tasks.upkeep import last_verified

_A_PAGE = 100


def log_page(request: HttpRequest) -> HttpResponse:
    """Show the log, the latest first, narrowed by words; verify the chain when asked to."""
    flush()
    words = request.GET.get("q", "").strip()
    entries = Entry.objects.order_by("-number")
    if words:
        entries = entries.filter(target__icontains=words) | entries.filter(actor__icontains=words)
    page = Paginator(entries, _A_PAGE).get_page(request.GET.get("page"))
    verified = list(faults()) if "verify" in request.GET else None
    return render(request, "audit.html", {"page": page, "q": words, "verified": verified, "nightly": last_verified()})
