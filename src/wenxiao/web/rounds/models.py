"""A round of self-evaluation (年度自评工作)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.people.models import Unit, User


class Round(models.Model):
    """One year's self-evaluation: which Standard (pinned by the hash of its content), when, with which notice."""

    title = models.CharField("名称", max_length=200)
    year = models.PositiveSmallIntegerField("评价年度")
    standard = models.CharField("口径", max_length=60)
    digest = models.CharField("口径内容的指纹", max_length=64)
    notice = models.TextField("通知")
    opens = models.DateField("开始")
    due = models.DateField("报送截止")
    remind_days = models.PositiveSmallIntegerField("提前几天提醒", default=7)
    closed = models.DateTimeField("结束于", null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    before = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="after")
    units = models.ManyToManyField(Unit, through="filings.Record", related_name="rounds")

    class Meta:
        """The latest round stands first; one title a year."""

        ordering: ClassVar = ["-year", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "title"], name="round_named_once"),
            models.CheckConstraint(condition=models.Q(due__gte=models.F("opens")), name="round_due_after_it_opens"),
        ]
        verbose_name = "年度自评工作"

    def __str__(self) -> str:
        return self.title
