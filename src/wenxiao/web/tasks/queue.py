"""The queue: putting a task in, taking one out under a lease, giving it back, its end.

Every change of a task names the state and the run that it starts from, in one statement: of two that try, one changes
something. That holds on SQLite and PostgreSQL alike and needs no lock.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from wenxiao.web.happened import task_failed
from wenxiao.web.people.models import User
from wenxiao.web.tasks.kinds import KINDS
from wenxiao.web.tasks.models import Task

LEASE = timedelta(seconds=60)
_AGAIN_AFTER = timedelta(minutes=1)
_CANDIDATES = 5
_FREE = {"run": "", "worker": "", "beaten": None}
_SILENT = "运行它的进程中断了，没有做完"


def enqueue(
    kind: str, details: dict[str, Any] | None = None, *, key: str | None = None, by: User | None = None
) -> Task | None:
    """Queue a task, in the transaction of the caller. With a key that is there already nothing is queued: None."""
    task = Task(kind=kind, details=details or {}, key=key, asked_by=by, after=timezone.now())
    if key is None:
        task.save(force_insert=True)
        return task
    task.run = uuid.uuid4().hex  # to know afterwards whose row it is
    Task.objects.bulk_create([task], ignore_conflicts=True)
    return Task.objects.filter(key=key, run=task.run).first()


def claim(worker: str, now: datetime | None = None) -> Task | None:
    """Take the next waiting task, for this worker alone."""
    now = now or timezone.now()
    waiting = Task.objects.filter(state="waiting", after__lte=now).order_by("after", "pk")
    for pk in waiting.values_list("pk", flat=True)[:_CANDIDATES]:
        run = uuid.uuid4().hex
        taken = Task.objects.filter(pk=pk, state="waiting").update(
            state="running", run=run, worker=worker, beaten=now, started=now, finished=None,
            attempts=F("attempts") + 1, done=0, total=0,
        )  # fmt: skip
        if taken:
            return Task.objects.get(pk=pk, run=run)
    return None


def _held(task: Task) -> QuerySet[Task]:
    return Task.objects.filter(pk=task.pk, state="running", run=task.run)


def beat(task: Task) -> bool:
    """Say that the run is alive; tell whether the task is still its own."""
    return bool(_held(task).update(beaten=timezone.now()))


def progress(task: Task, done: int, total: int) -> bool:
    """Say how far a run is; tell whether the task is still its own."""
    return bool(_held(task).update(done=done, total=total, beaten=timezone.now()))


def finish(task: Task, outcome: str) -> bool:
    """End a run well; a run that lost its task changes nothing."""
    ended = _held(task).update(state="done", outcome=outcome[:500], fault="", finished=timezone.now(), **_FREE)
    return bool(ended)


def fail(task: Task, why: str, *, for_good: bool) -> bool:
    """End a run badly: it is tried again a little later, until it has been tried often enough."""
    now, most = timezone.now(), _most(task)
    if for_good or task.attempts >= most:
        return _failed(_held(task), task, why)
    again = now + _AGAIN_AFTER * task.attempts
    return bool(_held(task).update(state="waiting", fault=why[:500], after=again, **_FREE))


def give_back(task: Task) -> bool:
    """Return a task that is not to be ended here; this run does not count as an attempt."""
    return bool(_held(task).update(state="waiting", attempts=F("attempts") - 1, **_FREE))


def reap(lease: timedelta = LEASE, now: datetime | None = None) -> int:
    """Put back the tasks whose worker has been silent longer than the lease; return how many."""
    now, reaped = now or timezone.now(), 0
    for task in Task.objects.filter(state="running", beaten__lt=now - lease):
        silent = _held(task).filter(beaten__lt=now - lease)
        if task.attempts >= _most(task):
            why = f"{_SILENT}，试了 {task.attempts} 次；请查看服务器的记录，再点“再做一次”"
            reaped += _failed(silent, task, why)
        else:
            reaped += silent.update(state="waiting", fault=_SILENT, after=now, **_FREE)
    return reaped


@transaction.atomic
def _failed(held: QuerySet[Task], task: Task, why: str) -> bool:
    ended = held.update(state="failed", fault=why[:500], finished=timezone.now(), **_FREE)
    if ended:
        task_failed.send(Task, task=task, why=why)
    return bool(ended)


def again(task: Task) -> bool:
    """Queue a failed task once more, as if it had never been tried."""
    return bool(
        Task.objects.filter(pk=task.pk, state="failed").update(
            state="waiting", attempts=0, after=timezone.now(), finished=None
        )
    )


def _most(task: Task) -> int:
    known = KINDS.get(task.kind)
    return known.attempts if known else 1
