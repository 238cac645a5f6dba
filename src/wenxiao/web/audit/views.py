"""The auditor's page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wenxiao.web.audit.acts import called, named
from wenxiao.web.audit.details import told
from wenxiao.web.audit.log import faults
from wenxiao.web.audit.models import Entry
from wenxiao.web.guard.tally import flush
from wenxiao.web.tasks.upkeep import last_verified

_A_PAGE = 100


class Row(NamedTuple):
    """An entry, what its act is called, and what it says besides."""

    entry: Entry
    act: str
    details: str


def log_page(request: HttpRequest) -> HttpResponse:
    """Show the log, the latest first, narrowed by words; verify the chain when asked to."""
    flush()
    words, number = request.GET.get("q", "").strip(), request.GET.get("page")
    page, entries = _found(words, number) if words else _all(number)
    rows = [Row(one, named(one.action), told(one.details)) for one in entries]
    verified = list(faults()) if "verify" in request.GET else None
    context = {"page": page, "rows": rows, "q": words, "verified": verified, "nightly": last_verified()}
    return render(request, "audit.html", context)


def _found(words: str, number: str | None) -> tuple[Page[Entry], Iterable[Entry]]:
    """Return the entries of a page whose person, target or act (its name, or as it is logged) has these words."""
    wanted = Q(target__icontains=words) | Q(actor__icontains=words) | Q(action__icontains=words)
    entries = Entry.objects.filter(wanted | Q(action__in=called(words))).order_by("-number")
    page = Paginator(entries, _A_PAGE).get_page(number)
    return page, page


def _all(number: str | None) -> tuple[Page[int], Iterable[Entry]]:
    """Return the entries of a page of the whole log, by their numbers: however long it is, nothing is counted."""
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    page = Paginator(range(last, 0, -1), _A_PAGE).get_page(number)
    return page, Entry.objects.filter(number__in=list(page)).order_by("-number")
