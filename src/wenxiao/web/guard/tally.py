"""Refused accesses in the audit log: the first of a minute at once, how many followed when the minute is over.

However fast somebody asks for what he may not see, the log grows by two entries a minute, and beyond a hundred and
twenty a minute nothing is written at all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.web.acting import acting
from wenxiao.web.audit.log import address_of, record
from wenxiao.web.guard.models import Refusals
from wenxiao.web.guard.pace import place_of
from wenxiao.web.people.models import User

_MINUTE = timedelta(minutes=1)
_COUNTED = 120
_AT_ONCE = 500  # so many addresses and accounts are told apart in one minute


def refused(request: HttpRequest, action: str) -> None:
    """Count a refusal of what a request asked for, and log it if it is the first of its minute."""
    user = request.user if hasattr(request, "user") and isinstance(request.user, User) else None
    who = f"account {user.pk}" if user is not None else f"address {place_of(address_of(request))}"
    now = timezone.now()
    held = Refusals.objects.filter(who=who, action=action, since__gt=now - _MINUTE).first()
    if held is None or held.count < _COUNTED:
        _count(request, user, who, action, now)


@transaction.atomic
def _count(request: HttpRequest, user: User | None, who: str, action: str, now: datetime) -> None:
    flush(now)
    if Refusals.objects.count() >= _AT_ONCE:
        user, who = None, "others"
    blank = {"user": user, "address": address_of(request) if who != "others" else None, "since": now}
    held, _ = Refusals.objects.select_for_update().get_or_create(who=who, action=action, defaults=blank)
    held.count += 1
    held.save(update_fields=["count"])
    if held.count == 1:
        match = request.resolver_match
        name = match.url_name if match is not None else None
        record(request, action, request.path[:200], {"method": request.method, "route": name})


def flush(now: datetime | None = None) -> None:
    """Log how many refusals followed the first one in each minute that is over."""
    over = (now or timezone.now()) - _MINUTE
    if not Refusals.objects.filter(since__lte=over).exists():
        return
    with transaction.atomic():
        for held in Refusals.objects.select_for_update(of=("self",)).select_related("user").filter(since__lte=over):
            if held.count > 1:
                request = acting(held.user)
                request.META["REMOTE_ADDR"] = held.address or ""
                more = f"{held.count - 1}{' 以上' if held.count >= _COUNTED else ''}"
                since = timezone.localtime(held.since).isoformat(timespec="seconds")
                record(request, action=held.action, target="同一分钟内还有", details={"times": more, "since": since})
            held.delete()
