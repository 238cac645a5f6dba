"""The part of the application on units that change."""

from __future__ import annotations

from django.apps import AppConfig


class MovesConfig(AppConfig):
    """Units that change."""

    name = "wenxiao.web.moves"
    label = "moves"
    verbose_name = "单位的变动"
