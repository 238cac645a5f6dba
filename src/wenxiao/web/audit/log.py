"""Adding to the log, within the transaction of the act itself, and verifying the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from wenxiao.web.audit.models import Entry, Head

_FIRST = "0" * 64


@transaction.atomic
def record(request: HttpRequest | None, action: str, target: object, details: Mapping[str, Any] | None = None) -> Entry:
    """Add an act to the log. It stands if, and only if, the transaction around it does."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"number": 0, "hash": _FIRST})
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    entry = Entry(
        number=head.number + 1,
        at=datetime.now(UTC),
        actor=f"{user.name}（{user.username}）" if known and user is not None else _nobody(request),
        actor_id=user.pk if known and user is not None else None,
        address=address_of(request) if request is not None else None,
        action=action,
        target=f"{target}"[:300],
        details=dict(details or {}),
        previous=head.hash or _FIRST,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save()
    return entry


def _nobody(request: HttpRequest | None) -> str:
    """Return who acts where nobody is signed in: a command and its account, the program itself, or nobody known yet."""
    account = getattr(request, "command_by", None)
    if account is None:
        return "未登录" if request is not None else "系统"
    return f"系统命令（{account[:60]}）" if account else "系统命令"


def hash_of(entry: Entry) -> str:
    """Return the hash of an entry over its content and the hash before it."""
    content = [
        entry.number, entry.at.astimezone(UTC).isoformat(timespec="microseconds"), entry.actor, entry.actor_id,
        entry.address, entry.action, entry.target, entry.details, entry.previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def faults() -> Iterator[str]:
    """Yield a sentence for each place at which the chain does not hold. People may go on acting meanwhile."""
    known = _head()
    expected, before, known_hash = 1, _FIRST, _FIRST
    for entry in Entry.objects.order_by("number").iterator():
        if entry.number != expected:
            yield f"第 {expected} 条到第 {entry.number - 1} 条不见了。"
        if entry.previous != before:
            yield f"第 {entry.number} 条与它前面一条接不上。"
        if hash_of(entry) != entry.hash:
            yield f"第 {entry.number} 条的内容被改过。"
        expected, before = entry.number + 1, entry.hash
        known_hash = entry.hash if entry.number == known.number else known_hash
    last = expected - 1
    if last < known.number:
        yield f"日志末尾缺了 {known.number - last} 条。"
    elif known_hash != (known.hash or _FIRST):
        yield f"第 {known.number} 条不是原来记下的那一条。"
    elif (more := last - _head().number) > 0:  # what was added while this was reading is known by now
        yield f"日志末尾多出 {more} 条，不是程序记下的。"


def _head() -> Head:
    """Return what is known of the last entry."""
    return Head.objects.filter(pk=1).first() or Head(number=0, hash=_FIRST)


def address_of(request: HttpRequest | None) -> str | None:
    """Return the address that a request came from (the peer's: a header can be forged)."""
    return (request.META.get("REMOTE_ADDR") or None) if request is not None else None
