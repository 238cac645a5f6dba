"""The installation's own tasks: clearing what has expired, verifying the audit log every night."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from wenxiao.web.audit.log import faults
from wenxiao.web.audit.log import record as log
from wenxiao.web.audit.models import Entry
from wenxiao.web.inbox.posting import Letter, post
from wenxiao.web.people.models import Grant, SignedIn
from wenxiao.web.tasks.kinds import Run, kind
from wenxiao.web.tasks.models import Task

_KEEP_DONE = timedelta(days=30)


@kind("tidy", "清理过期的登录和旧任务")
def tidy(run: Run) -> str:
    """Delete sessions that have expired and tasks that ended long ago."""
    del run
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    gone = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    SignedIn.objects.filter(seen__lt=gone).delete()
    tasks, _ = Task.objects.filter(state="done", finished__lt=now - _KEEP_DONE).delete()
    return f"清理了过期登录 {sessions} 个、旧任务 {tasks} 个。"


@kind("verify-log", "核对审计日志")
def verify_log(run: Run) -> str:
    """Walk the whole chain; what is wrong is said in the outcome, in the log itself, and to the auditors."""
    del run
    count, found = Entry.objects.count(), list(faults())
    with suppress(IntegrityError), transaction.atomic():  # an entry forged at the end may stand in the way
        log(None, "audit.verify", "审计日志", {"entries": count, "faults": found[:20]})
    if not found:
        return f"日志完整，共 {count} 条，逐条相接。"
    said = f"日志有 {len(found)} 处不对：{''.join(found[:3])}"
    auditors = Grant.objects.filter(role="audit-admin", user__is_active=True).values_list("user", flat=True)
    today = f"{timezone.localdate()}"
    post(Letter(one, "log", "log", today, "夜间核对：审计日志不完整，请立即查看", said) for one in auditors)
    return said


def last_verified() -> Task | None:
    """Return the latest nightly verification that came to an end."""
    ended = Task.objects.filter(kind="verify-log", state__in=("done", "failed"))
    return ended.order_by("-finished").first()
