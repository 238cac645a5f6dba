"""`wenxiao manage verify_audit`: whether the log is whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from wenxiao.web.audit.log import faults
from wenxiao.web.audit.models import Entry
from wenxiao.web.commands import OwnCommand


class Command(OwnCommand):
    """Walks the chain."""

    help = "逐条核对审计日志是否完整、相接"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault; end with an error if there is one."""
        del args, options
        found = list(faults())
        for one in found:
            self.stderr.write(one)
        if found:
            raise CommandError(f"审计日志有 {len(found)} 处不对。")
        self.stdout.write(f"审计日志完整，共 {Entry.objects.count()} 条，逐条相接。")
