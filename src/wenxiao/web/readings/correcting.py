"""Putting a correction of what was read where it belongs: a field of the draft, or a chapter of its report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from wenxiao.standards import Pack
from wenxiao.web.filings import draft as drafts
from wenxiao.web.filings import work
from wenxiao.web.filings.chapters import Chapter, chapters
from wenxiao.web.filings.contents import filing_of
from wenxiao.web.filings.fields import Field, fields
from wenxiao.web.filings.marked import Spot, laid, spot_of
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.filings.titles import standard_by
from wenxiao.web.readings.items import Item
from wenxiao.web.readings.sources import Sources

_OF_NUMBERS = tuple("0123456789.,")


class Change(NamedTuple):
    """A change of the draft, and where it goes in words."""

    change: drafts.Change
    where: str


def fields_of(version: Version, pack: Pack) -> dict[Spot, Field]:
    """Return the fields of the official forms by the places in the file whose figures they show."""
    return _fields(version.digest, pack.id, pack.digest)


@lru_cache(maxsize=32)
def _fields(digest: str, standard: str, digest_of_standard: str) -> dict[Spot, Field]:
    """Return what `fields_of` does. What a hash names never changes."""
    sheets, cells = laid(digest, standard, digest_of_standard)
    known = [fields(sheet) for sheet in sheets]
    found = ((spot, known[at].get(cell)) for spot, (at, cell) in cells.items())
    return {spot: field for spot, field in found if field is not None}


def field_of(version: Version, pack: Pack, item: Item) -> Field | None:
    """Return the field of a form that shows an item, None for what stands in prose or in no form."""
    return None if item.place.row is None else fields_of(version, pack).get(spot_of(item.place))


def planned(held: Record, version: Version, item: Item, text: str, was: str | None = None) -> Change:
    """Return the change of the draft that a correction is; `was` is the text of an earlier one that still stands.

    Raises RefusedError if there is no one place for it.
    """
    draft = drafts.draft_of(held)
    if held.current is None or held.current.pk != version.pk:
        raise work.RefusedError(f"材料已经是{held.current}了，{version}不能再改；请核对新的一版。")
    if draft is not None and draft.base_id != version.pk:
        raise work.RefusedError(
            f"草稿还以{draft.base or '空白表'}为底稿，没有改；请先打开在线填报，选“改以{version}为底稿”，再来改正。"
        )
    field = field_of(version, standard_by(held, version), item)
    if field is not None:
        return Change(drafts.Change(field.key, field.said if was is None else was, text), "附表")
    page = drafts.report(held, draft, drafts.sheets(held, draft)) if item.place.row is None else None
    filing = filing_of(version)
    whole = Sources(filing.documents[0] if filing.documents else None).text(item.place)
    found = chapters(page) if page is not None else []
    return Change(_in_chapter(found, item, whole, item.source.marked if was is None else was, text), "报告")


def _in_chapter(found: Sequence[Chapter], item: Item, whole: str, now: str, text: str) -> drafts.Change:
    """Return the change of the chapter in which the words of an item, `now` among them, stand exactly once."""
    for words, at in _tries(item, whole, now):
        once = _once(found, words)
        if once is not None:
            chapter, place = once
            after = chapter.text[: place + at] + text + chapter.text[place + at + len(now) :]
            return drafts.Change(chapter.key, chapter.text, after)
    raise work.RefusedError(
        f"“{item.source.marked[:40]}”在表和报告里没有唯一的一处，程序不能代改；请在原来的文件里改好，再上传新的一版。"
    )


def _tries(item: Item, whole: str, now: str) -> list[tuple[str, int]]:
    """Return the words to look for, the longest first, and where in them the figure begins."""
    start, end = item.place.start, item.place.end
    if start is None or end is None or whole[start:end] != item.source.marked:
        return [(now, 0)]
    before, after = whole[:start].lstrip(), whole[end:].rstrip()
    return [(before + now + after, len(before)), (before[-12:] + now + after[:6], len(before[-12:])), (now, 0)]


def _once(found: Sequence[Chapter], words: str) -> tuple[Chapter, int] | None:
    """Return the chapter that holds some words, and where, if they stand once in all chapters, in no longer number."""
    if not words or sum(one.text.count(words) for one in found) != 1:
        return None
    chapter = next(one for one in found if words in one.text)
    at = chapter.text.index(words)
    return None if words[0].isdigit() and chapter.text[at - 1 : at] in _OF_NUMBERS else (chapter, at)
