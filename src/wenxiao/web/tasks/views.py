"""The system administrator's page of tasks."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wenxiao.web.audit.log import record as log
from wenxiao.web.tasks import queue
from wenxiao.web.tasks.kinds import KINDS
from wenxiao.web.tasks.models import STATES, Task

_A_PAGE = 50


def tasks(request: HttpRequest) -> HttpResponse:
    """Show the tasks, what needs attention first."""
    state = request.GET.get("state", "")
    found = Task.objects.select_related("asked_by")
    counts = {name: Task.objects.filter(state=name).count() for name in STATES}
    if state in STATES:
        found = found.filter(state=state)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, KINDS[one.kind].name if one.kind in KINDS else one.kind) for one in page]
    tally = [(name, label, counts[name]) for name, label in STATES.items()]
    return render(request, "tasks.html", {"page": page, "rows": rows, "tally": tally, "state": state})


@require_POST
@transaction.atomic
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a failed task again."""
    task = get_object_or_404(Task, pk=pk)
    name = KINDS[task.kind].name if task.kind in KINDS else task.kind
    if queue.again(task):
        log(request, "tasks.again", f"{name}（{task.pk}）", {"fault": task.fault})
        messages.success(request, "已排在等待的任务里，稍后会再做。")
    else:
        messages.error(request, "这个任务现在不是失败的，不用再做；请看列表里的最新情况。")
    return redirect("tasks")
