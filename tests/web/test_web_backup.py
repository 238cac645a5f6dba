"""Backing up while people work, restoring elsewhere: everything is equal, or nothing is restored."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from installations import Installation, copied, new_database, said

pytestmark = pytest.mark.slow


def contents(path: Path) -> dict[str, bytes]:
    """Return what a backup holds, without the manifest, which has the time in it."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


def backed_up(installation: Installation, path: Path) -> dict[str, bytes]:
    """Back an installation up and return what the backup holds."""
    done = installation.manage("backup", "-o", str(path))
    assert done.returncode == 0, done.stderr
    return contents(path)


def test_a_backup_made_while_writing_is_restored_equal(installation: Installation, tmp_path: Path) -> None:
    """Even into the other kind of database: rows to the microsecond, files by their hash, the log whole."""
    writer = installation.start("write", "16")
    first = backed_up(installation, tmp_path / "first.zip")
    assert said(writer)["saved"] >= 16
    restored = Installation(tmp_path / "other", "" if installation.database else new_database())
    done = restored.manage("restore", str(tmp_path / "first.zip"))
    assert done.returncode == 0, done.stderr
    assert "审计日志完整" in done.stdout
    second = backed_up(restored, tmp_path / "second.zip")
    log = "data/audit.entry.jsonl"
    assert second[log].startswith(first[log])  # the restoring itself is one entry more
    changed = {name for name in first if first[name] != second.get(name)}
    assert changed == {log, "data/audit.head.jsonl"}
    assert set(second) == set(first)
    for table in ("evidence.evidence", "evidence.sealed", "readings.checked"):
        assert first[f"data/{table}.jsonl"]  # what the demonstration attached, signed and confirmed is among it
    assert restored.act("write", "4")["saved"] >= 4  # new rows are counted on from the restored ones
    assert restored.act("state")["faults"] == []


