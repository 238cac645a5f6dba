"""The queue within one process: keys, leases, failures, the pages; the installation's own tasks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from district import District
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wenxiao.errors import UsageError, WenxiaoError
from wenxiao.web.audit.models import Entry
from wenxiao.web.configuration import from_environment
from wenxiao.web.filings.models import Record
from wenxiao.web.inbox.models import Message
from wenxiao.web.people.models import SignedIn
from wenxiao.web.serve import tasks_beside
from wenxiao.web.tasks import queue
from wenxiao.web.tasks.kinds import KINDS, Run, StopRunError, kind
from wenxiao.web.tasks.models import Task
from wenxiao.web.tasks.schedule import enqueue_due
from wenxiao.web.tasks.worker import TaskRun, Worker, work_off

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Make known some kinds of tasks that fail in their ways."""

    @kind("wrong", "做不成的")
    def wrong(run: Run) -> str:
        raise WenxiaoError("材料不在了，请重新上传。")

    @kind("bug", "程序有错的", attempts=2)
    def bug(run: Run) -> str:
        raise ZeroDivisionError

    yield
    for name in ("wrong", "bug"):
        del KINDS[name]


def one(kind_: str = "tidy") -> Task:
    """Queue a task and return it as it is taken out."""
    queue.enqueue(kind_)
    task = queue.claim("甲")
    assert task is not None
    return task


def test_a_key_is_queued_once() -> None:
    """The second is refused, quietly, also after the first has ended."""
    assert queue.enqueue("tidy", key="x") is not None
    assert queue.enqueue("tidy", key="x") is None
    work_off()
    assert queue.enqueue("tidy", key="x") is None
    assert Task.objects.count() == 1


def test_a_task_is_taken_by_one() -> None:
    """What is running is nobody else's; what is for later is not taken yet."""
    one()
    assert queue.claim("乙") is None
    Task.objects.update(state="waiting", run="", after=timezone.now() + HOUR)
    assert queue.claim("乙") is None


def test_a_silent_worker_loses_its_task_and_cannot_end_it() -> None:
    """The second run's outcome stands, whatever the first does when it wakes up."""
    first = one()
    assert queue.reap(now=timezone.now() + HOUR) == 1
    second = queue.claim("乙", timezone.now() + HOUR)
    assert second is not None
    assert not queue.beat(first)
    assert not queue.finish(first, "迟到的")
    assert not queue.fail(first, "迟到的", for_good=True)
    with pytest.raises(StopRunError, match="lost"):
        TaskRun(first, Worker().stopping).progress(1, 2)
    assert queue.finish(second, "做好了")
    second.refresh_from_db()
    assert (second.state, second.outcome, second.attempts) == ("done", "做好了", 2)


def test_a_task_whose_workers_always_die_fails_with_the_reason() -> None:
    """After three runs it is left alone, and the page says why."""
    task, now = one(), timezone.now()
    for number in (1, 2, 3):
        now += HOUR
        assert queue.reap(now=now) == 1
        assert (queue.claim("乙", now) is None) == (number == 3)
    task.refresh_from_db()
    assert task.state == "failed"
    assert "中断" in task.fault


def test_a_living_worker_is_left_alone() -> None:
    """Within the lease nothing is put back."""
    one()
    assert queue.reap() == 0


def test_a_failure_that_trying_again_does_not_mend_is_final() -> None:
    """What is wrong in the material is said in its own sentence, at once."""
    queue.enqueue("wrong")
    work_off()
    task = Task.objects.get()
    assert (task.state, task.attempts, task.fault) == ("failed", 1, "材料不在了，请重新上传。")


def test_a_fault_of_the_program_is_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    """The traceback goes to the server's log, a sentence to the page; the second failure is final."""
    queue.enqueue("bug")
    assert work_off() == 1
    task = Task.objects.get()
    assert task.state == "waiting"
    assert task.after > timezone.now()
    Task.objects.update(after=timezone.now())
    work_off()
    task.refresh_from_db()
    assert (task.state, task.attempts) == ("failed", 2)
    assert "ZeroDivisionError" in task.fault
    assert "Traceback" in caplog.text


def test_a_task_of_a_newer_program_fails_in_words() -> None:
    """It is not lost, and can be run again after the upgrade."""
    queue.enqueue("from-tomorrow")
    work_off()
    assert "不认得" in Task.objects.get().fault


