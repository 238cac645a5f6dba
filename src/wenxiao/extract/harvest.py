"""What has been read from one form so far, and the small steps that every kind of block shares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec

from wenxiao import quantity
from wenxiao.document import Cell, Place
from wenxiao.extract.labels import lexicons, printed_year, relative_year
from wenxiao.extract.rows import Header, Line
from wenxiao.extract.segments import Group
from wenxiao.filing import Fact, Goals, Indicator
from wenxiao.quantity import Marker
from wenxiao.standards import Concept, Pack

_SPACES = re.compile(r"[ \t\u3000\xa0]+")
ENUMERATED = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]|[①-⑳])\s*(?=\D)")
BLANKS = (Marker.BLANK, Marker.FILLER)


@dataclass
class Harvest:
    """What has been read from one form instance."""

    name: str
    title: str | None
    year: int | None
    facts: list[Fact] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    goals: list[Goals] = field(default_factory=list)
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    total_place: Place | None = None
    grade: str | None = None
    grade_place: Place | None = None
    repeat: str | None = None
    levels: dict[str, str | None] = field(default_factory=dict)
    shares: dict[str, Decimal] = field(default_factory=dict)


@dataclass
class Context:
    """What a block reader needs beside the row."""

    pack: Pack
    group: Group
    harvest: Harvest
    label: str

    def path(self, *steps: str) -> str:
        """Return what a person reads: the form, then the heads that lead to the cell."""
        return " › ".join(step for step in (self.label, *steps) if step)


def clean(text: str) -> str:
    """Return a cell's text as a person would copy it: no blanks at the ends or doubled."""
    return "\n".join(part for raw in text.split("\n") if (part := _SPACES.sub(" ", raw).strip()))


def said(text: str) -> str | None:
    """Return a cell’s text, or None if it is blank."""
    said = clean(text)
    return said or None


def is_field(context: Context, text: str) -> bool:
    """Tell whether a label opens a field of the form (厉行节约保障措施) and not a row of figures."""
    return any(
        lexicon.form.id == context.group.spec.id and lexicon.block.kind == "fields" and lexicon.row(text) is not None
        for lexicon in lexicons(context.pack)
    )


def states(values: list[str]) -> bool:
    """Tell whether any of the texts is a figure or a marker such as 无."""
    return any(quantity.parse(text) is not None or quantity.marker(text) not in (None, *BLANKS) for text in values)


def cell_at(line: Line, column: int) -> Cell | None:
    """Return the cell at a column, or None beyond the row."""
    return line.slots[column] if 0 <= column < len(line.slots) else None


def unit_of_cell(context: Context, header: Header, kind: str, concept: Concept | None) -> str | None:
    """Return the unit in which a cell without one is meant: the concept’s, the form’s, the block’s."""
    if concept is not None and concept.unit is not None and kind != "rate":
        return concept.unit
    if kind != "money":
        return None
    return context.group.unit or header.lexicon.block.unit or "万元"


def period(head: str, year: int | None) -> str | None:
    """Return the year that a head speaks of (2023年…, 上年…), else the filing’s."""
    printed = printed_year(head)
    if printed is not None:
        return str(printed)
    relative = relative_year(head) or 0
    return str(year + relative) if year is not None else None


def printed_period(head: str, year: int | None) -> str | None:
    """As `period`, for heads that name concepts: 上年结转 is a concept, not last year's figure."""
    year = printed_year(head) or year
    return str(year) if year is not None else None


def with_path(place: Place, path: str) -> Place:
    """Return the Place with the path that a person reads."""
    return msgspec.structs.replace(place, path=path)
