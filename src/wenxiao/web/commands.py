"""What all commands of `wenxiao manage` that work on an installation share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from wenxiao.web.starting import at_present


class OwnCommand(BaseCommand):
    """A command that begins only on a database that this program's pages could use, and does not load the pages."""

    requires_system_checks: ClassVar = ()  # type: ignore[misc]  # they are the server's, which makes them

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it. Raises UsageError where there is no such database."""
        at_present()
        return super().execute(*args, **options)
