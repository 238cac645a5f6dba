"""What is typed and not yet a version: the forms of a base with other texts, rows and projects, and their Filing.

A draft holds texts by the identity of their cells and the edition in which each was typed. What two people type into
different cells stands side by side; of one cell, the second is told what the first wrote and chooses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec
from django.db import transaction
from django.http import HttpRequest

from wenxiao.errors import StandardError
from wenxiao.filing import Filing, from_json
from wenxiao.standards import Pack
from wenxiao.web import store
from wenxiao.web.acting import actor
from wenxiao.web.audit.log import record as log
from wenxiao.web.filings import work
from wenxiao.web.filings.chapters import retold
from wenxiao.web.filings.computed import completed
from wenxiao.web.filings.fields import GIVEN, fields, grown, key_of, renamed, retyped
from wenxiao.web.filings.fields import said_in as said_on
from wenxiao.web.filings.models import Draft, Record, Version
from wenxiao.web.filings.reading import read_pages
from wenxiao.web.pinned.content import pack_by
from wenxiao.web.rounds.standard import standard_of
from wenxiao.web.targets.given import Given, given_for, is_given, laid_out
from wenxiao.web.targets.names import name as name_of
from wenxiao.write import Page, Prose, Sheet, pages_of
from wenxiao.write.clean import printable

PROJECT = "project"
LONGEST, LONGEST_KEY = 20_000, 300


class Typed(msgspec.Struct, kw_only=True):
    """The content of a draft: texts by key with the edition of each, and the rows added by form.

    `projects` are the names of added project forms, `gone` those of forms that were taken out.
    """

    cells: dict[str, str] = {}
    at: dict[str, int] = {}
    rows: dict[str, list[str]] = {}
    projects: list[str] = []
    gone: list[str] = []


class Change(msgspec.Struct, frozen=True):
    """One cell as a browser sends it: what it held when the person began, and what he typed."""

    key: str
    before: str
    after: str


class Conflict(msgspec.Struct, frozen=True):
    """A cell that somebody else changed meanwhile: his text (None: the cell is gone) and the person's own."""

    key: str
    theirs: str | None
    mine: str


def typed(draft: Draft | None) -> Typed:
    """Return the content of a draft; an empty one where there is none."""
    return msgspec.convert(draft.fields, Typed) if draft is not None and draft.fields else Typed()


def draft_of(held: Record) -> Draft | None:
    """Return the draft of a filing, if anybody typed anything."""
    return Draft.objects.select_related("base", "by").filter(record=held).first()


def base_of(held: Record, draft: Draft | None) -> Version | None:
    """Return the version that the draft stands on: the current one where there is no draft yet."""
    return held.current if draft is None else draft.base


@transaction.atomic
def edit(request: HttpRequest, held: Record, changes: Sequence[Change]) -> tuple[Draft, list[Conflict]]:
    """Put changes into the draft, but for cells that somebody else changed meanwhile. Raises RefusedError."""
    draft = _opened(request, held)
    kept, conflicts = typed(draft), []
    forms = laid(held, draft, {one.key.partition("|")[0] for one in changes})
    there = {key: text for page in forms.pages for key, text in said_on(page).items()}
    for raw in changes:
        if raw.key.split("|")[4:5] == [GIVEN]:
            raise work.RefusedError(f"“{raw.before[:40]}”是批复的目标，不能改，没有保存；如需调整请联系财政部门。")
        one = Change(forms.now(raw.key, there), printable(raw.before), printable(raw.after))
        if len(one.after) > LONGEST:
            raise work.RefusedError(f"一格最多 {LONGEST} 个字，请分几格写，或写进报告。")
        chapter = one.key.startswith("report|") and one.key == printable(one.key)[:LONGEST_KEY]
        said = kept.cells.get(one.key, one.before) if chapter else there.get(one.key)
        if said is None or said not in (one.before, one.after):
            conflicts.append(Conflict(one.key, said, one.after))
        else:
            kept.cells[one.key], kept.at[one.key] = one.after, draft.edition + 1
    return (_keep(request, draft, kept) if len(conflicts) < len(changes) else draft), conflicts


@transaction.atomic
def add_row(request: HttpRequest, held: Record, form: str, parent: str) -> Draft:
    """Add a blank row below another one."""
    draft = _opened(request, held)
    kept = typed(draft)
    if sum(map(len, kept.rows.values())) >= 500:
        raise work.RefusedError("已经加了五百行，请先保存为版本。")
    kept.rows.setdefault(form, []).append(parent)
    return _keep(request, draft, kept)


@transaction.atomic
def add_project(request: HttpRequest, held: Record) -> Draft:
    """Add a blank form for one more project."""
    draft = _opened(request, held)
    kept = typed(draft)
    names = {page.form for page in _based(base_of(held, draft), held)} | {*kept.projects, *kept.gone}
    number = next(at for at in range(1, 1000) if _project(at) not in names)
    kept.projects.append(_project(number))
    return _keep(request, draft, kept)


