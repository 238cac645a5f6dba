"""A short run of the fuzzers: every input that is kept, and mutations of them, end in a Document or a ReadError."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz.targets import TARGETS

KEPT = Path(__file__).parents[2] / "fuzz" / "corpus"
_ROUNDS = 150


def inputs(target: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((KEPT / target).iterdir())]


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return an input with some bytes changed, cut, doubled, or taken from another one."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        length = chance.randint(1, 40)
        kind = chance.randrange(4)
        if kind == 0:
            made[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del made[at : at + length]
        elif kind == 2:
            made[at:at] = made[at : at + length] * chance.randint(1, 30)
        else:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            made[at:at] = other[start : start + length]
    return bytes(made)


@pytest.mark.parametrize("target", TARGETS)
def test_every_kept_input_is_read_or_refused(target: str) -> None:
    """The inputs that an hour of fuzzing found to reach new code; each once made the fuzzer curious."""
    found = inputs(target)
    assert found
    for data in found:
        TARGETS[target](data)


@pytest.mark.parametrize("target", TARGETS)
def test_mutations_of_them_are_read_or_refused(target: str) -> None:
    """The same mutations in every run."""
    found, chance = inputs(target), random.Random(target)
    for _ in range(_ROUNDS):
        TARGETS[target](mutated(chance.choice(found), found, chance))
