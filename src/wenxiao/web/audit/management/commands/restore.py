"""`wenxiao manage restore FILE.zip`: a backup into an empty installation."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wenxiao.web.acting import acting
from wenxiao.web.audit.log import record
from wenxiao.web.backup import BackupError, restore
from wenxiao.web.people.resealing import reseal


class Command(BaseCommand):
    """Restores."""

    help = "把备份恢复到一个空的系统，并核对审计日志"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say from where."""
        parser.add_argument("file", metavar="文件.zip", help="备份文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore all of it or nothing."""
        del args
        call_command("migrate", verbosity=0)
        path = Path(options["file"])
        try:
            done = restore(path)
        except BackupError as error:
            raise CommandError(str(error)) from None
        codes = reseal()
        record(acting(None), "restore", path.name, {"rows": done.rows, "files": done.files, "codes": codes._asdict()})
        self.stdout.write(f"已恢复：记录 {done.rows} 条，文件 {done.files} 个；审计日志完整。所有人须重新登录。")
        if codes.lost:
            self.stdout.write(
                f"密钥不在备份里：{codes.lost} 人的手机验证码要重新启用。还有原来的 secret 的，"
                "把它放进空的数据文件夹再恢复，就不用。"
            )
        if done.lost:
            self.stderr.write(f"备份时就有 {len(done.lost)} 个文件丢失或损坏，见备份里的 manifest.json。")
