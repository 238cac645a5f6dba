"""The part of the application on uploads kept aside."""

from __future__ import annotations

from django.apps import AppConfig


class AsideConfig(AppConfig):
    """Uploads kept aside."""

    name = "wenxiao.web.aside"
    label = "aside"
    verbose_name = "留存的上传"
