"""The part of the application on people."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Units, users, roles."""

    name = "wenxiao.web.people"
    label = "people"
    verbose_name = "单位与用户"