def _project(number: int) -> str:
    return PROJECT if number == 1 else f"{PROJECT}#{number}"


@transaction.atomic
def take_out(request: HttpRequest, held: Record, form: str) -> Draft:
    """Take a project's form out of the draft; what was typed in it stays in the log."""
    draft = _opened(request, held)
    kept = typed(draft)
    if not form.startswith(PROJECT):
        raise work.RefusedError("只有项目的表可以拿掉，其余的表是必须报的。")
    if any(is_given(page) for page in sheets(held, draft, {form})):
        raise work.RefusedError("这个项目有批复的目标，不能拿掉；项目已经取消的，请联系财政部门撤销批复。")
    kept.gone.append(form)
    lost = {key: text for key, text in kept.cells.items() if key.startswith(f"{form}|")}
    log(request, "draft.take-out", held, {"form": form, "cells": lost})
    return _keep(request, draft, kept)


@transaction.atomic
def begin_anew(request: HttpRequest, held: Record) -> None:
    """Let the draft stand on the current version; what was typed before stays in the log."""
    draft = _opened(request, held)
    log(request, "draft.begin-anew", held, {"base": held.current and held.current.number, "left": draft.fields})
    draft.base, draft.fields = held.current, {}
    draft.edition += 1
    draft.save()


def _opened(request: HttpRequest, held: Record) -> Draft:
    """Return the draft, locked; a new one stands on the current version."""
    work.allowed(held, "save")
    Draft.objects.get_or_create(record=held, defaults={"base": held.current, "by": actor(request)})
    return Draft.objects.select_for_update(of=("self",)).select_related("base").get(record=held)


def _keep(request: HttpRequest, draft: Draft, kept: Typed) -> Draft:
    draft.fields, draft.by = msgspec.to_builtins(kept), actor(request)
    draft.edition += 1
    draft.save()
    return draft


# --- the forms of a draft ------------------------------------------------------------------------


@lru_cache(maxsize=128)
def _pages(digest: str | None, standard: str, digest_of_standard: str, unit: str, year: int) -> tuple[Sheet, ...]:
    """Return the forms of a version, or blank ones. A version and a Standard never change under their hashes."""
    pack = pack_by(standard, digest_of_standard)
    filing = from_json(store.get(digest)) if digest else blank(pack, unit, year)
    pages = [page for page in pages_of(filing, pack) if isinstance(page, Sheet)]
    if not any(page.form == "overall" for page in pages) and "overall" in pack.layouts:
        pages += [page for page in pages_of(filing, pack, "overall") if isinstance(page, Sheet)]
    return tuple(pages)


def blank(pack: Pack, unit: str, year: int) -> Filing:
    """Return a filing that says nothing but whose it is."""
    return Filing(standard=pack.id, standard_reason="按年度工作的口径", unit=unit, year=year, kind="overall")


def _based(base: Version | None, held: Record) -> tuple[Sheet, ...]:
    pack = standard_of(held.round)
    return _pages(base.digest if base else None, pack.id, pack.digest, held.unit.name, held.round.year)


class Laid(NamedTuple):
    """The forms of a draft, and the rows whose place an approved row has taken, by form and row."""

    pages: list[Sheet]
    moved: dict[tuple[str, str], str]

    def now(self, key: str, there: Collection[str]) -> str:
        """Return the key under which a cell is known now; a page that was opened before an approval has the old one."""
        form, block, row, name, *rest = key.split("|") if key.count("|") == 5 else (key, "", "", "")
        if (form, row) not in self.moved:
            return key
        moved = "|".join((form, block, self.moved[form, row], name))
        given = f"{moved}|{GIVEN}|"
        return given if given in there else "|".join((moved, *rest))


def sheets(held: Record, draft: Draft | None, only: Collection[str] | None = None) -> list[Sheet]:
    """Return the forms of a draft as they are typed, all or only those named."""
    return laid(held, draft, only).pages


def laid(held: Record, draft: Draft | None, only: Collection[str] | None = None) -> Laid:
    """Return the forms of a draft as they are typed, laid out around what is approved."""
    kept, pack = typed(draft), standard_of(held.round)
    base = base_of(held, draft)
    found = [page for page in _based(base, held) if page.form not in kept.gone]
    for name in kept.projects:
        if name not in kept.gone and PROJECT in pack.layouts:
            found += [renamed(page, name) for page in _blank_pages(held, PROJECT)]
    given = _placed(held, found, kept)
    wanted = found if only is None else [page for page in found if page.form in only]
    pages: list[Sheet] = []
    moved: dict[tuple[str, str], str] = {}
    for page in wanted:
        rows, approved = kept.rows.get(page.form, []), given.get(page.form)
        own = [one for one in rows if approved is None or not approved.rows or "|approved:" not in one]
        made = retyped(grown(page, own), kept.cells)
        if approved is not None:
            made, changed = laid_out(made, approved, _filing(base, held), pack, rows, kept.cells)
            moved |= {(page.form, was): now for was, now in changed.items()}
        pages.append(made)
    return Laid(pages, moved)


