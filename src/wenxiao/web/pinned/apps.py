"""The part of the application on kept Standards."""

from __future__ import annotations

from django.apps import AppConfig


class PinnedConfig(AppConfig):
    """Kept Standards."""

    name = "wenxiao.web.pinned"
    label = "pinned"
    verbose_name = "口径的留存"
