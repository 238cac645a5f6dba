"""An evidence file of a filing, and the list of them that a signature stands for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.filings.models import Record, Signature, Version
from wenxiao.web.people.models import User

KINDS = (("formal", "正式资料"), ("working", "工作资料"), ("voucher", "原始凭证"), ("explaining", "说明材料"))


class Evidence(models.Model):
    """One file. What it bears out is known by names: the form, the project, the levels of the indicator.

    `form` is "" for the whole filing. `nth` tells rows of the same names apart. `spot` is the row in the draft that
    stands on `base` (FORM|BLOCK|ROW): while that draft lives, an indicator that is renamed keeps its evidence.
    A removed one stays, with who removed it and when; its number is not given again.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="evidence")
    number = models.CharField("佐证材料编号", max_length=20)
    kind = models.CharField("类别", max_length=10, choices=KINDS)
    note = models.CharField("说明", max_length=200, blank=True)
    name = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    form = models.CharField(max_length=40, blank=True)
    project = models.TextField(blank=True)
    levels = models.JSONField(default=list)
    nth = models.PositiveIntegerField(default=0)
    spot = models.CharField(max_length=200, blank=True)
    base = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """A number is given once in a filing; whoever removed a file is known."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="evidence_numbered_once"),
            models.CheckConstraint(
                condition=models.Q(removed=None, removed_by=None)
                | models.Q(removed__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_somebody",
            ),
        ]
        verbose_name = "佐证资料"

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Sealed(models.Model):
    """The list of evidence that was signed with a version: its hash, under which the list is in the store."""

    signature = models.OneToOneField(Signature, models.PROTECT, related_name="sealed")
    digest = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
