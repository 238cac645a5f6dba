"""`wenxiao manage backup -o FILE.zip`: the whole installation as one file, while people go on working."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from wenxiao.web.acting import acting
from wenxiao.web.audit.log import record
from wenxiao.web.backup import BackupError, back_up
from wenxiao.web.commands import OwnCommand


class Command(OwnCommand):
    """Backs up."""

    help = "把整个系统（数据库和文件）备份成一个文件，不用停机"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to."""
        parser.add_argument("-o", "--output", required=True, metavar="文件.zip", help="写到哪里；已有的不覆盖")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the backup; end with an error if a file of the store is missing or damaged, which is named."""
        del args
        path = Path(options["output"])
        try:
            done = back_up(path)
        except BackupError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"写不了“{path}”：{error.strerror or error}，请检查文件夹和磁盘。") from None
        record(acting(None), "backup", path.name, {"rows": done.rows, "files": done.files, "lost": list(done.lost)})
        self.stdout.write(f"已备份到 {path}：记录 {done.rows} 条，文件 {done.files} 个。")
        if done.lost:
            names = "、".join(one[:12] for one in done.lost[:5])
            raise CommandError(f"备份已写好，但有 {len(done.lost)} 个文件丢失或损坏（{names}），请从更早的备份里找回。")
