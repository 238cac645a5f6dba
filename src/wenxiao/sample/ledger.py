"""What each cell of an official form says for an imaginary unit: printed text by concept, column and row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

from wenxiao.sample import names
from wenxiao.sample.books import ZERO, Books, rate, rounded
from wenxiao.sample.style import Style
from wenxiao.standards import Pack

SOURCE_ROWS = ("source.general", "source.government-fund", "source.special-account", "source.other")
NATURE_ROWS = ("expenditure.basic", "expenditure.project")
PROJECT_ROWS = ("source.fiscal", "source.carried-over", "source.other")
_WELL = 95  # percent; below it a unit says why
NOT_APPLICABLE = "不适用"


class Ledger:
    """The texts of one form instance. `project` is the item whose form it is, None for a form of the whole unit.

    `sources` are the rows among which the form divides its total, in its own order.
    """

    def __init__(
        self,
        random: Random,
        pack: Pack,
        who: tuple[str, Books, Style],
        project: tuple[str, str] | None,
        sources: Sequence[str] = (),
    ) -> None:
        unit, books, self.style = who
        self.sources = tuple(sources) or (SOURCE_ROWS if project is None else PROJECT_ROWS)
        self.random, self.pack, self.unit, self.books, self.project = random, pack, unit, books, project
        self.authority = names.authority(random)
        scheme = pack.scheme("overall" if project is None else "project")
        self.weight = scheme.execution.weight if scheme and scheme.execution else Decimal(0)
        self.rows = self._overall() if project is None else self._project()
        self.earned: Decimal | None = None  # of a form whose rows share the points of the execution rate

    # --- the block of funds ------------------------------------------------------------------------

    def _overall(self) -> dict[str, dict[str, Decimal]]:
        books = self.books
        total = {"funds.initial": books.initial, "funds.budget": books.granted, "funds.executed": books.executed}
        natures = [books.final[name] for name in NATURE_ROWS]
        return {
            "funds.total": total,
            **_rows(books.step, total, SOURCE_ROWS, [books.sources[name] for name in SOURCE_ROWS]),
            **_rows(books.step, total, NATURE_ROWS, natures),
        }

    def _project(self) -> dict[str, dict[str, Decimal]]:
        item = self.project[0] if self.project is not None else ""
        executed = self.books.final[item]
        budget = max(executed, self.books.budget[item])
        total = {"funds.initial": budget, "funds.budget": budget, "funds.executed": executed}
        return {
            "funds.total": total,
            **_rows(self.books.step, total, self.sources, self._parts(executed)),
        }

    def _parts(self, executed: Decimal) -> list[Decimal]:
        return self.books.split(executed, (80, 15, 5, 5, 5)[: len(self.sources)])

    @property
    def rate(self) -> Decimal:
        """The execution rate of the form's total."""
        return rate(self.rows["funds.total"]["funds.executed"], self.rows["funds.total"]["funds.budget"])

    @property
    def score(self) -> Decimal:
        """The points that the execution rate earns."""
        if self.earned is not None:
            return self.earned
        total = self.rows["funds.total"]
        earned = self.weight * total["funds.executed"] / total["funds.budget"] if total["funds.budget"] else self.weight
        return min(self.weight, rounded(earned))  # of the exact rate: its printed form is rounded already

    def funds(self, row: str, column: str) -> str | None:
        """Return the text at a row and column of the block of funds; None for a row that this unit does not have."""
        if row not in self.rows:
            return None
        if column in self.rows[row]:
            return self.money(self.rows[row][column])
        if row != "funds.total":
            return None
        said = {
            "funds.weight": f"{self.weight}",
            "funds.rate": f"{self.style.figure(self.rate)}%",
            "funds.score": self.style.figure(self.score),
            "funds.note": "" if self.rate >= _WELL else names.REASONS[1],
        }
        if not self.weight:  # a scheme that gives no points for execution
            said |= {"funds.weight": "—", "funds.score": "—"}
        return said.get(column, "")

    # --- other cells -------------------------------------------------------------------------------

    def spent(self, concept: str, stage: str | None, period: str | None) -> str | None:
        """Return the text of a row of the base table under a year and a stage."""
        columns = {
            ("决算", "last"): self.books.last,
            ("预算", "this"): self.books.budget,
            ("决算", "this"): self.books.final,
        }
        column = columns.get((stage or "", period or ""))
        if column is None or concept not in column:
            return "——" if concept in self.books.final else None
        return self.money(column[concept])

    def items(self, concept: str) -> Sequence[str]:
        """Return the items below a row of the base table."""
        return self.books.items.get(concept, ())

    def field(self, concept: str) -> str:
        """Return what stands beside a label, "" for what this unit leaves blank."""
        if concept in self.books.sources and self.project is None:
            return self.money(self.books.sources[concept])
        if concept in NATURE_ROWS:
            return self.money(self.books.final[concept])
        if concept.startswith("building."):
            return NOT_APPLICABLE
        said = self._words().get(concept) or self._counts().get(concept)
        return said() if said is not None else ""

    def _words(self) -> dict[str, Callable[[], str]]:
        name = self.project[1] if self.project is not None else ""
        return {
            "unit.name": lambda: self.unit,
            "unit.code": lambda: f"{self.random.randint(101, 699)}001",
            "project.name": lambda: name,
            "project.authority": lambda: self.authority,
            "project.executor": lambda: self.unit,
            "project.leader": lambda: "某某",
            "contact.person": lambda: "某某",
            "goals.stated": lambda: names.works(self.random),
            "project.process": lambda: "年初下达资金并完成采购，年中组织实施和检查，年底前完成验收。",
            "evaluation.conclusion": lambda: "项目按计划实施，资金使用规范，年度目标基本完成。",
            "evaluation.problems": lambda: "资金支付集中在下半年，执行进度不够均衡。",
            "evaluation.measures": lambda: "按季通报支付进度，提前做好采购准备。",
            "evaluation.reasons": lambda: "个别指标受天气影响推迟，其余与年初目标没有大的偏差。",
            "thrift.measures": lambda: "公务接待实行事前审批；设备到期先维修、后更新。",
            "duties.summary": lambda: names.duties(self.random),
            "duties.work": lambda: names.works(self.random),
        }

    def _counts(self) -> dict[str, Callable[[], str]]:
        staffed = rate(Decimal(self.books.staff), Decimal(self.books.quota))
        return {
            "staff.quota": lambda: f"{self.books.quota}",
            "staff.actual": lambda: f"{self.books.staff}",
            "staff.rate": lambda: f"{self.style.figure(staffed)}%",
        }

    def entity(self, concept: str) -> str:
        """Return a figure of the tables that list units: income, expenditure, three public expenses, assets."""
        books, final = self.books, self.books.final
        fund, other = books.sources["source.government-fund"], books.sources["source.other"]
        carried = rounded(books.executed / 50, books.step)
        figures = {
            "income.total": books.executed,
            "income.carried-over": carried,
            "income.government-fund": fund,
            "income.state-capital": ZERO,
            "income.other": other,
            "income.fiscal": books.executed - carried - fund - other,
            "expenditure.total": books.executed,
            "expenditure.staff": books.personnel,
            "expenditure.public": final["expenditure.office"],
            "balance.year": ZERO,
            "balance.accumulated": ZERO,
            "assets.total": books.assets,
            "assets.let": books.let,
            "assets.in-use": books.assets - books.let,
            "assets.other": ZERO,
        }
        found = figures.get(concept, final.get(concept))
        return self.money(found) if found is not None else ""

    def money(self, value: Decimal) -> str:
        """Return an amount as this unit prints it."""
        return self.style.amount(value)


def _rows(
    step: Decimal, total: dict[str, Decimal], concepts: Sequence[str], executed: Sequence[Decimal]
) -> dict[str, dict[str, Decimal]]:
    """Return rows that divide a total in each column; what was granted but not spent belongs to the first."""
    rows = {
        name: {"funds.initial": rounded(spent * 4 / 5, step), "funds.budget": spent, "funds.executed": spent}
        for name, spent in zip(concepts, executed, strict=True)
    }
    for column in ("funds.initial", "funds.budget"):
        rest = sum((rows[name][column] for name in concepts[1:]), ZERO)
        rows[concepts[0]][column] = total[column] - rest
    return rows
