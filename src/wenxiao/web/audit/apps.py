"""The part of the application on the audit log."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit log."""

    name = "wenxiao.web.audit"
    label = "audit"
    verbose_name = "审计日志"
