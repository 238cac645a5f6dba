"""A Filing laid into the official forms of its Standard: one Sheet for each form instance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from wenxiao.document import Place
from wenxiao.filing import Fact, Filing, Indicator
from wenxiao.standards import Block, Column, Pack
from wenxiao.standards.columns import block_named, column_named
from wenxiao.standards.layout import Layout, LayoutBand, LayoutCell, LayoutColumn, LayoutRow, Style
from wenxiao.write.pen import Pen
from wenxiao.write.sheet import Around, Sheet, Slot
from wenxiao.write.stated import Item, Stated
from wenxiao.write.words import Words

_LEVELS = ("level1", "level2")
_SHORT = ("weight", "score", "deduction", "sign", "unit")
_FIGURES = ("money", "count", "rate", "points", "measure")


def fill(filing: Filing, pack: Pack, layout: Layout) -> list[Sheet]:
    """Return a sheet for each instance of a form that the filing has, or a blank one if it has none."""
    forms = filing.forms_of(layout.id) or (None,)
    return [_Filler(Stated(filing, pack, layout.id, form), layout).sheet() for form in forms]


class _Filler:
    """Fills one form instance, band by band."""

    def __init__(self, stated: Stated, layout: Layout) -> None:
        self.stated, self.layout = stated, layout
        self.words = Words(stated)
        self.pen = Pen(len(layout.widths))

    def sheet(self) -> Sheet:
        """Return the filled form."""
        for band in self.layout.bands:
            self._band(band)
        form, layout = self.stated.form, self.layout
        return Sheet(
            form=self.stated.name,
            title=self.words.filled(layout.title),
            annex=(form.attachment if form is not None else None) or layout.annex,
            part=layout.part,
            apart=layout.after is None,
            orientation=layout.orientation,
            above=tuple(map(self.words.filled, layout.above)),
            widths=layout.widths,
            rows=self.pen.row,
            cells=tuple(self.pen.cells),
            heads=self.pen.heads,
            notes=tuple(map(self.words.filled, layout.notes)),
            signatures=tuple((role, self.stated.sign(role)) for role in layout.signatures),
        )

    def _band(self, band: LayoutBand) -> None:
        block = block_named(self.stated.pack.forms[self.layout.id], band.block)
        with self.pen.beside(band.side, self.words):
            if block is not None:
                with self.pen.beside(_beside(band, block), self.words):
                    self._heads(band, block)
                    self._rows(band, block)
            for line in band.lines:
                self._line(band, line, block)

    def _heads(self, band: LayoutBand, block: Block) -> None:
        top = self.pen.row == 0
        lines = band.heads if band.heads is not None else (self._head_line(band, block),)
        for line in lines:
            self._line(band, line, block, "head")
        if top and band.side is None:
            self.pen.heads = len(lines)

    def _head_line(self, band: LayoutBand, block: Block) -> tuple[LayoutCell, ...]:
        lead = () if band.lead is None or _beside(band, block) is not None else (band.lead,)
        return (*lead, *(LayoutCell(text=_head(column, block), wide=column.wide) for column in band.columns))

    def _line(self, band: LayoutBand, line: Sequence[LayoutCell], block: Block | None, style: Style = "label") -> None:
        """Write a line of cells as the layout has it."""
        for cell in line:
            around = Around(self.words.filled(cell.text), self.words.filled(cell.after), cell.otherwise)
            said, places, slot = self._said(cell)
            text = around.put(said) if slot is not None else self._head_of(cell, block) or around.before + around.after
            usual: Style = "text" if slot is not None and not cell.text else style
            if slot is not None and not cell.text and (cell.total or self._is_figure(cell.fact)):
                usual = "figure"
            self.pen.put(text, cell.wide, cell.high, cell.style or usual, slot, around=around, places=places)
        self.pen.next()
        del band

    def _is_figure(self, concept: str | None) -> bool:
        return concept is not None and self.stated.pack.concepts[concept].kind in _FIGURES

    def _head_of(self, cell: LayoutCell, block: Block | None) -> str:
        """Return the form's own head of the column that a cell names, where the layout prints none."""
        if cell.head is None or block is None or cell.text:
            return ""
        column = column_named(block, cell.head)
        return column.label if column else ""

    def _said(self, cell: LayoutCell) -> tuple[str, tuple[Place, ...], Slot | None]:
        """Return what the filing says in a written cell, where it says so, and what the cell stands for."""
        name = self.stated.name
        if cell.total is not None:
            slot = Slot(name, None, None, f"total.{cell.total}")
            return self.words.total(cell.total), self._total_place(cell.total), slot
        if cell.sign is not None:
            return self.stated.sign(cell.sign), (), Slot(name, None, None, cell.sign)
        if cell.fact is None:
            return "", (), None
        fact = self._fact(cell)
        said = self.stated.figure(fact)
        if not said and cell.fact == "unit.name":
            said = self.stated.filing.unit or ""
        return said, _place(fact), self._slot(cell)

    def _total_place(self, total: str) -> tuple[Place, ...]:
        form = self.stated.form
        return () if form is None or form.total_place is None or total != "score" else (form.total_place,)

    def _fact(self, cell: LayoutCell) -> Fact | None:
        concept = cell.fact or ""
        if cell.row is not None or cell.stage is not None:
            found = (
                one
                for one in self.stated.facts
                if one.concept == concept
                and (cell.row is None or one.heading == cell.row)
                and (cell.stage is None or one.dimensions.stage == cell.stage)
                and (cell.period is None or one.period in (self.stated.period(cell.period), None))
            )
            return next(found, None)
        return self.stated.field(concept)

    def _slot(self, cell: LayoutCell) -> Slot:
        return Slot(self.stated.name, None, cell.row, cell.fact or "", cell.stage, cell.period)

    # --- the rows of a block -----------------------------------------------------------------------

    def _rows(self, band: LayoutBand, block: Block) -> None:
        if block.kind == "indicators":
            self._indicators(band, block)
        elif block.kind == "goals":
            self._goals(band, block)
        elif band.rows:
            self._labelled(band, block)
        else:
            self._listed(band, block)

    def _labelled(self, band: LayoutBand, block: Block) -> None:
        """Write the form's own rows, each followed by what the filing lists below it."""
        items = self.stated.items(block.id)
        first = items.pop(None, [])
        for item in first:
            self._item(band, block, item)
        for number in range(band.blank if band.lists and not first else 0):
            self._row_label(band, "")
            self._figures(band, block, f"item:{number}", [None] * len(band.columns))
        for row in band.rows:
            spec = next(one for one in block.rows if one.concept == row.of)
            facts = [self._fact_at(row, block, column) for column in band.columns]
            if not row.stated or any(fact is not None for fact in facts) or items.get(row.of):
                self._row_label(band, self._label(row, facts))
                self._figures(band, block, row.of, self._marked(row, band, facts))
            listed = items.pop(row.of, [])
            for item in listed:
                self._item(band, block, item)
            for _ in range(0 if listed or any(fact is not None for fact in facts) else row.blank):
                self._row_label(band, "")
                self._figures(band, block, f"item:{spec.repeat or row.of}", [""] * len(band.columns))

    def _label(self, row: LayoutRow, facts: Sequence[Fact | None]) -> str:
        own = next((fact.row for fact in facts if fact is not None and fact.row), None) if row.own else None
        printed = self.words.filled(row.text) if row.text is not None else None
        return own or printed or self.stated.pack.concepts[row.of].label

    def _fact_at(self, row: LayoutRow, block: Block, column: LayoutColumn) -> Fact | None:
        named = column_named(block, column.of)
        return None if named is None else self.stated.at(row.of, block.id, named, column.period)

    def _marked(self, row: LayoutRow, band: LayoutBand, facts: Sequence[Fact | None]) -> list[Fact | str]:
        """Return the figures of a row, with the marks that the form prints where nothing is asked for."""
        return [
            fact if fact is not None else row.marks.get(column.of, "")
            for fact, column in zip(facts, band.columns, strict=True)
        ]

    def _item(self, band: LayoutBand, block: Block, item: Item) -> None:
        self._row_label(band, item.label)
        self._figures(band, block, f"item:{item.label}", self._said_of(band, block, item))

    def _said_of(self, band: LayoutBand, block: Block, item: Item) -> list[Fact | str | None]:
        """Return the label and the figures of a row that the filing lists."""
        said: list[Fact | str | None] = []
        for column in band.columns:
            named = column_named(block, column.of)
            if named is not None and named.role == "label":
                said.append(item.label)
            else:
                said.append(None if named is None else item.at(block.id, named, column.period))
        return said

    def _row_label(self, band: LayoutBand, text: str) -> None:
        if band.lead is not None:
            self.pen.put(text, band.lead.wide, 1, band.lead.style or "label", None)

    def _figures(self, band: LayoutBand, block: Block, row: str | None, said: Sequence[Fact | str | None]) -> None:
        for column, one in zip(band.columns, said, strict=True):
            named = column_named(block, column.of)
            label = named is not None and named.role == "label"
            style: Style = column.style or ("label" if label else "figure")
            slot = Slot(self.stated.name, block.id, row, column.of, named.stage if named else None, column.period)
            text, places = (one, ()) if isinstance(one, str) else (self.stated.figure(one), _place(one))
            self.pen.put(text, column.wide, 1, style, slot if column.of else None, places=places)
        self.pen.next()

    def _listed(self, band: LayoutBand, block: Block) -> None:
        """Write one row for each unit or record that the filing lists; blank ones if it lists none."""
        listed = list(self.stated.entities(block.id))
        for number, item in enumerate(listed):
            row = f"entity:{item.label}" if block.entities else str(number)
            self._row_label(band, item.label)
            self._figures(band, block, row, self._said_of(band, block, item))
        for number in range(band.blank if not listed else 0):
            self._row_label(band, "")
            self._figures(band, block, str(number), [None] * len(band.columns))

    def _goals(self, band: LayoutBand, block: Block) -> None:
        for number, said in enumerate(self._goal_rows(band)):
            for column in band.columns:
                slot = Slot(self.stated.name, block.id, str(number) if band.apart else None, column.of)
                text, look = said.get(column.of, ""), column.style or "text"
                places = self._goal_place(column.of) if number == 0 else ()
                self.pen.put(text, column.wide, 1, look, slot if column.of else None, places=places)
            self.pen.next()

    def _goal_rows(self, band: LayoutBand) -> list[dict[str, str]]:
        """Return what each row of the goals says; a row a line where each goal has its answer."""
        whole = {part: self._goal(part) for part in ("expected", "done")}
        if not band.apart:
            return [whole]
        lines = [whole[part].split("\n") for part in ("expected", "done")]
        if not any(whole.values()):
            return [{} for _ in range(band.blank)]
        if len(lines[0]) != len(lines[1]):
            return [whole]
        return [dict(zip(("expected", "done"), pair, strict=True)) for pair in zip(*lines, strict=True)]

    def _goal(self, part: str) -> str:
        goals = self.stated.goals
        said = {"expected": goals.expected, "done": goals.actual} if goals is not None else {}
        return said.get(part) or ""

    def _goal_place(self, part: str) -> tuple[Place, ...]:
        goals = self.stated.goals
        if goals is None or part not in ("expected", "done"):
            return ()
        return (goals.place if part == "expected" else goals.actual_place,)

    # --- indicators --------------------------------------------------------------------------------

    def _indicators(self, band: LayoutBand, block: Block) -> None:
        listed = self.stated.indicators
        reaches = _reaches(listed, tuple(column.of for column in band.columns))
        for number, item in enumerate(listed):
            for column in band.columns:
                high = reaches[number].get(column.of, 1)
                if high:
                    slot = Slot(self.stated.name, block.id, str(number), column.of) if column.of else None
                    said = self.words.part(item, column.of, band)
                    places = _places(listed[number : number + high], column.of)
                    self.pen.put(said, column.wide, high, _look(column), slot, places=places)
            self.pen.next()
        for number in range(band.blank if not listed else 0):
            for column in band.columns:
                self.pen.put(
                    "", column.wide, 1, _look(column), Slot(self.stated.name, block.id, str(number), column.of)
                )
            self.pen.next()


