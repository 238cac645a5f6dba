"""The books of an imaginary unit: what it was given and spent, so that every sum and rate holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random

CENT = Decimal("0.01")
ZERO = Decimal(0)
_SOURCES = ("source.general", "source.government-fund", "source.special-account", "source.other")
_PROJECT = ("project.operation", "project.maintenance", "project.special", "project.transfer")
_OFFICE = ("office.daily", "office.utilities", "office.meetings", "office.other")
_THREE = ("three-public.vehicle", "three-public.abroad", "three-public.reception")


class Books:
    """Figures in 万元 down to the last place `step`, by concept and kind of column (initial, budget, final, last)."""

    def __init__(self, random: Random, step: Decimal = CENT) -> None:
        self.random, self.step = random, step
        self.quota = random.randint(8, 260)
        self.staff = self.quota - random.randint(0, max(1, self.quota // 8))
        self.final: dict[str, Decimal] = {}
        self.budget: dict[str, Decimal] = {}
        self.last: dict[str, Decimal] = {}
        self._spend()
        self.executed = self.final["expenditure.basic"] + self.final["expenditure.project"]
        self.granted = self._more(self.executed, 100, 112)
        self.initial = self._less(self.granted, 85, 100)
        self.sources = dict(zip(_SOURCES, self.split(self.executed, (90, 4, 2, 4)), strict=True))
        self.assets = self._amount(100, 4000)
        self.let = self._share(self.assets, 0, 5)

    # --- spending ----------------------------------------------------------------------------------

    def _spend(self) -> None:
        """Make the columns of the base table; parts are made first, so that their sums hold in each."""
        lists = (self._names("project.special", 1, 4), self._names("project.transfer", 0, 2))
        self.items = {"project.special": lists[0], "project.transfer": lists[1]}
        self._leaves(self._amount(40, 900))
        for column, low, high in ((self.final, 100, 100), (self.budget, 100, 112), (self.last, 92, 112)):
            self._column(column, low, high)
        self.personnel = self._more(self.final["expenditure.office"], 300, 700)
        self.final["expenditure.basic"] = self.personnel + self.final["expenditure.office"]
        self.final["procurement.amount"] = self._share(self.final["expenditure.project"], 5, 30)
        self.budget["procurement.amount"] = self._more(self.final["procurement.amount"], 100, 115)
        adjusted = self._share(self.final["expenditure.basic"], 0, 4)
        self.final["basic.adjustment"] = self.budget["basic.adjustment"] = adjusted

    def _names(self, concept: str, low: int, high: int) -> list[str]:
        return [f"{concept}.item:{number}" for number in range(self.random.randint(low, high))]

    def _leaves(self, scale: Decimal) -> None:
        """Make what this year's accounts say of the parts that have no parts themselves."""
        self.leaves = {
            "project.operation": self._share(scale, 15, 40),
            "project.maintenance": self._share(scale, 0, 15),
            "office.daily": self._share(scale, 1, 20),
            "office.utilities": self._share(scale, 1, 12),
            "office.meetings": self._share(scale, 1, 4),
            "office.other": self._share(scale, 0, 5),
            "three-public.vehicle-purchase": ZERO,
            "three-public.vehicle-running": self._amount(1, 9),
            "three-public.abroad": ZERO,
            "three-public.reception": self._amount(0, 4),
            **{item: self._share(scale, 5, 30) for items in self.items.values() for item in items},
        }

    def _column(self, column: dict[str, Decimal], low: int, high: int) -> None:
        """Make one column of the base table: its parts near this year's accounts, its sums from its own parts."""
        column.update({name: self._near(value, low, high) for name, value in self.leaves.items()})
        for name, items in self.items.items():
            column[name] = _sum(column, items)
        column["expenditure.project"] = _sum(column, _PROJECT)
        column["expenditure.office"] = _sum(column, _OFFICE)
        column["three-public.vehicle"] = _sum(column, ("three-public.vehicle-purchase", "three-public.vehicle-running"))
        column["three-public.total"] = _sum(column, _THREE)

    # --- small steps -------------------------------------------------------------------------------

    def split(self, total: Decimal, shares: Sequence[int]) -> list[Decimal]:
        """Return parts of a total in about these shares; they add up exactly, the first takes the rest."""
        tail = [self._share(total, 0, share) for share in shares[1:]]
        return [total - sum(tail, ZERO), *tail]

    def _amount(self, low: int, high: int) -> Decimal:
        whole = int(1 / self.step)
        return Decimal(self.random.randint(low * whole, high * whole)) / whole

    def _share(self, whole: Decimal, low: int, high: int) -> Decimal:
        return rounded(whole * self.random.randint(low * 100, high * 100) / 10000, self.step)

    def _more(self, part: Decimal, low: int, high: int) -> Decimal:
        return rounded(part * self.random.randint(low, high) / 100, self.step)

    def _near(self, value: Decimal, low: int, high: int) -> Decimal:
        """Return a figure near another; the same only where a column is said to be the same."""
        found = self._more(value, low, high)
        return found + self.step if found == value and value and low != high else found

    def _less(self, whole: Decimal, low: int, high: int) -> Decimal:
        return rounded(whole * self.random.randint(low, high) / 100, self.step)


def rounded(value: Decimal, step: Decimal = CENT) -> Decimal:
    """Return a figure rounded half up to the place `step`, two decimals if none is given."""
    return value.quantize(step, ROUND_HALF_UP)


def rate(part: Decimal, whole: Decimal) -> Decimal:
    """Return part ÷ whole in percent, two decimals; 100 of nothing."""
    return rounded(part / whole * 100) if whole else Decimal("100.00")


def _sum(column: dict[str, Decimal], names: Sequence[str]) -> Decimal:
    return sum((column[name] for name in names), ZERO)
