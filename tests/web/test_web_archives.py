"""All filings of a round as one file: what is in it, who gets it, how long."""

from __future__ import annotations

import os
import time
import zipfile
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from district import District
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from test_web_round import CLEAN, FAULTY, uploaded

from wenxiao.web.archives.models import Archive, folder
from wenxiao.web.audit.models import Entry
from wenxiao.web.filings.models import Record, SourceFile, Version
from wenxiao.web.inbox.models import Message
from wenxiao.web.people.models import Grant, Unit
from wenxiao.web.tasks import queue
from wenxiao.web.tasks.models import Task
from wenxiao.web.tasks.worker import work_off


@pytest.fixture
def archive(district: District, record: Record) -> Archive:
    """Return an archive of the round, in which the school has a filing with errors and the library none."""
    uploaded(district.client("tianbao"), record, FAULTY)
    district.client("jixiao").post(f"/rounds/{record.round_id}/archives/new")
    work_off()
    return Archive.objects.get()


def opened(district: District, archive: Archive) -> zipfile.ZipFile:
    """Fetch an archive as the one who asked for it."""
    answer = district.client("jixiao").get(f"/rounds/{archive.round_id}/archives/{archive.pk}")
    assert answer.status_code == 200
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def test_it_holds_forms_originals_findings_and_the_board(district: District, archive: Archive) -> None:
    """A folder a unit; the tables can be opened; the original is what was uploaded."""
    held = opened(district, archive)
    place = "201 云川市青禾区第一中心学校"
    assert set(held.namelist()) == {
        f"{place}/附表-第1版.docx", f"{place}/附表-第1版.xlsx", f"{place}/上传的原件/{FAULTY.name}", "发现清单.xlsx",
        "各单位进度.xlsx",
    }  # fmt: skip
    assert held.read(f"{place}/上传的原件/{FAULTY.name}") == FAULTY.read_bytes()
    rows = list(openpyxl.load_workbook(BytesIO(held.read("发现清单.xlsx"))).active.values)
    record = Record.objects.get(current__isnull=False)
    assert record.current is not None
    assert sum(row[3] == "错误" for row in rows) == record.current.errors > 0
    assert len(list(openpyxl.load_workbook(BytesIO(held.read("各单位进度.xlsx"))).active.values)) == 3


def test_whoever_asked_is_told_and_everything_is_in_the_log(district: District, archive: Archive) -> None:
    """The message leads to the page; asking and fetching are acts."""
    opened(district, archive)
    message = Message.objects.get(person=district.people["jixiao"], kind="archive")
    assert message.address == f"/rounds/{archive.round_id}/archives"
    assert "下载" in district.client("jixiao").get(message.address).content.decode()
    acts = Entry.objects.filter(action__startswith="rounds.archive").values_list("action", flat=True)
    assert list(acts) == ["rounds.archive", "rounds.archive-fetched"]
    task = Task.objects.get(kind="archive")
    assert (task.done, task.total, task.outcome) == (1, 1, "打包了 1 个单位的材料。")


def test_nobody_else_fetches_it(district: District, archive: Archive) -> None:
    """Not a colleague with the same role, nor anybody below or beside."""
    Grant.objects.create(user=district.people["linju"], role="performance-office")
    for name in ("linju", "gushi", "zhuguan", "tianbao", "xitong"):
        address = f"/rounds/{archive.round_id}/archives/{archive.pk}"
        assert district.client(name).get(address).status_code == 404, name


def test_it_is_not_made_for_one_who_lost_the_role(district: District, record: Record) -> None:
    """The permission counts when it is made, too."""
    uploaded(district.client("tianbao"), record)
    district.client("jixiao").post(f"/rounds/{record.round_id}/archives/new")
    Grant.objects.filter(user=district.people["jixiao"]).delete()
    work_off()
    assert Archive.objects.get().ready is None
    assert "没有打包的权限" in Task.objects.get(kind="archive").fault


def test_a_second_is_not_begun_while_one_is_made(district: District, record: Record) -> None:
    """Nor one of nothing."""
    client, address = district.client("jixiao"), f"/rounds/{record.round_id}/archives/new"
    assert "没有单位交来材料" in client.post(address, follow=True).content.decode()
    uploaded(district.client("tianbao"), record)
    client.post(address)
    assert "正在打包" in client.post(address, follow=True).content.decode()
    assert Archive.objects.count() == 1


def test_it_is_forgotten_after_a_week(district: District, archive: Archive) -> None:
    """File and row; what a killed run left behind goes as well, what is being made stays."""
    for name, age in (("77.abc.part", 2), ("78.abc.part", 0)):
        (folder() / name).write_bytes(b"x")
        os.utime(folder() / name, (time.time() - age * 86400,) * 2)
    queue.enqueue("forget-archives")
    work_off()
    assert archive.path.exists()
    assert sorted(one.name for one in folder().iterdir()) == [archive.path.name, "78.abc.part"]
    Archive.objects.update(asked=timezone.now() - timedelta(days=8))
    queue.enqueue("forget-archives")
    work_off()
    assert not archive.path.exists()
    assert not Archive.objects.exists()
    assert ">下载<" not in district.client("jixiao").get(f"/rounds/{archive.round_id}/archives").content.decode()


def test_a_file_that_is_gone_is_said(district: District, archive: Archive) -> None:
    """After a restore, for example: make it again."""
    archive.path.unlink()
    answer = district.client("jixiao").get(f"/rounds/{archive.round_id}/archives/{archive.pk}", follow=True)
    assert "重新打包" in answer.content.decode()


def test_names_lead_out_of_no_folder_and_do_not_collide(district: District, record: Record) -> None:
    """A unit and files with hostile names; two files of one name."""
    Unit.objects.filter(pk=district.school.pk).update(name="../../etc")
    files = [SimpleUploadedFile(CLEAN.name, CLEAN.read_bytes()) for _ in range(2)]
    district.client("tianbao").post(f"/filings/{record.pk}/upload", {"files": files})
    SourceFile.objects.filter(pk=SourceFile.objects.first().pk).update(name="..\\..\\x.txt")  # type: ignore[union-attr]
    district.client("jixiao").post(f"/rounds/{record.round_id}/archives/new")
    work_off()
    names = opened(district, Archive.objects.get()).namelist()
    assert len(names) == len(set(names)) == 6
    assert not any(part in ("..", "") or "\\" in part for name in names for part in name.split("/"))


def test_with_an_unreadable_standard_the_originals_are_there_all_the_same(district: District, record: Record) -> None:
    """Instead of the forms it says why they are not."""
    uploaded(district.client("tianbao"), record)
    Version.objects.update(standard="0" * 64)
    district.client("jixiao").post(f"/rounds/{record.round_id}/archives/new")
    work_off()
    held = opened(district, Archive.objects.get())
    said = next(name for name in held.namelist() if name.endswith("附表没有写出.txt"))
    assert "没有留存" in held.read(said).decode()
    assert any(name.endswith(CLEAN.name) for name in held.namelist())
