"""Approvals of targets and what they approved. A row that is withdrawn stays, so that what a unit typed to it stays."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Prefetch

from wenxiao.web.people.models import User
from wenxiao.web.rounds.models import Round
from wenxiao.web.targets.aims import Aim


class Approval(models.Model):
    """One table of targets imported into a round: at the beginning of the year, or with an adjustment (调剂、追加)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="approvals")
    number = models.PositiveIntegerField()
    note = models.CharField("说明", max_length=200, blank=True)
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Approvals are numbered from 1 in their round."""

        ordering: ClassVar = ["round", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "number"], name="approval_numbered_once")]
        verbose_name = "批复"

    def __str__(self) -> str:
        return f"第 {self.number} 次批复"


class ApprovedForm(models.Model):
    """The form of one filing that targets are approved for: the overall one (`project` is ""), or a project's."""

    record = models.ForeignKey("filings.Record", models.PROTECT, related_name="approved_forms")
    key = models.CharField(max_length=200)
    project = models.CharField("项目", max_length=200, blank=True)
    code = models.CharField("项目编码", max_length=60, blank=True)
    goal = models.TextField("年度目标", blank=True)
    order = models.PositiveIntegerField(default=0)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        """One form a project; the overall form has an empty key."""

        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "key"], name="approved_once_a_project")]
        verbose_name = "批复的表"

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the form is called."""
        return f"项目“{self.project}”" if self.key else "部门整体支出"


class ApprovedIndicator(models.Model):
    """One approved indicator, known by its names within its form."""

    form = models.ForeignKey(ApprovedForm, models.CASCADE, related_name="indicators")
    key = models.CharField(max_length=700)
    level1 = models.CharField("一级指标", max_length=100, blank=True)
    level2 = models.CharField("二级指标", max_length=100, blank=True)
    level3 = models.CharField("三级指标", max_length=300)
    sign = models.CharField("指标性质", max_length=20, blank=True)
    target = models.CharField("指标值", max_length=500)
    unit = models.CharField("计量单位", max_length=40, blank=True)
    weight = models.DecimalField("分值", max_digits=7, decimal_places=3, null=True)
    order = models.PositiveIntegerField(default=0)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        """An indicator stands once in its form."""

        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["form", "key"], name="indicator_approved_once")]
        verbose_name = "批复的指标"

    def __str__(self) -> str:
        return self.level3

    @property
    def aim(self) -> Aim:
        """Its target with sign and unit."""
        return Aim(self.sign, self.target, self.unit)


def standing() -> Prefetch[str, models.QuerySet[ApprovedIndicator], str]:
    """Return what to fetch with forms: their indicators without those that were withdrawn."""
    return Prefetch("indicators", ApprovedIndicator.objects.filter(withdrawn=False))


class Adjustment(models.Model):
    """What one approval changed for one filing: sentences for the unit."""

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="adjustments")
    record = models.ForeignKey("filings.Record", models.PROTECT, related_name="adjustments")
    changes = models.JSONField(default=list)

    class Meta:
        """The latest stands first."""

        ordering: ClassVar = ["-approval__number", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["approval", "record"], name="adjusted_once")]
        verbose_name = "批复的调整"
