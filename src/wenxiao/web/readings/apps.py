"""The part of the application on confirming what was read."""

from __future__ import annotations

from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    """What was read from uploaded files."""

    name = "wenxiao.web.readings"
    label = "readings"
    verbose_name = "核对读数"
