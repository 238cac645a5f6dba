"""The part of the application on rounds."""

from __future__ import annotations

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Rounds of self-evaluation."""

    name = "wenxiao.web.rounds"
    label = "rounds"
    verbose_name = "年度自评工作"
