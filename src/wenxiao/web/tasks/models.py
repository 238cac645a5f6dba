"""A task in the queue."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.people.models import User

STATES = {"waiting": "等待", "running": "进行中", "done": "完成", "failed": "失败"}


class Task(models.Model):
    """One piece of work: of which kind, on what, how far it is, who runs it, how it ended.

    `key` names the matter: of two tasks with one key the second is never queued. `run` is the secret of the present
    run: whoever does not know it, because the task was given to another in the meantime, can change nothing any more.
    """

    kind = models.CharField("任务", max_length=40)
    key = models.CharField(max_length=200, unique=True, null=True)
    details = models.JSONField(default=dict)
    state = models.CharField("状态", max_length=10, choices=list(STATES.items()), default="waiting")
    after = models.DateTimeField("不早于")
    attempts = models.PositiveSmallIntegerField("第几次", default=0)
    run = models.CharField(max_length=32, blank=True)
    worker = models.CharField("由谁", max_length=120, blank=True)
    beaten = models.DateTimeField("最近的消息", null=True)
    done = models.PositiveIntegerField("已做", default=0)
    total = models.PositiveIntegerField("共", default=0)
    outcome = models.CharField("结果", max_length=500, blank=True)
    fault = models.CharField("原因", max_length=500, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        """A running task is somebody's; the queue is read by state and time."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "after"], name="tasks_in_order")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="task_state_is_known"),
            models.CheckConstraint(
                condition=~models.Q(state="running") | (~models.Q(run="") & models.Q(beaten__isnull=False)),
                name="a_running_task_is_somebodys",
            ),
        ]
        verbose_name = "后台任务"
