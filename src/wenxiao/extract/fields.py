"""Labels with their value beside them, or in the same cell: 其中：一般公共预算：860.10."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from wenxiao import quantity
from wenxiao.document import Cell
from wenxiao.extract.harvest import ENUMERATED, Context, clean, with_path
from wenxiao.extract.labels import Lexicon, lexicons, squeeze
from wenxiao.extract.rows import Line
from wenxiao.extract.values import read_value, unit_note
from wenxiao.filing import Dimensions, Fact
from wenxiao.standards import Row


def read_fields(context: Context, line: Line) -> None:
    """Read 「label | value」 pairs and 「label：value」 cells of a row by the form's field blocks."""
    for lexicon in lexicons(context.pack):
        if lexicon.form.id == context.group.spec.id and lexicon.block.kind == "fields":
            _read_pairs(context, lexicon, line)


def _read_pairs(context: Context, lexicon: Lexicon, line: Line) -> None:
    cells = [cell for _, cell in line.distinct() if line.starts_here(cell) or line.exact]
    taken: set[int] = set()
    for index, cell in enumerate(cells):
        if index in taken:
            continue
        row = lexicon.row(cell.text)
        if row is not None and row.concept is not None:
            follower = cells[index + 1] if index + 1 < len(cells) else None
            if follower is not None and _labelled(lexicon, follower.text):
                follower = None
            follower = _figure_after(context, row, cells[index:], follower)
            _add_field(context, lexicon, row, (cell, follower, follower.text if follower else ""))
            if follower is not None:
                taken.add(cells.index(follower))
        else:
            _read_inline(context, lexicon, cell)


def _figure_after(context: Context, row: Row, cells: list[Cell], beside: Cell | None) -> Cell | None:
    """Return the cell beside a label, or the only one of its row that says anything: 财政审核评分 | | | 97.5.

    Columns that run through the whole table part the two; words may belong to another label.
    """
    said = [cell for cell in cells[1:] if cell.text.strip()]
    blank = beside is not None and not beside.text.strip()
    if not blank or len(said) != 1 or context.pack.concepts[row.concept or ""].kind == "text":
        return beside
    return said[0] if quantity.parse(said[0].text) is not None else beside


def _labelled(lexicon: Lexicon, text: str) -> bool:
    """Tell whether a cell is a label itself, or holds labels with their figures (项目支出：12.50)."""
    return lexicon.row(text) is not None or bool(list(_stated(lexicon, text)))


def _read_inline(context: Context, lexicon: Lexicon, cell: Cell) -> None:
    """Read 「其中：一般公共预算：860.1」, with or without colons, also several to a cell."""
    for row, raw in _stated(lexicon, cell.text):
        _add_field(context, lexicon, row, (cell, cell, raw))


def _stated(lexicon: Lexicon, text: str) -> Iterator[tuple[Row, str]]:
    """Yield the labels of a cell, each with the figure or marker after it; nothing if the cell says more than that."""
    bare = _QUOTED.sub("", squeeze(text))
    if not bare or len(bare) > _LONGEST:
        return
    found = list(_pattern(lexicon).finditer(bare))
    stated: list[tuple[Row, str]] = []
    rest = bare[: found[0].start()] if found else bare
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(bare)
        value = _LEAD.sub("", bare[match.end() : end])
        value = _TAIL.sub("", value)
        if value and quantity.parse(value) is None and quantity.marker(value) is None:
            return
        stated.append((lexicon.rows[match.group()], value))
    if _LEAD_IN.fullmatch(rest):
        yield from stated


_QUOTED = re.compile(r"[“”\"]")
_LONGEST = 400
_LEAD = re.compile(r"^(?:[(（](?:元|万元|亿元)[)）])?[:：为]?")
_TAIL = re.compile(r"(?:其中|[;；，,、。:：]|[(（]?\d[)）、.．](?=$)|[①-⑳])+$")
_LEAD_IN = re.compile(r"(?:按(?:收入|支出|资金)?(?:性质|来源)分类?|其中|分|[:：、，\d.()（）①-⑳])*")


def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    words = sorted((word for word in lexicon.rows if len(word) >= _SHORTEST), key=len, reverse=True)
    return _compiled("|".join(map(re.escape, words)))


_SHORTEST = 4
_AMONG = re.compile(r"^其中\s*[:：]\s*")


@functools.lru_cache(maxsize=128)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern or r"(?!)")


def _add_field(context: Context, lexicon: Lexicon, row: Row, what: tuple[Cell, Cell | None, str]) -> None:
    label, cell, raw = what
    concept = context.pack.concepts[row.concept or ""]
    text = clean(raw)
    unit = concept.unit
    if concept.kind == "money":
        unit = unit_note(label.text) or context.group.unit or lexicon.block.unit or "万元"
    value = read_value(text, concept.kind, unit)
    context.harvest.facts.append(
        Fact(
            id="",
            concept=concept.id,
            label=concept.label,
            value=value.value,
            unit=value.unit,
            period=str(context.harvest.year) if context.harvest.year else None,
            row=ENUMERATED.sub("", _AMONG.sub("", clean(label.text))).split("：")[0] if label is not cell else None,
            dimensions=Dimensions(scope=concept.scope),
            text=text,
            origin="form",
            basis="cell",
            form=context.harvest.name,
            block=lexicon.block.id,
            places=value.places,
            exact=concept.kind in ("count", "points"),
            approximate=value.approximate,
            place=with_path((cell or label).place, context.path(concept.label)),
        )
    )
