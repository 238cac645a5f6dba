"""How a unit prints its figures: in 元 or 万元, with or without separators, trailing zeros and full-width digits."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import NamedTuple

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_YUAN = Decimal(10000)
_CENT = Decimal("0.01")


class Style(NamedTuple):
    """The habits of one unit. Figures are held in 万元; `yuan` units print them in 元, to the cent."""

    yuan: bool = False
    commas: bool = False
    wide: bool = False
    trimmed: bool = False

    @property
    def money(self) -> str:
        """The unit of amounts."""
        return "元" if self.yuan else "万元"

    @property
    def step(self) -> Decimal:
        """The last place of the books, in 万元: what the printed figures leave nothing of."""
        return _CENT / _YUAN if self.yuan else _CENT

    def amount(self, value: Decimal) -> str:
        """Return an amount, held in 万元, as it is printed."""
        return self.figure(value * _YUAN if self.yuan else value)

    def figure(self, value: Decimal) -> str:
        """Return a figure that is printed with two decimals."""
        if value == 0:
            return "0"
        said = f"{value:,.2f}" if self.commas else f"{value:.2f}"
        return self.digits(said.rstrip("0").rstrip(".") if self.trimmed else said)

    def digits(self, text: str) -> str:
        """Return a text with its digits as this unit types them."""
        return text.translate(_WIDE) if self.wide else text


def style(random: Random) -> Style:
    """Return the habits of a unit: most print two plain decimals in 万元."""
    return Style(
        yuan=random.random() < 0.15,
        commas=random.random() < 0.2,
        wide=random.random() < 0.05,
        trimmed=random.random() < 0.2,
    )
