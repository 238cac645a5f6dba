"""An upload that was refused as a version, with its files, until somebody of the unit decides what becomes of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.filings.models import Record, Version
from wenxiao.web.people.models import User

OUTCOMES = (("saved", "已保存为版本"), ("discarded", "已放弃"))


class Aside(models.Model):
    """An upload kept aside: why, by whom, and what became of it ("" while it waits).

    `filing` is what was read of the files, in the store, by the Standard of the digest `standard`; both "" if the files
    could not be read by any.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="asides")
    why = models.CharField("为什么没有存成版本", max_length=500)
    reason = models.CharField("改了什么", max_length=500, blank=True)
    filing = models.CharField(max_length=64, blank=True)
    standard = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled = models.DateTimeField(null=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")

    class Meta:
        """In the order in which they were kept."""

        ordering: ClassVar = ["pk"]
        verbose_name = "留存的上传"

    def __str__(self) -> str:
        return f"{self.record}·留存的上传 {self.pk}"


class AsideFile(models.Model):
    """A file of an upload kept aside; `fault` says why it could not be read."""

    aside = models.ForeignKey(Aside, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        """In the order in which they were chosen."""

        ordering: ClassVar = ["pk"]