@pytest.fixture
def small(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Return an installation on SQLite with a backup of it beside."""
    made = copied("sqlite", tmp_path_factory.getbasetemp(), tmp_path / "small")
    assert made.manage("backup", "-o", str(tmp_path / "whole.zip")).returncode == 0
    return made


def test_a_backup_is_restored_only_whole_and_only_into_nothing(small: Installation, tmp_path: Path) -> None:
    """Over data, or from a damaged, changed or older file: each is refused in a sentence, and nothing is there."""
    whole = tmp_path / "whole.zip"
    assert "已经有数据" in small.manage("restore", str(whole)).stderr
    assert "不覆盖" in small.manage("backup", "-o", str(whole)).stderr
    empty = Installation(tmp_path / "empty", "")
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-2000])
    held = contents(whole)
    manifest = zipfile.ZipFile(whole).read("manifest.json")
    forged = {**held, "data/audit.entry.jsonl": held["data/audit.entry.jsonl"].replace(b"rounds.open", b"rounds.shut")}
    spoilt = {**held, next(name for name in held if name.startswith("files/")): b"x"}
    for name, data in (("forged", forged), ("spoilt", spoilt)):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.writestr("manifest.json", manifest)
            for entry, content in data.items():
                archive.writestr(entry, content)
    older = {**json.loads(manifest), "migrations": []}
    with zipfile.ZipFile(tmp_path / "older.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps(older))
    for name, word in (("cut", "已损坏"), ("forged", "与清单的指纹不符"), ("spoilt", "内容与指纹不符"),
                       ("older", "同一版本"), ("none", "打不开")):  # fmt: skip
        done = empty.manage("restore", str(tmp_path / f"{name}.zip"))
        assert done.returncode == 1
        assert word in done.stderr, (name, done.stderr)
    assert empty.act("state")["versions"] == []
    assert empty.manage("restore", str(whole)).returncode == 0


def test_a_damaged_file_is_named_and_the_rest_is_backed_up(small: Installation, tmp_path: Path) -> None:
    """One bad file does not leave the installation without backups, and does not pass unseen."""
    bad = next(path for path in (small.data / "files").glob("??/*"))
    bad.write_bytes(b"x")
    done = small.manage("backup", "-o", str(tmp_path / "rest.zip"))
    assert done.returncode == 1
    assert bad.name[:12] in done.stderr
    assert json.loads(zipfile.ZipFile(tmp_path / "rest.zip").read("manifest.json"))["lost"] == [bad.name]


def test_a_backup_is_readable_by_its_owner_only(small: Installation, tmp_path: Path) -> None:
    """It holds everybody's data."""
    del small
    assert (tmp_path / "whole.zip").stat().st_mode & 0o077 == 0


_APP = (
    "from wenxiao.web.people.models import User; from wenxiao.web.people.sealing import sealed; "
    "user = User.objects.get(username='xitong'); user.totp_secret = sealed('GEZDGNBVGY3TQOJQ', user.pk); user.save()"
)


def test_codes_outlive_a_restore_only_with_the_secret(small: Installation, tmp_path: Path) -> None:
    """It is not in the backup: without it they are set up anew, and the restore says how many; with it they stay."""
    assert small.manage("shell", "-c", _APP).returncode == 0
    path = tmp_path / "codes.zip"
    assert small.manage("backup", "-o", str(path)).returncode == 0
    assert not [name for name in contents(path) if "secret" in name]
    without, beside = Installation(tmp_path / "without", ""), Installation(tmp_path / "beside", "")
    assert "1 人的手机验证码要重新启用" in without.manage("restore", str(path)).stdout
    beside.data.mkdir()
    (beside.data / "secret").write_bytes((small.data / "secret").read_bytes())
    done = beside.manage("restore", str(path))
    assert done.returncode == 0, done.stderr
    assert "重新启用" not in done.stdout


_ASK = """
from wenxiao.web.acting import acting
from wenxiao.web.archives.making import ask
from wenxiao.web.people.models import User
from wenxiao.web.rounds.models import Round
ask(acting(User.objects.get(username="jixiao")), Round.objects.get())
"""


def test_tasks_and_messages_are_backed_up_archives_are_not(small: Installation, tmp_path: Path) -> None:
    """An archive is made from the rest and kept for a week: a backup does not carry it along."""
    assert small.manage("shell", "-c", _ASK).returncode == 0
    assert small.manage("work", "--once").returncode == 0
    assert list((small.data / "files" / "archives").glob("*.zip"))
    first = backed_up(small, tmp_path / "first.zip")
    assert len(first["data/tasks.task.jsonl"].splitlines()) >= 2
    assert first["data/inbox.message.jsonl"].count(b'"announced"') == 16
    assert not any("archive" in name for name in first)
    restored = Installation(tmp_path / "other", "")
    assert restored.manage("restore", str(tmp_path / "first.zip")).returncode == 0
    second = backed_up(restored, tmp_path / "second.zip")
    for name in ("data/tasks.task.jsonl", "data/inbox.message.jsonl"):
        assert second[name] == first[name]
    assert restored.manage("shell", "-c", _ASK).returncode == 0
    assert restored.manage("work", "--once").returncode == 0
    assert list((restored.data / "files" / "archives").glob("*.zip"))


def test_approved_targets_and_the_tables_they_came_in_are_backed_up(small: Installation, tmp_path: Path) -> None:
    """The rows are restored as they were, the imported file with them; a file that is missing is named."""
    held = contents(tmp_path / "whole.zip")
    digests = [json.loads(line)["fields"]["digest"] for line in held["data/targets.approval.jsonl"].splitlines()]
    assert len(held["data/targets.approvedindicator.jsonl"].splitlines()) > 20
    assert all(f"files/{one[:2]}/{one}" in held for one in digests)
    restored = Installation(tmp_path / "other", "")
    assert restored.manage("restore", str(tmp_path / "whole.zip")).returncode == 0
    again = backed_up(restored, tmp_path / "again.zip")
    names = [name for name in held if name.startswith("data/targets.")]
    assert len(names) == 4
    assert {name: again[name] for name in names} == {name: held[name] for name in names}
    (small.data / "files" / digests[0][:2] / digests[0]).unlink()
    assert digests[0][:12] in small.manage("backup", "-o", str(tmp_path / "less.zip")).stderr
