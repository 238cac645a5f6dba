"""The indicators that evidence can be bound to, and which of them a file belongs to now.

A row is known by its names (as `targets.names` matches them), not by its position: a version made later, a row added
above and an upload after filling in leave its evidence where it was. While a draft lives its rows are known by their
field keys too, so that an indicator whose name is being mended keeps its evidence.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wenxiao.errors import StandardError
from wenxiao.web.evidence.models import Evidence
from wenxiao.web.filings import draft as drafts
from wenxiao.web.filings.models import Record
from wenxiao.web.filings.screen import short_title
from wenxiao.web.targets.names import name as matched
from wenxiao.write import Sheet, SheetCell

LEVELS = ("level1", "level2", "level3")
_UNNAMED = "（未写名称的一行）"


class Row(NamedTuple):
    """An indicator: its form instance and title, its project, the names of its levels, where it stands.

    `number` counts the form's indicators from 1, `nth` those of the same names from 0, `spot` is FORM|BLOCK|ROW.
    """

    instance: str
    title: str
    project: str
    levels: tuple[str, str, str]
    number: int
    nth: int
    spot: str

    @property
    def form(self) -> str:
        """The kind of form."""
        return self.instance.partition("#")[0]

    @property
    def name(self) -> str:
        """The name of the indicator: its lowest level that has one."""
        return name_of(self.levels)

    @property
    def key(self) -> str:
        """What the row is called in an address."""
        said = (self.form, matched(self.project), *map(matched, self.levels), str(self.nth))
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    @property
    def numbered(self) -> str:
        """How the numbers of its evidence begin: 3, or 项2-3 in the form of the second project."""
        if self.form != drafts.PROJECT:
            return f"{self.number}"
        return f"项{self.instance.partition('#')[2] or 1}-{self.number}"


def name_of(levels: Sequence[str]) -> str:
    """Return the lowest level that has a name."""
    return next((one for one in reversed(levels) if one), _UNNAMED)


def rows_of(sheets: Iterable[Sheet]) -> list[Row]:
    """Return the indicators of forms in order."""
    found: list[Row] = []
    seen: Counter[object] = Counter()
    for sheet in sheets:
        project = _project(sheet)
        for number, (spot, levels) in enumerate(_indicators(sheet), 1):
            kind = sheet.form.partition("#")[0]
            same = (kind, matched(project), *map(matched, levels))
            found.append(Row(sheet.form, _title(sheet, project), project, levels, number, seen[same], spot))
            seen[same] += 1
    return found


def spot_of(cells: Iterable[SheetCell]) -> str:
    """Return the spot of a row of cells if it is an indicator's, else ""."""
    for cell in cells:
        slot = cell.slot
        if slot is not None and slot.name == "target" and slot.row is not None:
            return f"{slot.form}|{slot.block or ''}|{slot.row}"
    return ""


def _indicators(sheet: Sheet) -> Iterator[tuple[str, tuple[str, str, str]]]:
    grid = sheet.grid()
    for at, line in enumerate(sheet.by_row()):
        spot = spot_of(line)
        if spot:
            said = {one.slot.name: one.said for one in grid[at] if one is not None and one.slot is not None}
            first, second, third = (" ".join(said.get(name, "").split()) for name in LEVELS)
            yield spot, (first, second, third)


def _project(sheet: Sheet) -> str:
    return next((one.said for one in sheet.cells if one.slot is not None and one.slot.name == "project.name"), "")


def _title(sheet: Sheet, project: str) -> str:
    if sheet.form.startswith(drafts.PROJECT):
        return f"项目：{project or '未命名'}"
    return short_title(sheet)


class Rows(NamedTuple):
    """The indicators of a filing now: those of its draft (with the version that it stands on) and of its version."""

    draft: tuple[Row, ...]
    base: int | None
    version: tuple[Row, ...]

    def to_choose(self) -> list[Row]:
        """Return the indicators that evidence may be bound to, each once."""
        both = {row.key: row for row in (*self.version, *self.draft) if any(row.levels)}
        return list(both.values())

    def chosen(self, key: str, spot: str = "") -> Row | None:
        """Return the indicator by its spot in the draft, or by its key."""
        typed = next((row for row in self.draft if row.spot == spot), None)
        typed = typed or next((row for row in self.draft if row.key == key), None)
        read = next((row._replace(spot="") for row in self.version if row.key == key), None)  # a spot is the draft's
        return typed or read

    def in_draft(self, one: Evidence) -> Row | None:
        """Return the indicator of the draft that a file belongs to."""
        here = one.spot and one.base_id == self.base
        found = next((row for row in self.draft if row.spot == one.spot), None) if here else None
        return found or _named(self.draft, one.form, one.project, one.levels, one.nth)

    def in_version(self, one: Evidence) -> Row | None:
        """Return the indicator of the version that a file belongs to: by the name that it has in the draft now."""
        now = self.in_draft(one)
        if now is not None:
            found = _named(self.version, now.form, now.project, now.levels, now.nth)
            if found is not None:
                return found
        return _named(self.version, one.form, one.project, one.levels, one.nth)


def _named(rows: Sequence[Row], form: str, project: str, levels: Sequence[str], nth: int) -> Row | None:
    """Return the row of these names; if none has all of them, the only one of its form with the same lowest name."""
    kind = [row for row in rows if row.form == form]
    names, of = [matched(one) for one in levels], matched(project)
    same = [row for row in kind if matched(row.project) == of and list(map(matched, row.levels)) == names]
    if same:
        return next((row for row in same if row.nth == nth), same[0])
    low = matched(name_of(levels))
    for project_too in (True, False):
        near = [row for row in kind if matched(row.name) == low and (not project_too or matched(row.project) == of)]
        if len(near) == 1:
            return near[0]
    return None


def rows_now(held: Record) -> Rows:
    """Return the indicators of a filing now; none of a Standard that cannot be used any more."""
    draft = drafts.draft_of(held)
    try:
        version = tuple(rows_of(drafts.sheets(held, None)))
        typed = version if draft is None else tuple(rows_of(drafts.sheets(held, draft)))
    except StandardError:
        return Rows((), None, ())
    base = drafts.base_of(held, draft)
    return Rows(typed, base.pk if base is not None else None, version)


def follow(held: Record) -> None:
    """Give the files of a filing the names that their indicators have in the draft, before it becomes a version."""
    rows = rows_now(held)
    for one in Evidence.objects.filter(record=held, removed=None).exclude(form=""):
        row = rows.in_draft(one)
        if row is not None and (row.project, list(row.levels), row.nth) != (one.project, one.levels, one.nth):
            one.project, one.levels, one.nth = row.project, list(row.levels), row.nth
            one.save(update_fields=["project", "levels", "nth"])
