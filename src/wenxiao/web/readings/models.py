"""That a person has looked at something that was read, and found it right or corrected it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.filings.models import Record, Version
from wenxiao.web.people.models import User

ACTS = (("confirmed", "已确认"), ("corrected", "已改正"))


class Checked(models.Model):
    """One reading that was confirmed or corrected, known by what was read and not by its line.

    A later version in which the same is read at the same kind of place needs no second look; `version` is the one in
    which it was looked at. `field` and `text` are where a correction went in the draft, and what was put there.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="readings")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    key = models.CharField(max_length=32)
    act = models.CharField(max_length=10, choices=ACTS)
    field = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """One word on a reading."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "key"], name="one_word_on_a_reading")]
        verbose_name = "读数核对"
