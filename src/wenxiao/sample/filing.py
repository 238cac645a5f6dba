"""A whole filing of an imaginary unit in any Standard, made along the layouts of its forms. Deterministic by seed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import msgspec

from wenxiao.extract.labels import key
from wenxiao.filing import Dimensions, Fact, Filing, Form, Goals, Indicator, Signature
from wenxiao.sample import names
from wenxiao.sample.books import Books
from wenxiao.sample.cells import NOWHERE, Where, fact
from wenxiao.sample.indicators import indicators
from wenxiao.sample.ledger import Ledger
from wenxiao.sample.style import Style, style
from wenxiao.sample.tasks import tasks
from wenxiao.sample.totals import totalled
from wenxiao.standards import Block, Concept, Pack
from wenxiao.standards.columns import block_named, column_named
from wenxiao.standards.layout import Layout, LayoutBand, LayoutCell, LayoutColumn, LayoutRow

_ONCE = ("overall", "three-public")


def sample(pack: Pack, seed: int, wanted: int | None = None) -> Filing:
    """Return a filing in which every sum, rate and score holds, of the year `wanted` or of any."""
    random = Random(f"{pack.id}:{seed}")
    unit, drawn = names.unit(random), random.randint(max(2021, pack.identity.year or 0), 2025)
    year = wanted or drawn
    habits = style(random)
    books = Books(random, habits.step)
    items = [*books.items["project.special"], *books.items["project.transfer"]]
    titles = dict(zip(items, names.projects(random, len(items)), strict=True))
    made = [
        one
        for layout in pack.layouts.values()
        for one in _forms(random, pack, layout, (unit, year, habits), books, titles)
    ]
    facts = [msgspec.structs.replace(one, id=f"f{at}") for at, one in enumerate((f for m in made for f in m.facts), 1)]
    return Filing(
        standard=pack.id,
        standard_reason="合成材料",
        unit=unit,
        year=year,
        kind="overall",
        forms=tuple(one.form() for one in made),
        facts=tuple(facts),
        indicators=tuple(item for one in made for item in one.indicators),
        goals=tuple(one.goals for one in made if one.goals is not None),
        signatures=tuple(item for one in made for item in one.signatures),
    )


def _forms(
    random: Random, pack: Pack, layout: Layout, who: tuple[str, int, Style], books: Books, titles: dict[str, str]
) -> Iterator[_Maker]:
    """Yield the instances of one form: one, or one for each project."""
    if not pack.forms[layout.id].blocks:
        return
    items = list(titles.items())[:3] if layout.id == "project" else [None]
    for number, item in enumerate(items, 1):
        name = layout.id if number == 1 else f"{layout.id}#{number}"
        ledger = Ledger(random, pack, (who[0], books, who[2]), item, _sources(layout))
        maker = _Maker(random, pack, layout, name, (who[1], ledger), titles)
        maker.make()
        yield maker


def _sources(layout: Layout) -> list[str]:
    """Return the rows, always printed, among which a form divides its total."""
    rows = [row for band in layout.bands for row in band.rows if row.of.startswith("source.")]
    return [row.of for row in rows if not row.stated]


class _Maker:
    """Makes what one form instance states, cell by cell as the layout has them."""

    def __init__(
        self,
        random: Random,
        pack: Pack,
        layout: Layout,
        name: str,
        what: tuple[int, Ledger],
        titles: dict[str, str],
    ) -> None:
        self.random, self.pack, self.layout, self.name, self.titles = random, pack, layout, name, titles
        self.year, self.ledger = what
        self.spec = pack.forms[layout.id]
        self.facts: list[Fact] = []
        self.indicators: list[Indicator] = []
        self.goals: Goals | None = None
        self.signatures: list[Signature] = []
        self.row = 0

    def make(self) -> None:
        """Fill the form."""
        for band in self.layout.bands:
            block = block_named(self.spec, band.block)
            if block is not None:
                self._block(band, block)
            for line in band.lines:
                for cell in line:
                    self._field(cell)
        day = f"{self.year + 1}年{self.random.randint(2, 6)}月{self.random.randint(1, 28)}日"
        said = {"填报日期": day, "联系电话": ""}
        self.signatures = [
            Signature(role=role, text=said.get(role, "某某"), form=self.name, place=NOWHERE)
            for role in self.layout.signatures
        ]

    def _where(self, block: Block, *, year: int | None = None, **at: str | None) -> Where:
        return Where(self.name, block.id, year or self.year, money=self.ledger.style.money, **at)

    def form(self) -> Form:
        """Return the form instance."""
        totals = {cell.total for band in self.layout.bands for line in band.lines for cell in line if cell.total}
        written = " ".join(cell.text for band in self.layout.bands for line in band.lines for cell in line)
        score = Decimal(self.random.randint(880, 990)) / 10  # of a form that prints only the total
        form = Form(
            id=self.name,
            form=self.layout.id,
            title=None,
            year=self.year if self._titled() else None,
            blank=False,
            attachment=self.layout.annex,
            total_weight=Decimal(0) if "weight" in totals else None,
            total_score=score if "score" in totals or "{score}" in written else None,
            grade="" if "grade" in totals or "{grade}" in written else None,
            place=NOWHERE,
        )
        return totalled(self.pack, form, self.facts, self.indicators)

    def _titled(self) -> bool:
        """Tell whether the title names the form and its year, as a reader will find."""
        titles = (self.spec.title, *self.spec.titles)
        named = any(key(self.layout.title).endswith(key(one)) for one in titles)
        return "{year}" in self.layout.title and named

    # --- cells -------------------------------------------------------------------------------------

    def _field(self, cell: LayoutCell) -> None:
        if cell.fact is None:
            return
        block = next(
            (
                one
                for one in self.spec.blocks
                if one.kind == "fields" and cell.fact in {row.concept for row in one.fields}
            ),
            None,
        )
        if block is not None:
            concept = self.pack.concepts[cell.fact]
            where = self._where(block)
            text = self.ledger.field(cell.fact) or cell.otherwise.replace("□", "☑", 1)
            self.facts.append(fact(concept, text, where, Dimensions(scope=concept.scope)))

    def _block(self, band: LayoutBand, block: Block) -> None:
        if block.kind == "indicators":
            roles = {column.of for column in band.columns}
            self.indicators = indicators(self.random, self.pack, self.layout.id, roles)
            self.indicators = [msgspec.structs.replace(one, form=self.name) for one in self.indicators]
        elif block.kind == "goals":
            works = names.works(self.random)
            done = works.replace("；", "，已完成；").replace("。", "，已完成。")
            self.goals = Goals(form=self.name, expected=works, actual=done, place=NOWHERE, actual_place=NOWHERE)
        elif block.kind == "rows":
            self._rows(band, block)
        elif band.rows:
            self._funds(band, block)
        else:
            self._records(band, block)

    def _rows(self, band: LayoutBand, block: Block) -> None:
        for row in band.rows:
            spec = next(one for one in block.rows if one.concept == row.of)
            if row.stated and row.of not in self.ledger.books.last:
                continue
            self._row(band, block, self.pack.concepts[row.of], row.of, row.text or "")
            if spec.repeat is not None:
                for item in self.ledger.items(row.of):
                    self._row(band, block, self.pack.concepts[spec.repeat], item, self.titles[item])

    def _row(self, band: LayoutBand, block: Block, concept: Concept, key: str, label: str) -> None:
        for column in band.columns:
            named = column_named(block, column.of)
            stage = named.stage if named is not None else None
            text = self.ledger.spent(key, stage, column.period) or ""
            year = self.year - (column.period == "last")
            where = self._where(block, year=year, label=label, column=f"{year}年{column.of}数")
            self.facts.append(fact(concept, text, where, Dimensions(scope=block.scope, stage=stage)))

    def _funds(self, band: LayoutBand, block: Block) -> None:
        if band.lists:
            self._tasks(band, block)
        for row in band.rows:
            texts = [self.ledger.funds(row.of, column.of) for column in band.columns]
            if row.stated and all(text is None for text in texts):
                continue
            self.row += 1
            for column, text in zip(band.columns, texts, strict=True):
                self._fund(block, row, column, text or row.marks.get(column.of, ""))

    def _tasks(self, band: LayoutBand, block: Block) -> None:
        """List the tasks that share the total of the form; their points make up its own."""
        listed = tasks(self.ledger, list(self.titles.values()))
        self.ledger.earned = sum((one.score for one in listed), Decimal(0))
        for one in listed:
            self.row += 1
            where = self._where(block, label=one.name, group=f"{block.id}:{self.row}")
            for column in band.columns:
                concept = self.pack.concepts[column.of]
                dimensions = Dimensions(scope=concept.scope, stage=concept.stage or block.stage, entity=one.name)
                self.facts.append(fact(concept, one.texts.get(column.of, ""), where, dimensions))

    def _fund(self, block: Block, row: LayoutRow, column: LayoutColumn, text: str) -> None:
        if column.of not in self.pack.concepts:
            return
        concept = self.pack.concepts[column.of]
        spec = next(one for one in block.rows if one.concept == row.of)
        where = self._where(block, label=row.text, heading=row.of, group=f"{block.id}:{self.row}")
        dimensions = Dimensions(scope=spec.scope, stage=concept.stage or block.stage)
        self.facts.append(fact(concept, text, where, dimensions))

    def _records(self, band: LayoutBand, block: Block) -> None:
        labels = ("汇总", f"1、{self.ledger.unit}（本级）") if block.entities else (None,)
        for label in labels:
            self.row += 1
            for column in band.columns:
                if column.of not in self.pack.concepts:
                    continue
                concept = self.pack.concepts[column.of]
                text = self.ledger.entity(column.of) if block.entities else self.ledger.field(column.of)
                where = self._where(block, label=label, group=f"{block.id}:{self.row}")
                scope = concept.scope if label is None or concept.scope else block.scope
                scope = scope if label is not None else block.scope
                stage = concept.stage or block.stage
                self.facts.append(fact(concept, text, where, Dimensions(scope=scope, stage=stage, entity=label)))
