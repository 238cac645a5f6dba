"""Where every piece of evidence stands in the document: its spot, its characters, its anchor, its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wenxiao.check import find
from wenxiao.document import Document, Paragraph, Place, Table
from wenxiao.finding import Evidence, Finding
from wenxiao.report.html.veil import Veil, veil_of

WHOLE = "document"  # the anchor of what has no place in the document
_SHOULD_BE = re.compile(r"应为\s*([^\s，。；（）()]{1,24})")

Spot = tuple[int, int | None, int | None]
"""Block, row and column; row and column are None for a paragraph, and for a table as a whole."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One finding at one place. `start` and `end` are None if the whole passage is meant."""

    number: int
    finding: Finding
    anchor: str
    start: int | None = None
    end: int | None = None
    correction: str | None = None

    @property
    def tone(self) -> str:
        """The class that gives the mark its colour and shape."""
        return tone(self.finding)

    @property
    def name(self) -> str:
        """What is read aloud: 第 3 条，错误：分项之和不等于合计."""
        return f"第 {self.number} 条，{word(self.finding)}：{find(self.finding.check).name}"


@dataclass(frozen=True)
class Marks:
    """All marks by spot, the advice to print under each block, the anchor of each evidence, and the veil."""

    by_spot: dict[Spot, list[Mark]] = field(default_factory=dict)
    advice: dict[int, list[Mark]] = field(default_factory=dict)
    anchors: dict[tuple[int, int], str] = field(default_factory=dict)
    veil: Veil = field(default_factory=Veil)
    hidden: int = 0

    def anchor(self, number: int, index: int) -> str:
        """Return the id of the element that shows the evidence `index` (from 0) of the finding `number`."""
        return self.anchors.get((number, index), WHOLE)


def tone(finding: Finding) -> str:
    """Return the class of a finding: its severity, or `waived`."""
    return "waived" if finding.waived is not None else str(finding.severity)


def word(finding: Finding) -> str:
    """Return the word for a finding's severity, 已豁免 if it is waived."""
    return "已豁免" if finding.waived is not None else finding.severity.label


def ordered(findings: tuple[Finding, ...]) -> list[tuple[int, Finding]]:
    """Number the findings from 1: those that count first, gravest first, else in the order given."""
    ranked = sorted(findings, key=lambda one: (one.waived is not None, one.severity.rank))
    return list(enumerate(ranked, 1))


def marks_of(document: Document, findings: list[tuple[int, Finding]]) -> Marks:
    """Find the spot of every evidence. What points outside the document gets the anchor of the whole."""
    map_ = _Map(document)
    marks = Marks(veil=(veil := _veil(map_, findings))[0], hidden=veil[1])
    for number, finding in findings:
        principal = _principal(finding)
        seen: dict[tuple[Spot, tuple[int, int] | None], str] = {}
        for index, evidence in enumerate(finding.evidence):
            spot = map_.spot(evidence.place)
            if spot is None:
                continue
            span = map_.span(spot, evidence)
            if (spot, span) not in seen:
                seen[spot, span] = f"e{number}-{index + 1}"
                mark = _mark(number, finding, seen[spot, span], span, main=index == principal)
                marks.by_spot.setdefault(spot, []).append(mark)
                if index == principal and finding.suggestion and not mark.correction:
                    marks.advice.setdefault(spot[0], []).append(mark)
            marks.anchors[number, index] = seen[spot, span]
    return marks


def _mark(number: int, finding: Finding, anchor: str, span: tuple[int, int] | None, *, main: bool) -> Mark:
    start, end = span or (None, None)
    should = _SHOULD_BE.search(finding.suggestion or "") if main else None
    return Mark(
        number=number,
        finding=finding,
        anchor=anchor,
        start=start,
        end=end,
        correction=should.group(1) if should else None,
    )


