"""The document as read, in HTML: headings, paragraphs and tables in order, with the marks of the findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from wenxiao.document import Cell, Document, Paragraph, Table
from wenxiao.report.html.marks import WHOLE, Mark, Marks, Spot
from wenxiao.report.html.veil import masked
from wenxiao.report.result import CheckResult

_ATTACHMENT = re.compile(r"附件?\s*[\d一二三四五六七八九十]{1,3}\s*[:：]?")
_SHORT = 14  # a cell of at most so many characters is centred, as in the official forms
_TOP, _LOWEST = 2, 6  # the heading of the document as a whole, and the lowest level of HTML


def paper(document: Document, result: CheckResult, marks: Marks) -> str:
    """Return the document with its marks; every block has the id `b` and its number, a row `b2r5`."""
    titles = _titles(result)
    parts = [f'<p class="file" id="{WHOLE}">{escape(document.file)}</p>']
    page: int | None = None
    depth = _TOP
    for number, block in enumerate(document.blocks):
        if block.place.page is not None and block.place.page != page:
            page = block.place.page
            parts.append(f'<p class="page">第 {page} 页</p>')
        if isinstance(block, Table):
            parts.append(_table(number, block, marks))
        else:
            wanted, kind = _role(block, titles.get(number, ""))
            depth = min(wanted, depth + 1) if wanted else depth  # no level is skipped
            parts.append(_paragraph(number, block, f"h{depth}" if wanted else "p", kind, marks))
        parts.append(_advice(marks.advice.get(number, ())))
    return "\n".join(part for part in parts if part)


def _titles(result: CheckResult) -> dict[int, str]:
    """Return which blocks are titles by what was extracted: of a form, or of a section."""
    found: dict[int, str] = {}
    for section in result.sections:
        if section.place.block is not None:
            found[section.place.block] = "section"
    for form in result.forms:
        if form.place.block is not None and form.title:
            found[form.place.block] = "form"
    return found


def _paragraph(number: int, block: Paragraph, tag: str, kind: str, marks: Marks) -> str:
    inside = marks.by_spot.get((number, None, None), [])
    body = _passage(block.text, inside, marks)
    classes = " ".join(filter(None, (kind, _whole(inside))))
    return f'<{tag} id="b{number}" class="{classes}"{_of(inside)}>{body}</{tag}>'


def _role(block: Paragraph, title: str) -> tuple[int, str]:
    """Return the level of a heading (0 for a text) and the class of a paragraph."""
    if title == "form":
        return _TOP + 1, "title-form"
    if title == "section":
        return _TOP + 2, "title-section"
    if block.level:
        return min(block.level + _TOP, _LOWEST), f"title-{min(block.level, 3)}"
    return 0, "attachment" if _ATTACHMENT.fullmatch(block.text.strip()) else "text"


def _table(number: int, table: Table, marks: Marks) -> str:
    whole = marks.by_spot.get((number, None, None), [])
    rows = "\n".join(
        f'<tr id="b{number}r{at}">{"".join(row)}</tr>' for at, row in enumerate(_rows(number, table, marks))
    )
    size = f"表格，{table.rows} 行 {table.columns} 列"
    above = f'<p class="{" ".join(("on-table", _whole(whole)))}"{_of(whole)}>本表{_badges(whole)}</p>' if whole else ""
    wide = " wide" if table.columns > 4 else ""
    return (
        f'<div class="table{wide}" id="b{number}" role="group" aria-label="{size}">{above}'
        f"<table><tbody>\n{rows}\n</tbody></table></div>"
    )


def _rows(number: int, table: Table, marks: Marks) -> Iterator[list[str]]:
    """Yield the cells of each row; positions that no cell covers are filled, so that columns stay in line."""
    reach = [0] * table.columns  # by column, the first row that no cell from above covers any more
    for row, line in enumerate(table.lines()):
        shown: list[str] = []
        column = 0
        for cell in line:
            shown.extend(_gap(row, reach, column, cell.column))
            span = _span(cell, table, last=cell is line[-1])
            for covered in range(cell.column, min(cell.column + span.columns, table.columns)):
                reach[covered] = row + span.rows
            shown.append(_cell((number, cell.row, cell.column), cell, span, marks))
            column = cell.column + span.columns
        shown.extend(_gap(row, reach, column, table.columns))
        yield shown


def _gap(row: int, reach: list[int], start: int, end: int) -> Iterator[str]:
    return ('<td class="gap"></td>' for column in range(start, end) if reach[column] <= row)


@dataclass(frozen=True)
class _Span:
    rows: int
    columns: int


def _span(cell: Cell, table: Table, *, last: bool) -> _Span:
    """Return how far a cell reaches; where the spans are unknown, the last of a row reaches to the edge."""
    if not table.exact and last:
        return _Span(1, max(table.columns - cell.column, 1))
    return _Span(
        max(1, min(cell.rowspan, table.rows - cell.row)), max(1, min(cell.colspan, table.columns - cell.column))
    )


def _cell(spot: Spot, cell: Cell, span: _Span, marks: Marks) -> str:
    inside = marks.by_spot.get(spot, [])
    spans = "".join(f' {name}="{n}"' for name, n in (("rowspan", span.rows), ("colspan", span.columns)) if n > 1)
    short = "" if len(cell.text) > _SHORT or "\n" in cell.text else "short"
    classes = " ".join(filter(None, (short, _tint(inside))))
    named = f' class="{classes}"' if classes else ""
    return f"<td{spans}{named}{_of(inside)}>{_passage(cell.text, inside, marks)}</td>"


def _whole(marks: Iterable[Mark]) -> str:
    """Return the classes of a paragraph: tinted only by what means the whole of it."""
    return _tint([mark for mark in marks if mark.start is None])


def _tint(marks: Iterable[Mark]) -> str:
    """Return the classes of a marked passage: those of the gravest finding on it."""
    first = min(marks, key=lambda mark: mark.number, default=None)
    return f"at {first.tone}" if first else ""


def _of(marks: Iterable[Mark]) -> str:
    """Return the attribute that names the findings of a passage."""
    numbers = dict.fromkeys(str(mark.number) for mark in marks)
    return f' data-of="{" ".join(numbers)}"' if numbers else ""


def _passage(text: str, marks: list[Mark], all_marks: Marks) -> str:
    """Return a text with its marked characters, each followed by the numbers of the findings that end there."""
    shown = _veiled(text, marks, all_marks)
    if not marks:
        return _lines(shown)
    parts: list[str] = []
    edges = sorted({0, len(text), *(at for mark in marks for at in (mark.start, mark.end) if at is not None)})
    opening = _by(marks, "start")
    closing = _by(marks, "end")
    active: dict[int, Mark] = {}
    for at, edge in enumerate(edges):
        ended = closing.get(edge, [])
        parts.append(_badges(ended))
        for mark in ended:
            active.pop(id(mark), None)
        active.update((id(mark), mark) for mark in opening.get(edge, []))
        if at + 1 < len(edges):
            parts.append(_marked(_lines(shown[edge : edges[at + 1]]), list(active.values())))
    parts.append(_badges([mark for mark in marks if mark.end is None]))
    return "".join(parts)


def _by(marks: list[Mark], edge: str) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        at = mark.start if edge == "start" else mark.end
        if at is not None:
            found.setdefault(at, []).append(mark)
    return found


def _marked(body: str, active: list[Mark]) -> str:
    return f'<mark class="{_tint(active)}"{_of(active)}>{body}</mark>' if active else body


def _veiled(text: str, marks: list[Mark], all_marks: Marks) -> str:
    """Return a text of the same length without personal data."""
    shown = all_marks.veil.hide(text)
    for mark in marks:
        if mark.finding.check.startswith("privacy.") and mark.start is not None and mark.end is not None:
            part = shown[mark.start : mark.end]
            shown = shown[: mark.start] + (part if "*" in part else masked(part)) + shown[mark.end :]
    return shown


def _badges(marks: list[Mark]) -> str:
    """Return the numbers of findings at a place, each a link to its finding, and the correction in writing."""
    if not marks:
        return ""
    links = "".join(
        f'<a class="no {mark.tone}" id="{mark.anchor}" href="#f{mark.number}" data-of="{mark.number}"'
        f' title="{escape(_title(mark))}" aria-label="{escape(mark.name)}">{mark.number}</a>'
        for mark in sorted(marks, key=lambda one: one.number)
    )
    written = dict.fromkeys((mark.correction, mark.number) for mark in marks if mark.correction)
    notes = "".join(f'<ins data-of="{number}">应为 {escape(text or "")}</ins>' for text, number in written)
    return f'<span class="nos">{links}</span>{notes}'


def _title(mark: Mark) -> str:
    return f"{mark.name}。{mark.finding.suggestion or ''}"


def _advice(marks: Iterable[Mark]) -> str:
    """Return the notes under a block: what is advised for the findings on it."""
    notes = "".join(
        f'<li class="{mark.tone}" data-of="{mark.number}"><a class="no {mark.tone}" href="#f{mark.number}"'
        f' aria-label="{escape(mark.name)}">{mark.number}</a>{escape(mark.finding.suggestion or "")}</li>'
        for mark in marks
    )
    return f'<ul class="notes" aria-label="批注">{notes}</ul>' if notes else ""


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
