"""The figures that sentences of a report speak of: as the filing states them, or computed from two that it states."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from wenxiao import quantity
from wenxiao.filing import Fact, Filing
from wenxiao.standards import Pack
from wenxiao.standards.layout import Report, Told
from wenxiao.write.stated import Stated
from wenxiao.write.words import Words

_CENT = Decimal("0.01")


class Figures:
    """Looks up the figures of one report."""

    def __init__(self, filing: Filing, pack: Pack, report: Report) -> None:
        self.filing, self.pack, self.report = filing, pack, report

    def said(self, name: str) -> str | None:
        """Return a figure as it is written in a sentence, None if it is not stated."""
        told = self.report.figures[name]
        if told.total is not None:
            return Words(self._stated(told)).total(told.total) or None
        if told.compute is not None:
            return self._computed(told)
        fact = self._fact(told)
        if fact is None or fact.value is None:
            return None
        return fact.text if not fact.unit or fact.unit in fact.text else f"{fact.text}{fact.unit}"

    def value(self, name: str) -> Decimal | None:
        """Return the value of a stated figure in the base of its unit."""
        fact = self._fact(self.report.figures[name])
        return None if fact is None or fact.value is None else quantity.to_base(fact.value, fact.unit)

    def _stated(self, told: Told) -> Stated:
        kind = told.form or "overall"
        return Stated(self.filing, self.pack, kind, self.filing.form(kind))

    def _fact(self, told: Told) -> Fact | None:
        """Return the one fact that is meant; of facts beside the form none, as prose may speak of another scope."""
        stated = self._stated(told)
        period = stated.period(told.period)
        for fact in stated.facts:
            fits = fact.concept == told.concept and (told.row is None or fact.heading == told.row)
            staged = told.stage is None or fact.dimensions.stage == told.stage
            if fits and staged and (period is None or fact.period == period):
                return fact
        return None

    def _computed(self, told: Told) -> str | None:
        part, whole = self.value(told.part or ""), self.value(told.whole or "")
        if part is None or whole is None:
            return None
        if told.compute == "rate":
            return None if whole == 0 else f"{_rounded(part / whole * 100)}%"
        return _change(part, whole)


def _change(now: Decimal, before: Decimal) -> str | None:
    """Return 增长4.50% or 下降4.50%, 与上年持平 where nothing changed; None where there is nothing to compare with."""
    if now == before:
        return "与上年持平"
    if before <= 0:
        return None
    share = _rounded(abs(now - before) / before * 100)
    return f"比上年{'增长' if now > before else '下降'}{share}%"


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)
