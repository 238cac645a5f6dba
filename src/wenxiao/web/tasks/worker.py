"""A worker: runs tasks one after another and keeps their lease; each worker does the common duties as well.

The duties (putting back what fell silent, queueing what is due) need no leader: doing them at once changes nothing.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import close_old_connections, connection
from django.utils import timezone

from wenxiao.errors import WenxiaoError
from wenxiao.web.tasks import queue
from wenxiao.web.tasks.kinds import KINDS, StopRunError
from wenxiao.web.tasks.models import Task
from wenxiao.web.tasks.schedule import enqueue_due

_LOGGER = logging.getLogger(__name__)
_AFTER_FAULT, _TO_CLOSE = 10, 2  # seconds


class Pace(NamedTuple):
    """How often a worker does what, in seconds; after `lease` of silence a task is given to another."""

    lease: float = queue.LEASE.total_seconds()
    beat: float = 10
    poll: float = 1
    duties: float = 20


class TaskRun:
    """One run of a task."""

    def __init__(self, task: Task, stopping: threading.Event) -> None:
        self.task, self.stopping = task, stopping

    @property
    def details(self) -> dict[str, Any]:
        """What the task is about."""
        found = self.task.details
        assert isinstance(found, dict)
        return found

    def progress(self, done: int, total: int) -> None:
        """Say how far it is. Raises StopRunError if the run is to stop or has lost its task."""
        if self.stopping.is_set():
            raise StopRunError(lost=False)
        if not queue.progress(self.task, done, total):
            raise StopRunError(lost=True)


class Worker:
    """Runs tasks until it is stopped."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self.name = f"{socket.gethostname()[:60]} {os.getpid()} {uuid.uuid4().hex[:6]}"
        self.stopping = threading.Event()
        self.current: Task | None = None
        self.threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to work, in threads of its own."""
        self.threads = [threading.Thread(target=one, daemon=True) for one in (self._work, self._beat, self._duties)]
        for one in self.threads:
            one.start()

    def stop(self, grace: float) -> bool:
        """Take no more tasks; let the present one end within so many seconds, else return it. Tell if it ended."""
        self.stopping.set()
        for one, patience in zip(self.threads, (grace, _TO_CLOSE, _TO_CLOSE), strict=False):
            one.join(patience)
        task = self.current
        if task is None:
            return True
        return not queue.give_back(task)

    def once(self) -> bool:
        """Run one task, if one waits."""
        task = queue.claim(self.name)
        if task is None:
            return False
        self.current = task
        try:
            self._run(task)
        finally:
            self.current = None
        return True

    def _run(self, task: Task) -> None:
        kind = KINDS.get(task.kind)
        if kind is None:
            queue.fail(task, f"这个版本的程序不认得任务“{task.kind}”，请升级后再做一次", for_good=True)
            return
        try:
            outcome = kind.do(TaskRun(task, self.stopping))
        except StopRunError as stop:
            if not stop.lost:
                queue.give_back(task)
        except WenxiaoError as error:
            queue.fail(task, str(error), for_good=True)
        except Exception as error:  # whatever a task does wrong, the worker goes on
            _LOGGER.exception("task %s %s", task.pk, task.kind)
            why = f"程序出错（{type(error).__name__}），详情在服务器的记录里；请把时间和任务告诉维护的人"
            queue.fail(task, why, for_good=False)
        else:
            queue.finish(task, outcome)

    def _work(self) -> None:
        self._every(self.pace.poll, self.once)

    def _beat(self) -> None:
        self._every(self.pace.beat, self._say_alive)

    def _duties(self) -> None:
        self._every(self.pace.duties, self._common)

    def _common(self) -> None:
        queue.reap(timedelta(seconds=self.pace.lease))
        enqueue_due()

    def _say_alive(self) -> None:
        task = self.current
        if task is None or task.started is None:
            return
        kind = KINDS.get(task.kind)
        if kind is None or timezone.now() - task.started < kind.limit:
            queue.beat(task)

    def _every(self, seconds: float, act: Any) -> None:
        """Do something again and again, at once as long as it says that there is more; the database may be away."""
        try:
            while not self.stopping.is_set():
                close_old_connections()
                try:
                    more = act()
                except Exception:  # mostly a database that is away for a while: the thread goes on
                    _LOGGER.exception("tasks")
                    self.stopping.wait(_AFTER_FAULT)
                    continue
                if not more:
                    self.stopping.wait(seconds)
        finally:
            connection.close()


def work_off(most: int = 1000) -> int:
    """Run here and now what waits; return how many."""
    worker, ran = Worker(), 0
    while ran < most and worker.once():
        ran += 1
    return ran
