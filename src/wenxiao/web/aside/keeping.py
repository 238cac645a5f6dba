"""Keeping an upload aside, and settling it: saved as a version after all, or discarded. Each is one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.filing import Filing, from_json, to_json
from wenxiao.web import store
from wenxiao.web.acting import actor
from wenxiao.web.aside.models import Aside, AsideFile
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings import work
from wenxiao.web.filings.judging import Judged, judged
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.filings.uploading import Upload, read_uploads
from wenxiao.web.rounds.standard import standard_of

Files = Sequence[tuple[Upload, str]]


@transaction.atomic
def keep_aside(request: HttpRequest, held: Record, files: Files, filing: Filing | None, why: str) -> Aside:
    """Keep files that could not become a version, with the sentence that says why. The same files are kept once."""
    digests = [store.put(upload.data) for upload, _ in files]
    for one in held.asides.filter(outcome="").prefetch_related("files"):
        if [file.digest for file in one.files.all()] == digests:
            return one
    made = Aside.objects.create(
        record=held,
        why=why[:500],
        reason=request.POST.get("reason", "")[:500],
        filing=store.put(to_json(filing)) if filing is not None else "",
        standard=standard_of(held.round).digest if filing is not None else "",
        by=actor(request),
    )
    for (upload, fault), digest in zip(files, digests, strict=True):
        AsideFile.objects.create(
            aside=made, name=upload.name[:255], digest=digest, size=len(upload.data), fault=fault[:500]
        )
    log(request, "filing.aside", held, {"aside": made.pk, "why": made.why, "files": [one.name for one, _ in files]})
    return made


def save_aside(request: HttpRequest, kept: Aside, base: int | None) -> Version:
    """Save an upload kept aside as the next version after all. Raises RefusedError, StandardError."""
    work.allowed(kept.record, "save")
    made, files = _read(kept)
    return _saved(request, kept, base, made, files)


def _read(kept: Aside) -> tuple[Judged, Files]:
    """Return what an upload kept aside says, read again if the round goes by another Standard by now, and its files."""
    pack = standard_of(kept.record.round)
    files = [Upload(one.name, store.get(one.digest)) for one in kept.files.all()]
    faults = tuple(one.fault for one in kept.files.all())
    filing = filing_kept(kept) if kept.standard == pack.digest else None
    if filing is None:
        filing, faults = read_uploads(files, pack)
    if filing is None:
        raise work.RefusedError("；".join(faults))
    return judged(filing, pack), tuple(zip(files, faults, strict=True))


@transaction.atomic
def _saved(request: HttpRequest, kept: Aside, base: int | None, made: Judged, files: Files) -> Version:
    kept = _waiting(kept)
    work.stands_on(kept.record, base)
    version = work.save_version(request, kept.record, made, "upload", kept.reason, files)
    _settle(request, kept, "saved", version)
    return version


@transaction.atomic
def discard(request: HttpRequest, kept: Aside) -> None:
    """Let an upload kept aside be; its files stay in the store and its names in the log. Raises RefusedError."""
    _settle(request, _waiting(kept), "discarded", None)


def filing_kept(kept: Aside) -> Filing | None:
    """Return what was read of an upload kept aside, None if it was not read."""
    return from_json(store.get(kept.filing)) if kept.filing else None


def _waiting(kept: Aside) -> Aside:
    """Return an upload kept aside, locked. Raises RefusedError if it was settled meanwhile."""
    held = Aside.objects.select_for_update(of=("self",)).select_related("record__round", "record__unit").get(pk=kept.pk)
    if held.outcome:
        raise work.RefusedError(f"这次上传{held.get_outcome_display()}，不用再处理。")
    return held


def _settle(request: HttpRequest, kept: Aside, outcome: str, version: Version | None) -> None:
    kept.outcome, kept.version, kept.settled, kept.settled_by = outcome, version, timezone.now(), actor(request)
    kept.save()
    details = {"aside": kept.pk, "version": version and version.number, "files": [one.name for one in kept.files.all()]}
    log(request, f"filing.aside-{outcome}", kept.record, details)
