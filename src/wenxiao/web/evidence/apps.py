"""The part of the application on evidence files."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Evidence files of filings."""

    name = "wenxiao.web.evidence"
    label = "evidence"
    verbose_name = "佐证资料"
