"""The pages of evidence: the list with the form to add, one file's particulars, downloads."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from wenxiao.web import store
from wenxiao.web.access import may, record_for
from wenxiao.web.downloads import saved_as
from wenxiao.web.evidence import work
from wenxiao.web.evidence.models import KINDS, Evidence
from wenxiao.web.evidence.package import package
from wenxiao.web.evidence.rows import Row, Rows, rows_now
from wenxiao.web.evidence.shown import pieces_of, removed_of
from wenxiao.web.filings.work import RefusedError
from wenxiao.web.people.views import person
from wenxiao.write.clean import file_name

_ONE_AT_A_TIME = "application/octet-stream"


def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the evidence of a filing, all or that of one indicator (`at` its key, `row` its spot in the draft)."""
    held = record_for(request.user, pk, "filing.view")
    rows = rows_now(held)
    key, spot = request.GET.get("at", ""), request.GET.get("row", "")
    only = rows.chosen(key, spot) if key or spot else None
    pieces = pieces_of(held, rows)
    context: dict[str, Any] = {
        "held": held,
        "only": only,
        "total": len(pieces),
        "pieces": [one for one in pieces if only is None or (one.row is not None and one.row.key == only.key)],
        "removed": removed_of(held),
        "can_edit": may(person(request), "filing.edit", held),
        "choices": _choices(rows),
        "kinds": KINDS,
        "row": spot,
    }
    return render(request, "evidence.html", context)


def _choices(rows: Rows) -> list[tuple[str, list[Row]]]:
    """Return the indicators by the title of their form."""
    return [(title, list(group)) for title, group in groupby(rows.to_choose(), key=lambda row: row.title)]


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take files as evidence."""
    held = record_for(request.user, pk, "filing.edit")
    key, spot = request.POST.get("at", ""), request.POST.get("row", "")
    row = rows_now(held).chosen(key, spot) if key or spot else None
    said = work.Said(row, request.POST.get("kind", ""), request.POST.get("note", "").strip())
    try:
        added = work.add(request, held, request.FILES.getlist("files"), said)
    except RefusedError as error:
        messages.error(request, str(error))
        return _back(pk, row, spot)
    for sentence in added.said:
        messages.warning(request, sentence)
    if (key or spot) and row is None:
        messages.warning(request, "所选的指标刚刚不在表上了，文件先记在整份材料下，请改到它该在的指标。")
    numbers = "、".join(one.number for one in added.kept)
    messages.success(request, f"已收 {len(added.kept)} 份佐证，编号 {numbers}。{_unsigned(voided=added.unsigned)}")
    return _back(pk, row, spot)


def _unsigned(*, voided: bool) -> str:
    return "签字已作废，请单位负责人重新签字。" if voided else ""


def _back(pk: int, row: Row | None, spot: str = "") -> HttpResponseRedirect:
    """Return to the list as it was: of one indicator, or of all."""
    here = {"row": spot} if spot else {"at": row.key} if row is not None else {}
    return HttpResponseRedirect(reverse("evidence", args=[pk]) + (f"?{urlencode(here)}" if here else ""))


def one(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Change what is said of a file: its number, kind, note, and the indicator that it belongs to."""
    held = record_for(request.user, pk, "filing.edit")
    rows = rows_now(held)
    piece = next((piece for piece in pieces_of(held, rows) if piece.held.pk == file), None)
    if piece is None:
        raise Http404
    here = piece.row.key if piece.row is not None else ("lost" if piece.lost else "")
    if request.method == "POST":
        key = request.POST.get("at", "")
        said = work.Said(
            rows.chosen(key) if key else None,
            request.POST.get("kind", ""),
            request.POST.get("note", "").strip(),
            request.POST.get("number", "").strip(),
        )
        try:
            if key not in ("", here) and said.row is None:
                raise RefusedError("所选的指标刚刚不在表上了，没有改；请重新选对应的指标。")  # noqa: TRY301
            voided = work.change(request, held, file, said, move=key != here)
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"已保存。{_unsigned(voided=voided)}")
            return redirect("evidence", pk=pk)
    context = {"held": held, "piece": piece, "here": here, "choices": _choices(rows), "kinds": KINDS}
    return render(request, "evidence_one.html", context)


@require_POST
def remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file out."""
    held = record_for(request.user, pk, "filing.edit")
    try:
        piece, voided = work.remove(request, held, file)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        said = f"已移除 {piece}；文件和记录都还在，编号不再用。{_unsigned(voided=voided)}"
        messages.success(request, said)
    return redirect("evidence", pk=pk)


def download(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """Return a file as it came, always to be saved, never shown; a removed one only to those who may edit."""
    held = record_for(request.user, pk, "filing.view")
    piece = Evidence.objects.filter(record=held, pk=file).first()
    if piece is None or (piece.removed is not None and not may(person(request), "filing.edit", held)):
        raise Http404
    answer = StreamingHttpResponse(store.parts(piece.digest), content_type=_ONE_AT_A_TIME)
    answer.headers["Content-Length"] = f"{piece.size}"
    return saved_as(answer, piece.name)


def all_of_it(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return all evidence as one zip with an index."""
    held = record_for(request.user, pk, "filing.view")
    pieces = pieces_of(held)
    if not pieces:
        messages.error(request, "还没有佐证资料，没有可下载的。")
        return redirect("evidence", pk=pk)
    name = file_name(f"{held.unit.name}-{held.round.year}年度-佐证资料")
    return saved_as(StreamingHttpResponse(package(pieces), content_type="application/zip"), f"{name}.zip")
