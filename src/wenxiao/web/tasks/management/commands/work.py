"""`wenxiao manage work`: a process that runs the background tasks; several may run at once."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from typing import Any

from wenxiao.web.commands import OwnCommand
from wenxiao.web.tasks.schedule import enqueue_due
from wenxiao.web.tasks.worker import Worker, work_off

_GRACE = 20
_LOOK = 0.2


class Command(OwnCommand):
    """Works until told to stop."""

    asked = False
    help = "运行后台任务（提醒、打包、核对日志……）；可以同时开几个，收到 SIGTERM 做完手上的再停，或交还"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how long."""
        parser.add_argument("--once", action="store_true", help="把等着的做完就结束，不一直等")

    def _asked(self, *_: object) -> None:
        self.asked = True

    def handle(self, *args: Any, **options: Any) -> None:
        """Run tasks."""
        del args
        if options["once"]:
            enqueue_due()
            self.stdout.write(f"做了 {work_off()} 个任务。")
            return
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._asked)
        worker = Worker()
        worker.start()
        self.stdout.write("后台任务在运行，按 Ctrl+C 结束。")
        self.stdout.flush()
        while not self.asked:  # an Event set by a handler can lock up the thread that waits for it
            time.sleep(_LOOK)
        ended = worker.stop(_GRACE)
        self.stdout.write("已停止。" if ended else "已停止；手上的任务没有做完，已交还，由别的进程再做。")
