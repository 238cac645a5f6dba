"""The part of the application on approved targets."""

from __future__ import annotations

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """Approvals, the indicators approved, what an approval changed."""

    name = "wenxiao.web.targets"
    label = "targets"
    verbose_name = "批复目标"
