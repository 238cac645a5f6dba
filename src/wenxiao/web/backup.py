"""A whole installation as one file, and back again, from either kind of database into either.

The database is read as of one moment while people go on working; the files of the store, which are never changed, are
read after it, so every file that the moment knows of is there. Sessions are left out: nobody is signed in after a
restore; so are archives of a round, which are made from the rest and kept for some days only.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from wenxiao.errors import WenxiaoError
from wenxiao.version import __version__
from wenxiao.web import store
from wenxiao.web.audit.log import faults

FORMAT = "wenxiao.backup/1"
_MANIFEST = "manifest.json"
_LEFT_OUT = ("sessions.session", "people.signedin", "contenttypes.contenttype", "auth.permission", "auth.group",
             "archives.archive")  # fmt: skip
_IN_STORE = {
    "filings.version": ("digest", "findings"),
    "filings.sourcefile": ("digest",),
    "pinned.content": ("files",),
    "aside.asidefile": ("digest",),
    "aside.aside": ("filing",),
    "evidence.evidence": ("digest",),
    "evidence.sealed": ("digest",),
    "targets.approval": ("digest",),
}
_FILE = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{64})")
_CHUNK = 500


class BackupError(WenxiaoError):
    """A backup that cannot be made or restored; its text says why and what to do."""


class Done(NamedTuple):
    """What was backed up or restored. `lost` are the hashes of files that are missing or damaged in the store."""

    rows: int
    files: int
    lost: tuple[str, ...] = ()


class _Exact(DjangoJSONEncoder):
    """Writes times to the microsecond: Django's own cuts them, and the hashes of the log would not fit any more."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def back_up(path: Path) -> Done:
    """Write a backup. It has its name only when it is whole. Raises BackupError, OSError."""
    if path.exists():
        raise BackupError(f"“{path.name}”已经有了，不覆盖；请换一个文件名，例如带上日期。")
    made = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it holds everybody's data
    try:
        with os.fdopen(descriptor, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                done = _write(archive)
            stream.flush()
            os.fsync(stream.fileno())
        made.rename(path)
    finally:
        made.unlink(missing_ok=True)
    return done


def _write(archive: zipfile.ZipFile) -> Done:
    with _one_moment():
        rows = {label: _dump(archive, label, model) for label, model in _tables().items()}
        needed, migrations = set(_needed()), _migrations()
    kept, lost = _copy_files(archive)
    lost |= needed - kept
    manifest = {
        "format": FORMAT, "program": __version__, "made": datetime.now(UTC).isoformat(), "database": connection.vendor,
        "migrations": migrations, "rows": rows, "files": len(kept), "lost": sorted(lost),
    }  # fmt: skip
    archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return Done(sum(one["count"] for one in rows.values()), len(kept), tuple(sorted(lost)))


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the database as of one moment without keeping a writer waiting."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    held: Any = connection
    mode, held.transaction_mode = held.transaction_mode, "DEFERRED"  # an immediate one would lock writers out
    try:
        with transaction.atomic():
            yield
    finally:
        held.transaction_mode = mode


def _tables() -> dict[str, type[models.Model]]:
    found = {one._meta.label_lower: one for one in apps.get_models()}
    return {label: found[label] for label in sorted(found) if label not in _LEFT_OUT}


def _migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def _dump(archive: zipfile.ZipFile, label: str, model: type[models.Model]) -> dict[str, Any]:
    """Write one table, a line a row in the order of the primary keys; return how many and their hash.

    The names in a line are sorted: PostgreSQL keeps those of a JSON field in another order than SQLite.
    """
    rows = model._default_manager.order_by("pk").iterator(_CHUNK)
    count, digest = 0, hashlib.sha256()
    with archive.open(f"data/{label}.jsonl", "w", force_zip64=True) as stream:
        for row in rows:
            line = serializers.serialize("jsonl", [row], cls=_Exact, ensure_ascii=False, sort_keys=True).encode()
            stream.write(line)
            digest.update(line)
            count += 1
    return {"count": count, "sha256": digest.hexdigest()}


def _needed() -> Iterator[str]:
    for label, fields in _IN_STORE.items():
        for values in _tables()[label]._default_manager.values_list(*fields):
            yield from filter(None, values)


def _copy_files(archive: zipfile.ZipFile) -> tuple[set[str], set[str]]:
    """Write each file of the store whose content is what its hash says; return those, and the damaged ones."""
    kept, damaged = set(), set()
    for path in sorted(Path(settings.STORE_ROOT).glob("??/*")):
        if len(path.name) != 64:
            continue  # being written just now
        try:
            data = store.get(path.name)
        except (OSError, ValueError):
            damaged.add(path.name)
            continue
        archive.writestr(f"files/{path.name[:2]}/{path.name}", data)
        kept.add(path.name)
    return kept, damaged


def restore(path: Path) -> Done:
    """Restore a backup into an empty, migrated installation: all of it, or nothing. Raises BackupError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _restore(archive, _manifest(archive, path))
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupError(f"“{path.name}”打不开或已损坏，什么都没有恢复；请换一份备份。（{error}）") from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        said = json.loads(archive.read(_MANIFEST))
    except (KeyError, ValueError):
        said = None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise BackupError(f"“{path.name}”不是问效的备份（里面没有 {FORMAT} 的清单），请核对文件。")
    if said["migrations"] != _migrations():
        raise BackupError(
            f"这份备份是问效 {said['program']} 做的，数据库结构与现在的 {__version__} 不同；请用同一版本恢复，再升级。"
        )
    return said


def _restore(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Done:
    for label, model in _tables().items():
        if model._default_manager.exists():
            raise BackupError(f"这里已经有数据（{label}），不恢复；请用 WENXIAO_DATA 指一个空的文件夹、空的数据库。")
    files = sum(_restore_file(archive, name) for name in archive.namelist() if name.startswith("files/"))
    if files != manifest["files"]:
        raise BackupError(f"备份里应有 {manifest['files']} 个文件，只有 {files} 个，什么都没有恢复；请换一份备份。")
    with transaction.atomic():
        rows = sum(_load(archive, label, manifest["rows"].get(label)) for label in _tables())
        connection.check_constraints()
        _continue_counting()
        broken = list(faults())
        if broken:
            raise BackupError(f"备份里的审计日志有 {len(broken)} 处不对，没有恢复：{broken[0]}")
    return Done(rows, files, tuple(manifest["lost"]))


def _restore_file(archive: zipfile.ZipFile, name: str) -> int:
    found = _FILE.fullmatch(name)
    if found is None or store.put(archive.read(name)) != found[1]:
        raise BackupError(f"备份里的文件 {name[:80]} 内容与指纹不符，没有恢复；请换一份备份。")
    return 1


def _load(archive: zipfile.ZipFile, label: str, said: dict[str, Any] | None) -> int:
    """Load one table and return how many rows it has."""
    if said is None:
        raise BackupError(f"备份里没有表 {label}，没有恢复；请换一份备份。")
    digest = hashlib.sha256()
    with archive.open(f"data/{label}.jsonl") as stream:
        for line in stream:
            digest.update(line)
    if digest.hexdigest() != said["sha256"]:
        raise BackupError(f"备份里的表 {label} 与清单的指纹不符，没有恢复；请换一份备份。")
    count = 0
    with archive.open(f"data/{label}.jsonl") as stream:
        for one in serializers.deserialize("jsonl", TextIOWrapper(stream, "utf-8", newline="\n")):
            one.save(force_insert=True)
            count += 1
    return count


def _continue_counting() -> None:
    """Let the keys of new rows follow those restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_tables().values())):
            cursor.execute(statement)
