"""Which content of a Standard is kept where, and when a round went over from one to another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.people.models import User
from wenxiao.web.rounds.models import Round


class Content(models.Model):
    """The YAML texts of a Standard, in the store under `files`; `digest` is the Standard's own, as rounds pin it."""

    digest = models.CharField(max_length=64, unique=True)
    standard = models.CharField("口径", max_length=60)
    files = models.CharField(max_length=64)
    kept = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Contents stand in the order in which they were kept."""

        ordering: ClassVar = ["pk"]
        verbose_name = "口径的内容"

    def __str__(self) -> str:
        return f"{self.standard} {self.digest[:12]}"


class Adoption(models.Model):
    """A round that went over to the new content of its Standard: from which to which, who decided it, and why."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="adoptions")
    source = models.CharField(max_length=64)
    target = models.CharField(max_length=64)
    reason = models.CharField("原因", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Adoptions stand in order; one without a reason cannot be stored."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="an_adoption_has_its_reason")
        ]
        verbose_name = "改用新口径"
