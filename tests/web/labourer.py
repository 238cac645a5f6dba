"""One process that runs background tasks, with tasks of its own that leave marks in a file.

    python labourer.py queue NUMBER | work MARKS HOLD SECONDS | due START | state

`work` runs tasks with a short lease; while the file HOLD is there, a task goes on. Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from wenxiao.web.serve import prepare

os.environ.setdefault("WENXIAO_DATA", "nowhere")
prepare()

from wenxiao.web.tasks.kinds import Run, kind  # noqa: E402
from wenxiao.web.tasks.models import Task  # noqa: E402
from wenxiao.web.tasks.queue import enqueue  # noqa: E402
from wenxiao.web.tasks.schedule import DAILY, enqueue_due  # noqa: E402
from wenxiao.web.tasks.worker import Pace, Worker  # noqa: E402

PACE = Pace(lease=1.5, beat=0.3, poll=0.05, duties=0.2)
MARKS, HOLD = Path(os.devnull), Path(os.devnull)


def marked(text: str) -> None:
    """Add a line to the file of marks."""
    with MARKS.open("a", encoding="utf-8") as stream:
        stream.write(f"{text}\n")


@kind("mark", "做记号")
def mark(run: Run) -> str:
    """Leave a mark, go on while it is to hold, leave another."""
    marked(f"began {run.details['number']}")
    step = 0
    while HOLD.exists():
        step += 1
        run.progress(step, 1000)
        time.sleep(0.05)
    marked(f"ended {run.details['number']}")
    return "做好了"


def queue(count: str) -> dict[str, int]:
    """Queue so many tasks."""
    for number in range(int(count)):
        enqueue("mark", {"number": number}, key=f"mark:{number}")
    return {"waiting": Task.objects.filter(kind="mark", state="waiting").count()}


def work(marks: str, hold: str, seconds: str) -> dict[str, bool]:
    """Run tasks for so long, or until told to stop; then stop cleanly."""
    global MARKS, HOLD
    MARKS, HOLD = Path(marks), Path(hold)
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    MARKS.with_name(f"ready.{os.getpid()}").touch()
    worker = Worker(PACE)
    worker.start()
    end = time.monotonic() + float(seconds)
    while not asked and time.monotonic() < end:
        time.sleep(0.05)
    return {"ended": worker.stop(1)}


def due(start: str) -> dict[str, int]:
    """Look for what is due, again and again, at the same time as others; return how many this process queued."""
    Path(f"{start}.{os.getpid()}").touch()
    while not Path(start).exists():
        time.sleep(0.002)
    from datetime import datetime, timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    evening = timezone.make_aware(datetime(2025, 5, 1, 23, 0))
    queued = sum(enqueue_due(evening + timedelta(days=day)) for day in range(10))
    return {"queued": queued, "daily": len(DAILY)}


def state() -> Any:
    """Return every task."""
    return list(Task.objects.order_by("pk").values("kind", "key", "state", "attempts", "outcome", "fault", "done"))


if __name__ == "__main__":
    acts = {"queue": queue, "work": work, "due": due, "state": state}
    result = acts[sys.argv[1]](*sys.argv[2:])  # type: ignore[operator]
    sys.stdout.write(f"{json.dumps(result)}\n")
