"""The part of the application that guards it."""

from __future__ import annotations

from django.apps import AppConfig


class GuardConfig(AppConfig):
    """Pace, refusals, checks of the deployment."""

    name = "wenxiao.web.guard"
    label = "guard"
    verbose_name = "防护"

    def ready(self) -> None:
        """Let `manage check --deploy` say what ours says."""
        from wenxiao.web.guard import checks  # noqa: F401, PLC0415 (registers itself, once the models are there)