def _principal(finding: Finding) -> int:
    """Return the index of the evidence that the suggestion is about: named in it, or the actual value, or the first."""
    for index, one in enumerate(finding.evidence):
        if (
            one.text
            and finding.suggestion
            and finding.suggestion.startswith(one.label.split()[0] if one.label else " ")
        ):
            rest = finding.suggestion[len(one.label.split()[0]) :]
            if re.search(rf"(?<![\d.]){re.escape(one.text)}(?![\d.])", rest.split("应为")[0]):
                return index
    for index, one in enumerate(finding.evidence):
        if one.text and one.text == finding.actual:
            return index
    return 0


class _Map:
    """The passages of a document by spot; tables are looked into only where something points into them."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._cells: dict[int, dict[tuple[int, int], tuple[int, int, str]]] = {}

    def spot(self, place: Place) -> Spot | None:
        """Return the spot of a place, or None if the document has no such block."""
        if place.block is None or not 0 <= place.block < len(self._blocks):
            return None
        block = self._blocks[place.block]
        if isinstance(block, Paragraph) or place.row is None:
            return (place.block, None, None)
        cells = self._table(place.block, block)
        cell = cells.get((place.row, place.column or 0))
        return (place.block, None, None) if cell is None else (place.block, cell[0], cell[1])

    def _table(self, number: int, table: Table) -> dict[tuple[int, int], tuple[int, int, str]]:
        """Return the corner and text of the cell that covers each position of a table."""
        if number not in self._cells:
            self._cells[number] = {
                (row, column): (cell.row, cell.column, cell.text)
                for row, line in enumerate(table.grid())
                for column, cell in enumerate(line)
                if cell is not None
            }
        return self._cells[number]

    def text(self, spot: Spot) -> str:
        """Return the text of a passage; a table as a whole has none."""
        block = self._blocks[spot[0]]
        if isinstance(block, Paragraph):
            return block.text
        return "" if spot[1] is None or spot[2] is None else self._cells[spot[0]][spot[1], spot[2]][2]

    def span(self, spot: Spot, evidence: Evidence) -> tuple[int, int] | None:
        """Return the characters meant: as given, or where the evidence's text stands once, else None for all."""
        text, place = self.text(spot), evidence.place
        if place.start is not None and place.end is not None:
            start, end = max(place.start, 0), min(place.end, len(text))
            return (start, end) if start < end else None
        return _once(evidence.text.strip(), text)


def _once(part: str, text: str) -> tuple[int, int] | None:
    """Return where `part` stands in `text`, if it does so once, not as a part of a longer number, and is not all."""
    if not part or part == text.strip():
        return None
    found = [at for at in _occurrences(part, text) if not _cuts_number(text, at, at + len(part))]
    return (found[0], found[0] + len(part)) if len(found) == 1 else None


def _occurrences(part: str, text: str) -> Iterator[int]:
    """Yield where `part` stands in `text`, the first three times."""
    at = text.find(part)
    for _ in range(3):
        if at < 0:
            return
        yield at
        at = text.find(part, at + len(part))


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Tell whether a range begins or ends within a number."""
    numeric = "0123456789."
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before in numeric and text[start] in numeric and bool(before)) or (
        after.isdigit() and text[end - 1] in numeric
    )


def _veil(map_: _Map, findings: list[tuple[int, Finding]]) -> tuple[Veil, int]:
    """Return the veil over all that the privacy checks point at, and at how many places."""
    passages: dict[str, list[tuple[int, int] | None]] = {}
    count = 0
    for _, finding in findings:
        if not any(name.startswith("privacy.") for name in (finding.check, *finding.also)):
            continue
        for evidence in finding.evidence:
            spot = map_.spot(evidence.place)
            if spot is not None:
                count += 1
                given = evidence.place.start is not None
                span = map_.span(spot, evidence) if given else None  # a masked text is not to be looked for
                passages.setdefault(map_.text(spot), []).append(span)
    return veil_of(passages), count
