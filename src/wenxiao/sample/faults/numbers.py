"""Numbers that look like those of persons and belong to nobody: right check digits, in blocks that nobody was given."""

from __future__ import annotations

from random import Random

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_NO_REGION = "29"  # GB/T 2260 has no province of this number
_NO_NETWORK = "154"  # no network was given this block


def mobile_number(random: Random) -> str:
    """Return eleven digits in the form of a mobile number."""
    return f"{_NO_NETWORK}{random.randint(0, 99999999):08d}"


def identity_number(random: Random) -> str:
    """Return eighteen characters in the form of an identity number (GB 11643)."""
    born = f"19{random.randint(50, 99)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    digits = f"{_NO_REGION}{random.randint(0, 9999):04d}{born}{random.randint(1, 999):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + _CHECK_DIGITS[total % 11]
