"""Blocks with concepts in rows and stages in columns: 三公经费 | 2023年决算数 | 2024年预算数 | 2024年决算数."""

from __future__ import annotations

from wenxiao import quantity
from wenxiao.document import Cell
from wenxiao.extract.harvest import (
    ENUMERATED,
    Context,
    Harvest,
    cell_at,
    clean,
    is_field,
    period,
    states,
    unit_of_cell,
    with_path,
)
from wenxiao.extract.labels import squeeze
from wenxiao.extract.rows import Header, Line, best_shift
from wenxiao.extract.values import read_value, unit_note
from wenxiao.filing import Dimensions, Fact
from wenxiao.standards import Column, Concept, Row


def read_matrix(context: Context, header: Header, line: Line) -> bool:
    """Read a labelled row under heads that name stages; tell whether it belonged to them."""
    shift = best_shift(header, line)
    label = _label_cell(header, line, shift)
    if label is None:
        return False
    row = header.lexicon.row(label.text)
    cells = [(head, line.text(column + shift), line, column + shift) for column, head in header.columns.items()]
    values = [text for _, text, _, _ in cells]
    if row is None and is_field(context, label.text):
        return False
    if row is None and not states(values):
        return False
    if all(column >= len(line.slots) for _, _, _, column in cells):
        return False
    _note_repeat(context.harvest, row)
    concept = context.pack.concepts.get(row.concept or "") if row else None
    if row is None:
        concept = context.pack.concepts.get(context.harvest.repeat or "")
        if quantity.marker(label.text) is not None:
            return True
    for head_column, head in header.columns.items():
        cell = cell_at(line, head_column + shift)
        _add_matrix_fact(context, header, (head_column, head), (label, row, concept), cell)
    return True


def _note_repeat(harvest: Harvest, row: Row | None) -> None:
    if row is not None:
        harvest.repeat = row.repeat


def _label_cell(header: Header, line: Line, shift: int) -> Cell | None:
    """Return the last label before the figures; of nested labels the innermost."""
    found: Cell | None = None
    for column, cell in line.distinct():
        if column >= header.left + shift:
            break
        if cell.text.strip() and (line.starts_here(cell) or found is None):
            found = cell
    return found


def _add_matrix_fact(
    context: Context,
    header: Header,
    at: tuple[int, Column],
    what: tuple[Cell, Row | None, Concept | None],
    cell: Cell | None,
) -> None:
    column, head = at
    label, row, concept = what
    text = clean(cell.text) if cell else ""
    printed_head = squeeze(header.heads[column].text)
    kind = concept.kind if concept else "money"
    unit = unit_note(header.heads[column].text) or unit_note(label.text) or unit_of_cell(context, header, kind, concept)
    value = read_value(text, kind, unit)
    name = concept.label if concept and row is not None else ENUMERATED.sub("", clean(label.text)).rstrip("：:")
    place = (cell or label).place
    context.harvest.facts.append(
        Fact(
            id="",
            concept=concept.id if concept else None,
            label=name,
            value=value.value,
            unit=value.unit,
            period=period(printed_head, context.harvest.year),
            column=printed_head,
            row=clean(label.text).replace("\n", ""),
            dimensions=Dimensions(scope=header.lexicon.block.scope, stage=head.stage),
            text=text,
            origin="form",
            basis="cell",
            form=context.harvest.name,
            block=header.lexicon.block.id,
            places=value.places,
            exact=kind in ("count", "points"),
            approximate=value.approximate,
            place=with_path(place, context.path(name, printed_head)),
        )
    )
