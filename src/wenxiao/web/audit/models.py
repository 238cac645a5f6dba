"""The entries of the audit log. The database itself refuses to change or delete one (see the first migration)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One act: when, who (by id and name as it was), from where, what, on what, and what changed.

    `hash` is over `previous` and all the rest; a broken chain shows that an entry was changed, removed or put in.
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField("谁", max_length=120)
    actor_id = models.BigIntegerField(null=True)
    address = models.GenericIPAddressField("从哪里", null=True)
    action = models.CharField("做了什么", max_length=60, db_index=True)
    target = models.CharField("对什么", max_length=300)
    details = models.JSONField("前后", default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Entries stand in the order in which they were made."""

        ordering: ClassVar = ["number"]
        verbose_name = "审计日志"


class Head(models.Model):
    """The last entry of the chain: one row, locked while an entry is added."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")
