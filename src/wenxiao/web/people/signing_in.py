"""Signing in: wrong passwords lock an account; the same answer whether the name or the password is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from wenxiao.web.audit.log import address_of, record
from wenxiao.web.guard import pace
from wenxiao.web.guard.tally import refused
from wenxiao.web.people import sealing, totp
from wenxiao.web.people.models import User

WAIT = "wenxiao.wait"  # how many seconds an attempt that came too fast has to wait


class Backend(BaseBackend):
    """Checks name, password and (if the user set one up) the code of his app."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", code: str = "", **_: Any
    ) -> User | None:
        """Return the user, or None. Every attempt is in the log, those that came too fast are counted there.

        The slow comparison of the password happens before the transaction: nobody's saving waits for it.
        """
        user = User.objects.filter(username__iexact=username, is_active=True).first()
        address = address_of(request)
        seconds = pace.wait(address, user)
        if seconds and request is not None:
            request.META[WAIT] = seconds
            refused(request, "sign-in.too-fast")
            return None
        fits = _fits(user, password)
        with transaction.atomic():
            found = _decided(request, user, code, fits=fits)
            if found is None:
                pace.wrong(address)
            else:
                pace.right(address, found)
        return found

    def get_user(self, user_id: int) -> User | None:
        """Return an active user by id."""
        return User.objects.filter(pk=user_id, is_active=True).select_related("unit").first()


def _fits(user: User | None, password: str) -> bool:
    if user is None:
        make_password(password)  # takes as long as checking one would
        return False
    return user.check_password(password)


def _decided(request: HttpRequest | None, seen: User | None, code: str, *, fits: bool) -> User | None:
    """Return the user whom an attempt lets in, as he is now, or None; count and log it."""
    if seen is None:  # the name is not logged: people type their password into the wrong field
        record(request, "sign-in.refused", "没有这个账号")
        return None
    user = User.objects.select_for_update().get(pk=seen.pk)
    if _locked(user):
        record(request, "sign-in.locked", user)
        return None
    if not (fits and user.password == seen.password and user.is_active and _code_fits(user, code)):
        _count(user)
        record(request, "sign-in.refused", user)
        return None
    if user.first_password_expired:
        record(request, "sign-in.expired", user)
        return None
    user.wrong_in_a_row, user.locked_until = 0, None
    user.save(update_fields=["wrong_in_a_row", "locked_until", "totp_last"])
    return user


def confirmed(request: HttpRequest, user: User, password: str) -> bool:
    """Tell whether a signed-in person gives his password again; wrong ones count as at signing in, and lock."""
    fits = user.check_password(password)
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if fits and held.password == user.password and not _locked(held):
            return True
        _count(held)
        record(request, "account.password-refused", held)
    return False


def _locked(user: User) -> bool:
    return user.locked_until is not None and user.locked_until > timezone.now()


def _code_fits(user: User, code: str) -> bool:
    if not user.totp_secret:
        return True
    secret = sealing.opened(user.totp_secret, user.pk)
    step = totp.accepted(secret, code, user.totp_last) if secret is not None else None
    if step is None:
        return False
    user.totp_last = step
    return True


def _count(user: User) -> None:
    user.wrong_in_a_row += 1
    if user.wrong_in_a_row >= settings.LOCK_AFTER:
        user.wrong_in_a_row, user.locked_until = 0, timezone.now() + settings.LOCK_FOR
    user.save(update_fields=["wrong_in_a_row", "locked_until"])


def set_password(user: User, password: str, now: datetime | None = None) -> None:
    """Give a user a new password and remember the one before."""
    if user.password:
        user.earlier_passwords.create(password=user.password)
    user.set_password(password)
    user.must_change, user.password_set = False, now or timezone.now()
    user.save()
