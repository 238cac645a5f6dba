"""Printed labels made comparable, and the words of a Standard indexed by them.

A label is compared without blanks, enumerators, years, quotation marks, notes in brackets and trailing colons,
so that 「1、公务用车购置 和维护经费（万元）：」 and 「公务用车购置和维护经费」 are one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wenxiao.standards import Block, Column, Concept, FormSpec, Pack, Row, once_a_pack

_BLANK = re.compile(r"[\s\u200b\ufeff]+")
_QUOTES = str.maketrans("", "", "“”\"'‘’「」『』《》*·")
_ENUMERATOR = re.compile(
    r"^(?:第[一二三四五六七八九十]+[、.:部章节]|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳]"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．:](?!\d)|\d{1,2}(?=[\u4e00-\u9fff]{2}))"
)
_LEAD = re.compile(r"^(?:其中|包括|减|加|分项|按)[:：]")
_LEAD_BARE = re.compile(r"^其中(?=[\u4e00-\u9fff]{2})")
_YEAR = re.compile(r"(?:[(]?(?:19|20)\d{2}[)]?年?度?|本年度?|上一?年度?|当年度?|去年)")
_BRACKET = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_TAIL = re.compile(r"[:：、,，.。;；]+$")
_LONGEST_LABEL = 60
_PRINTED_YEAR = re.compile(r"(19|20)\d{2}(?=年|\D|$)")


_LONGEST_KEPT = 400  # a longer text is no label: it is squeezed anew rather than kept, as it would fill the memory


def squeeze(text: str) -> str:
    """Return the text in NFKC without any blank."""
    return _squeezed(text) if len(text) <= _LONGEST_KEPT else _squeeze(text)


@functools.lru_cache(maxsize=32768)
def _squeezed(text: str) -> str:
    return _squeeze(text)


def _squeeze(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def key(text: str, *, notes: bool = False) -> str:
    """Return the comparable form of a label; `notes` keeps what stands in brackets."""
    return _known_key(text, notes) if len(text) <= _LONGEST_KEPT else _key(text, notes)


@functools.lru_cache(maxsize=32768)
def _known_key(text: str, notes: bool) -> str:
    return _key(text, notes)


def _key(text: str, notes: bool) -> str:
    bare = squeeze(text).translate(_QUOTES)
    for _ in range(3):
        trimmed = _LEAD_BARE.sub("", _LEAD.sub("", _ENUMERATOR.sub("", bare)))
        if trimmed == bare:
            break
        bare = trimmed
    if not notes:
        bare = _BRACKET.sub("", _BRACKET.sub("", bare))
    return _TAIL.sub("", bare)


@functools.lru_cache(maxsize=32768)
def undated(text: str) -> str:
    """Return the key of a label without its year (2024年决算数, 上年决算数 → 决算数)."""
    bare = key(text)
    stripped = _YEAR.sub("", bare)
    return stripped or bare


@functools.lru_cache(maxsize=32768)
def forms_of(text: str) -> tuple[str, ...]:
    """Return the comparable forms under which a printed label is looked up, the closest first; none if too long."""
    return (key(text), key(text, notes=True), undated(text)) if 0 < len(text) <= _LONGEST_LABEL else ()


def printed_year(text: str) -> int | None:
    """Return the year that a head names in figures, or None."""
    match = _PRINTED_YEAR.search(squeeze(text))
    return int(match.group()[:4]) if match else None


def relative_year(text: str) -> int | None:
    """Return -1 for a head that says 上年, 0 for 本年, None where it says neither."""
    bare = squeeze(text)
    if re.search(r"上一?年|去年", bare):
        return -1
    return 0 if re.search(r"本年|当年", bare) else None


def keys_of(label: str, synonyms: tuple[str, ...]) -> tuple[str, ...]:
    """Return all comparable forms under which a term may stand."""
    found: dict[str, None] = {}
    for word in (label, *synonyms):
        for form in (key(word), key(word, notes=True), undated(word)):
            if form:
                found[form] = None
    return tuple(found)


@dataclass(frozen=True)
class Lexicon:
    """The words of one block, indexed by comparable form."""

    form: FormSpec
    block: Block
    columns: dict[str, Column]
    rows: dict[str, Row]
    totals: frozenset[str]

    def column(self, text: str) -> Column | None:
        """Return the column that a printed head names, or None."""
        return next((self.columns[form] for form in forms_of(text) if form in self.columns), None)

    def row(self, text: str) -> Row | None:
        """Return the row or field that a printed label names, or None."""
        return next((self.rows[form] for form in forms_of(text) if form in self.rows), None)

    def is_total(self, text: str) -> bool:
        """Tell whether a label opens the total row of an indicator table."""
        return key(text) in self.totals


def _row_keys(row: Row, concepts: dict[str, Concept]) -> tuple[str, ...]:
    concept = concepts.get(row.concept or "")
    label = row.label or (concept.label if concept else "")
    return keys_of(label, (*row.synonyms, *(concept.synonyms if concept else ())))


def _column_keys(column: Column, concepts: dict[str, Concept]) -> tuple[str, ...]:
    concept = concepts.get(column.concept or "")
    return keys_of(column.label, (*column.synonyms, *((concept.label, *concept.synonyms) if concept else ())))


@once_a_pack
def lexicons(pack: Pack) -> tuple[Lexicon, ...]:
    """Return the lexicon of every block of every form of the pack."""
    return tuple(_lexicon(pack, form, block) for form in pack.forms.values() for block in form.blocks)


@once_a_pack
def _heads(pack: Pack) -> dict[str, list[int]]:
    """Return, for each comparable form of a head, the lexicons that know it, by index."""
    found: dict[str, list[int]] = {}
    for at, lexicon in enumerate(lexicons(pack)):
        for form in lexicon.columns:
            found.setdefault(form, []).append(at)
    return found


def field_lexicons(pack: Pack) -> list[Lexicon]:
    """Return the lexicons of the blocks that have a value beside each label."""
    return [one for one in lexicons(pack) if one.block.kind == "fields"]


def lexicons_of(pack: Pack, texts: Iterable[str]) -> Iterator[Lexicon]:
    """Yield, in order, the lexicons that know any of the texts as the head of a column."""
    every, heads = lexicons(pack), _heads(pack)
    found = {at for text in texts for form in forms_of(text) for at in heads.get(form, ())}
    return (every[at] for at in sorted(found))


def _lexicon(pack: Pack, form: FormSpec, block: Block) -> Lexicon:
    columns: dict[str, Column] = {}
    rows: dict[str, Row] = {}
    for column in block.columns:
        for form_key in _column_keys(column, pack.concepts):
            columns.setdefault(form_key, column)
    for row in (*block.rows, *block.fields):
        for form_key in _row_keys(row, pack.concepts):
            rows.setdefault(form_key, row)
    totals = frozenset(key(word) for word in block.totals)
    return Lexicon(form=form, block=block, columns=columns, rows=rows, totals=totals)
