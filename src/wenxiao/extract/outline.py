"""Numbered headings, and the top-level parts of the report among them.

Which of several chains of headings is the report's own is decided by how well they match the outlines of the
Standard and by how well their numbers follow on; a chain may mix styles (七、 8、 九、), as real ones do.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from wenxiao import quantity
from wenxiao.document import Document, Paragraph, Table
from wenxiao.extract.labels import squeeze
from wenxiao.extract.likeness import SIMILAR, OutlineTitles
from wenxiao.filing import Heading, Section
from wenxiao.standards import Pack

_STYLES = (
    ("第一部分", re.compile(r"^第([一二三四五六七八九十]{1,3})(?:部分|章)[、:：.．\s]*(.+)$")),
    ("一、", re.compile(r"^([一二三四五六七八九十]{1,3})\s*[、.．:：]\s*(.+)$")),
    ("（一）", re.compile(r"^[(（]([一二三四五六七八九十]{1,3})[)）][、.．]?\s*(.+)$")),
    ("1、", re.compile(r"^(\d{1,2})\s*[、.．](?!\d)\s*(.+)$")),
    ("（1）", re.compile(r"^[(（](\d{1,2})[)）][、.．]?\s*(.+)$")),
)
_LONGEST_TITLE = 40
_NOTHING = re.compile(r"[(（]\s*(?:无|不涉及|不适用)\s*[)）]\s*$")


@dataclass(frozen=True)
class _Candidate:
    block: int
    style: str
    number: str
    ordinal: int
    title: str
    similar: float


def headings(document: Document) -> tuple[Heading, ...]:
    """Return every numbered heading of the paragraphs; `depth` orders the styles as they first nest."""
    found: list[Heading] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            head = parse_heading(block.text)
            if head is not None:
                style, number, ordinal, title = head
                depth = [name for name, _ in _STYLES].index(style)
                found.append(
                    Heading(
                        number=number,
                        ordinal=ordinal,
                        style=style,
                        depth=depth,
                        title=title,
                        place=block.place,
                    )
                )
    return tuple(found)


def parse_heading(text: str) -> tuple[str, str, int, str] | None:
    """Return style, printed number, ordinal and title of a heading line, or None.

    A heading is one short line, or a short clause up to 。 that a paragraph opens with (（一）机构情况。…).
    """
    line = text.split("\n", maxsplit=1)[0].strip()
    if line[:1] not in _OPENERS and not line[:1].isdecimal():
        return None
    return _heading(line) if len(line) <= _LONGEST_LINE else _parse_heading(line)


_OPENERS = frozenset("第一二三四五六七八九十(（")
_LONGEST_LINE = 200


@lru_cache(maxsize=4096)
def _heading(line: str) -> tuple[str, str, int, str] | None:
    return _parse_heading(line)


def _parse_heading(line: str) -> tuple[str, str, int, str] | None:
    for style, pattern in _STYLES:
        match = pattern.match(line)
        if match is None:
            continue
        title = match.group(2).strip().rstrip("：:")
        bare = squeeze(title)
        if len(bare) > _LONGEST_TITLE or re.search(r"[。；;！!？?]\S", bare) or bare.endswith(("；", ";", "，")):
            return None
        digits = match.group(1)
        ordinal = int(digits) if digits.isdecimal() else int(quantity.chinese_numeral(digits) or 0)
        return (style, digits, ordinal, title.rstrip("。")) if ordinal else None
    return None


def sections(document: Document, pack: Pack, titled: Collection[int] = ()) -> tuple[Section, ...]:
    """Return the top-level parts of the report in order, each with the blocks of its body.

    `titled` holds the blocks at which an official form begins with a title of its own: the last part ends there.
    """
    titles = OutlineTitles(pack)
    candidates = [
        _Candidate(at, style, number, ordinal, title, titles.likeness(title))
        for at, block in enumerate(document.blocks)
        if isinstance(block, Paragraph)
        for style, number, ordinal, title in _heads(block.text)
        if style in ("一、", "1、", "第一部分")
    ]
    chain = _best_chain(candidates)
    return tuple(_section(document, chain, index, titled) for index in range(len(chain)))


def _heads(text: str) -> list[tuple[str, str, int, str]]:
    head = parse_heading(text)
    return [head] if head is not None else []


def _best_chain(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the rising chain of headings with the highest worth (dynamic programme, quadratic in headings)."""
    kept = [item for item in candidates if item.ordinal <= 20][:400]
    worth: list[float] = []
    before: list[int] = []
    for index, item in enumerate(kept):
        best, link = (1.0 if item.ordinal == 1 else -1.0), -1
        for earlier in range(index):
            step = item.ordinal - kept[earlier].ordinal
            repeated = step == 0 and item.similar >= SIMILAR and kept[earlier].similar >= SIMILAR
            if step <= 0 and not repeated:
                continue
            skipped = -0.1 if step == 2 and item.style == "一、" else -0.8 * (step - 1)
            value = worth[earlier] + (1.0 if step == 1 else -0.4 if repeated else skipped)
            value -= 0.0 if item.style == kept[earlier].style else 0.6
            if value > best:
                best, link = value, earlier
        worth.append(best + (2.5 * item.similar if item.similar >= SIMILAR else 0.2 - 0.4 * (item.style == "1、")))
        before.append(link)
    if not kept:
        return []
    at = max(range(len(kept)), key=lambda index: worth[index])
    chain: list[_Candidate] = []
    while at >= 0:
        chain.append(kept[at])
        at = before[at]
    chain.reverse()
    enough = len(chain) >= 3 or sum(item.similar >= SIMILAR for item in chain) >= 2
    return chain if enough else []


def _section(document: Document, chain: list[_Candidate], index: int, titled: Collection[int]) -> Section:
    item = chain[index]
    last = chain[index + 1].block if index + 1 < len(chain) else _end(document, item, titled)
    body = document.blocks[item.block + 1 : last]
    block = document.blocks[item.block]
    rest = block.text.split("\n", maxsplit=1)[1:] if isinstance(block, Paragraph) else []
    says = any(
        part.text.strip() if isinstance(part, Paragraph) else any(cell.text.strip() for cell in part.cells)
        for part in body
    ) or bool(rest and rest[0].strip())
    return Section(
        number=item.number,
        title=item.title,
        empty=not says,
        place=block.place,
        first=item.block + 1,
        last=last,
    )


def _end(document: Document, item: _Candidate, titled: Collection[int]) -> int:
    """Return where the last part ends: before the next annex or titled form, or at the end of the document.

    A part that is itself said to hold forms (五、附表, 六、自评表) keeps them.
    """
    holds = re.search(r"[附表]", item.title) is not None
    for at in range(item.block + 1, len(document.blocks)):
        if at in titled and not holds:
            return at
        block = document.blocks[at]
        if isinstance(block, Table):
            continue
        bare = squeeze(block.text)
        if re.match(r"附(?:件|表|录)\s*\d*[:：]?", bare) and len(bare) < 60 and not bare.endswith("。"):
            return at
    return len(document.blocks)


def declared_empty(title: str) -> bool:
    """Tell whether a heading itself says that there is nothing: 社会保险基金预算支出情况（无）."""
    return bool(_NOTHING.search(title))
