"""Facts as the extractor makes them of a printed cell."""

from __future__ import annotations

from typing import NamedTuple

from wenxiao.document import Place
from wenxiao.extract.values import read_value
from wenxiao.filing import Dimensions, Fact
from wenxiao.standards import Concept

NOWHERE = Place()


class Where(NamedTuple):
    """Where a cell stands: its form and block, its year, the label and concept of its row, the head of its column.

    `money` is the unit of the form's amounts.
    """

    form: str
    block: str
    year: int
    label: str | None = None
    heading: str | None = None
    column: str | None = None
    group: str | None = None
    money: str = "万元"


def fact(concept: Concept, text: str, where: Where, dimensions: Dimensions) -> Fact:
    """Return the fact of a cell in the form's unit or the concept's own; a rate says its unit itself, or has none."""
    unit = where.money if concept.kind == "money" else concept.unit
    value = read_value(text, concept.kind, None if concept.kind == "rate" and where.group is not None else unit)
    return Fact(
        id="",
        concept=concept.id,
        label=concept.label,
        value=value.value,
        unit=value.unit,
        period=str(where.year),
        column=where.column,
        row=where.label,
        dimensions=dimensions,
        text=text,
        origin="form",
        basis="cell",
        form=where.form,
        block=where.block,
        group=where.group,
        heading=where.heading,
        places=value.places,
        exact=concept.kind in ("count", "points"),
        place=NOWHERE,
    )
