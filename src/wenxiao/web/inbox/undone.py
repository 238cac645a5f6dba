"""Telling of a background task that failed for good: whoever asked for it, and the system administrators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wenxiao.web.inbox.posting import Letter, post
from wenxiao.web.people.models import Grant
from wenxiao.web.tasks.kinds import KINDS
from wenxiao.web.tasks.models import Task


def tell(task: Task, why: str, **_: Any) -> None:
    """Post the messages, in the transaction in which the task fails."""
    post(_letters(task, why))


def _letters(task: Task, why: str) -> Iterator[Letter]:
    name = KINDS[task.kind].name if task.kind in KINDS else task.kind
    matter, occasion = f"task:{task.pk}", f"{task.started}"
    round_ = task.details.get("round")
    if task.asked_by_id is not None and round_ is not None:
        yield Letter(task.asked_by_id, "undone", matter, occasion, f"没有做成：{name}", why, round=round_)
    for person in Grant.objects.filter(role="system-admin", user__is_active=True).values_list("user", flat=True):
        yield Letter(person, "task", matter, occasion, f"后台任务失败：{name}", why)
