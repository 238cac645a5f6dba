"""The page of a person's archives of a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wenxiao.web.archives.making import KEEP, RefusedError, ask
from wenxiao.web.archives.models import Archive
from wenxiao.web.audit.log import record as log
from wenxiao.web.people.views import person
from wenxiao.web.rounds.models import Round


def archives(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the archives of a round that this person asked for."""
    round_ = get_object_or_404(Round, pk=pk)
    mine = Archive.objects.filter(round=round_, asked_by=person(request)).select_related("task")
    return render(request, "archives.html", {"round": round_, "archives": mine, "days": KEEP.days})


@require_POST
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an archive."""
    round_ = get_object_or_404(Round, pk=pk)
    try:
        ask(request, round_)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已开始打包，可以去做别的；做完会有消息。")
    return redirect("archives", pk=pk)


def fetch(request: HttpRequest, pk: int, archive: int) -> HttpResponse | FileResponse:
    """Return the file, to whoever asked for it."""
    held = Archive.objects.filter(pk=archive, round=pk, asked_by=person(request)).exclude(ready=None).first()
    if held is None:
        raise Http404
    try:
        stream = held.path.open("rb")
    except FileNotFoundError:
        messages.error(request, "这份打包文件已经不在了，请重新打包。")
        return redirect("archives", pk=pk)
    log(request, "rounds.archive-fetched", held.round, {"archive": held.pk, "filings": held.filings})
    return FileResponse(stream, as_attachment=True, filename=held.name, content_type="application/zip")
