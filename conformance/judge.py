"""Judges what a reader made of a file: is each figure there, under its heading, in its row; is nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from conformance.case import Case, Figure, Left
from conformance.seen import Grid, Seen, plain

MISSING = "缺数"
WRONG_HEADING = "错列"
WRONG_ROW = "错行"
ADRIFT = "无头"
LOST = "缺字"
LEFTOVER = "多出"
TABLES = "表数"


class Fault(NamedTuple):
    """What a reader got wrong: its kind, the trait of the file that it concerns, and one sentence."""

    kind: str
    trait: str | None
    message: str


def judge(case: Case, seen: Seen) -> list[Fault]:
    """Return what is wrong with a reading, nothing if it is right."""
    return [*_figures(case, seen), *_text(case, seen), *_absent(case, seen), *_tables(case, seen)]


def token(value: str) -> re.Pattern[str]:
    """Return the pattern of a text that is no part of a longer figure: 40 stands neither in 140 nor in 40.5 or 40%."""
    value = plain(value)
    before = r"(?<![0-9])(?<![0-9][.,])" if value[0].isdigit() else ""
    after = r"(?![0-9%])(?![.,][0-9])" if value[-1].isdigit() else ""
    return re.compile(before + re.escape(value) + after)


class _Spot(NamedTuple):
    """Where a figure was found: the heading and the label that it stands under, None if none of the case's."""

    heading: str | None
    label: str | None


def _figures(case: Case, seen: Seen) -> Iterator[Fault]:
    headings = {plain(one.column) for one in case.figures if one.column} | set(map(plain, case.headings))
    labels = {plain(one.row) for one in case.figures if one.row} | set(map(plain, case.labels))
    for figure in case.figures:
        spots = [spot for table in seen.tables for spot in _spots(table, figure.value, headings, labels)]
        if (fault := _fault(figure, spots)) is not None:
            yield fault


def _spots(table: Grid, value: str, headings: set[str], labels: set[str]) -> Iterator[_Spot]:
    """Find a figure in a table; a heading is the nearest above it, a label the nearest before it."""
    wanted = token(value)
    grid = [[plain(text) for text in row] for row in table]
    for at, row in enumerate(grid):
        for column, text in enumerate(row):
            if wanted.search(text):
                above = _nearest((grid[up][column] for up in range(at - 1, -1, -1)), headings)
                yield _Spot(above, _nearest((row[left] for left in range(column - 1, -1, -1)), labels))


def _nearest(texts: Iterator[str], known: set[str]) -> str | None:
    for text in texts:
        found = [one for one in known if one in text]
        if found:
            return max(found, key=len)
    return None


def _fault(figure: Figure, spots: list[_Spot]) -> Fault | None:
    column = plain(figure.column) if figure.column else None
    label = plain(figure.row) if figure.row else None
    if any(column in (None, spot.heading) and label in (None, spot.label) for spot in spots):
        return None
    name = f"{figure.row or ''}·{figure.column or ''}".strip("·")
    if not spots:
        return Fault(MISSING, figure.trait, f"{name} 应为 {figure.value}，没有读到")
    in_row = [spot for spot in spots if label in (None, spot.label)]
    if not in_row:
        found = next((spot.label for spot in spots if spot.label), None)
        kind = WRONG_ROW if found else ADRIFT
        return Fault(kind, figure.trait, f"{name} 的 {figure.value} 读到了“{found or '没有行名'}”的行里")
    heading = next((spot.heading for spot in in_row if spot.heading), None)
    kind = WRONG_HEADING if heading else ADRIFT
    return Fault(kind, figure.trait, f"{name} 的 {figure.value} 读到了“{heading or '没有表头'}”的下面")


def _text(case: Case, seen: Seen) -> Iterator[Fault]:
    said, start = plain(seen.text), 0
    for words in case.text:
        pattern = token(words)
        found = pattern.search(said, start)
        if found is not None:
            start = found.end()
        elif pattern.search(said) is not None:
            yield Fault(LOST, None, f"“{words}”的次序不对")
        else:
            yield Fault(LOST, None, f"没有读到“{words}”")


def _absent(case: Case, seen: Seen) -> Iterator[Fault]:
    said = plain(seen.text)
    for one in case.absent:
        left = one if isinstance(one, Left) else Left(one)
        if plain(left.text) in said:
            yield Fault(LEFTOVER, left.trait, f"“{left.text}”不该出现在正文里")


def _tables(case: Case, seen: Seen) -> Iterator[Fault]:
    if case.tables is not None and len(seen.tables) != case.tables:
        yield Fault(TABLES, None, f"应有 {case.tables} 张表，读到 {len(seen.tables)} 张")
