"""What a unit was before each change of the tree, in the names of that day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.people.models import Unit


class UnitChange(models.Model):
    """One change of a unit: its name, the name of its superior and whether it was in use, before and after."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="changes")
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    name_before = models.CharField(max_length=200)
    name_after = models.CharField(max_length=200)
    superior_before = models.CharField(max_length=200, blank=True)
    superior_after = models.CharField(max_length=200, blank=True)
    moved = models.BooleanField(default=False)
    active_before = models.BooleanField()
    active_after = models.BooleanField()

    class Meta:
        """Changes stand in the order in which they were made."""

        ordering: ClassVar = ["pk"]
        verbose_name = "单位的变动"
