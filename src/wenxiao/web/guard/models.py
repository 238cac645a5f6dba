"""What has to be remembered for a while to keep attackers slow: all of it goes by itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.people.models import User


class Pace(models.Model):
    """How far the wrong passwords from one address run ahead of what is allowed: each moves `until` on."""

    address = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)


class Familiar(models.Model):
    """An address from which a person has signed in before: others' wrong passwords there do not keep him out."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    address = models.CharField(max_length=64)
    last = models.DateTimeField()

    class Meta:
        """A person and an address, once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "address"], name="familiar_once")]


class Refusals(models.Model):
    """How often somebody was refused something since a moment: the first is in the audit log, the rest is counted."""

    who = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    address = models.GenericIPAddressField(null=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One row for somebody and an action."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["who", "action"], name="refusals_counted_once")]
