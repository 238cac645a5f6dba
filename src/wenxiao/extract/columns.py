"""Blocks with concepts in columns: 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分."""

from __future__ import annotations

import re

from wenxiao import quantity
from wenxiao.document import Cell
from wenxiao.extract.harvest import BLANKS, Context, cell_at, clean, printed_period, states, unit_of_cell, with_path
from wenxiao.extract.labels import key, squeeze
from wenxiao.extract.rows import Header, Line, best_shift
from wenxiao.extract.values import read_value, unit_note
from wenxiao.filing import Dimensions, Fact
from wenxiao.standards import Column, Row


def read_columns(context: Context, header: Header, line: Line) -> bool:
    """Read a row of figures under heads that name concepts; tell whether it belonged to them."""
    shift = best_shift(header, line)
    texts = [line.text(column + shift) for column, head in header.columns.items() if head.concept]
    if not states(texts) and not _blank_row(header, line, shift):
        return False
    amounts = [line.text(column + shift) for column, head in header.columns.items() if _is_money(context, head)]
    words = sum(quantity.parse(text) is None and quantity.marker(text) is None for text in amounts)
    if words > sum(quantity.parse(text) is not None for text in amounts):
        return False  # words where money should stand: the block has ended
    label = _row_label(header, line, shift)
    if label is not None and re.search(r"[:：]\d[\d,.]*(?:万?元)?$", squeeze(label.text)):
        return False  # 一般公共预算：860.10 is a field, not the label of a row
    seen: set[int] = set()
    for column, head in header.columns.items():
        cell = cell_at(line, column + shift)
        if head.concept is None or (cell is not None and _said_before(line, cell, seen)):
            continue
        stated = None if cell is label else cell  # a label merged over a column of words says nothing there
        _add_column_fact(context, header, (column, head), (line, label), stated)
    return True


def _said_before(line: Line, cell: Cell, seen: set[int]) -> bool:
    """Tell whether a cell has had its say: in a row above, or as a figure under the first head that it covers.

    A word (不适用) that is merged over several heads is said of each.
    """
    again = id(cell) in seen and quantity.parse(cell.text) is not None
    seen.add(id(cell))
    return again or not line.starts_here(cell)


def _is_money(context: Context, head: Column) -> bool:
    return head.concept is not None and context.pack.concepts[head.concept].kind == "money"


def _row_of(header: Header, label: Cell | None) -> Row | None:
    """Return the row that a label names; any 金额合计 or 资金总计 is the total row of a block that has one."""
    if label is None:
        return None
    row = header.lexicon.row(label.text)
    if row is None and key(label.text).endswith(("合计", "总额", "总计")):
        row = next((one for one in header.lexicon.rows.values() if one.concept == "funds.total"), None)
    return row


def _blank_row(header: Header, line: Line, shift: int) -> bool:
    """Tell whether a row under the heads is there but left blank (and not the end of the block)."""
    label = _row_label(header, line, shift)
    known = label is None or header.lexicon.row(label.text) is not None or header.lexicon.block.entities
    reaches = max(header.columns) + shift < len(line.slots)
    texts = [line.text(column + shift) for column in header.columns]
    return known and reaches and all(quantity.marker(text) in BLANKS for text in texts)


def _row_label(header: Header, line: Line, shift: int) -> Cell | None:
    named = next((column for column, head in header.columns.items() if head.role == "label"), None)
    if named is not None:
        return cell_at(line, named + shift)
    left = min((column for column, head in header.columns.items() if head.concept), default=0) + shift
    found: Cell | None = None
    for column, cell in line.distinct():
        if column >= left:
            break
        if cell.text.strip() and line.starts_here(cell):
            found = cell
    return found


def _add_column_fact(
    context: Context,
    header: Header,
    at: tuple[int, Column],
    where: tuple[Line, Cell | None],
    cell: Cell | None,
) -> None:
    column, head = at
    line, label = where
    concept = context.pack.concepts[head.concept or ""]
    row = _row_of(header, label)
    block = header.lexicon.block
    text = clean(cell.text) if cell else ""
    printed = clean(label.text).replace("\n", "") if label is not None else None
    unit = unit_note(header.heads[column].text) or unit_of_cell(context, header, concept.kind, concept)
    if concept.kind == "rate":
        unit = "%" if re.search(r"[%％]", header.heads[column].text) else None
    value = read_value(text, concept.kind, unit)
    entity = printed if printed and (block.entities or (row is None and block.rows)) else None
    context.harvest.facts.append(
        Fact(
            id="",
            concept=concept.id,
            label=concept.label,
            value=value.value,
            unit=value.unit,
            period=printed_period(header.heads[column].text, context.harvest.year),
            row=printed,
            dimensions=Dimensions(
                scope=row.scope
                if row
                else concept.scope or (None if label is not None and block.rows else block.scope),
                stage=concept.stage or block.stage,
                entity=entity,
            ),
            text=text,
            origin="form",
            basis="cell",
            form=context.harvest.name,
            block=block.id,
            group=f"{block.id}:{line.row}",
            heading=row.concept if row else None,
            places=value.places,
            exact=concept.kind in ("count", "points"),
            approximate=value.approximate,
            place=with_path((cell or header.heads[column]).place, context.path(printed or "", concept.label)),
        )
    )