def _placed(held: Record, pages: list[Sheet], kept: Typed) -> dict[str, Given]:
    """Return what is approved by form; an approved project that the draft does not have gets a form of its own.

    A form of the draft stands for the approved project of its name, unless the unit has typed into the other already.
    """
    found: dict[str, Given] = {}
    for one in given_for(held.pk):
        if not one.project:
            found["overall"] = one
            continue
        typed_in = any(key.startswith(f"{one.form}|") for key in kept.cells)
        named = next((page.form for page in pages if _project_name(page, kept) == name_of(one.project)), None)
        form = named if named is not None and not typed_in else one.form
        if form == one.form:
            pages += [renamed(page, form) for page in _blank_pages(held, PROJECT)]
        found[form] = one
    return found


def _project_name(page: Sheet, kept: Typed) -> str | None:
    """Return the name of a project's form as it is matched, None for another form or one without a name."""
    cells = page.cells if page.form.startswith(PROJECT) else ()
    slots = ((cell, cell.slot) for cell in cells if cell.slot is not None and cell.slot.name == "project.name")
    said = next((kept.cells.get(key_of(slot), cell.said) for cell, slot in slots), "")
    return name_of(said) or None


def _blank_pages(held: Record, form: str) -> tuple[Sheet, ...]:
    """Return a blank form, none if the Standard has no paper for it."""
    pack = standard_of(held.round)
    return _blank(form, pack.id, pack.digest, held.unit.name, held.round.year)


@lru_cache(maxsize=128)
def _blank(form: str, standard: str, digest_of_standard: str, unit: str, year: int) -> tuple[Sheet, ...]:
    """Return what `_blank_pages` does: every edit of a draft with approved projects asks for it."""
    pack = pack_by(standard, digest_of_standard)
    empty = pages_of(blank(pack, unit, year), pack, form) if form in pack.layouts else []
    return tuple(page for page in empty if isinstance(page, Sheet))


@lru_cache(maxsize=32)
def _read(digest: str) -> Filing:
    return from_json(store.get(digest))


def _filing(base: Version | None, held: Record) -> Filing:
    pack = standard_of(held.round)
    return _read(base.digest) if base is not None else blank(pack, held.unit.name, held.round.year)


def said_in(held: Record, draft: Draft | None, only: Collection[str] | None = None) -> dict[str, str]:
    """Return what every field of a draft's forms (all, or those named) holds, by its key."""
    return {key: text for page in sheets(held, draft, only) for key, text in said_on(page).items()}


def stated(held: Record, pages: Sequence[Page]) -> Filing:
    """Return the Filing that the forms of a draft state; whose it is, the round knows."""
    filing = read_pages(pages, standard_of(held.round))
    return msgspec.structs.replace(
        filing, unit=filing.unit or held.unit.name, year=held.round.year, standard_reason="按年度工作的口径"
    )


def report(held: Record, draft: Draft | None, pages: Sequence[Sheet]) -> Prose | None:
    """Return the report of a draft: what was typed, what the base says, and what the data can say."""
    pack = standard_of(held.round)
    if "report" not in pack.reports:
        return None
    base = base_of(held, draft)
    filing = _read(base.digest) if base is not None else None
    if filing is None or not filing.sections:
        filing = stated(held, pages)
    page = pages_of(filing, pack, "report")[0]
    assert isinstance(page, Prose)
    return retold(page, _chapters(typed(draft).cells))


def _chapters(cells: Mapping[str, str]) -> dict[str, str]:
    return {key.partition("|")[2]: text for key, text in cells.items() if key.startswith("report|")}


def whole(held: Record, draft: Draft | None) -> Filing:
    """Return the Filing of a draft: its forms, with what follows from them, and its report."""
    pack = standard_of(held.round)
    forms = [completed(page, pack)[0] for page in sheets(held, draft)]
    written = report(held, draft, forms)
    return stated(held, [*forms, *([written] if written is not None else [])])


def last_year(held: Record, form: str) -> dict[str, str]:
    """Return what last year's filing says in the fields of a form; rows without a name of their own are left out."""
    earlier = Record.objects.filter(unit=held.unit_id, round__year=held.round.year - 1, current__isnull=False)
    before = earlier.select_related("round", "unit", "current").first()
    if before is None:
        return {}
    try:
        pages = _based(before.current, before)
    except StandardError:
        return {}
    known = [fields(page) for page in pages if page.form == form]
    found = {field.key: field.said for page in known for field in page.values()}
    return {key: said for key, said in found.items() if not key.split("|")[2][:1].isdigit()}
