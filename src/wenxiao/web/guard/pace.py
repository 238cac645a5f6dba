"""The pace of wrong passwords from one address: thirty at once, then one in ten seconds.

One password tried on two thousand accounts takes five hours, and an office behind one address waits ten seconds at
most. Whoever has signed in from there before does not wait at all, so long as his own account was not tried.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import transaction
from django.utils import timezone

from wenxiao.web.guard.models import Familiar, Pace
from wenxiao.web.people.models import User

_EVERY, _AT_ONCE = timedelta(seconds=10), 30
_REMEMBERED = timedelta(days=90)
_TRIED = 2
_PREFIX = 64


def place_of(address: str | None) -> str:
    """Return what counts as one address: of IPv6, the network that one household or office gets."""
    if not address:
        return "-"
    found = ip_address(address)
    return str(ip_network((found, _PREFIX), strict=False)) if isinstance(found, IPv6Address) else address


def wait(address: str | None, user: User | None, now: datetime | None = None) -> int:
    """Return how many seconds an attempt from an address has to wait, 0 if it may be made."""
    at = now or timezone.now()
    held = Pace.objects.filter(address=place_of(address)).first()
    ahead = held.until - at - _EVERY * (_AT_ONCE - 1) if held is not None else timedelta()
    if ahead <= timedelta() or (user is not None and user.wrong_in_a_row < _TRIED and _is_familiar(user, address)):
        return 0
    return int(ahead.total_seconds()) + 1


def _is_familiar(user: User, address: str | None) -> bool:
    since = timezone.now() - _REMEMBERED
    return Familiar.objects.filter(user=user, address=place_of(address), last__gte=since).exists()


@transaction.atomic
def wrong(address: str | None, now: datetime | None = None) -> None:
    """Count a wrong password from an address."""
    at = now or timezone.now()
    Pace.objects.filter(until__lt=at).delete()
    held, _ = Pace.objects.select_for_update().get_or_create(address=place_of(address), defaults={"until": at})
    held.until = max(held.until, at) + _EVERY
    held.save(update_fields=["until"])


def right(address: str | None, user: User) -> None:
    """Remember that a person has signed in from an address."""
    at = timezone.now()
    Familiar.objects.filter(user=user, last__lt=at - _REMEMBERED).delete()
    Familiar.objects.update_or_create(user=user, address=place_of(address), defaults={"last": at})
