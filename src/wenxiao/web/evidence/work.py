"""What is done with evidence: adding files, changing what is said of one, removing one.

Each act is one transaction on the locked filing; a signature under it is voided and says so, for the evidence is part
of what was signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.web import store
from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.downloads import plain_name
from wenxiao.web.evidence.models import KINDS, Evidence
from wenxiao.web.evidence.rows import Row, rows_now
from wenxiao.web.filings import work
from wenxiao.web.filings.models import Record
from wenxiao.write.clean import printable

_NUMBER, _NOTE = 20, 200
_WHOLE = "0"


class Said(NamedTuple):
    """What a person says of evidence: the indicator (None: the whole filing), the kind, the note, the number."""

    row: Row | None
    kind: str
    note: str
    number: str = ""


class Added(NamedTuple):
    """What became of files: those kept, a sentence for each that was not or that is there twice; was it unsigned."""

    kept: tuple[Evidence, ...]
    said: tuple[str, ...]
    unsigned: bool


class _Kept(NamedTuple):
    name: str
    size: int
    digest: str


def add(request: HttpRequest, held: Record, files: Sequence[UploadedFile[Any]], said: Said) -> Added:
    """Keep files as evidence; one that cannot be kept does not stop the others. Raises RefusedError."""
    work.allowed(held, "save")
    _checked(said)
    if not files:
        raise work.RefusedError("没有选文件：请选要交的佐证资料，什么格式都可以。")
    if len(files) > settings.FILES_AT_ONCE:
        raise work.RefusedError(
            f"一次最多 {settings.FILES_AT_ONCE} 个文件，选了 {len(files)} 个，都没有收；请分几次交。"
        )
    looked_at = [(one, _fault(one)) for one in files]
    faults = [fault for _, fault in looked_at if fault]
    coming = [
        _Kept(plain_name(one.name or ""), one.size or 0, store.put_parts(one.chunks()))
        for one, fault in looked_at
        if not fault
    ]
    if not coming:
        raise work.RefusedError("".join(faults))
    kept, twice, unsigned = _added(request, held, coming, said)
    return Added(tuple(kept), (*faults, *twice), unsigned)


def _fault(file: UploadedFile[Any]) -> str:
    """Return why a file is not kept, "" if it is."""
    name, size = plain_name(file.name or ""), file.size or 0
    if not size:
        return f"“{name}”是空文件，没有收；请打开看看是否存好。"
    if size > settings.FILE_SIZE:
        return f"“{name}”超过 {settings.FILE_SIZE // 2**20} MB，没有收；请拆成几个，或压缩图片后再交。"
    return ""


@transaction.atomic
def _added(
    request: HttpRequest, held: Record, coming: Sequence[_Kept], said: Said
) -> tuple[list[Evidence], list[str], bool]:
    held = work.locked(held)
    work.allowed(held, "save")
    present = list(held.evidence.filter(removed=None))
    there = {one.digest: one for one in present}
    if len(present) + len(coming) > settings.EVIDENCE_FILES:
        raise work.RefusedError(
            f"一份材料最多 {settings.EVIDENCE_FILES} 份佐证，已有 {len(present)} 份，这次都没有收；请把同类的合成一个。"
        )
    taken, base = set(held.evidence.values_list("number", flat=True)), rows_now(held).base
    made, twice = [], []
    for one in coming:
        number = _next(taken, said.row.numbered if said.row is not None else _WHOLE)
        taken.add(number)
        piece = Evidence(
            record=held, number=number, kind=said.kind, note=said.note, name=one.name, digest=one.digest,
            size=one.size, by=actor(request),
        )  # fmt: skip
        _bind(piece, said.row, base)
        piece.save()
        same = there.setdefault(one.digest, piece)
        if same is not piece:
            twice.append(f"“{one.name}”与 {same.number}“{same.name}”内容相同，已照收；多余的可以移除。")
        made.append(piece)
    names = "、".join(f"{one.number} {one.name}" for one in made)
    log(request, "evidence.add", held, {"files": [_told(one) for one in made]})
    return made, twice, work.unsign(request, held, "attach", f"增加了佐证资料 {names}"[:200])


def _next(taken: set[str], begins: str) -> str:
    """Return the next number that was never given."""
    return next(number for at in range(1, 100_000) if (number := f"{begins}-{at}") not in taken)


def _bind(piece: Evidence, row: Row | None, base: int | None) -> None:
    """Bind a file to an indicator, or to the whole filing."""
    piece.form = row.form if row is not None else ""
    piece.project = row.project if row is not None else ""
    piece.levels = list(row.levels) if row is not None else []
    piece.nth = row.nth if row is not None else 0
    piece.spot = row.spot if row is not None else ""
    piece.base_id = base if row is not None else None


@transaction.atomic
def change(request: HttpRequest, held: Record, pk: int, said: Said, *, move: bool) -> bool:
    """Change number, kind and note of a file, and with `move` what it belongs to; tell if a signature was voided."""
    _checked(said)
    held = work.locked(held)
    work.allowed(held, "save")
    piece = _piece(held, pk)
    before = _told(piece)
    if not said.number:
        raise work.RefusedError("请写明编号，例如 1-3。")
    other = held.evidence.filter(number=said.number).exclude(pk=pk).first()
    if other is not None:
        gone = "，已移除" if other.removed else ""
        raise work.RefusedError(f"编号“{said.number}”已经用过（{other.name}{gone}），没有改；请换一个。")
    piece.number, piece.kind, piece.note = said.number, said.kind, said.note
    if move:
        _bind(piece, said.row, rows_now(held).base)
    if _told(piece) == before:
        return False
    piece.save()
    log(request, "evidence.change", held, {"before": before, "after": _told(piece)})
    return work.unsign(request, held, "attach", f"改动了佐证资料 {piece}"[:200])


@transaction.atomic
def remove(request: HttpRequest, held: Record, pk: int) -> tuple[Evidence, bool]:
    """Take a file out; it stays in the store and in the log. Return it, and whether a signature was voided."""
    held = work.locked(held)
    work.allowed(held, "save")
    piece = _piece(held, pk)
    piece.removed, piece.removed_by = timezone.now(), actor(request)
    piece.save(update_fields=["removed", "removed_by"])
    log(request, "evidence.remove", held, _told(piece))
    return piece, work.unsign(request, held, "attach", f"移除了佐证资料 {piece}"[:200])


def _piece(held: Record, pk: int) -> Evidence:
    piece = held.evidence.filter(pk=pk, removed=None).first()
    if piece is None:
        raise work.RefusedError("这份佐证已经被别人移除了，请刷新页面看最新情况。")
    return piece


def _checked(said: Said) -> None:
    if said.kind not in dict(KINDS):
        raise work.RefusedError("请从列表里选类别：正式资料、工作资料、原始凭证或说明材料。")
    if len(said.note) > _NOTE:
        raise work.RefusedError(f"说明最多 {_NOTE} 个字，写了 {len(said.note)} 个；长的请作为文件交。")
    if len(said.number) > _NUMBER or printable(said.number) != said.number:
        raise work.RefusedError(f"编号最多 {_NUMBER} 个字，例如 1-3；没有改。")


def _told(piece: Evidence) -> dict[str, object]:
    """Return what the log says of a file."""
    return {
        "number": piece.number, "kind": piece.kind, "name": piece.name, "note": piece.note, "digest": piece.digest,
        "size": piece.size, "form": piece.form, "project": piece.project, "levels": list(piece.levels),
    }  # fmt: skip
