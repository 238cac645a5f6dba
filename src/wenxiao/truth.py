"""What is known of a synthetic filing: the figures before anything was spoilt, and what was spoilt on purpose."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

CONTRACT = "wenxiao.truth/1"


class Injected(Struct, frozen=True, kw_only=True):
    """One error put in on purpose: which check has to find it, where it stands, what is printed, what was right.

    `also` names the checks that the same error breaks too, by necessity. `printed` and `right` are None where
    something is missing or is too much.
    """

    check: str
    where: str
    printed: str | None = None
    right: str | None = None
    also: tuple[str, ...] = ()


class TruthFigure(Struct, frozen=True, kw_only=True):
    """One figure of the forms as it was before anything was spoilt; None where the cell is blank or says a word."""

    form: str
    concept: str
    label: str
    row: str | None
    column: str | None
    value: Decimal | None
    unit: str | None
    period: str | None
    text: str


class TruthIndicator(Struct, frozen=True, kw_only=True):
    """One indicator as it was before anything was spoilt."""

    form: str
    name: str
    target: str | None
    actual: str | None
    weight: Decimal | None
    score: Decimal | None


class Truth(Struct, frozen=True, kw_only=True):
    """The truth of one sample. `skipped` names checks asked for whose error this kind of filing has no place for."""

    contract: str = CONTRACT
    name: str
    files: tuple[str, ...]
    standard: str
    seed: int
    unit: str
    year: int
    injected: tuple[Injected, ...]
    skipped: tuple[str, ...]
    figures: tuple[TruthFigure, ...]
    indicators: tuple[TruthIndicator, ...]
