"""Secrets of authenticator apps, sealed before they are stored: whoever reads or swaps rows gains nothing.

AES-256-GCM under a key derived (HKDF) from the installation's secret, which is in a file beside the database and not in
backups. The person's id is bound in, so a sealed secret is of no use in another person's row.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_FORM, _NONCE = "v1:", 12


def sealed(secret: str, owner: int) -> str:
    """Return a secret as it is stored."""
    nonce = os.urandom(_NONCE)
    data = AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, secret.encode(), _bound(owner))
    return _FORM + base64.b64encode(nonce + data).decode()


def opened(stored: str, owner: int) -> str | None:
    """Return the secret that was sealed for a person; None if no key of this installation opens it."""
    if not stored.startswith(_FORM):
        return None
    held = base64.b64decode(stored.removeprefix(_FORM))
    for key in _keys():
        try:
            return AESGCM(key).decrypt(held[:_NONCE], held[_NONCE:], _bound(owner)).decode()
        except InvalidTag:
            continue
    return None


def _keys() -> Iterator[bytes]:
    """Yield the present key, and the one before it after a rotation."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _key(secret)


def _key(secret: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"wenxiao.totp").derive(secret.encode())


def _bound(owner: int) -> bytes:
    return f"user {owner}".encode()
