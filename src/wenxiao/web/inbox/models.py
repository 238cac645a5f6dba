"""A message to one person."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from django.db import models
from django.urls import reverse

from wenxiao.web.filings.models import Record
from wenxiao.web.people.models import User
from wenxiao.web.rounds.models import Round


class Kind(NamedTuple):
    """A kind of message and the page that it leads to."""

    name: str
    route: str


KINDS: dict[str, Kind] = {
    "announced": Kind("布置", "round"),
    "reminded": Kind("提醒", "filing"),
    "digest": Kind("进度", "board"),
    "urged": Kind("催报", "filing"),
    "opinion": Kind("待评价", "filing"),
    "signature": Kind("待签字", "filing"),
    "submitted": Kind("待审核", "filing"),
    "returned": Kind("退回", "filing"),
    "accepted": Kind("接受", "filing"),
    "excused": Kind("不需报送", "filing"),
    "voided": Kind("签字作废", "filing"),
    "archive": Kind("打包", "archives"),
    "undone": Kind("没有做成", "round"),
    "task": Kind("任务失败", "tasks"),
    "log": Kind("审计日志", "audit"),
}


class Message(models.Model):
    """What a person is told: a matter (the return of one filing) and its occasion (which return), once."""

    person = models.ForeignKey(User, models.CASCADE, related_name="inbox")
    kind = models.CharField("类别", max_length=20, choices=[(name, one.name) for name, one in KINDS.items()])
    matter = models.CharField(max_length=60)
    occasion = models.CharField(max_length=60)
    title = models.CharField("标题", max_length=300)
    text = models.CharField("内容", max_length=2000, blank=True)
    record = models.ForeignKey(Record, models.CASCADE, null=True, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    read = models.DateTimeField(null=True)

    class Meta:
        """The latest stands first; a person is told once of an occasion."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["person", "read"], name="inbox_unread"),
            models.Index(fields=["matter", "read"], name="inbox_matter"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "matter", "occasion"], name="told_once"),
        ]
        verbose_name = "站内消息"

    @property
    def address(self) -> str:
        """The page that the message is about."""
        route = KINDS[self.kind].route
        if route == "filing":
            return reverse(route, args=[self.record_id])
        return reverse(route, args=[self.round_id] if self.round_id else [])
