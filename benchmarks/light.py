"""A hash of passwords that costs nothing: for servers of tests that sign in dozens of people to see other things."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class Light(PBKDF2PasswordHasher):
    """The hash of the product with a thousandth of its rounds."""

    iterations = 1_000
