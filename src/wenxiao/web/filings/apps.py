"""The part of the application on filings."""

from __future__ import annotations

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    """Filings of units."""

    name = "wenxiao.web.filings"
    label = "filings"
    verbose_name = "自评材料"
