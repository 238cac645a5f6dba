"""The part of the application on messages."""

from __future__ import annotations

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Messages."""

    name = "wenxiao.web.inbox"
    label = "inbox"
    verbose_name = "站内消息"

    def ready(self) -> None:
        """Listen to what happens; make the tasks of this part known."""
        from wenxiao.web.happened import filing_acted, round_closed, round_opened, task_failed  # noqa: PLC0415
        from wenxiao.web.inbox import acts, reminding, undone  # noqa: PLC0415

        filing_acted.connect(acts.tell, dispatch_uid="inbox")
        round_closed.connect(acts.over, dispatch_uid="inbox")
        task_failed.connect(undone.tell, dispatch_uid="inbox")
        round_opened.connect(reminding.announce_later, dispatch_uid="inbox")
