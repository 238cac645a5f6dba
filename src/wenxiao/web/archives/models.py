"""An archive that somebody asked for."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from wenxiao.web.people.models import User
from wenxiao.web.rounds.models import Round
from wenxiao.web.tasks.models import Task


class Archive(models.Model):
    """All filings of a round that a person may see, as one file. Made from what is kept anyway, so no backup has it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    ready = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    filings = models.PositiveIntegerField(default=0)

    class Meta:
        """The latest stands first."""

        ordering: ClassVar = ["-id"]
        verbose_name = "材料打包"

    @property
    def path(self) -> Path:
        """Where its file is, once it is ready: beside the files that are kept for good, not among them."""
        return folder() / f"{self.pk}.zip"

    @property
    def name(self) -> str:
        """What the file is called when it is fetched."""
        return f"{self.round.title}-{self.asked:%Y%m%d}.zip".replace("/", "_")


def folder() -> Path:
    """Return the folder of the archives."""
    return Path(settings.STORE_ROOT) / "archives"
