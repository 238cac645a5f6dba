"""Asking for an archive, making it in the background, forgetting it after some days."""

from __future__ import annotations

import os
import time
import uuid
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.errors import WenxiaoError
from wenxiao.web.access import records_for
from wenxiao.web.acting import actor
from wenxiao.web.archives.models import Archive, folder
from wenxiao.web.audit.log import record as log
from wenxiao.web.inbox.posting import Letter, post
from wenxiao.web.permissions import reaches
from wenxiao.web.rounds.models import Round
from wenxiao.web.tasks.kinds import Run, kind
from wenxiao.web.tasks.queue import enqueue

KEEP = timedelta(days=7)
_ABANDONED = timedelta(days=1).total_seconds()


class RefusedError(WenxiaoError):
    """An archive that cannot be asked for or made; its text says why and what to do."""


@transaction.atomic
def ask(request: HttpRequest, round_: Round) -> Archive:
    """Queue the making of an archive. Raises RefusedError while one of the same person is being made."""
    user = actor(request)
    mine = Archive.objects.filter(asked_by=user, round=round_, ready=None)
    if mine.filter(task__state__in=("waiting", "running")).exists():
        raise RefusedError("正在打包，请等它做完；做完会有消息。")
    if not records_for(user, "filing.view").filter(round=round_).exclude(current=None).exists():
        raise RefusedError("还没有单位交来材料，没有什么可打包的。")
    made = Archive.objects.create(round=round_, asked_by=user)
    made.task = enqueue("archive", {"archive": made.pk, "round": round_.pk}, by=user)
    made.save(update_fields=["task"])
    log(request, "rounds.archive", round_, {"archive": made.pk})
    return made


@kind("archive", "打包年度材料", attempts=2)
def make(run: Run) -> str:
    """Write the archive beside, then give it its name, and tell whoever asked. Made again it replaces itself."""
    archive = Archive.objects.select_related("round", "asked_by").filter(pk=run.details["archive"]).first()
    if archive is None:
        return "这份打包已经过期，没有再做。"
    user = archive.asked_by
    if not user.is_active or not reaches(user.roles, "rounds.archive"):
        raise RefusedError(f"{user.name}已经没有打包的权限，没有做。")
    from wenxiao.web.archives.contents import write  # noqa: PLC0415 (all checks; a process without this task starts without)

    folder().mkdir(parents=True, exist_ok=True)
    made = folder() / f"{archive.pk}.{uuid.uuid4().hex}.part"
    try:
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        count = write(made, records_for(user, "filing.view").filter(round=archive.round), run.progress)
        with made.open("rb+") as stream:
            os.fsync(stream.fileno())
        archive.size, archive.filings, archive.ready = made.stat().st_size, count, timezone.now()
        made.replace(archive.path)
    finally:
        made.unlink(missing_ok=True)
    with transaction.atomic():
        archive.save(update_fields=["size", "filings", "ready"])
        post([_letter(archive)])
    return f"打包了 {count} 个单位的材料。"


def _letter(archive: Archive) -> Letter:
    title, asked = f"已打包：{archive.round.title}", archive.asked.isoformat()
    text = f"{archive.filings} 个单位的材料，请在 {KEEP.days} 天内下载。"
    matter, person = f"archive:{archive.pk}", archive.asked_by_id
    return Letter(person, "archive", matter, asked, title, text, round=archive.round_id)


@kind("forget-archives", "删除过期的打包文件")
def forget(run: Run) -> str:
    """Delete archives that were ready some days ago, and what killed runs left behind."""
    del run
    gone = list(Archive.objects.filter(asked__lt=timezone.now() - KEEP))
    for one in gone:
        one.delete()
    held = {f"{pk}.zip" for pk in Archive.objects.values_list("pk", flat=True)}
    for path in folder().glob("*"):
        if path.name not in held and not _being_made(path):
            path.unlink(missing_ok=True)
    return f"删除了 {len(gone)} 份过期的打包文件。"


def _being_made(path: Path) -> bool:
    try:
        return path.suffix == ".part" and time.time() - path.stat().st_mtime < _ABANDONED
    except FileNotFoundError:
        return True
