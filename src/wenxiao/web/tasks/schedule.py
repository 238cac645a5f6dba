"""What is done every day, and when. Whoever looks first after the hour queues it; the day's key lets it in once."""

from __future__ import annotations

from datetime import datetime, time
from typing import NamedTuple

from django.utils import timezone

from wenxiao.web.tasks.models import Task
from wenxiao.web.tasks.queue import enqueue


class Daily(NamedTuple):
    """A kind of task and the hour after which it is queued, each day."""

    kind: str
    at: time


DAILY = (
    Daily("verify-log", time(2, 30)), Daily("tidy", time(3, 30)), Daily("forget-archives", time(3, 40)),
    Daily("remind", time(8, 0)),
)  # fmt: skip


def enqueue_due(now: datetime | None = None) -> int:
    """Queue what is due today and is not yet queued; return how many. A day on which nothing ran is not made up for."""
    here = timezone.localtime(now or timezone.now())
    keys = {f"{one.kind}:{here.date()}": one.kind for one in DAILY if one.at <= here.time()}
    there = set(Task.objects.filter(key__in=keys).values_list("key", flat=True))
    queued = [enqueue(kind, {"day": f"{here.date()}"}, key=key) for key, kind in keys.items() if key not in there]
    return sum(one is not None for one in queued)
