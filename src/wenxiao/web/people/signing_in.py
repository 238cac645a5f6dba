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

from wenxiao.web.audit.log import record
from wenxiao.web.people import totp
from wenxiao.web.people.models import User


class Backend(BaseBackend):
    """Checks name, password and (if the user set one up) the code of his app."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", code: str = "", **_: Any
    ) -> User | None:
        """Return the user, or None. Every attempt is in the log."""
        with transaction.atomic():
            user = User.objects.select_for_update().filter(username__iexact=username, is_active=True).first()
            if user is None:
                make_password(password)  # takes as long as checking one would
                record(request, "sign-in.refused", username[:60])
                return None
            if _locked(user):
                record(request, "sign-in.locked", user)
                return None
            if user.check_password(password) and _code_fits(user, code):
                user.wrong_in_a_row, user.locked_until = 0, None
                user.save(update_fields=["wrong_in_a_row", "locked_until", "totp_last"])
                return user
            _count(user)
            record(request, "sign-in.refused", user)
        return None

    def get_user(self, user_id: int) -> User | None:
        """Return an active user by id."""
        return User.objects.filter(pk=user_id, is_active=True).select_related("unit").first()


@transaction.atomic
def confirmed(request: HttpRequest, user: User, password: str) -> bool:
    """Tell whether a signed-in person gives his password again; wrong ones count as at signing in, and lock."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not _locked(user) and user.check_password(password):
        return True
    _count(user)
    record(request, "account.password-refused", user)
    return False


def _locked(user: User) -> bool:
    return user.locked_until is not None and user.locked_until > timezone.now()


def _code_fits(user: User, code: str) -> bool:
    if not user.totp_secret:
        return True
    step = totp.accepted(user.totp_secret, code, user.totp_last)
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
