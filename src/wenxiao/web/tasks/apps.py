"""The part of the application on background tasks."""

from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Background tasks."""

    name = "wenxiao.web.tasks"
    label = "tasks"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Make the tasks of this part known."""
        from wenxiao.web.tasks import upkeep  # noqa: PLC0415

        del upkeep