def _place(fact: Fact | None) -> tuple[Place, ...]:
    return () if fact is None else (fact.place,)


def _places(items: Sequence[Indicator], part: str) -> tuple[Place, ...]:
    """Return where one part of some indicators stands; of a merged cell in the source only once."""
    return tuple(dict.fromkeys(one.cells[part] for one in items if part in one.cells))


def _beside(band: LayoutBand, block: Block) -> LayoutCell | None:
    """Return the lead of a block whose rows have no labels: one cell, merged down beside its heads and rows."""
    return band.lead if block.kind in ("goals", "indicators") else None


def _look(column: LayoutColumn) -> Style:
    if column.style is not None:
        return column.style
    return "figure" if column.of in _SHORT else "label" if column.of in _LEVELS else "text"


def _head(column: LayoutColumn, block: Block) -> str:
    """Return what the head of a column prints: the layout's words, else the form's own."""
    named: Column | None = column_named(block, column.of)
    return column.text if column.text is not None else named.label if named is not None else ""


def _reaches(items: Sequence[Indicator], roles: Sequence[str]) -> list[dict[str, int]]:
    """Return for each indicator how many rows its levels reach down (0: it stands in a cell merged from above)."""
    reaches: list[dict[str, int]] = [{} for _ in items]
    for depth, role in enumerate(_LEVELS):
        if role in roles:
            for _, run in groupby(range(len(items)), key=lambda at: _level_key(items[at], depth, at, roles)):
                rows = list(run)
                reaches[rows[0]][role] = len(rows)
                for row in rows[1:]:
                    reaches[row][role] = 0
    return reaches


def _level_key(item: Indicator, depth: int, at: int, roles: Sequence[str]) -> tuple[object, ...]:
    """Return what indicators of one merged cell share; a level without a name of its own is not merged."""
    if depth == 0:
        return (item.level1, item.share) if item.level1 else (at,)
    lone = item.level2 is None or "level3" not in roles
    return (item.level1, item.share, item.level2, at if lone else None)
