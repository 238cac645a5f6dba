"""What a filing's page says of a Standard that changed, with the draft as plain text where no form can be shown."""

from __future__ import annotations

from typing import Any

from wenxiao.errors import StandardError
from wenxiao.standards import Pack
from wenxiao.web.filings.models import Draft, Record
from wenxiao.web.pinned.content import installed
from wenxiao.web.rounds.standard import outdated, standard_of


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
    cells: dict[str, str] = (draft.fields or {}).get("cells", {}) if draft is not None else {}
    pack = installed(held.round.standard)
    return [(_label(key, pack), text) for key, text in cells.items() if text]


def _label(key: str, pack: Pack | None) -> str:
    """Return the words for a cell as far as the names in its key are known."""
    form, *parts = key.split("|")
    if pack is None:
        return " ".join(part for part in (form, *parts) if part)
    kind = form.partition("#")[0]
    title = pack.forms[kind].title if kind in pack.forms else "自评报告" if kind == "report" else form
    said = [pack.concepts[part].label if part in pack.concepts else part for part in parts if part]
    return "　".join(dict.fromkeys((title, *said)))
