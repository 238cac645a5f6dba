"""What few filings and rounds have: a file of evidence, an upload that was overtaken, an archive ready to fetch."""

from __future__ import annotations

import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from wenxiao.web.acting import acting
from wenxiao.web.archives.models import Archive, folder
from wenxiao.web.aside.keeping import keep_aside
from wenxiao.web.evidence.work import Said, add
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.uploading import Upload
from wenxiao.web.people.models import User


def make(held: Record, filler: User, office: User) -> dict[str, int]:
    """Make one of each for a filing that has two versions, and its round; return the keys by the names in addresses."""
    first = held.versions.get(number=1)
    ledger = SimpleUploadedFile("工作台账.txt", "日期 事项 数量".encode())
    add(acting(filler), held, [ledger], Said(None, "working", "按月汇总"))
    upload = Upload("自评材料.txt", "自评材料".encode())
    aside = keep_aside(acting(filler), held, [(upload, "")], filing_of(first), "有人先存了一版。")
    file, piece = aside.files.first(), held.evidence.last()
    assert file is not None
    assert piece is not None
    return {"piece": piece.pk, "aside": aside.pk, "aside_file": file.pk, "archive": _archive(held, office).pk}


def _archive(held: Record, office: User) -> Archive:
    """Make an archive that is ready. It has little in it, as it is sent as it lies there."""
    made = Archive.objects.create(round=held.round, asked_by=office, filings=1)
    folder().mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(made.path, "w") as archive:
        archive.writestr("自评材料.txt", "自评材料")
    made.size, made.ready = made.path.stat().st_size, timezone.now()
    made.save()
    return made
