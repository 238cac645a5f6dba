"""Confirming and correcting what was read: each act one transaction with its entry in the log."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpRequest

from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings import draft as drafts
from wenxiao.web.filings import work
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.readings.correcting import planned
from wenxiao.web.readings.items import Item
from wenxiao.web.readings.models import Checked
from wenxiao.web.readings.shown import looked_at

_LONGEST = 2000


@transaction.atomic
def confirm(request: HttpRequest, held: Record, version: Version, items: Sequence[Item]) -> int:
    """Keep that somebody found readings right; return how many were not confirmed before. Raises RefusedError."""
    held = work.locked(held)
    work.allowed(held, "save")
    _current(held, version)
    known = looked_at(held)
    new = [item for item in items if item.key not in known]
    for item in new:
        Checked.objects.update_or_create(
            record=held,
            key=item.key,
            defaults={"version": version, "act": "confirmed", "by": actor(request), "field": "", "text": ""},
        )
    if new:
        said = [f"{item.label}：{item.text[:40]}" for item in new[:20]]
        log(request, "reading.confirm", held, {"version": version.number, "count": len(new), "first": said})
    return len(new)


@transaction.atomic
def correct(request: HttpRequest, held: Record, version: Version, item: Item, text: str) -> str:
    """Put a correction into the draft and return where it went. Raises RefusedError, and nothing has changed."""
    held = work.locked(held)
    work.allowed(held, "save")
    _current(held, version)
    said = text.strip()
    if not said or len(said) > _LONGEST:
        raise work.RefusedError(f"请写明改成什么（最多 {_LONGEST} 个字）；读得对的请按“确认”。")
    earlier = looked_at(held).get(item.key)
    was = earlier.text if earlier is not None and earlier.act == "corrected" else None
    change, where = planned(held, version, item, said, was)
    if change.before == change.after:
        raise work.RefusedError("写的和原来的一样，没有改；读得对的请按“确认”。")
    _, conflicts = drafts.edit(request, held, [change])
    if conflicts:
        theirs = conflicts[0].theirs
        raise work.RefusedError(
            f"草稿里这一处已经改成“{(theirs or '')[:40]}”，没有再改；请打开在线填报看一看。"
            if theirs is not None
            else "草稿里已经没有这一处了，没有改；请打开在线填报看一看。"
        )
    Checked.objects.update_or_create(
        record=held,
        key=item.key,
        defaults={
            "version": version, "act": "corrected", "by": actor(request), "field": change.key[:400], "text": said,
        },
    )  # fmt: skip
    details = {"version": version.number, "label": item.label, "before": item.text, "after": said, "field": change.key}
    log(request, "reading.correct", held, details)
    return where


def _current(held: Record, version: Version) -> None:
    if held.current_id != version.pk:
        raise work.RefusedError("材料已经有了新的一版，这一版不用再核对；请核对新的一版。")
