"""Sealing all secrets of apps with the present key: after a rotation, and after a restore under another key."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from wenxiao.web.people.models import User
from wenxiao.web.people.sealing import opened, sealed


class Resealed(NamedTuple):
    """How many secrets were sealed with the present key, and how many no key opens: their people set up anew."""

    sealed: int
    lost: int


@transaction.atomic
def reseal() -> Resealed:
    """Seal each secret with the present key; take out those that no key of this installation opens."""
    done = lost = 0
    for user in User.objects.select_for_update().exclude(totp_secret=""):
        secret = opened(user.totp_secret, user.pk)
        user.totp_secret = "" if secret is None else sealed(secret, user.pk)
        user.save(update_fields=["totp_secret"])
        done, lost = done + (secret is not None), lost + (secret is None)
    return Resealed(done, lost)