def test_what_is_due_is_queued_after_its_hour_and_once_a_day() -> None:
    """At seven there is the night's work, at nine the reminders as well; looking again adds nothing."""
    day = timezone.make_aware(datetime(2025, 5, 1, 7, 0))
    assert enqueue_due(day) == 3
    assert enqueue_due(day + 2 * HOUR) == 1
    assert enqueue_due(day + 3 * HOUR) == 0
    assert enqueue_due(day + timedelta(days=1)) == 3


def test_expired_sessions_are_cleared(district: District) -> None:
    """Those still good stay."""
    district.client("jixiao")
    district.client("tianbao")
    old = SignedIn.objects.get(user=district.people["tianbao"])
    SignedIn.objects.filter(pk=old.pk).update(seen=timezone.now() - timedelta(days=2))
    Session.objects.filter(session_key=old.session).update(expire_date=timezone.now() - HOUR)
    queue.enqueue("tidy")
    work_off()
    assert [one.user for one in SignedIn.objects.all()] == [district.people["jixiao"]]
    assert Session.objects.count() == 1


def test_the_nightly_verification_shows_on_the_auditors_page(district: District) -> None:
    """Whole, or with its faults; the verifying is itself in the log."""
    auditor = district.client("shenji")
    assert "还没有做过" in auditor.get("/audit").content.decode()
    queue.enqueue("verify-log")
    work_off()
    assert "日志完整" in auditor.get("/audit").content.decode()
    assert Entry.objects.filter(action="audit.verify", actor="系统").count() == 1
    last = Entry.objects.order_by("-number")[0]
    Entry.objects.create(
        number=last.number + 1, at=last.at, actor="x", action="x", target="x", previous=last.hash, hash="0" * 64
    )
    queue.enqueue("verify-log")
    work_off()
    assert "内容被改过" in auditor.get("/audit").content.decode()
    assert "审计日志不完整" in auditor.get("/messages").content.decode()


def test_the_system_administrator_sees_tasks_and_runs_a_failed_one_again(district: District) -> None:
    """With its sentence; the act is in the log; nobody else finds the page."""
    queue.enqueue("wrong")
    work_off()
    task = Task.objects.get()
    admin = district.client("xitong")
    page = admin.get("/tasks?state=failed").content.decode()
    assert "做不成的" in page
    assert task.fault in page
    admin.post(f"/tasks/{task.pk}/again")
    task.refresh_from_db()
    assert (task.state, task.attempts) == ("waiting", 0)
    assert Entry.objects.filter(action="tasks.again").count() == 1
    assert "不用再做" in admin.post(f"/tasks/{task.pk}/again", follow=True).content.decode()
    for name in ("jixiao", "anquan", "shenji", "tianbao"):
        assert district.client(name).get("/tasks").status_code == 404


def test_a_failure_is_told_to_whoever_asked_and_to_the_administrator(district: District, record: Record) -> None:
    """In words, once a failure; not while it is to be tried again."""
    Task.objects.all().delete()
    queue.enqueue("bug", {"round": record.round_id}, by=district.people["jixiao"])
    work_off()
    assert not Message.objects.exists()
    Task.objects.update(after=timezone.now())
    work_off()
    assert {(one.person.username, one.kind) for one in Message.objects.select_related("person")} == {
        ("jixiao", "undone"), ("xitong", "task"),
    }  # fmt: skip
    for name, to in (("jixiao", f"/rounds/{record.round_id}"), ("xitong", "/tasks")):
        message = Message.objects.get(person__username=name)
        assert district.client(name).post(f"/messages/{message.pk}")["Location"] == to


def test_the_page_takes_as_many_queries_for_many_tasks(district: District) -> None:
    """Fifty a page, with who asked for each."""

    def looked_at() -> int:
        client = district.client("xitong")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/tasks").status_code == 200
        return len(found)

    queue.enqueue("tidy", by=district.people["jixiao"])
    few = looked_at()
    for _ in range(60):
        queue.enqueue("tidy", by=district.people["jixiao"])
    assert looked_at() == few <= 16


def test_the_configuration_says_who_runs_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing: the server itself, in threads of its own; worker: not the server; another word is refused."""

    def threads() -> int:
        before = threading.active_count()
        with tasks_beside():
            return threading.active_count() - before

    monkeypatch.setenv("WENXIAO_TASKS", "worker")
    assert threads() == 0
    monkeypatch.setenv("WENXIAO_TASKS", "often")
    with pytest.raises(UsageError, match="只能写 worker"):
        from_environment()
    monkeypatch.setenv("WENXIAO_TASKS", "")
    assert from_environment().tasks_here
