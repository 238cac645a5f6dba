"""How an official form looks on paper, as data: what the blocks of `forms` leave open.

A Layout names a form and lays its blocks into a grid. What a column or a row is called stands in the form; a layout
only says where it goes, how wide it is, and, where the official paper words it otherwise, what is printed.
Printed words may hold {year}, {last} (the year before), {unit}, {money} (the unit of the form's amounts), {number}
(the document number of the Standard), {regulation} (its title), {score}, {weight} and {grade} (of the form).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

Style = Literal["head", "label", "text", "figure", "note"]
Orientation = Literal["portrait", "landscape"]
PLACEHOLDERS = ("year", "last", "next", "unit", "money", "number", "regulation", "score", "weight", "grade")


class LayoutCell(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cell: printed words (`text`, `after`), a slot for a value, or both (其中：一般公共预算：860.10).

    A slot is a `fact` (with `row`, the concept of its row, or `stage` and `period` where they are in question),
    a `sign` (the role of a signature), a `total` of the indicators, or a `head` (the words of a column of the
    block).
    """

    text: str = ""
    after: str = ""
    fact: str | None = None
    row: str | None = None
    stage: str | None = None
    period: Literal["this", "last"] | None = None
    sign: str | None = None
    total: Literal["weight", "score", "grade"] | None = None
    head: str | None = None
    otherwise: str = ""
    wide: int = 1
    high: int = 1
    style: Style | None = None


class LayoutColumn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a band. `of` is the concept, role or stage of a column of the block; "" for one to be filled in."""

    of: str = ""
    text: str | None = None
    period: Literal["this", "last"] | None = None
    wide: int = 1
    style: Style | None = None


class LayoutRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A labelled row of a band. `of` is the concept of a row of the block.

    An `own` row keeps the filing's wording of its label (区级专项资金 for 本级专项资金). `stated` rows are printed only
    if the filing states something in them; `marks` is what stands in a column that says nothing there (—); `blank`
    counts the empty rows below it in a form that states nothing there.
    """

    of: str
    text: str | None = None
    own: bool = False
    stated: bool = False
    marks: dict[str, str] = field(default_factory=dict)
    blank: int = 0


class LayoutBand(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of rows over the width of the table.

    With a `block`, its columns are printed: a head row (or the lines of `heads`), then one row for each of `rows`, for
    each indicator, each entity or the one record, as the kind of the block asks. `side` is a cell merged down
    the left of the band, `lead` the column of row labels. Without a block, only `lines` are printed; with one they
    follow. `blank` counts the empty rows where nothing is listed.

    With `lists`, the rows that the filing names itself (任务一行) stand before the first of `rows`; with `apart`, each
    line of the goals has a row of its own (逐条目标).
    """

    block: str | None = None
    side: LayoutCell | None = None
    lead: LayoutCell | None = None
    heads: tuple[tuple[LayoutCell, ...], ...] | None = None
    columns: tuple[LayoutColumn, ...] = ()
    rows: tuple[LayoutRow, ...] = ()
    lines: tuple[tuple[LayoutCell, ...], ...] = ()
    blank: int = 1
    lists: bool = False
    apart: bool = False


class Layout(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The paper of one form: `id` is the form's. `widths` are the shares of the columns of its table.

    `money` is the unit in which the paper asks for amounts; a filing that states its own in another keeps it.
    `original` describes the paper that it is made after in words.
    `after` names the form in whose text it stands, without a page and an annex number of its own; `part` is the
    heading of the part that begins with it. Forms are written in the `order` given (the report has 20), then by annex.
    """

    id: str
    title: str
    annex: str | None = None
    after: str | None = None
    part: str | None = None
    order: int = 50
    money: str = "万元"
    orientation: Orientation = "portrait"
    above: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    bands: tuple[LayoutBand, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    source: str | None = None
    original: str | None = None


class Told(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure that sentences speak of: a fact of a form, a rate (`part` of `whole`), a change (`part` from `whole`).

    `row` is the concept of its row, `total` a figure of the form's indicators. Rates and changes are computed, to two
    places, only where both figures are stated.
    """

    concept: str | None = None
    form: str | None = None
    row: str | None = None
    stage: str | None = None
    period: Literal["this", "last"] | None = None
    total: Literal["weight", "score", "grade"] | None = None
    compute: Literal["rate", "change"] | None = None
    part: str | None = None
    whole: str | None = None


class Sentence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence with names of figures in braces; it is written only if every one of them is stated.

    `positive` and `zero` name a figure that must be above zero, or zero. `each: deducted` repeats it for every
    indicator that lost points, whose parts ({level3}, {target}, {actual}, {weight}, {score}, {reason}) it may name.
    """

    text: str
    positive: str | None = None
    zero: str | None = None
    each: Literal["deducted"] | None = None
    form: str | None = None


class ReportPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a report under its heading: what the data say, what a person is asked to write, parts of its own.

    A part without a title has no heading.
    """

    title: str = ""
    say: tuple[Sentence, ...] = ()
    ask: tuple[str, ...] = ()
    parts: tuple[ReportPart, ...] = ()


class Report(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form in prose: `id` is the form's (report, notice). `outline` names the outline whose parts it writes."""

    id: str
    title: str
    outline: str | None = None
    order: int = 20
    figures: dict[str, Told] = field(default_factory=dict)
    parts: tuple[ReportPart, ...] = ()
    closing: tuple[str, ...] = ()
    source: str | None = None
