"""The part of the application on archives of a round."""

from __future__ import annotations

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """Archives."""

    name = "wenxiao.web.archives"
    label = "archives"
    verbose_name = "材料打包"

    def ready(self) -> None:
        """Make the tasks of this part known."""
        from wenxiao.web.archives import making  # noqa: PLC0415

        del making
