"""What a filing's page says of a Standard that changed, with the draft as plain text where no form can be shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wenxiao.errors import StandardError
from wenxiao.standards import Pack
from wenxiao.web.filings.fields import said_in
from wenxiao.web.filings.models import Draft, Record
from wenxiao.web.pinned.content import installed, pack_by
from wenxiao.web.rounds.standard import outdated, standard_of
from wenxiao.write import Sheet


def standard_notice(held: Record) -> dict[str, Any]:
    """Return what a filing's page says of its Standard: whether it changed, went over, or cannot be read."""
    version = held.current
    earlier = version is not None and version.standard != held.round.digest
    adopted = held.round.adoptions.last() if earlier else None
    notice: dict[str, Any] = {"outdated": outdated(held.round), "earlier": earlier, "adopted": adopted}
    try:
        standard_of(held.round)
    except StandardError as error:
        notice |= {"unreadable": str(error), "draft": draft_as_text(held)}
    return {"standard": notice}


def draft_as_text(held: Record) -> list[tuple[str, str]]:
    """Return what is typed in a draft, each text with the words for its cell, without any form to show it on."""
    draft = Draft.objects.filter(record=held).first()
    pack = installed(held.round.standard)
    return [(_label(key, pack), text) for key, text in _cells(draft).items() if text]


def left_over(held: Record, draft: Draft | None, pages: Iterable[Sheet]) -> list[tuple[str, str]]:
    """Return what is typed in a draft for cells that no form has any more, since the round went over to others."""
    adopted = held.round.adoptions.last() if draft is not None else None
    if draft is None or adopted is None:
        return []
    there = {key for page in pages for key in said_in(page)}
    gone = set((draft.fields or {}).get("gone", ()))
    pack = _readable(held.round.standard, adopted.source)
    return [
        (_label(key, pack), text)
        for key, text in _cells(draft).items()
        if text and key not in there and (form := key.partition("|")[0]) != "report" and form not in gone
    ]


def _readable(name: str, digest: str) -> Pack | None:
    """Return a Standard by its digest, what the program brings where that cannot be read."""
    try:
        return pack_by(name, digest)
    except StandardError:
        return installed(name)


def _cells(draft: Draft | None) -> dict[str, str]:
    found: dict[str, str] = (draft.fields or {}).get("cells", {}) if draft is not None else {}
    return found


def _label(key: str, pack: Pack | None) -> str:
    """Return the words for a cell as far as the names in its key are known."""
    form, *parts = key.split("|")
    if pack is None:
        return " ".join(part for part in (form, *parts) if part)
    kind = form.partition("#")[0]
    title = pack.forms[kind].title if kind in pack.forms else "自评报告" if kind == "report" else form
    said = [pack.concepts[part].label if part in pack.concepts else part for part in parts if part]
    return "　".join(dict.fromkeys((title, *said)))
