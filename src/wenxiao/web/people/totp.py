"""Codes of an authenticator app (RFC 6238, SHA-1, six digits, half a minute), each accepted once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
import time
from urllib.parse import quote

_STEP, _DIGITS, _DRIFT = 30, 6, 1


def new_secret() -> str:
    """Return a secret to enter into an app."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """Return the code of one half minute."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def accepted(secret: str, code: str, last: int, now: float | None = None) -> int | None:
    """Return the half minute that a code belongs to if it may be accepted: near now, and after the last one used."""
    at = int((time.time() if now is None else now) // _STEP)
    said = code.strip().encode(errors="replace")  # whatever was typed: only ASCII texts could be compared
    for step in range(at - _DRIFT, at + _DRIFT + 1):
        if step > last and hmac.compare_digest(code_at(secret, step).encode(), said):
            return step
    return None


def address(secret: str, username: str) -> str:
    """Return the otpauth address that an app reads."""
    return f"otpauth://totp/{quote('问效')}:{quote(username)}?secret={secret}&issuer={quote('问效')}"
